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


def _asked() -> str:
    """What was asked of us alone: the language of the machine (LANG) is somebody else's choice, and French is ours."""
    return os.environ.get("UNEFOIS_LANG", "") or LANGUAGES[0]


LANGUAGE = next((one for one in LANGUAGES if _asked().lower().startswith(one)), LANGUAGES[0])
_ = words(LANGUAGE).gettext


def unknown_language() -> str | None:
    """What was asked, when it is none of ours."""
    return None if _asked().lower().startswith(LANGUAGES) else _asked()


def teach_click() -> None:
    """Make click's own words (usage, errors) ours: it asks the standard `gettext`, which reads its language in LANGUAGE.

    For the whole process, so only the command line calls it. Without a catalogue (English) click speaks as it was written.
    """
    os.environ["LANGUAGE"] = LANGUAGE
    gettext.bindtextdomain("click", _CATALOGUES)
    gettext.textdomain("click")
