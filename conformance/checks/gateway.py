"""What a client does when the gateway, or the notice that it gives, is not as usual: the verbs of the tables beside this module."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from conformance.checks.reactions import accepts, delivered, explains
from conformance.checks.verbs import broken, kept, unseen
from conformance.journey import STOPS, Journey, header, parameter
from conformance.verdict import Verdict
from rulebook.duties import errors
from rulebook.formats.exchange import Exchange
from rulebook.formats.observation import Seen
from rulebook.formats.report import Result
from rulebook.source import Text

_OK = 200
_ERROR: frozenset[Seen] = frozenset({"error"})
_COPING = Text(
    "un résultat ou une explication : ni trace technique ni silence", "a result or an explanation: no trace, no silence"
)
_NO_ZERO = Text("une explication : un champ qui manque ne vaut pas zéro", "an explanation: a missing field is not zero")
_UNSURE = Text(
    "un résultat sans ce champ : relisez la page, qui doit dire ce qu'elle en fait",
    "a result without that field: read the page, which must say what it makes of it",
)
_ZERO_SHOWN = Text("un résultat qui montre zéro euro", "a result that shows zero euros")
_NOT_THERE = Text(
    "la réponse ne tient pas ce champ (contrat ou consentement)", "the answer lacks that field (contract or consent)"
)
_NO_TOKEN_ASKED = Text(
    "le client n'a demandé aucun jeton pendant ce parcours : il garde le sien, et ne renouvelle pas un jeton révoqué (API-JETON-01)",
    "the client asked for no token during this journey: it keeps its own, and does not renew a revoked one (API-JETON-01)",
)
# An income of exactly zero, as a page writes it: "Revenu : 0 €", "0,00 €", "0 euro". Other zeros (fees) say nothing.
_ZERO = re.compile(
    r"(?:revenu|rfr|income|quotient)(?![^.]{0,40}\b(?:non|pas|inconnus?|not|unknown)\b)[^\d.;]{0,40}?0(?:[.,]00?)?\s?(?:€|euros?\b)",
    re.IGNORECASE,
)


def fails_well(journey: Journey) -> Verdict:
    """A failure is told as an error."""
    return explains(journey, delivered(journey), then=(), shows=_ERROR)


def stops(journey: Journey) -> Verdict:
    """A refusal of the API stops the request: the page says error or refused, and shows no result."""
    return explains(journey, delivered(journey), then=(), shows=STOPS)


def fails_well_wherever(journey: Journey) -> Verdict:
    """`fails_well`, when it may be the gateway's token that fails."""
    return of_a_token(fails_well(journey), journey)


def stops_without_a_token(journey: Journey) -> Verdict:
    """`stops`, when it is the gateway's token that is refused."""
    return of_a_token(stops(journey), journey)


def of_a_token(verdict: Verdict, journey: Journey) -> Verdict:
    """The verdict, unless the client asked for no token: it was spared, and what it makes of a revoked one is another duty's."""
    spared = verdict.result is Result.SKIPPED and journey.api_calls() and not journey.at("apim_token")
    return _not_applicable(verdict.expected, _NO_TOKEN_ASKED) if spared else verdict


def copes(journey: Journey) -> Verdict:
    """Reads it, or explains that it cannot: both are sound."""
    shows = STOPS | {journey.context.goal}
    return replace(explains(journey, delivered(journey), (), shows, never=frozenset()), expected=_COPING)


def of_a_field(verdict: Verdict, journey: Journey) -> Verdict:
    """The verdict, unless the answers were good and had nothing to alter."""
    answered = any(e.response.status == _OK for e in journey.api_calls())
    spared = verdict.result is Result.SKIPPED and answered and not delivered(journey)
    return _not_applicable(verdict.expected, _NOT_THERE) if spared else verdict


def reads_on(journey: Journey) -> Verdict:
    """The notice is unusual, and right: the citizen gets the result."""
    return of_a_field(accepts(journey), journey)


def copes_with_a_field(journey: Journey) -> Verdict:
    """`copes`, for an answer that may not hold the field."""
    return of_a_field(copes(journey), journey)


def misses_a_field(journey: Journey) -> Verdict:
    """A field is not there: explained. A result is wrong when it shows a zero; without one, a person must read what it says."""
    verdict = replace(stops(journey), expected=_NO_ZERO)
    if verdict.result is not Result.FAIL or not (
        seen := [o for o in journey.observations if o.n in verdict.observations]
    ):
        return of_a_field(verdict, journey)
    if seen[0].oracle != "result":
        return verdict
    if _ZERO.search(seen[0].text):
        return replace(verdict, received=_ZERO_SHOWN)
    return replace(verdict, result=Result.REVIEW, received=_UNSURE)


def waits(journey: Journey) -> Verdict:
    """After each disturbed answer, the same call comes again later, and a few times at most; not at all is best."""
    altered = delivered(journey)
    pause, most = errors.PAUSE, errors.REPEATS
    expected = Text(
        f"le même appel au plus {most} fois de plus, {pause:g} s après la réponse au moins".replace(".", ","),
        f"the same call at most {most} times more, {pause:g} s after the answer at least",
    )
    if not altered:
        return of_a_token(unseen(journey, expected), journey)
    again = list(_chains(altered))
    hasty = [second for chain in again for first, second in pairwise(chain) if second.at < _end(first) + pause]
    if hasty:
        received = Text(f"{len(hasty)} rappel(s) sans attendre", f"{len(hasty)} call(s) again without waiting")
        return broken(expected, received, [altered[0], *hasty])
    if longest := max((chain for chain in again if len(chain) > most + 1), key=len, default=None):
        count = len(longest) - 1
        return broken(expected, Text(f"{count} rappels", f"{count} calls again"), longest)
    count = sum(len(chain) - 1 for chain in again)
    return kept(journey, expected, altered, Text(f"{count} rappel(s)", f"{count} call(s) again"))


def _chains(altered: tuple[Exchange, ...]) -> Iterator[list[Exchange]]:
    """The disturbed calls, those of one same question together."""
    fc, scope = header("x-franceconnect-oauth"), parameter("scope")
    questions = [(e.request.url, fc(e), scope(e)) for e in altered]
    for one in dict.fromkeys(questions):
        yield [e for e, question in zip(altered, questions, strict=True) if question == one]


def _end(exchange: Exchange) -> float:
    return exchange.at + exchange.duration_ms / 1000


def _not_applicable(expected: Text, because: Text) -> Verdict:
    return Verdict(Result.NOT_APPLICABLE, expected, because)
