"""One request as it came, and what the space gives to answer it."""

import time
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace
from starlette.types import Receive, Scope

from mock_franceconnect.ports.bench import Bench, Place
from mock_franceconnect.ports.memory import Memory
from mock_franceconnect.protocol.decisions import LANGUAGE_COOKIE, Parameters, Writes
from mock_franceconnect.protocol.faults import INSTEAD, Table, altered
from mock_franceconnect.protocol.parameters import FORM, parsed
from mock_franceconnect.protocol.records import Here
from rulebook.faults import FAULTS
from rulebook.formats.control import FaultOrder
from scenarios.worlds import World
from simulator.journal import Note
from simulator.leases import Bound

_TRIES = 3


class Busy(Exception):
    """The records changed under three decisions in a row."""


class HasWrites(Protocol):
    """A decision, as far as the store is concerned."""

    @property
    def writes(self) -> Writes:
        """What must hold."""
        ...


D = TypeVar("D", bound=HasWrites)
V = TypeVar("V")


class Call(Struct):
    """One request. `now` is the machine's; `aged` is what stored expiries are compared with."""

    bench: Bench
    place: Place
    note: Note
    method: str
    path: str
    key: str
    headers: dict[bytes, bytes]
    query: Parameters
    body: bytes
    here: Here  # the place that answers, as the protocol knows it
    now: float = field(default_factory=time.time)
    _cookies: dict[str, str] | None = None

    @property
    def world(self) -> World:
        """Who lives in the space."""
        return self.bench.worlds.of(self.place.space)

    @property
    def bound(self) -> Bound:
        """What the lease adds, once the request is bound."""
        if self.note.bound is None:
            raise AssertionError
        return self.note.bound

    @property
    def aged(self) -> float:
        """Now, on the timeline of stored expiries."""
        return self.now + self.bound.elapsed

    # ------------------------------------------------------------ faults
    def bring(self, fault: str) -> None:
        """A citizen brings a fault along: if it acts at this endpoint, it is due as if it had been ordered."""
        known, bound = FAULTS.get(fault), self.bound
        if known is None or known.endpoint != self.note.endpoint or any(due.fault == fault for due in bound.faults):
            return
        self.note.bound = replace(bound, faults=(*bound.faults, FaultOrder(fault=fault)))

    def disturbed(self, value: V, table: Table[V]) -> V:
        """`value` under the faults of `table` that are due on this very call; the journal says which."""
        value, fault = altered(value, self.bound.faults, table)
        self.note.fault = fault or self.note.fault
        return value

    @property
    def instead(self) -> str:
        """The fault due on this call that answers in the place of the endpoint; empty when there is none."""
        return next((order.fault for order in self.bound.faults if order.fault in INSTEAD), "")

    async def bind(self, endpoint: str, application: str | None) -> None:
        """Say what this request is about; only the first time counts."""
        if self.note.bound is None:
            self.note.endpoint = endpoint
            self.note.bound = await self.bench.leases.bind(self.place.space, application, endpoint)

    def memory(self) -> Memory:
        """What the space remembers, as this request begins to read it."""
        return Memory(self.bench.store, self.place.space.name, self.here.platform)

    async def settled(self, attempt: Callable[[Memory], Awaitable[D]]) -> D:
        """The decision of `attempt`, once what it wants is written; taken again when the records changed meanwhile."""
        for _ in range(_TRIES):
            memory = self.memory()
            decision = await attempt(memory)
            if await memory.commit(decision.writes, self.bound.application or ""):
                return decision
        raise Busy

    # ------------------------------------------------------------ parts of the request
    def header(self, name: bytes) -> str | None:
        """One header, None when absent."""
        value = self.headers.get(name)
        return None if value is None else value.decode("latin-1")

    @property
    def media_type(self) -> str:
        """What the body says it is."""
        return (self.header(b"content-type") or "").partition(";")[0].strip().lower()

    @property
    def form(self) -> Parameters:
        """The body as a form, if it says that it is one."""
        if self.media_type != FORM:
            return ()
        return parsed(self.body.decode("utf-8", "replace"))

    def cookie(self, name: str) -> str:
        """The value of a cookie of this space, empty when absent."""
        if self._cookies is None:
            parts = [part.strip().partition("=") for part in (self.header(b"cookie") or "").split(";")]
            self._cookies = {key: value for key, _, value in reversed(parts)}  # of one that came twice, the first
        return self._cookies.get(self.place.cookies[name].name, "")

    @property
    def language(self) -> str:
        """What the pages speak: the address says, else the cookie that remembers it, else French."""
        asked = self.asked_language
        return asked or ("en" if self.cookie(LANGUAGE_COOKIE) == "en" else "fr")

    @property
    def asked_language(self) -> str:
        """The first of `ui_locales` that we speak, empty when none."""
        for name, value in self.query:
            if name == "ui_locales":
                return next((word[:2] for word in value.split() if word[:2] in {"fr", "en"}), "")
        return ""


async def read(bench: Bench, scope: Scope, receive: Receive, key: str) -> Call:
    """The request of an ASGI scope; `key` is the variable segment of its path."""
    note: Note = scope["unefois"]
    query = parsed(scope["query_string"].decode("latin-1"))
    body = await _body(receive) if scope["method"] == "POST" else b""
    headers: dict[bytes, bytes] = dict(reversed(scope["headers"]))  # of one that came twice, Node keeps the first
    place = bench.place(note.space)
    return Call(bench, place, note, scope["method"], scope["path"], key, headers, query, body, place.here)


async def _body(receive: Receive) -> bytes:
    parts: list[bytes] = []
    more = True
    while more:
        message: Any = await receive()
        parts.append(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)
    return b"".join(parts)
