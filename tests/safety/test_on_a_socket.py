"""Bytes that are hardly HTTP, on the bench's real ports: each is refused or dropped, never a 5xx, and the next caller is served."""

import contextlib
import re
import socket
from collections.abc import Iterator

import pytest
from alive import Alive, alive
from raw_client import get

PORTS = {"control": 0, "franceconnect": 1, "franceconnect-plus": 2, "dgfip": 3}
POST = b"POST /api/v2/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
TEN_MB = 10 * 1024 * 1024
CHUNKS = b"".join(b"10000\r\n" + b"x" * 0x10000 + b"\r\n" for _ in range(TEN_MB // 0x10000)) + b"0\r\n\r\n"

# What no server should take for a request: a refusal or silence.
BROKEN: dict[str, bytes] = {
    "no target": b"GET\r\n\r\n",
    "an unknown version": b"GET / HTTP/9.9\r\n\r\n",
    "binary": bytes(range(256)) * 4,
    "a handshake": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64,
    "http/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "raw bytes in the target": b"GET /api/v2/\xff\xfe\xe9?\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "NUL in the target": b"GET /api/v2\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a header without a colon": b"GET / HTTP/1.1\r\nHost: localhost\r\nnothing\r\n\r\n",
    "NUL in a header": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\n\r\n",
    "a bare return in a header": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rSet-Cookie: b\r\n\r\n",
    "a folded header": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n  b\r\n\r\n",
    "a blank before the colon": b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
    "two lengths": POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\na=bc",
    "a length and chunks": POST
    + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
    "a negative length": POST + b"Content-Length: -1\r\n\r\na",
    "an endless length": POST + b"Content-Length: " + b"9" * 40 + b"\r\n\r\na",
    "a chunk of no size": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\na\r\n",
    "an unknown encoding": POST + b"Transfer-Encoding: zip\r\n\r\na",
    "a body that stops": POST + b"Content-Length: 100\r\n\r\na=b",
    "a head that stops": POST,
    "a proxy's word": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "nothing": b"",
}
CLOSE = b"Connection: close\r\n"
GET = b"GET /api/v2/.well-known/openid-configuration HTTP/1.1\r\nHost: localhost\r\n" + CLOSE
# What is HTTP, if only just: an answer, one of these.
STRANGE: dict[str, tuple[bytes, set[int]]] = {
    "somebody else's name": (b"GET http://evil.example/api/v2/jwks HTTP/1.1\r\nHost: evil.example\r\n" + CLOSE + b"\r\n", {200, 404, 421}),
    "the server itself": (b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n" + CLOSE + b"\r\n", {404, 405}),
    "a nameless host": (b"GET / HTTP/1.1\r\nHost: [::1\r\n" + CLOSE + b"\r\n", {400, 404, 421}),
    "no host": (b"GET / HTTP/1.0\r\n\r\n", {200, 400, 404}),
    "the old protocol": (b"GET /\r\n\r\n", {200, 400, 404}),
    "a foreign origin": (b"GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://[\r\n" + CLOSE + b"\r\n", {200, 403, 404}),
    "an upgrade": (GET + b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: eA==\r\n\r\n", {200, 400, 404}),
    "a long header": (GET + b"X: " + b"x" * 60_000 + b"\r\n\r\n", {200, 400, 404, 431}),
    "many headers": (GET + b"X: y\r\n" * 5_000 + b"\r\n", {200, 400, 404, 431}),
    "a long target": (b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n" + CLOSE + b"\r\n", {400, 404, 414, 431}),
    "a body on a GET": (GET + b"Content-Length: 5\r\n\r\nhello", {200, 404}),
    "forged addresses": (GET + b"X-Forwarded-For: x\r\nX-Forwarded-Proto: gopher\r\nForwarded: for=_\r\n\r\n", {200, 404}),
    "ten megabytes": (POST + CLOSE + b"Content-Length: %d\r\n\r\n" % TEN_MB + b"x" * TEN_MB, {404, 405, 413, 415}),
    "ten megabytes in chunks": (POST + CLOSE + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNKS, {404, 405, 413, 415}),
    "ten megabytes of no length": (POST + CLOSE + b"\r\n" + b"x" * TEN_MB, {400, 401, 404, 405, 415}),
    "fifty at once": ((GET.replace(CLOSE, b"") + b"\r\n") * 49 + GET + b"\r\n", {200, 404}),
}  # fmt: skip


@pytest.fixture(scope="module")
def bench() -> Iterator[Alive]:
    """A bench of our own; at the end it has printed no traceback."""
    with alive() as started:
        yield started
        assert "Traceback" not in started.said()


def statuses(port: int, sent: bytes, *, ends: bool = False) -> list[int]:
    """Statuses of every answer to those bytes; `ends`: our side is closed once they are sent."""
    got = bytearray()
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        with contextlib.suppress(ConnectionError):
            connection.sendall(sent)
            if ends:
                connection.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionError):
            while piece := connection.recv(1 << 20):
                got += piece
    return [int(found) for found in re.findall(rb"HTTP/1\.[01] (\d{3}) ", bytes(got))]


def serves(bench: Alive) -> bool:
    """Whether the next caller of each port is served."""
    health = b"GET /control/health HTTP/1.1\r\nHost: localhost\r\n" + CLOSE + b"\r\n"
    told = [
        statuses(bench.port, health),
        statuses(bench.port + 1, GET + b"\r\n"),
        statuses(bench.port + 2, GET + b"\r\n"),
    ]
    return told == [[200]] * 3 and statuses(bench.port + 3, GET + b"\r\n") == [404]


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_no_request_is_refused_or_dropped(bench: Alive, what: str) -> None:
    """On each port, and the next caller is served."""
    for offset in PORTS.values():
        assert set(statuses(bench.port + offset, BROKEN[what], ends=True)) <= {400, 401, 404, 405, 421, 501}, offset
    assert serves(bench)


@pytest.mark.parametrize("what", STRANGE)
def test_a_strange_request_is_answered(bench: Alive, what: str) -> None:
    """With something that was meant, whatever its size."""
    sent, expected = STRANGE[what]
    for name, offset in PORTS.items():
        told = statuses(bench.port + offset, sent)
        assert told, name
        assert set(told) <= expected, name
    assert serves(bench)


def test_slow_callers_hold_nobody_up(bench: Alive) -> None:
    """Fifty connections that say one byte, and wait."""
    with contextlib.ExitStack() as slow:
        for _ in range(50):
            connection = slow.enter_context(socket.create_connection(("127.0.0.1", bench.port + 1)))
            connection.sendall(POST[:1])
        assert serves(bench)


def test_a_forwarding_that_nobody_set_up_is_not_believed(bench: Alive) -> None:
    """Anybody may write those headers: the journal says where the request really came; no answer names the software."""
    forged = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "6.6.6.6", "X-Marque": "transmis"}
    answer = get(f"http://localhost:{bench.port + 1}/api/v2/jwks", headers=forged)
    seen = get(f"http://localhost:{bench.port}/control/spaces/default/exchanges?unassigned=1").json()
    asked = [one["request"]["url"] for one in seen if ["x-marque", "transmis"] in one["request"]["headers"]]
    assert asked == [f"http://localhost:{bench.port + 1}/api/v2/jwks"]
    assert "server" not in answer.headers
