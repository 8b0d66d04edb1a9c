"""The one wrapper around a protocol application: space prefix, limits, transport faults, journal. Raw ASGI, for speed."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

from rulebook.formats.control import FaultOrder
from rulebook.formats.exchange import By
from rulebook.refusal import Refusal
from rulebook.refusals import edge as refusals
from simulator.connection import Message, Receive, Scope, Send, hang_up, has_left
from simulator.faults import manners
from simulator.journal import Headers, Journal, Note, Recorded
from simulator.spaces import DEFAULT, Spaces

App = Callable[[Scope, Receive, Send], Awaitable[None]]

_KEPT = 256 * 1024
_SHOWN = 1024  # of a target too long, what the journal keeps
_DROPS = 20
_NOTHING: Mapping[str, FaultOrder] = MappingProxyType({})


class CutShort(Exception):
    """An ordered fault cut the connection here."""


class TooLong(Exception):
    """The request body passed the limit."""


class Edge:
    """Wraps `app`, which answers as the real service does and finds its `Note` in ``scope["unefois"]``."""

    def __init__(self, app: App, by: By, spaces: Spaces, journal: Journal) -> None:
        self._app = app
        self._by = by
        self._spaces = spaces
        self._journal = journal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One exchange: in, out, recorded."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name, path = _space_and_path(scope["path"])
        if self._spaces.get(name) is None:
            await _plain(send, 404, f"Espace inconnu : {name}. Voir PUT /control/spaces/{name}.")
            return
        scope["unefois"] = note = Note(name)
        url, headers, scope["path"] = _url(scope), scope["headers"], path
        scope["raw_path"] = path.encode()
        exchange = _Watched(receive, send, note)
        at, start = time.time(), time.perf_counter()
        too_long = _is_too_long(scope)
        if too_long:
            url, headers = url[:_SHOWN], []
        try:
            if too_long:
                await exchange.refuse(refusals.HEAD)
            else:
                await self._answer(scope, exchange)
        finally:
            lasted = (time.perf_counter() - start) * 1000
            await self._journal.record(exchange.recorded(at, self._by, scope["method"], url, headers, lasted))

    async def _answer(self, scope: Scope, exchange: "_Watched") -> None:
        try:
            await self._app(scope, exchange.receive, exchange.send)
        except CutShort:
            pass  # the server closes a connection whose answer stops in the middle
        except TooLong:
            await exchange.refuse(refusals.BODY)
        except Exception:
            exchange.status = exchange.status or 500  # what the server will say by itself
            raise


class _Watched:
    """The two channels of one exchange, read over the shoulder; while `silent`, what the application says is not heard."""

    def __init__(self, receive: Receive, send: Send, note: Note) -> None:
        self._receive = receive
        self._send = send
        self._note = note
        self.silent = False
        self.request_body = b""  # bytes: a body that comes in one piece is never copied
        self.status = 0
        self.headers: Headers = []
        self.response_body = b""

    def recorded(self, at: float, by: By, method: str, url: str, headers: Headers, lasted: float) -> Recorded:  # noqa: PLR0913, PLR0917  (what the server knows of it)
        """The exchange, once it is over."""
        asked = (method, url, headers, self.request_body)
        answered = (self.status, self.headers, self.response_body)
        return Recorded(at, self._note, by, *asked, *answered, lasted)

    async def receive(self) -> Message:
        """One message of the request, within the limit."""
        message = await self._receive()
        self.request_body += message.get("body", b"")
        if len(self.request_body) > refusals.LONGEST_BODY:
            self.silent = True  # a framework answers 500 to any exception before it lets it through
            raise TooLong
        return message

    async def send(self, message: Message) -> None:
        """One message of the answer, after the transport faults that are due."""
        if self.silent:
            return
        due = self._note.bound.faults if self._note.bound else ()
        ordered = manners(due) if due else _NOTHING
        if message["type"] == "http.response.start":
            await self._before(ordered)
            self.status = message["status"]
            self.headers = list(message.get("headers", []))
            await self._send(message)
        elif message["type"] == "http.response.body":
            await self._body(message, ordered)
        else:
            await self._send(message)

    async def _before(self, ordered: Mapping[str, FaultOrder]) -> None:
        """What happens before the first byte of the answer."""
        if order := ordered.get("delay"):
            await self._wait(float(order.given["seconds"]))
            self._note.fault = order.fault
        for manner in ("silence", "reset"):
            if order := ordered.get(manner):
                self._note.fault = order.fault
                await hang_up(self._receive, self._send, reset=manner == "reset")
                raise CutShort

    async def _body(self, message: Message, ordered: Mapping[str, FaultOrder]) -> None:
        body: bytes = message.get("body", b"")
        if order := ordered.get("cut"):
            self._note.fault = order.fault
            await self._send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
            raise CutShort
        if len(self.response_body) < _KEPT:
            self.response_body += body
        if order := ordered.get("drip"):
            self._note.fault = order.fault
            message = {**message, "body": await self._drip(body, float(order.given["seconds"]))}
        await self._send(message)

    async def refuse(self, refusal: Refusal) -> None:
        """Say it in plain text, whatever the application would have said."""
        self.silent = False
        self._note.refused_by = refusal.id
        await _plain(self.send, refusal.status, refusal.description)

    async def _drip(self, body: bytes, seconds: float) -> bytes:
        """Send drop after drop; the last one is left to the caller."""
        size = max(1, -(-len(body) // _DROPS))
        while len(body) > size:
            await self._send({"type": "http.response.body", "body": body[:size], "more_body": True})
            await self._wait(seconds / _DROPS)
            body = body[size:]
        return body

    async def _wait(self, seconds: float) -> None:
        """Wait as long, unless the client leaves: the journal need not wait for nobody."""
        left = asyncio.ensure_future(has_left(self._receive))
        await asyncio.wait({left}, timeout=seconds)
        left.cancel()


def _space_and_path(path: str) -> tuple[str, str]:
    """`/s/{name}/rest` is (name, /rest); anything else is in the default space."""
    if path.startswith("/s/"):
        name, slash, rest = path[3:].partition("/")
        return name, slash + rest
    return DEFAULT, path


def _is_too_long(scope: Scope) -> bool:
    """Whether target and headers together pass the limit."""
    # A list, not a generator: twice as fast, on every request.
    headers = sum([len(name) + len(value) for name, value in scope["headers"]])
    return len(scope["path"]) + len(scope["query_string"]) + headers > refusals.LONGEST_HEAD


def _url(scope: Scope) -> str:
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    query = scope["query_string"].decode("latin-1")
    return f"{scope['scheme']}://{host}{scope['path']}" + (f"?{query}" if query else "")


async def _plain(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
