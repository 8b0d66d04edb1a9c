"""How the judge of a provider speaks on the wire, and what it takes there: so many bytes, so many seconds for the whole of an answer."""

import asyncio
import contextlib
import gzip
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import httpx2
import pytest
from hostile_clients import page
from served import raw, served

from conformance.drivers.trouble import Trouble
from conformance.limits import KEPT, LIMITS, OVER, Limits
from conformance.provider.wire import Wire
from rulebook.formats.report import Limit
from rulebook.redaction import MARK, Redactor

Send = Callable[[dict[str, Any]], Awaitable[None]]
STAMP = {"space": "", "lease": None, "application": None}
PIECE = b"x" * 65536
HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n"


def limits(**changes: Any) -> Limits:
    """Few seconds, few bytes."""
    return Limits(**{"step": 0.3, "page": 100_000, **changes})


@contextlib.contextmanager
def wire(limits_: Limits = LIMITS) -> Iterator[Wire]:
    """One run's connections, on real sockets."""
    made = Wire(limits_, Redactor(b"\0" * 32), STAMP, None)
    try:
        yield made
    finally:
        made.close()


def asked(url: str, limits_: Limits) -> tuple[Trouble, float]:
    """The trouble that one request meets, and after how many seconds."""
    start = time.monotonic()
    with wire(limits_) as run, pytest.raises(Trouble) as met:
        run.browser().get(url)
    return met.value, time.monotonic() - start


class Pouring:
    """A provider that sends pieces, as many as it is let."""

    def __init__(self, most: int, headers: tuple[tuple[bytes, bytes], ...] = (), piece: bytes = PIECE) -> None:
        self.sent = 0
        self._most = most
        self._headers = headers
        self._piece = piece

    async def __call__(self, scope: dict[str, Any], receive: object, send: Send) -> None:
        """One answer."""
        del receive
        assert scope["type"] in {"http", "lifespan"}
        if scope["type"] == "lifespan":
            return
        await send({"type": "http.response.start", "status": 200, "headers": self._headers})
        while self.sent < self._most:
            await send({"type": "http.response.body", "body": self._piece, "more_body": True})
            self.sent += 1
            await asyncio.sleep(0.005)
        await send({"type": "http.response.body", "body": b""})


def test_a_body_is_read_no_further_than_its_limit() -> None:
    """Sixty megabytes are not taken in, to be told that they are too many."""
    with served(Pouring(1000)) as base:
        trouble, seconds = asked(f"{base}/jwks", limits(step=20.0))
    assert ("100000 octets" in trouble.says.fr, seconds < 2) == (True, True)


def test_a_body_that_inflates_beyond_its_limit_is_too_long() -> None:
    """A few kilobytes on the wire."""
    bomb = gzip.compress(b"0" * 50_000_000)
    assert len(bomb) < 100_000
    with served(Pouring(1, ((b"content-encoding", b"gzip"),), bomb)) as base:
        trouble, _ = asked(f"{base}/jwks", limits(step=20.0))
    assert "100000 octets" in trouble.says.fr


@pytest.mark.parametrize("coding", [b"br", b"gzip"])
def test_a_body_in_a_coding_that_nobody_asked_for_is_said_to_be_so(coding: bytes) -> None:
    """Neither a crash nor words that were never sent."""
    with served(Pouring(1, ((b"content-encoding", coding),), b"jamais")) as base:
        trouble, _ = asked(f"{base}/jwks", limits(step=20.0))
    assert "codage illisible" in trouble.says.fr


@pytest.mark.parametrize("charset", ["hex", "undefined", "idna", "nawak", "utf-8"])
def test_a_charset_that_is_none_is_read_as_utf_8(charset: str) -> None:
    """Python knows codecs that no page may choose."""
    head = ((b"content-type", f"text/html; charset={charset}".encode()),)
    with served(Pouring(1, head, "déconnecté".encode())) as base, wire() as run:
        assert run.browser().get(f"{base}/").text == "déconnecté"


@pytest.mark.parametrize("at_once", [HEAD, b""], ids=["body", "headers"])
def test_a_provider_that_drips_is_given_up_once_its_time_is_over(at_once: bytes) -> None:
    """Each byte comes in time, and the last one never would."""
    with raw(HEAD.removeprefix(at_once) + b"y" * 100, pause=0.1, one_by_one=True, at_once=at_once) as base:
        trouble, seconds = asked(base, limits())
    assert (trouble.limit, seconds < 2) == (Limit.STEP, True)
    assert "en 0.3 s" in trouble.says.fr


def test_nothing_is_asked_once_the_run_is_over() -> None:
    """Scenes that are left say that there was no time, at once."""
    with served(app := Pouring(1)) as base, wire(limits(step=20.0, run=0.2)) as run:
        run.browser().get(f"{base}/")
        time.sleep(0.2)
        with pytest.raises(Trouble) as met:
            run.browser().get(f"{base}/")
    assert (met.value.says, met.value.limit, app.sent) == (OVER, Limit.RUN, 1)


def test_an_answer_that_the_run_s_end_cuts_is_the_run_s_trouble() -> None:
    """Whatever its own time would have been."""
    with raw(HEAD, pause=5.0) as base:
        trouble, seconds = asked(base, limits(step=20.0, run=0.2))
    assert (trouble.limit, seconds < 2) == (Limit.RUN, True)


def test_a_form_is_sent_and_recorded_in_its_order() -> None:
    """Names come again in between."""
    form = (("a", "1"), ("b", "é &"), ("a", "3"))
    bodies: list[bytes] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        bodies.append(request.content)
        return httpx2.Response(200, stream=httpx2.ByteStream(b""))

    stamp = {"space": "default", "lease": None, "application": None}
    run = Wire(LIMITS, Redactor(b"k"), stamp, httpx2.MockTransport(answer))
    run.browser().post("http://localhost:8701/token", form)
    run.close()
    assert bodies == [b"a=1&b=%C3%A9+%26&a=3"]
    assert run.exchanges[0].request.form == form


@pytest.mark.parametrize("media", ["text/html", "TEXT/HTML", "text/plain"])
def test_a_page_over_which_a_parser_spends_hours_is_told(media: str) -> None:
    """Whatever it is called: facts read any answer as a page."""
    with served(page(b"<a href=x><div>" * 60_000, (b"content-type", media.encode()))) as base:
        met, seconds = asked(base, limits(step=1.0, page=2_000_000))
    assert "ne se lit pas en 1 s" in met.says.fr
    assert seconds < 8


def test_a_code_across_the_end_of_what_is_kept_leaves_no_beginning() -> None:
    """The whole answer is redacted, then cut; beyond, its mark is kept."""
    code = "Ab3dEf6hIj9lMn2pQr5tUv8xYz1CdE4gHi7kLm0oPq3"
    told = "x " * (KEPT // 2 - 15) + f"<a href='/retour?code={code}'>"
    answer = httpx2.Response(200, stream=httpx2.ByteStream(told.encode()))
    run = Wire(LIMITS, Redactor(b"k"), STAMP, httpx2.MockTransport(lambda _: answer))
    assert run.browser().get("http://localhost:8701/x").text == told
    run.close()
    kept = run.exchanges[0].response.text
    assert kept is not None
    assert told[:KEPT].endswith("code=Ab3dEf6h")
    assert "Ab3" not in kept
    assert MARK.findall(kept)
