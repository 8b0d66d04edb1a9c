"""What every endpoint does first and last: read the request and find its space, and turn a decision into a response."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, assert_never

import orjson
from msgspec import Struct, field

from mock_api_impot.ports.bench import Bench
from mock_api_impot.protocol.call import Headers, read_headers
from mock_api_impot.protocol.decision import Answer, Decision, RefuseByEnvelope, RefuseByJson, RefuseByStatus, Spoiled
from scenarios.worlds import World
from simulator.connection import Receive, Scope
from simulator.journal import Note
from simulator.leases import Bound
from simulator.response import Response, lines
from simulator.spaces import Space

JSON = "application/json"
# RFC 6749 §5.1 for what carries a token; RFC 9110 §11.6.1 wants a challenge with every 401. Realms are assumptions.
_NO_STORE = ((b"cache-control", b"no-store"), (b"pragma", b"no-cache"))
_CHALLENGE_CLIENT = ((b"www-authenticate", b'Basic realm="DGFiP"'),)
_CHALLENGE_BEARER = ((b"www-authenticate", b'Bearer realm="DGFiP"'),)

Lines = tuple[tuple[bytes, bytes], ...]


class Incoming(Struct):
    """A request where it arrived: its note for the journal, its space, the world of that space; `path` is what varies in its path."""

    bench: Bench
    note: Note
    space: Space
    world: World
    scope: Scope
    receive: Receive
    path: dict[str, str]
    now: float = field(default_factory=time.time)

    @property
    def headers(self) -> Headers:
        """The headers that the API reads."""
        return read_headers(self.scope["headers"])

    def header(self, name: bytes) -> str | None:
        """Any header, by its name in small letters; None when absent."""
        return next((value.decode("latin-1") for found, value in self.scope["headers"] if found == name), None)

    async def body(self) -> bytes:
        """The whole body."""
        parts: list[bytes] = []
        more = True
        while more:
            message = await self.receive()
            parts.append(message.get("body", b""))
            more = message["type"] == "http.request" and message.get("more_body", False)
        return b"".join(parts)

    async def bind(self, endpoint: str, application: str | None) -> Bound:
        """Say what this request is about; once a request, it counts."""
        self.note.endpoint = endpoint
        self.note.bound = await self.bench.leases.bind(self.space, application, endpoint)
        return self.note.bound


Endpoint = Callable[[Incoming], Awaitable[Response]]


def incoming(bench: Bench, scope: Scope, receive: Receive, path: dict[str, str]) -> Incoming:
    """The request of an ASGI scope; the edge has made sure that its space exists."""
    note: Note = scope["unefois"]
    space = bench.spaces.of(note.space)
    return Incoming(bench, note, space, bench.worlds.of(space), scope, receive, path)


def respond(decision: Decision, now: float) -> Response:
    """The response that a decision means."""
    match decision:
        case Answer(media_type=media_type, body=body):
            return respond_json(200, body, media_type)
        case Spoiled(status=status, media_type=media_type, body=body):
            return respond_bytes(status, body, media_type)
        case RefuseByEnvelope(refusal=refusal, envelope=envelope):
            code = int(refusal.code) if envelope.numbered else refusal.code
            error = {"code": code, "message": refusal.description, "horodatage": _stamp(now)}
            challenge = _CHALLENGE_BEARER if refusal.status == 401 else ()
            return respond_json(refusal.status, {"erreur": error}, envelope.media_type, challenge)
        case RefuseByStatus(refusal=refusal):
            return Response(refusal.status, b"" if refusal.status == 204 else b"content-length: 0\r\n", b"")
        case RefuseByJson(refusal=refusal):
            document = {"error": refusal.error, "error_description": refusal.description}
            challenge = _CHALLENGE_CLIENT if refusal.status == 401 else ()
            return respond_json(refusal.status, document, JSON, (*_NO_STORE, *challenge))
        case _:
            assert_never(decision)


def respond_token(compact: str, scope: str, expires_in: int) -> Response:
    """The answer of `/token`."""
    body = {"access_token": compact, "scope": scope, "token_type": "Bearer", "expires_in": expires_in}
    return respond_json(200, body, JSON, _NO_STORE)


def respond_json(status: int, document: Any, media_type: str, headers: Lines = ()) -> Response:
    """A document under its exact media type."""
    return respond_bytes(status, orjson.dumps(document), media_type, headers)


def respond_bytes(status: int, body: bytes, media_type: str, headers: Lines = ()) -> Response:
    """A body as it is."""
    return Response(status, b"%bcontent-length: %d\r\n" % (_front(media_type, headers), len(body)), body)


@lru_cache(maxsize=64)
def _front(media_type: str, headers: Lines) -> bytes:
    """The lines that thousands of answers share."""
    said = ((b"content-type", media_type.encode()),) if media_type else ()
    return lines((*said, *headers))


def _stamp(now: float) -> str:
    """ISO 8601 in UTC, to the second. Siblings of this API write it with an offset, without, or so: an assumption."""
    return datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
