"""The language of the command line and of the control port: French, or English with ``UNEFOIS_LANG=en``."""

import os
from gettext import GNUTranslations, NullTranslations, translation
from pathlib import Path

LANGUAGES = ("fr", "en")


def words(language: str) -> GNUTranslations | NullTranslations:
    """The catalogue of `language`; msgids are the French sentences, so that a missing catalogue reads as French."""
    return translation("unefois", Path(__file__).parent / "locale", [language], fallback=True)


LANGUAGE = "en" if os.environ.get("UNEFOIS_LANG", "fr").lower().startswith("en") else "fr"
_ = words(LANGUAGE).gettext
