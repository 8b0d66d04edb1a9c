"""The one wrapper around a protocol application: space prefix, limits, transport faults, journal. Raw ASGI, for speed."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from rulebook.formats.control import FaultOrder
from rulebook.formats.exchange import By
from rulebook.refusal import Refusal
from rulebook.refusals import edge as refusals
from simulator.connection import Headers, Message, Receive, Scope, Send, at_once, hang_up, has_left
from simulator.faults import manners
from simulator.journal import Journal, Note, Raw
from simulator.response import Response, lines
from simulator.spaces import DEFAULT, Spaces

# An application sends its answer, as ASGI has it, or hands it over, whole.
App = Callable[[Scope, Receive, Send], Awaitable[Response | None]]

_KEPT = 256 * 1024
_SHOWN = 300  # of each part of a target too long, what the journal keeps
_DROPS = 20
_NOTHING: Mapping[str, FaultOrder] = MappingProxyType({})


class CutShort(Exception):
    """An ordered fault cut the connection here."""


class TooLong(Exception):
    """The request passed a limit of the edge, which refuses it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.id)
        self.refusal = refusal


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
        asked = _Asked(scope["method"], scope["scheme"], scope["path"], scope["query_string"], scope["headers"])
        scope["path"], scope["raw_path"] = path, path.encode()
        exchange = _Watched(receive, send, note)
        at, start = time.time(), time.perf_counter()
        kept = asked.kept
        app = self._app if kept is asked else _refusing
        try:
            if response := await app(scope, exchange.receive, exchange.send):
                await exchange.answer(response)
        except CutShort:
            pass  # the server closes a connection whose answer stops in the middle
        except TooLong as error:
            await exchange.refuse(error.refusal)
        except Exception:
            exchange.status = exchange.status or 500  # what the server will say by itself
            raise
        finally:
            lasted = (time.perf_counter() - start) * 1000
            await self._journal.record(exchange.raw(at, self._by, kept, lasted), note)


class _Asked(NamedTuple):
    """What a request says before its body."""

    method: str
    scheme: str
    path: str
    query: bytes
    headers: Headers

    @property
    def kept(self) -> "_Asked":
        """What the journal keeps of it: all, unless target and headers together pass the limit."""
        # A list, not a generator: twice as fast, on every request.
        headers = sum([len(name) + len(value) for name, value in self.headers])
        if len(self.path) + len(self.query) + headers <= refusals.LONGEST_HEAD:
            return self
        host = [(name, value[:_SHOWN]) for name, value in self.headers if name == b"host"]
        return self._replace(path=self.path[:_SHOWN], query=self.query[:_SHOWN], headers=host)


class _Watched:
    """The two channels of one exchange, read over the shoulder; while `silent`, what the application says is not heard.

    The head of an answer waits for the first bytes of its body, so that both leave together.
    """

    def __init__(self, receive: Receive, send: Send, note: Note) -> None:
        self._receive = receive
        self._send = send
        self._note = note
        self._head: Message | None = None
        self.silent = False
        self.request_body = b""  # bytes: a body that comes in one piece is never copied
        self.status = 0
        self.response_head = b""
        self.response_body = b""

    def raw(self, at: float, by: By, asked: _Asked, lasted: float) -> Raw:
        """The exchange, once it is over."""
        answered = (self.status, self.response_head, self.response_body)
        return Raw(at, by, *asked, self.request_body, *answered, lasted)

    async def receive(self) -> Message:
        """One message of the request, within the limit."""
        message = await self._receive()
        self.request_body += message.get("body", b"")
        if len(self.request_body) > refusals.LONGEST_BODY:
            self.silent = True  # a framework answers 500 to any exception before it lets it through
            raise TooLong(refusals.BODY)
        return message

    @property
    def _ordered(self) -> Mapping[str, FaultOrder]:
        due = self._note.bound.faults if self._note.bound else ()
        return manners(due) if due else _NOTHING

    async def answer(self, response: Response) -> None:
        """A whole answer: at once, unless a transport fault is due or the server cannot."""
        if self.silent:
            return
        if not self._ordered and at_once(self._send, response.status, response.head, response.body):
            self.status, self.response_head, self.response_body = response.status, response.head, response.body
            return
        await self.send({"type": "http.response.start", "status": response.status, "headers": response.headers})
        await self.send({"type": "http.response.body", "body": response.body})

    async def send(self, message: Message) -> None:
        """One message of an answer, after the transport faults that are due."""
        if self.silent:
            return
        if message["type"] == "http.response.start":
            await self._before(self._ordered)
            self.status, self.response_head = message["status"], lines(message.get("headers", ()))
            self._head = message
        elif message["type"] == "http.response.body":
            await self._body(message, self._ordered)
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
        if head := self._head:
            self._head = None
            whole = not ordered and not message.get("more_body")
            if whole and at_once(self._send, self.status, self.response_head, body):
                self.response_body = body
                return
            await self._send(head)
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


async def _refusing(_: Scope, __: Receive, ___: Send) -> None:
    """In the place of an application that is not to read what came."""
    raise TooLong(refusals.HEAD)


async def _plain(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
