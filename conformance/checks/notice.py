"""The notice is read as it is: quarters, signs, what is not there, what nobody knew of, and the year that it is about."""

import re

from conformance.checks.gateway import copes_with_a_field, misses_a_field, reads_on
from conformance.checks.registry import check
from conformance.checks.tables import WITH_A_NOTICE, Row, Story, everywhere, register
from conformance.checks.verbs import broken, kept, unseen
from conformance.journey import Journey, served_year
from conformance.verdict import Verdict
from rulebook.duties.errors import READING
from rulebook.duties.years import CODES, SERVED
from rulebook.formats.exchange import Exchange
from rulebook.formats.observation import Observation
from rulebook.formats.report import Result
from rulebook.resources import DERNIERE, DEUXANS
from rulebook.source import Text

_CHOOSES = (DERNIERE, DEUXANS)
# The year of the income, said as such: a notice has another one (its own), a page is dated, and a year may be said to be missing.
_OF_INCOME = re.compile(
    r"(?:revenus?|income)\b\D{0,40}?(20\d\d)\b(?![^.]{0,60}\b(?:pas|plus|aucun|not|no|indisponibles?|unavailable)\b)",
    re.IGNORECASE,
)
_NO_SUCH_RESOURCE = Text(
    "le contrat n'a pas de ressource qui choisit l'année (dernieresituation)",
    "the contract has no resource that chooses the year (dernieresituation)",
)
_NOT_CALLED = Text("ce parcours n'appelle pas dernieresituation", "this journey does not call dernieresituation")


def _one(module: str, fr: str, en: str, *reads: str, **given: str) -> Story:
    return Story(module, Text(fr, en), WITH_A_NOTICE, given, reads=reads)


ROWS = (
    Row(
        "API-AVIS-01a",
        READING,
        "assiettes.field.quarters",
        "Un avis de 6,75 parts donne un résultat.",
        reads_on,
        (_one("api-quarts-de-part", "L'avis a 6,75 parts", "The notice has 6.75 parts", "nbPart"),),
        "accept",
    ),
    Row(
        "API-AVIS-01b",
        READING,
        "assiettes.field.negative",
        "Des montants sous zéro donnent un résultat ou une explication.",
        copes_with_a_field,
        (
            _one(
                "api-montants-negatifs", "Les montants de l'avis sont sous zéro", "Amounts of the notice are below zero"
            ),
        ),
        "accept",
    ),
    Row(
        "API-AVIS-01c",
        READING,
        "assiettes.field.missing",
        "Un champ absent ne vaut pas zéro.",
        misses_a_field,
        (
            _one("api-revenu-absent", "L'avis n'a pas de `rfr`", "The notice has no `rfr`", "rfr", field="rfr"),
            Story(
                "api-adresse-absente",
                Text("L'avis n'a pas d'adresse (`aft`, `aftDetail`)", "The notice has no address (`aft`, `aftDetail`)"),
                WITH_A_NOTICE,
                {"field": "aft"},
                everywhere("assiettes.field.missing", WITH_A_NOTICE, field="aftDetail"),
                reads=("aft", "aftDetail"),
            ),
        ),
    ),
    Row(
        "API-AVIS-01d",
        READING,
        "assiettes.field.null",
        "Un champ nul ne vaut pas zéro.",
        misses_a_field,
        (
            _one("api-revenu-nul", "Le `rfr` de l'avis est `null`", "The `rfr` is `null`", "rfr", field="rfr"),
            _one(
                "api-parts-nulles",
                "Le `nbPart` de l'avis est `null`",
                "The `nbPart` is `null`",
                "nbPart",
                field="nbPart",
            ),
        ),
    ),
    Row(
        "API-ANNEE-03a",
        CODES,
        "assiettes.field.codes",
        "Des cases et des lignes inconnues donnent un résultat ou une explication.",
        copes_with_a_field,  # no code is left that the client knows: one that needs a box is right to say that it is not there
        (
            _one(
                "api-codes-inconnus",
                "Les cases et les lignes de l'avis ont des codes inconnus",
                "Boxes and lines of the notice have unknown codes",
                *("rev", "facture"),
            ),
        ),
        "accept",
    ),
    Row(
        "API-ANNEE-03b",
        CODES,
        "assiettes.field.extra",
        "Des champs inconnus en plus donnent un résultat.",
        reads_on,
        (_one("api-champs-en-plus", "L'avis a des champs inconnus en plus", "The notice has unknown fields too"),),
        "accept",
    ),
)

register(ROWS)


@check("API-ANNEE-04a", duty=SERVED)
def served_year_is_told(journey: Journey) -> Verdict:
    """L'année que dit la page est celle de `annRevenu`."""
    expected = Text("l'année de `annRevenu`, sur la page du résultat", "the year of `annRevenu`, on the result page")
    calls, contract = journey.api_calls(), journey.context.habilitation.api_impot
    granted = contract.resources if contract else ()
    if not calls or journey.trouble is not None:
        return unseen(journey, expected)
    if not any(resource.scope in granted for resource in _CHOOSES):
        return Verdict(Result.NOT_APPLICABLE, expected, _NO_SUCH_RESOURCE)
    served = [(e, str(said)) for e in calls if (said := served_year(e)) is not None]
    if not served:
        return Verdict(Result.NOT_APPLICABLE, expected, _NOT_CALLED)
    results = (o for o in journey.observations if o.oracle == "result")
    read = [(last, o) for o in results if (last := _last(served, o.at))]
    silent = [(last, o) for last, o in read if last[1] not in re.findall(r"\d+", o.text)]
    if not silent:
        return kept(journey, expected, [last[0] for last, _ in read], Text("dite", "told"))
    return _another(expected, *silent[0])


def _another(expected: Text, answer: tuple[Exchange, str], page: Observation) -> Verdict:
    """A page without the year that was served: wrong if it says another one of the income, fragile if it says none."""
    exchange, served = answer
    if other := ", ".join(_OF_INCOME.findall(page.text)):
        return broken(expected, Text(f"{other} au lieu de {served}", f"{other}, not {served}"), [exchange])
    said = Text(f"{served} n'est pas sur la page", f"{served} is not on the page")
    return Verdict(Result.WARNING, expected, said, (exchange.n,), (page.n,))


def _last(served: list[tuple[Exchange, str]], at: float) -> tuple[Exchange, str] | None:
    """The answer that the page shown at that instant is made of."""
    return next((one for one in reversed(served) if one[0].at <= at), None)
