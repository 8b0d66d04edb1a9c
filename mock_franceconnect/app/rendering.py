"""The pages: Jinja templates in two languages, and the style sheet."""

import gettext
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.ext import Extension
from markupsafe import Markup, escape

_PACKAGE = Path(__file__).parents[1]
_DOMAIN = "mock_franceconnect"
LANGUAGES = ("fr", "en")
# {{ _("a sentence") }} and {{ _("a sentence with %(one)s value", one=…) }}
_CONSTANT = re.compile(r'\{\{ _\("([^"%]+)"\) \}\}')
_OPEN = re.compile(r'\{\{ _\("([^"%]*%\((\w+)\)s[^"%]*)", \2=(.+?)\) \}\}')


@cache
def translations(language: str) -> gettext.NullTranslations:
    """The catalogue of that language."""
    return gettext.translation(_DOMAIN, localedir=_PACKAGE / "locale", languages=[language])


class _Spoken(Extension):
    """Sentences are translated when a template is compiled, not at each page: half of a page's cost. One value at most in each."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template, speaking the language of its environment."""
        del name, filename
        told = translations(self.environment.globals["language"])

        def sentence(found: re.Match[str]) -> str:
            return str(escape(told.gettext(found[1])))

        def around(found: re.Match[str]) -> str:
            return sentence(found).replace(f"%({found[2]})s", f"{{{{ {found[3]} }}}}")

        return _OPEN.sub(around, _CONSTANT.sub(sentence, source))


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_PACKAGE / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", _Spoken],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["language"] = language
    environment.globals["made_once"] = _made_once(environment)
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    return environment


def _made_once(environment: Environment) -> Callable[..., Markup]:
    """Parts of pages that are the same for the same values, which must be hashable: long lists cost more than the rest of a login."""

    @lru_cache(maxsize=64)
    def made_once(part: str, **values: Any) -> Markup:
        return Markup(environment.get_template(part).render(values))  # noqa: S704  (a template escaped it)

    return made_once


def render(language: str, page: str, values: Mapping[str, Any]) -> bytes:
    """The HTML of one page."""
    template = _template(language, page)
    # `render` would look up each global through two dictionaries, at every page.
    context = template.new_context({**template.environment.globals, **values}, shared=True)
    return "".join(template.root_render_func(context)).encode()


@cache
def _template(language: str, page: str) -> Template:
    return _environment(language).get_template(f"{page}.html")


@cache
def onward_script() -> bytes:
    """The one script."""
    return (_PACKAGE / "pages" / "suite.js").read_bytes()


@cache
def style_sheet() -> bytes:
    """The one style sheet."""
    return (_PACKAGE / "pages" / "simulateur.css").read_bytes()
