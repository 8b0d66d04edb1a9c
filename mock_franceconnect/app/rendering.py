"""The pages: Jinja templates in two languages, and the style sheet."""

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_PACKAGE = Path(__file__).parents[1]
_DOMAIN = "mock_franceconnect"
LANGUAGES = ("fr", "en")


@cache
def translations(language: str) -> gettext.NullTranslations:
    """The catalogue of that language."""
    return gettext.translation(_DOMAIN, localedir=_PACKAGE / "locale", languages=[language])


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_PACKAGE / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    return environment


def render(language: str, page: str, values: Mapping[str, Any]) -> bytes:
    """The HTML of one page."""
    return _environment(language).get_template(f"{page}.html").render(values, language=language).encode()


@cache
def style_sheet() -> bytes:
    """The one style sheet."""
    return (_PACKAGE / "pages" / "simulateur.css").read_bytes()
