"""Calls keep to the pace of the contract, and none is made for nothing."""

from urllib.parse import urlsplit

from conformance.apis import api_of, contract
from conformance.checks.registry import check
from conformance.checks.verbs import at_most, clean, unseen
from conformance.journey import Journey, header
from conformance.verdict import Verdict
from rulebook.duties import errors
from rulebook.duties import quota as duties
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Result
from rulebook.source import Text

_ANSWERED = frozenset({200})
LASTING = frozenset({400, 403, 404, 410})
_ONCE = Text("un seul appel", "one call only")
_PACED = Text("le quota du contrat", "the quota of the contract")


@check("API-QUOTA-01a", duty=duties.PACE)
def calls_keep_to_the_pace(journey: Journey) -> Verdict:
    """Les appels tiennent dans le quota du contrat."""
    made: dict[str | None, list[Exchange]] = {}
    for call in journey.api_calls():
        made.setdefault(api_of(call), []).append(call)
    paced = {api: pace for api, calls in made.items() if (pace := _pace(journey, calls[0])) is not None}
    if made and not paced:
        return Verdict(Result.NOT_APPLICABLE, _PACED, Text("le contrat n'en fixe pas", "the contract sets none"))
    verdicts = [at_most(journey, made[api], pace, 60.0) for api, pace in paced.items()]
    hurried = [verdict for verdict in verdicts if verdict.result is Result.FAIL]
    return (hurried or verdicts or [unseen(journey, _PACED)])[0]


@check("API-QUOTA-02a", duty=duties.USELESS)
def answered_calls_are_not_repeated(journey: Journey) -> Verdict:
    """Aucun appel n'est refait alors qu'il a eu sa réponse."""
    return _never_again(journey, _ANSWERED, Text("aucun appel n'a eu de réponse", "no call was answered"))


@check("API-ERREUR-03a", duty=errors.INSISTING)
def refused_calls_are_not_repeated(journey: Journey) -> Verdict:
    """Aucun appel refusé pour de bon n'est refait à l'identique."""
    return _never_again(journey, LASTING, Text("aucun appel n'a été refusé", "no call was refused"))


def _never_again(journey: Journey, statuses: frozenset[int], nothing: Text) -> Verdict:
    """No call is made again once it came to one of the statuses; where none did, there was nothing to make again."""
    calls = journey.api_calls()
    if calls and journey.trouble is None and not any(e.response.status in statuses for e in calls):
        return Verdict(Result.NOT_APPLICABLE, _ONCE, nothing)
    verdict = clean(journey, calls, lambda e: _again(journey, e, statuses), _ONCE)
    died = verdict.result is Result.PASS and journey.trouble is not None  # it has not held back
    return unseen(journey, _ONCE) if died else verdict


def _pace(journey: Journey, call: Exchange) -> int | None:
    """Calls a minute that the contract of that API opens; None: as many as one wants."""
    signed = contract(journey.context.habilitation, call)
    return None if signed is None or signed.tier == "none" else int(signed.tier)


def _again(journey: Journey, call: Exchange, statuses: frozenset[int]) -> list[str]:
    """The resource asked, when the same call of the same citizen had already come to one of these statuses."""
    asked = _asked(journey, call)
    before = (e for e in journey.api_calls() if e.at < call.at and e.response.status in statuses)
    return (
        [urlsplit(call.request.url).path.rpartition("/impotparticulier/")[2]]
        if any(_asked(journey, e) == asked for e in before)
        else []
    )


def _asked(journey: Journey, call: Exchange) -> tuple[int, str, str | None]:
    return journey.lap(call), call.request.url, header("X-FranceConnect-OAuth")(call)
