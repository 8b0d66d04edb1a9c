"""When a question is put again: what is worth it, how long after, and when to stop."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_client import patience, wire
from reference_client.outcome import Kind, Trouble
from reference_client.patience import NO_ANSWER, PATIENT

Answer = int | Exception


@pytest.mark.parametrize("code", [900907, 700700])
def test_a_door_that_somebody_closed_is_not_knocked_at_again(code: int) -> None:
    """API blocked, in the words of the gateway; any other 503 may pass."""
    assert not patience.worth_repeating(503, code)
    assert patience.worth_repeating(503, 303001)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("42", 42), (" 7 ", 7), ("99999", 3600), ("", 0), ("-1", 0), ("1.5", 0), ("٣", 0), ("9" * 5000, 0)],
)
def test_seconds_to_wait_are_read_and_capped(said: str, seconds: int) -> None:
    """Anything else is as good as unsaid."""
    assert wire.asked_to_wait(httpx2.Response(429, headers=[(b"retry-after", said.encode())])) == seconds


@pytest.mark.parametrize(
    ("status", "again"),
    [
        *((status, True) for status in (NO_ANSWER, 502, 503, 504)),
        *((status, False) for status in (200, 204, 301, 400, 401, 403, 404, 408, 410, 416, 429, 500, 501, 509)),
    ],
)
def test_only_what_may_succeed_at_once_is_put_again(status: int, again: bool) -> None:
    """Never a refusal, never a quota, never a fault of the service itself."""
    assert patience.worth_repeating(status) is again


@given(st.floats(0, 1, exclude_max=True))
def test_each_pause_is_longer_and_the_whole_is_short(drawn: float) -> None:
    """Twice as long each time, whatever is drawn, and far below the patience of one question."""
    found = patience.pauses(lambda: drawn)
    assert len(found) == patience.REPEATS == 2
    assert all(later == pytest.approx(2 * sooner) for sooner, later in pairwise(found))
    assert sum(found) < PATIENT.question / 4


def test_pauses_are_drawn() -> None:
    """Two clients cut off at once do not come back at once."""
    draws = iter((0.0, 0.0, 0.5, 0.25))
    assert patience.pauses(lambda: next(draws)) == (0.25, 0.5)
    assert patience.pauses(lambda: next(draws)) == (0.375, 0.625)


def test_a_page_leaves_the_franceconnect_token_alive() -> None:
    """60 seconds from its issue: the keys and the tax API, each at its slowest, fit in."""
    assert 2 * PATIENT.question + PATIENT.page < 60


class Scripted(httpx2.AsyncBaseTransport):
    """A server that answers by a script, and remembers what it was asked."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        self.answers = list(answers)
        self.asked: list[httpx2.Request] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The next answer."""
        self.asked.append(request)
        answer = self.answers[len(self.asked) - 1]
        if isinstance(answer, Exception):
            raise answer
        return httpx2.Response(answer)


def asked(*answers: Answer, sleep: Callable[[float], None] = lambda _: None) -> tuple[int | Kind, list[str]]:
    """What comes of a question to such a server, and the number that each of its calls bore."""
    script = Scripted(answers)
    written = 0

    def question() -> httpx2.Request:
        nonlocal written
        written += 1
        return httpx2.Request("GET", "http://dgfip.example/", headers={"X-Correlation-ID": str(written)})

    async def slept(seconds: float) -> None:
        sleep(seconds)

    async def ask() -> int | Kind:
        async with httpx2.AsyncClient(transport=script) as http:
            patient = replace(PATIENT, sleep=slept, draw=lambda: 0.0)
            try:
                return (await wire.ask(http, question, "essai", Kind.API_DOWN, patient)).status_code
            except Trouble as trouble:
                return trouble.kind

    return asyncio.run(ask()), [request.headers["X-Correlation-ID"] for request in script.asked]


CUT = httpx2.RemoteProtocolError("cut")
NOBODY = httpx2.ConnectError("nobody")


@pytest.mark.parametrize(
    ("answers", "outcome", "calls"),
    [
        ([200], 200, 1),
        ([503, 200], 200, 2),
        ([CUT, 200], 200, 2),
        ([NOBODY, 502, 200], 200, 3),
        ([503, 504, 429], 429, 3),
        ([503, 500], 500, 2),
        ([503, 503, 503, 200], 503, 3),
        ([NOBODY, NOBODY, NOBODY, 200], Kind.API_DOWN, 3),
        ([429, 200], 429, 1),
        ([500, 200], 500, 1),
        ([httpx2.ReadTimeout("slow"), 200], Kind.API_DOWN, 1),
        ([httpx2.InvalidURL("no"), 200], Kind.API_DOWN, 1),
    ],
)
def test_a_question_is_put_three_times_at_most(answers: list[Answer], outcome: int | Kind, calls: int) -> None:
    """Until it is answered, or until the answer is one that asking again would not change; each call has its own number."""
    assert asked(*answers) == (outcome, [str(number) for number in range(1, calls + 1)])


def test_it_waits_before_it_asks_again() -> None:
    """The pauses, and none once there is an answer."""
    waited: list[float] = []
    asked(503, 503, 200, sleep=waited.append)
    assert waited == [0.25, 0.5]


def test_a_question_that_lasts_is_given_up() -> None:
    """Drops that come one by one never time out by themselves: the whole has its end."""

    async def dripping() -> None:
        class Dripping(httpx2.AsyncBaseTransport):
            async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
                del request
                await asyncio.Event().wait()
                raise AssertionError

        async with httpx2.AsyncClient(transport=Dripping()) as http:
            patient = replace(PATIENT, question=0.05)
            await wire.ask(http, lambda: httpx2.Request("GET", "http://x/"), "essai", Kind.FC_DOWN, patient)

    with pytest.raises(Trouble) as caught:
        asyncio.run(dripping())
    assert caught.value.kind is Kind.FC_DOWN


@pytest.mark.parametrize(
    ("said", "is_json"),
    [
        ("application/json", True),
        ("Application/JSON; charset=UTF-8", True),
        ("application/prs.dgfip.part.situations.ir.assiettes.v1+json", True),
        ("application/vnd.dgfip.sfip.v1.0+json;charset=UTF-8", True),
        ("", False),
        ("text/html", False),
        ("text/json", False),
        ("text/html+json", False),
        ("application/xml", False),
    ],
)
def test_json_says_its_name(said: str, is_json: bool) -> None:
    """Its plain name, or a vendor's."""
    assert wire.is_json(said) is is_json


@pytest.mark.parametrize(
    ("token", "fits"),
    [("a.b-c_d~", True), ("", False), ("a b", False), ("a\n", False), ("é", False), (None, False), (1, False)],
)
def test_a_token_fits_a_header_or_is_none(token: object, fits: bool) -> None:
    """What could not be sent back is refused when it comes."""
    assert wire.fits_a_header(token) is fits
