"""A civil status that names nobody, or several people: the téléservice asks for more, and picks nobody."""

import re

from conformance.checks.reactions import delivered, explains
from conformance.checks.tables import Row, Story, register
from conformance.checks.verbs import kept
from conformance.journey import GOALS, STOPS, Journey
from conformance.reading import can_be_typed, folded, gestures
from conformance.verdict import Verdict
from rulebook.duties import contract as duties
from rulebook.formats.observation import Observation
from rulebook.formats.report import Result
from rulebook.source import Text

# A page that asks for the tax number is what both refusals want, whatever the oracle makes of it. Words are compared folded.
_NUMBER = re.compile(r"\bnumero[ _-]?(?:fiscal|spi)|\bn° ?fiscal|(?<![a-z])spi(?![a-z])|\btax[ _-]?number")


def asks_for_more(journey: Journey) -> Verdict:
    """Says that the civil status was not enough, or asks for the tax number."""
    altered = delivered(journey)
    verdict = explains(journey, altered, then=(), shows=STOPS)
    since = journey.seen_since(altered[0]) if altered else ()
    if verdict.result is not Result.FAIL or any(seen.oracle in GOALS for seen in since):
        return verdict
    if not since or not _asks(journey, since[-1]):
        return verdict
    asking = Text("une page qui demande le numéro fiscal", "a page that asks for the tax number")
    return kept(journey, verdict.expected, altered, asking)


def _asks(journey: Journey, seen: Observation) -> bool:
    """Whether a page asks for the number: it says its name, and has a field to type it, or a link or a button that leads there.

    « Numéro fiscal introuvable », over the links that every page has, asks for nothing.
    """
    pages = [e.response.text for e in journey.client_pages() if e.at <= seen.at and e.response.text]
    html = pages[-1] if pages else ""
    return _says(seen.text) and (can_be_typed(html) or any(map(_says, gestures(html))))


def _says(text: str) -> bool:
    return _NUMBER.search(folded(text)) is not None


ROWS = (
    Row(
        "API-ETATCIVIL-02a",
        duties.NARROWED,
        "assiettes.response.404",
        "Un état civil qui ne désigne personne fait demander mieux.",
        asks_for_more,
        (
            Story(
                "api-etat-civil-personne",
                Text("L'état civil ne désigne personne", "The civil status names nobody"),
            ),
        ),
    ),
    Row(
        "API-ETATCIVIL-02b",
        duties.NARROWED,
        "assiettes.response.403",
        "Un état civil qui désigne plusieurs personnes fait demander mieux, et n'en choisit aucune.",
        asks_for_more,
        (
            Story(
                "api-etat-civil-plusieurs",
                Text("L'état civil désigne plusieurs personnes", "The civil status names several people"),
            ),
        ),
    ),
)
register(ROWS)
