"""The console: one page that says where everything is, who can log in, and what nobody claimed."""

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import jinja2
from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import escape

from simulator.spaces import DEFAULT
from unefois import hosts
from unefois.composition import Bench
from unefois.language import words

_HERE = Path(__file__).parent
_SHOWN, _LISTED = 20, 100


def _pages(language: str) -> jinja2.Environment:
    pages = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    pages.install_gettext_translations(words(language), newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    return pages


def console(bench: Bench) -> Callable[[Request], Awaitable[HTMLResponse]]:
    """The endpoint of the console."""
    pages = {language: _pages(language) for language in ("fr", "en")}

    async def page(request: Request) -> HTMLResponse:
        language = "en" if request.query_params.get("lang") == "en" else "fr"
        name = request.query_params.get("space", DEFAULT)
        space = bench.spaces.get(name)
        if space is None:
            said = words(language).gettext("Espace inconnu : {name}. Créez-le par PUT /control/spaces/{name}.")
            return HTMLResponse(said.format(name=escape(name)), 404)
        world = bench.worlds.of(space)
        everybody, trait = list(world.residents()), request.query_params.get("trait", "")
        found = [one for one in everybody if not trait or trait in one.traits]
        html = (
            pages[language]
            .get_template("console.html")
            .render(
                language=language,
                space=space,
                spaces=list(bench.spaces),
                personas=found[:_LISTED],
                more=len(found) - _LISTED,
                traits=sorted({known for one in everybody for known in one.traits}, key=str.casefold),
                trait=trait,
                refused=list(bench.remote.refused),
                warnings=partial(hosts.about, bench.remote.allowed),
                applications=list(world.applications()),
                unassigned=await bench.journal.latest_unassigned(space.name, _SHOWN),
            )
        )
        return HTMLResponse(html)

    return page
