"""The language of the command line and of the control port: French, or English with ``UNEFOIS_LANG=en``."""

import gettext
import os
from gettext import GNUTranslations, NullTranslations, translation
from pathlib import Path

LANGUAGES = ("fr", "en")
_CATALOGUES = Path(__file__).parent / "locale"


def words(language: str) -> GNUTranslations | NullTranslations:
    """The catalogue of `language`; msgids are the French sentences, so that a missing catalogue reads as French."""
    return translation("unefois", _CATALOGUES, [language], fallback=True)


LANGUAGE = "en" if os.environ.get("UNEFOIS_LANG", "fr").lower().startswith("en") else "fr"
_ = words(LANGUAGE).gettext


def teach_click() -> None:
    """Make click's own words (usage, errors) ours: it asks the standard `gettext`, which reads its language in LANGUAGE.

    For the whole process, so only the command line calls it. Without a catalogue (English) click speaks as it was written.
    """
    os.environ["LANGUAGE"] = LANGUAGE
    gettext.bindtextdomain("click", _CATALOGUES)
    gettext.textdomain("click")
