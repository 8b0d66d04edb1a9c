"""Calls keep to the pace of the contract, and none is made for nothing."""

from conformance.checks.registry import check
from conformance.checks.verbs import at_most, clean
from conformance.journey import Journey, header, without_query
from conformance.verdict import Verdict
from rulebook.duties import errors
from rulebook.duties import quota as duties
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Result
from rulebook.source import Text

_ANSWERED = frozenset({200})
_LASTING = frozenset({400, 403, 404, 410})
_ONCE = Text("un seul appel", "one call only")


@check("API-QUOTA-01a", duty=duties.PACE)
def calls_keep_to_the_pace(journey: Journey) -> Verdict:
    """Les appels tiennent dans le quota du contrat."""
    contract = journey.context.habilitation.api_impot
    tier = contract.tier if contract else "none"
    calls = journey.api_calls()
    if calls and tier == "none":
        expected = Text("le quota du contrat", "the contract's quota")
        return Verdict(Result.NOT_APPLICABLE, expected, Text("le contrat n'en fixe pas", "the contract sets none"))
    return at_most(journey, calls, None if tier == "none" else int(tier), 60.0)


@check("API-QUOTA-02a", duty=duties.USELESS)
def answered_calls_are_not_repeated(journey: Journey) -> Verdict:
    """Aucun appel n'est refait alors qu'il a eu sa réponse."""
    return _never_again(journey, _ANSWERED, Text("aucun appel n'a eu de réponse", "no call was answered"))


@check("API-ERREUR-03a", duty=errors.INSISTING)
def refused_calls_are_not_repeated(journey: Journey) -> Verdict:
    """Aucun appel refusé pour de bon n'est refait à l'identique."""
    return _never_again(journey, _LASTING, Text("aucun appel n'a été refusé", "no call was refused"))


def _never_again(journey: Journey, statuses: frozenset[int], nothing: Text) -> Verdict:
    """No call is made again once it came to one of the statuses; where none did, there was nothing to make again."""
    calls = journey.api_calls()
    if calls and journey.trouble is None and not any(e.response.status in statuses for e in calls):
        return Verdict(Result.NOT_APPLICABLE, _ONCE, nothing)
    return clean(journey, calls, lambda e: _again(journey, e, statuses), _ONCE)


def _again(journey: Journey, call: Exchange, statuses: frozenset[int]) -> list[str]:
    """The resource asked, when the same call of the same citizen had already come to one of these statuses."""
    asked = _asked(journey, call)
    before = (e for e in journey.api_calls() if e.at < call.at and e.response.status in statuses)
    return (
        [without_query(call).rpartition("/impotparticulier/")[2]]
        if any(_asked(journey, e) == asked for e in before)
        else []
    )


def _asked(journey: Journey, call: Exchange) -> tuple[int, str, str | None]:
    return journey.lap(call), call.request.url, header("X-FranceConnect-OAuth")(call)
