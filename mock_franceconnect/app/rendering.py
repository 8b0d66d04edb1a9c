"""The pages: Jinja templates in two languages, and the style sheet."""

import gettext
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from simulator.chance import opaque

_PACKAGE = Path(__file__).parents[1]
_DOMAIN = "mock_franceconnect"
LANGUAGES = ("fr", "en")
# Around the name of a text that is not known yet; drawn, so that nothing that anybody sends can be taken for it.
_MARK = opaque()


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
    environment.globals["language"] = language
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    return environment


def render(language: str, page: str, values: Mapping[str, Any], fresh: Mapping[str, str]) -> bytes:
    """The HTML of one page: as it was made once for the same hashable `values`, with the `fresh` texts of this citizen in their places."""
    parts = list(_made(language, page, tuple(values.items()), tuple(fresh)))
    texts = {name: escape(text).encode() for name, text in fresh.items()}
    parts[1::2] = [texts[name.decode()] for name in parts[1::2]]
    return b"".join(parts)


@lru_cache(maxsize=128)
def _made(language: str, page: str, values: tuple[tuple[str, Any], ...], fresh: tuple[str, ...]) -> tuple[bytes, ...]:
    """The page cut at the places of its `fresh` texts: what it says before the first, the name of the first, and so on."""
    places = {name: Markup(f"{_MARK}{name}{_MARK}") for name in fresh}  # noqa: S704  (letters and digits)
    html = _environment(language).get_template(f"{page}.html").render({**dict(values), **places})
    return tuple(html.encode().split(_MARK.encode()))


@cache
def onward_script() -> bytes:
    """The one script."""
    return (_PACKAGE / "pages" / "suite.js").read_bytes()


@cache
def style_sheet() -> bytes:
    """The one style sheet."""
    return (_PACKAGE / "pages" / "simulateur.css").read_bytes()
