"""An answer in one write, on a real socket; and when uvicorn has to send it itself."""

import asyncio
import socket
from collections.abc import Awaitable, Callable

import pytest
import uvicorn

from simulator.connection import Receive, Scope, Send, at_once
from simulator.response import lines

BODY = b"bonjour"
HEAD = lines([(b"content-type", b"text/plain"), (b"content-length", b"7")])
SAID = b"HTTP/1.1 200 OK\r\n"
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def answering(told: list[bool], head: bytes = HEAD) -> App:
    """An application that tells whether its answer left at once, and sends it itself when it did not."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        told.append(at_once(send, 200, head, BODY))
        if not told[-1]:
            headers = [(b"content-type", b"text/plain"), (b"content-length", b"7")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": BODY})

    return app


async def said(app: App, request: bytes, answers: int = 1) -> list[bytes]:
    """What comes back, as many pieces as reads, until that many bodies are there."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", ws="none", log_level="critical"))
        serving = asyncio.create_task(server.serve([listener]))
        while not server.started:  # noqa: ASYNC110  (uvicorn offers no event)
            await asyncio.sleep(0.005)
        reader, writer = await asyncio.open_connection(*listener.getsockname())
        writer.write(request)
        pieces: list[bytes] = []
        while b"".join(pieces).count(BODY) < answers:
            pieces.append(await asyncio.wait_for(reader.read(65536), 5))
            if not pieces[-1]:
                break
        writer.close()
        server.should_exit = True
        await serving
    return pieces


async def test_head_and_body_leave_in_one_write() -> None:
    """The same bytes as uvicorn's own, its date and its server among them."""
    told: list[bool] = []
    (piece,) = await said(answering(told), b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
    assert told == [True]
    assert piece.startswith(SAID)
    assert piece.endswith(b"\r\n" + HEAD + b"\r\n" + BODY)
    assert b"\r\ndate: " in piece


async def test_a_connection_serves_one_answer_after_the_other() -> None:
    """Requests sent together are answered in turn, each whole."""
    told: list[bool] = []
    pieces = await said(answering(told), b"GET / HTTP/1.1\r\nhost: x\r\n\r\n" * 3, answers=3)
    assert told == [True] * 3
    assert b"".join(pieces).count(SAID) == 3


async def test_answers_of_one_turn_reach_who_asked() -> None:
    """Many at once are written together at the end of the turn, each on its own connection."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        body = scope["query_string"]
        assert at_once(send, 200, lines([(b"x-one", b"x"), (b"content-length", b"%d" % len(body))]), body)

    async def asked(port: int, body: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /?%b HTTP/1.1\r\nhost: x\r\n\r\n" % body)
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
        found = await asyncio.wait_for(reader.readexactly(len(body)), 5)
        writer.close()
        assert head.startswith(SAID)
        return found

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", ws="none", log_level="critical"))
        serving = asyncio.create_task(server.serve([listener]))
        while not server.started:  # noqa: ASYNC110  (uvicorn offers no event)
            await asyncio.sleep(0.005)
        bodies = [b"corps-%03d" % n for n in range(40)]
        port = listener.getsockname()[1]
        assert await asyncio.gather(*[asked(port, body) for body in bodies]) == bodies
        server.should_exit = True
        await serving


@pytest.mark.parametrize(
    ("request_", "head"),
    [
        (b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", HEAD),
        (b"GET / HTTP/1.0\r\n\r\n", HEAD),
        (b"GET / HTTP/1.1\r\nhost: x\r\n\r\n", lines([(b"content-length", b"8")])),
        (b"GET / HTTP/1.1\r\nhost: x\r\n\r\n", lines([(b"x-content-length", b"7")])),
        (b"GET / HTTP/1.1\r\nhost: x\r\n\r\n", lines([(b"content-type", b"text/plain")])),
    ],
    ids=["last", "old", "other length", "no length", "not stated"],
)
async def test_what_is_not_plain_goes_the_ordinary_way(request_: bytes, head: bytes) -> None:
    """A last answer, which says so; a length that is not the body's."""
    told: list[bool] = []
    pieces = await said(answering(told, head), request_)
    assert told == [False]
    assert b"".join(pieces).endswith(BODY)


async def test_an_answer_to_head_has_no_body() -> None:
    """Uvicorn leaves it out."""
    told: list[bool] = []
    app = answering(told)
    pieces = await said(app, b"HEAD / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
    assert told == [False]
    assert b"".join(pieces).endswith(b"\r\n\r\n")


async def test_another_server_is_asked_nothing() -> None:
    """A test client has no socket."""

    async def send(message: object) -> None:
        raise AssertionError(message)

    assert not at_once(send, 200, HEAD, BODY)
