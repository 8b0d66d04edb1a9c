"""The edge of a protocol application: prefix, unknown space, body limit, delay, cut, journal."""

import asyncio
import errno
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
import uvicorn
from starlette.middleware.errors import ServerErrorMiddleware

from rulebook.formats.control import FaultOrder, On
from rulebook.formats.exchange import Exchange
from rulebook.redaction import Redactor
from rulebook.refusals.edge import LONGEST_BODY, LONGEST_HEAD
from simulator.calendar import Calendar
from simulator.connection import Message, Receive, Scope, Send
from simulator.edge import Edge
from simulator.journal import UNASSIGNED, Journal
from simulator.leases import Bound, Lease
from simulator.spaces import Spaces
from simulator.store import MemoryStore

LEASE = Lease("lease-1", "default", "cantine", "m", exclusive=False, key="00", renewed_at=0.0)
Answer = Callable[[Scope, Receive, Send], Awaitable[None]]


def ordered(fault: str, **parameters: float) -> Bound:
    """What an endpoint learns when that transport fault is due."""
    order = FaultOrder(fault=fault, on=On(endpoint="echo"), parameters=parameters)
    return Bound("cantine", Calendar(), LEASE, faults=(order,))


class Bench:
    """One echoing application behind an edge, in a `frame` or bare, and its journal."""

    def __init__(self, spaces: Spaces, frame: Callable[[Answer], Answer] = lambda app: app) -> None:
        self._journal = Journal(MemoryStore(), {})
        self.bound: Bound | None = None
        self.breaks: Exception | None = None
        self.edge = Edge(frame(self._echo), "dgfip", spaces, self._journal)

    async def _echo(self, scope: Scope, receive: Receive, send: Send) -> None:
        note = scope["unefois"]
        note.endpoint, note.bound = "echo", self.bound
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        if self.breaks:
            raise self.breaks
        said = f"{note.space} {scope['path']} {scope['raw_path'].decode()} ".encode() + body
        headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(said)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": said})

    def client(self) -> httpx2.AsyncClient:
        """A client that needs no socket."""
        return httpx2.AsyncClient(transport=httpx2.ASGITransport(self.edge), base_url="http://localhost:8703")

    async def seen(self, stream: str = UNASSIGNED, space: str = "default") -> list[Exchange]:
        """What the journal kept."""
        return await self._journal.read(space, stream, Redactor(b"k" * 32))


@pytest.fixture
def bench(spaces: Spaces) -> Bench:
    """A bench with two spaces."""
    return Bench(spaces)


@asynccontextmanager
async def listening(bench: Bench) -> AsyncIterator[str]:
    """The same application on a real port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(
            bench.edge, lifespan="off", ws="none", log_level="critical", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve([listener]))
        while not server.started:  # noqa: ASYNC110  (uvicorn offers no event)
            await asyncio.sleep(0.005)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/token", "default /token /token "),
        ("/s/bis/token", "bis /token /token "),
        ("/s/default/token", "default /token /token "),
        ("/spi/s/bis", "default /spi/s/bis /spi/s/bis "),
        ("/s/bis/s/bis/token", "bis /s/bis/token /s/bis/token "),
    ],
)
async def test_a_prefix_names_the_space_and_is_taken_off(bench: Bench, path: str, answer: str) -> None:
    """The protocol application sees the real service's path, whatever the space."""
    async with bench.client() as client:
        assert (await client.get(path)).text == answer


@pytest.mark.parametrize("path", ["/s/nulle-part/token", "/s/", "/s//token"])
async def test_an_unknown_space_is_a_404_that_says_what_to_do(bench: Bench, path: str) -> None:
    """It is no answer of the real service, so it is plain text, and in no journal."""
    async with bench.client() as client:
        answer = await client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith("Espace inconnu : ")
    assert "PUT /control/spaces/" in answer.text
    assert await bench.seen() == []


async def test_the_journal_keeps_the_address_that_the_client_used(bench: Bench) -> None:
    """Prefix, host and query as they came, in the journal of their space."""
    async with bench.client() as client:
        await client.post("/s/bis/token?a=1&b=%20", content=b"corps")
    (seen,) = await bench.seen(space="bis")
    assert seen.request.url == "http://localhost:8703/s/bis/token?a=1&b=%20"
    assert (seen.request.text, seen.response.status, seen.response.text) == ("corps", 200, "bis /token /token corps")
    assert (seen.by, seen.endpoint, seen.space) == ("dgfip", "echo", "bis")
    assert seen.duration_ms > 0
    assert abs(seen.at - time.time()) < 60
    assert await bench.seen() == []


async def test_a_bound_exchange_is_in_the_journal_of_its_lease(bench: Bench) -> None:
    """What the endpoint learns after the fact decides where the exchange goes."""
    bench.bound = Bound("cantine", Calendar(), LEASE)
    async with bench.client() as client:
        await client.get("/token")
    assert await bench.seen() == []
    assert [seen.application for seen in await bench.seen("lease-1")] == ["cantine"]


async def test_a_body_at_the_limit_is_read_and_one_more_byte_is_refused(bench: Bench) -> None:
    """The limit protects the bench before any protocol sees the request; the refusal is journaled."""
    async with bench.client() as client:
        assert (await client.post("/x", content=b"x" * LONGEST_BODY)).status_code == 200
        refused = await client.post("/x", content=b"x" * (LONGEST_BODY + 1))
    assert (refused.status_code, refused.text) == (413, "Requête trop longue.")
    assert [seen.response.status for seen in await bench.seen()] == [200, 413]


async def test_a_body_in_small_pieces_is_limited_as_a_whole(bench: Bench) -> None:
    """Chunks do not get around the limit."""
    async with listening(bench) as address, httpx2.AsyncClient() as client:

        async def pieces() -> AsyncIterator[bytes]:
            for _ in range(5):
                yield b"x" * (LONGEST_BODY // 4)

        assert (await client.post(address, content=pieces())).status_code == 413


@pytest.mark.parametrize("place", ["target", "headers"])
async def test_a_head_too_long_is_refused_and_leaves_little_in_memory(bench: Bench, place: str) -> None:
    """431 in plain text, that no browser may take for a page; the journal says so in a line."""
    long = "x" * (LONGEST_HEAD + 1)
    async with bench.client() as client:
        refused = await client.get(f"/?{long}") if place == "target" else await client.get("/", headers={"X": long})
        assert (await client.get(f"/?{'x' * (LONGEST_HEAD // 2)}")).status_code == 200
    assert (refused.status_code, refused.headers["x-content-type-options"]) == (431, "nosniff")
    seen = (await bench.seen())[0]
    assert (seen.response.status, seen.refused_by, seen.request.headers) == (
        431,
        "EDGE-HEAD",
        (("host", "localhost:8703"),),
    )
    assert len(seen.request.url) <= 1024


async def test_a_framework_that_answers_for_the_application_is_not_heard(spaces: Spaces) -> None:
    """Starlette says 500 before it lets an exception through: a body too long is a 413 all the same."""
    bench = Bench(spaces, ServerErrorMiddleware)
    async with bench.client() as client:
        refused = await client.post("/x", content=b"x" * (LONGEST_BODY + 1))
    assert (refused.status_code, refused.text) == (413, "Requête trop longue.")
    assert [seen.response.status for seen in await bench.seen()] == [413]


async def test_a_delay_comes_before_the_first_byte(bench: Bench) -> None:
    """The answer waits, is whole, and the journal names the fault."""
    bench.bound = ordered("transport.delay", seconds=0.15)
    async with bench.client() as client:
        start = time.perf_counter()
        answer = await client.get("/token")
        waited = time.perf_counter() - start
    assert answer.text == "default /token /token "
    assert waited >= 0.15
    (seen,) = await bench.seen("lease-1")
    assert seen.fault == "transport.delay"
    assert seen.duration_ms >= 150


async def test_a_cut_breaks_the_connection_in_the_middle_of_the_answer(bench: Bench) -> None:
    """A real client on a real socket reads half a body and an error; the next call is healthy."""
    bench.bound = ordered("transport.cut")
    async with listening(bench) as address, httpx2.AsyncClient() as client:
        received = b""
        with pytest.raises(httpx2.RemoteProtocolError):  # noqa: PT012  (the error comes while reading)
            async with client.stream("GET", f"{address}/token") as answer:
                assert answer.status_code == 200
                async for piece in answer.aiter_raw():
                    received += piece
        bench.bound = None
        assert (await client.get(f"{address}/token")).text == "default /token /token "
    assert received == b"default /to"
    (seen,) = await bench.seen("lease-1")
    assert (seen.fault, seen.response.status) == ("transport.cut", 200)


@pytest.mark.parametrize(("manner", "raised"), [("silence", httpx2.RemoteProtocolError), ("reset", httpx2.ReadError)])
async def test_a_client_may_get_no_answer_at_all(bench: Bench, manner: str, raised: type[Exception]) -> None:
    """Closed without a byte, or reset: a real client sees which; the next call is healthy, and the server never says 500."""
    bench.bound = ordered(f"transport.{manner}")
    async with listening(bench) as address, httpx2.AsyncClient() as client:
        with pytest.raises(raised) as seen_by_client:
            await client.get(f"{address}/token")
        assert (errno.ECONNRESET in _numbers(seen_by_client.value)) == (manner == "reset")
        bench.bound = None
        assert (await client.get(f"{address}/token")).text == "default /token /token "
    (seen,) = await bench.seen("lease-1")
    assert (seen.fault, seen.response.status) == (f"transport.{manner}", 0)


def _numbers(error: BaseException | None) -> set[int]:
    """Error numbers of the system along a chain of exceptions."""
    found: set[int] = set()
    while error is not None:
        if isinstance(error, OSError) and error.errno:
            found.add(error.errno)
        error = error.__cause__ or error.__context__
    return found


async def test_a_drip_is_whole_and_slow(bench: Bench) -> None:
    """Drop by drop: a client that only limits the wait between two bytes never gives up."""
    bench.bound = ordered("transport.drip", seconds=0.2)
    async with listening(bench) as address, httpx2.AsyncClient() as client:
        start = time.perf_counter()
        pieces = []
        async with client.stream("GET", f"{address}/token") as answer:
            first = time.perf_counter() - start
            pieces = [piece async for piece in answer.aiter_raw()]
        whole = time.perf_counter() - start
    assert b"".join(pieces) == b"default /token /token "
    assert len(pieces) > 3
    assert whole >= 0.2 * 0.5
    assert first < whole
    (seen,) = await bench.seen("lease-1")
    assert (seen.fault, seen.response.text) == ("transport.drip", "default /token /token ")


async def test_nobody_is_waited_for(bench: Bench) -> None:
    """The client gives up before the delay is over: the exchange is journaled then, and the fault was delivered."""
    bench.bound = ordered("transport.delay", seconds=30)
    async with listening(bench) as address:
        start = time.perf_counter()
        async with httpx2.AsyncClient(timeout=0.2) as client:
            with pytest.raises(httpx2.ReadTimeout):
                await client.get(f"{address}/token")
        while not (found := await bench.seen("lease-1")):  # noqa: ASYNC110  (the journal offers no event)
            await asyncio.sleep(0.01)
        assert time.perf_counter() - start < 10
    assert [seen.fault for seen in found] == ["transport.delay"]


async def test_a_fault_of_one_object_acts_as_the_bare_one(bench: Bench) -> None:
    """The last word of its name says what happens to the connection; its default holds when the order says nothing."""
    order = FaultOrder(fault="token.transport.delay", parameters={"seconds": 0.15})
    bench.bound = Bound("cantine", Calendar(), LEASE, faults=(order,))
    async with bench.client() as client:
        start = time.perf_counter()
        assert (await client.get("/token")).text == "default /token /token "
    assert time.perf_counter() - start >= 0.15
    assert [seen.fault for seen in await bench.seen("lease-1")] == ["token.transport.delay"]


async def test_an_endpoint_that_breaks_is_still_journaled(bench: Bench) -> None:
    """Our own mistakes are evidence too, and are not swallowed: the server says 500."""
    bench.breaks = RuntimeError("boum")
    async with bench.client() as client:
        with pytest.raises(RuntimeError, match="boum"):
            await client.get("/token")
    assert [seen.response.status for seen in await bench.seen()] == [500]


async def test_what_is_not_http_passes_through(spaces: Spaces) -> None:
    """Lifespan messages are the application's own affair."""
    seen: list[str] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope["type"])

    async def nothing(*_: Any) -> Message:
        return {}

    await Edge(app, "dgfip", spaces, Journal(MemoryStore(), {}))({"type": "lifespan"}, nothing, nothing)  # type: ignore[arg-type]  # neither channel is used
    assert seen == ["lifespan"]
