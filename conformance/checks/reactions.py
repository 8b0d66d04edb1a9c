"""What a client does once something was wrong: refuse, explain, fall back, retry; or accept what is only unusual. Two of the three proofs are made here.

*Delivery*: the altered object was served, and read. *Reaction*: what followed on the wire, and what the citizen was shown. The third,
*control*, is the runner's: it does not disturb a journey that did not succeed undisturbed.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal
from urllib.parse import urlsplit

from conformance.checks.verbs import broken, unseen
from conformance.journey import (
    AGAIN,
    GOALS,
    STOPS,
    Journey,
    carried_marks,
    given_code,
    given_token,
    header,
    location,
    query,
    without_query,
    year,
)
from conformance.verdict import Verdict, Watch
from rulebook.faults import FAULTS, Stage
from rulebook.formats.exchange import Exchange
from rulebook.formats.observation import Observation, Seen
from rulebook.formats.report import Evidence, Result
from rulebook.source import Text

Reaction = Literal["refuse", "explain", "fall_back", "retry", "accept", "escape", "ignore"]
_OK = 200
_RESULT: frozenset[Seen] = frozenset({"result"})
REFUSAL = Text("un refus : aucune suite, et une page qui le dit", "a refusal: nothing follows, and a page says so")
_EXPLANATION = Text("une explication au citoyen, et aucun résultat", "an explanation to the citizen, and no result")
_FALLBACK = Text(
    "le même appel pour l'année précédente, puis le résultat", "the same call for the previous year, then the result"
)
NO_YEAR_ASKED = Text(
    "aucun appel ne nomme d'année : la ressource la choisit", "no call names a year: the resource chooses it"
)
ACCEPTANCE = Text(
    "le parcours va à son but : l'objet est inhabituel, pas faux",
    "the journey reaches its goal: the object is unusual, not wrong",
)
_NO_PAGE = Text("aucune page vue", "no page seen")
_UNKNOWN = Text(
    "aucune suite, mais une page que l'oracle ne reconnaît pas : relisez-la, ou apprenez-la à l'oracle",
    "nothing followed, but a page that the oracle does not recognise: look at it, or teach it to the oracle",
)


def delivered(journey: Journey) -> tuple[Exchange, ...]:
    """Exchanges that carried the fault as far as the client: for redirect parameters, the driver must have gone there too."""
    fault = FAULTS.get(journey.context.fault or "")
    if fault is None:
        return ()
    altered = tuple(e for e in journey.exchanges if e.by != "driver" and e.fault == fault.name)
    if fault.stage is not Stage.PARAMS:
        return altered
    asked = {_address(e.request.url) for e in journey.client_pages()}
    return tuple(e for e in altered if (to := location(e)) and _address(to) in asked)


def marks_given(altered: Iterable[Exchange]) -> frozenset[str]:
    """Marks of the codes and tokens that must not be used after `altered`."""
    marks: set[str] = set()
    for exchange in altered:
        marks |= {mark for mark in (given_code(exchange), given_token(exchange)) if mark}
        if exchange.endpoint == "userinfo":
            marks |= carried_marks(exchange)
    return frozenset(marks)


def forbidden(exchanges: Iterable[Exchange], watch: Watch) -> tuple[Exchange, ...]:
    """Requests that use what `watch` forbids: the runner looks for them in the rest of the run too."""
    return tuple(
        e
        for e in exchanges
        if e.by != "driver" and e.endpoint in watch.endpoints and e.at >= watch.since and carried_marks(e) & watch.marks
    )


def refuses(journey: Journey, then: tuple[str, ...]) -> Verdict:
    """The client stops: none of the requests `then`, and the page says refused or error."""
    altered = delivered(journey)
    return stops(journey, altered, marks_given(altered), then)


def stops(journey: Journey, altered: tuple[Exchange, ...], marks: frozenset[str], then: tuple[str, ...]) -> Verdict:
    """From `altered` on, the client uses none of the codes and tokens that `marks` are of at `then`, says so, and opens no session."""
    if not altered:
        return unseen(journey, REFUSAL)
    watch = Watch(then, marks, altered[0].at)
    if used := forbidden(journey.exchanges, watch):
        return broken(REFUSAL, went_on(used), [*altered, *used])
    return replace(_shown(journey, altered, REFUSAL, STOPS, GOALS), watch=watch)


def went_on(used: Iterable[Exchange]) -> Text:
    """What to say of a client that used what it should have refused."""
    where = ", ".join(dict.fromkeys(e.endpoint for e in used))
    return Text(f"il a continué : {where}", f"it went on: {where}")


def explains(
    journey: Journey,
    altered: tuple[Exchange, ...],
    then: tuple[str, ...],
    shows: frozenset[Seen],
    never: frozenset[Seen] = _RESULT,
) -> Verdict:
    """The client says what happened (the oracle says one of `shows`), shows nothing of `never` and calls none of `then`.

    A page that the oracle does not know explains nothing: a client that does explain teaches its oracle to see it.
    """
    if not altered:
        return unseen(journey, _EXPLANATION)
    if used := [e for e in journey.at(*then) if e.at >= altered[0].at]:
        return broken(_EXPLANATION, went_on(used), [*altered, *used])
    shown = _shown(journey, altered, _EXPLANATION, shows, never)
    return replace(shown, result=Result.FAIL) if shown.result is Result.REVIEW else shown


def falls_back(journey: Journey) -> Verdict:
    """The client asks for the year before the one that is not taxed, gets it, and shows the result."""
    late = journey.context.late
    calls = journey.api_calls()
    refused = tuple(e for e in calls if late is not None and year(e) == str(late) and e.response.status != _OK)
    if calls and not any(year(e) for e in calls) and journey.trouble is None:
        return Verdict(Result.NOT_APPLICABLE, _FALLBACK, NO_YEAR_ASKED)
    if late is None or not refused:
        return unseen(journey, _FALLBACK)
    if late - 1 not in journey.context.years:  # the contract gives no earlier year: explaining is all that is left
        return explains(journey, refused, (), frozenset({"error"}))
    since = [e for e in calls if e.at >= refused[0].at and year(e) != str(late)]
    if not since or year(since[0]) != str(late - 1):
        asked = ", ".join(year(e) or "?" for e in since)
        received = Text(asked or "aucun autre appel", asked or "no other call")
        return (
            broken(_FALLBACK, received, [*refused, *since]) if journey.trouble is None else unseen(journey, _FALLBACK)
        )
    return _succeeded(journey, refused[0], [e for e in since if year(e) == year(since[0])], _FALLBACK)


def retries(journey: Journey, at_most: int) -> Verdict:
    """The client gets another gateway token, makes the same call again at most `at_most` times, and succeeds."""
    expected = Text(
        f"un nouveau jeton, puis le même appel (au plus {at_most} fois) et le résultat",
        f"a new token, then the same call (at most {at_most} times) and the result",
    )
    altered = delivered(journey)
    if not altered:
        return unseen(journey, expected)
    first, bearer = altered[0], header("authorization")
    again = [e for e in journey.api_calls() if e.at > first.at and without_query(e) == without_query(first)]
    renewed = [e for e in again if bearer(e) != bearer(first)]
    if not renewed and journey.trouble is not None:
        return unseen(journey, expected)
    if not renewed or len(again) > at_most:
        received = Text(
            f"{len(again)} appel(s) refait(s), {len(renewed)} avec un nouveau jeton",
            f"{len(again)} call(s) made again, {len(renewed)} with a new token",
        )
        return broken(expected, received, [first, *again])
    # The call made again may be of a year that is not there: what counts is that the new token led to an answer.
    return _succeeded(journey, first, [e for e in journey.api_calls() if e.at >= renewed[0].at], expected)


def accepts(journey: Journey) -> Verdict:
    """The client takes an object that is unusual and right, and leads the citizen to the goal all the same."""
    altered = delivered(journey)
    if not altered:
        return unseen(journey, ACCEPTANCE)
    goal = frozenset({journey.context.goal})
    shown = _shown(journey, altered[-1:], ACCEPTANCE, goal, frozenset())
    return replace(shown, result=Result.FAIL) if shown.result is Result.REVIEW else shown


# ------------------------------------------------------------------ what the citizen was shown
def _shown(
    journey: Journey, altered: tuple[Exchange, ...], expected: Text, shows: frozenset[Seen], never: frozenset[Seen]
) -> Verdict:
    seen, numbers = journey.seen_since(altered[0]), tuple(e.n for e in altered)
    if went := [o for o in seen if o.oracle in never]:
        return on_page(Result.FAIL, expected, went[0], numbers)
    # What is asked again may break a refusal, and makes none: a page that sends strangers away says no to everybody.
    first = [o for o in seen if not o.step.startswith(AGAIN)]
    pages = [o for o in first if o.oracle != "none"]
    if journey.trouble is not None:
        return Verdict(Result.INCONCLUSIVE, expected, journey.trouble, numbers)
    if told := [o for o in pages if o.oracle in shows]:
        return on_page(Result.PASS, expected, told[-1], numbers)
    if pages:
        return on_page(Result.FAIL, expected, pages[-1], numbers)
    last = first[-1:]
    received = _UNKNOWN if last else journey.stuck or _NO_PAGE
    return Verdict(Result.REVIEW, expected, received, numbers, tuple(o.n for o in last))


def _succeeded(journey: Journey, first: Exchange, again: list[Exchange], expected: Text) -> Verdict:
    """One of the calls made `again` was answered, and the citizen was shown what it is for."""
    pages = journey.seen_since(first)
    served = [e for e in again if e.response.status == _OK]
    numbers = tuple(e.n for e in (first, *(served or again)[:1]))
    if not served and journey.trouble is None:
        status = again[-1].response.status
        received = Text(f"l'appel refait a reçu {status}", f"the call made again was answered {status}")
        return broken(expected, received, [first, again[-1]])
    if reached := [o for o in pages if o.oracle == journey.context.goal]:
        return on_page(Result.PASS, expected, reached[-1], numbers)
    if journey.trouble is not None:
        return Verdict(Result.INCONCLUSIVE, expected, journey.trouble, numbers)
    if not pages:
        return Verdict(Result.REVIEW, expected, journey.stuck or _NO_PAGE, numbers)
    return on_page(Result.FAIL, expected, pages[-1], numbers)


# What each word of the oracle says to a reader.
PAGES: dict[Seen, Text] = {
    "connected": Text("page « connecté »", 'page "connected"'),
    "result": Text("page « résultat »", 'page "result"'),
    "refused": Text("page « refus »", 'page "refused"'),
    "error": Text("page « erreur »", 'page "error"'),
    "none": Text("page que l'oracle ne reconnaît pas", "page that the oracle does not recognise"),
}


def on_page(result: Result, expected: Text, page: Observation, numbers: tuple[int, ...]) -> Verdict:
    """What that page decides, told in the oracle's word for it."""
    received = PAGES[page.oracle]
    if page.step.startswith(AGAIN):
        received = Text(f"{received.fr}, redemandée ensuite", f"{received.en}, asked again afterwards")
    return Verdict(result, expected, received, numbers, (page.n,), Evidence.OBSERVED)


def _address(url: str) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc, parts.path, tuple(sorted(query(url)))
