"""The one wrapper around a protocol application: space prefix, limits, transport faults, journal. Raw ASGI, for speed."""

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from rulebook.faults import Stage
from rulebook.formats.control import FaultOrder
from rulebook.formats.exchange import By
from rulebook.refusal import Refusal
from rulebook.refusals import edge as refusals
from simulator.faults import at_stage
from simulator.journal import Headers, Journal, Note, Recorded
from simulator.spaces import DEFAULT, Spaces

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_KEPT = 256 * 1024
_SHOWN = 1024  # of a target too long, what the journal keeps


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
        if message["type"] == "http.response.start":
            await self._delay()
            self.status = message["status"]
            self.headers = list(message.get("headers", []))
        elif message["type"] == "http.response.body":
            body: bytes = message.get("body", b"")
            if self._ordered("transport.cut"):
                await self._send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
                raise CutShort
            if len(self.response_body) < _KEPT:
                self.response_body += body
        await self._send(message)

    async def refuse(self, refusal: Refusal) -> None:
        """Say it in plain text, whatever the application would have said."""
        self.silent = False
        self._note.refused_by = refusal.id
        await _plain(self.send, refusal.status, refusal.description)

    async def _delay(self) -> None:
        for order in self._orders("transport.delay"):
            await asyncio.sleep(float(order.parameters["seconds"]))
            self._note.fault = order.fault

    def _ordered(self, fault: str) -> bool:
        ordered = bool(self._orders(fault))
        if ordered:
            self._note.fault = fault
        return ordered

    def _orders(self, fault: str) -> list[FaultOrder]:
        bound = self._note.bound
        if bound is None or not bound.faults:
            return []
        return [order for order in at_stage(bound.faults, Stage.TRANSPORT) if order.fault == fault]


def _space_and_path(path: str) -> tuple[str, str]:
    """`/s/{name}/rest` is (name, /rest); anything else is in the default space."""
    if path.startswith("/s/"):
        name, slash, rest = path[3:].partition("/")
        return name, slash + rest
    return DEFAULT, path


def _is_too_long(scope: Scope) -> bool:
    """Whether target and headers together pass the limit."""
    headers = sum(
        [len(name) + len(value) for name, value in scope["headers"]]
    )  # a list: twice as fast, on every request
    return len(scope["path"]) + len(scope["query_string"]) + headers > refusals.LONGEST_HEAD


def _url(scope: Scope) -> str:
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    query = scope["query_string"].decode("latin-1")
    return f"{scope['scheme']}://{host}{scope['path']}" + (f"?{query}" if query else "")


async def _plain(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
