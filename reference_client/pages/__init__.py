"""What a person sees: templates in French, translated by the catalogues of `locale`; numbers as a language writes them."""

import gettext
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from reference_client.demarche import Demarche
from reference_client.notice import Notice
from reference_client.tarif import TRANCHES
from reference_client.visit import LANGUAGES, Visit

HERE = Path(__file__).parent
MONTHS_FR = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def euros_fr(amount: Decimal | int) -> str:
    """1 234 €, or 2,10 €."""
    return f"{amount:,}".replace(",", "\u202f").replace(".", ",") + "\u00a0€"


def euros_en(amount: Decimal | int) -> str:
    """€1,234, or €2.10."""
    return f"€{amount:,}"


def number_fr(number: Decimal) -> str:
    """2,5."""
    return number_en(number).replace(".", ",")


def number_en(number: Decimal) -> str:
    """2.5."""
    return f"{number.normalize():f}"


def day_fr(day: date) -> str:
    """1er septembre 2026."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS_FR[day.month - 1]} {day.year}"


def day_en(day: date) -> str:
    """1 September 2026."""
    return f"{day.day} {day:%B} {day.year}"


def typeset_fr(text: str) -> str:
    """French punctuation never begins a line."""
    return re.sub(r" (?=[:;?!»])|(?<=«) ", "\u00a0", text)


def as_it_is(page: str) -> str:
    """Nothing is added to what the templates say, and nothing is taken away."""
    return page


FILTERS = {
    "fr": {"euros": euros_fr, "number": number_fr, "day": day_fr},
    "en": {"euros": euros_en, "number": number_en, "day": day_en},
}


@cache
def environment(language: str) -> Environment:
    """Jinja for one language, made once; a sentence without translation stays French."""
    jinja = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    catalogue = gettext.translation(
        "reference_client", localedir=HERE.parent / "locale", languages=[language], fallback=True
    )
    jinja.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
    jinja.filters.update(FILTERS[language])
    return jinja


class Pages:
    """Prints the pages of one démarche in the language of the visit; with `civil_status` they offer that way too."""

    def __init__(self, demarche: Demarche, printed: Callable[[str], str], *, civil_status: bool) -> None:
        self._printed = printed
        self._jinja = {language: environment(language) for language in LANGUAGES}
        self._shared = {"demarche": demarche.name, "words": demarche.words, "civil_status": civil_status}
        self.stylesheet = (HERE / "villefictive.css").read_bytes()

    def show(self, name: str, visit: Visit, status: int = 200, problem: str = "", **facts: Any) -> HTMLResponse:
        """A page; `problem` names the field that stops a form."""
        session = visit.session
        text = (
            self._jinja[visit.language]
            .get_template(name)
            .render(
                self._shared | facts,
                problem=problem,
                tranches=TRANCHES,
                language=visit.language,
                csrf=session.csrf if session else "",
                logged_in=session is not None and (session.citizen is not None or session.account is not None),
                here=_here(visit),
            )
        )
        text = typeset_fr(text) if visit.language == "fr" else text
        return HTMLResponse(self._printed(text), status_code=status)

    def notice(self, visit: Visit, notice: Notice) -> HTMLResponse:
        """A page that says why the journey stops."""
        return self.show("notice.html", visit, notice.status, notice=notice)


def _here(visit: Visit) -> str:
    """Where the language links lead: this page, unless it was the answer to a form or to FranceConnect."""
    request = visit.request
    again = request.method == "GET" and not request.url.path.startswith("/franceconnect/")
    return request.url.path if again else "/"
