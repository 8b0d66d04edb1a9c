"""What a protocol must remember: five verbs, all or nothing. `app` reads, `protocol` decides, `app` commits.

Values are frozen records, so that nobody changes what is stored by holding it. This store lives in the process and dies with it.
"""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct, field

from simulator.deadlines import NEVER, Deadlines

T = TypeVar("T")


class Key(Struct, Generic[T], frozen=True, gc=False):
    """Address of one record in one space."""

    space: str
    kind: str
    id: str


class Kind(Struct, Generic[T], frozen=True):
    """A family of records of type `type`, kept `lifetime` seconds (None: until deleted)."""

    name: str
    type: type[T]
    lifetime: float | None = None

    def key(self, space: str, id_: str) -> Key[T]:
        """Where the record `id_` of that space is."""
        return Key(space, self.name, id_)

    def put(self, space: str, id_: str, value: T, owner: str = "") -> "Put":
        """Write it, to be forgotten `lifetime` + 60 s later (cleaning only: a record knows its own expiry)."""
        return Put(self.key(space, id_), value, None if self.lifetime is None else self.lifetime + RECOGNISED, owner)


class Put(Struct, frozen=True, gc=False):
    """Write `value`; forget it after `ttl` seconds, sooner when its `owner` (an application) ages."""

    key: Key[Any]
    value: Any
    ttl: float | None = None
    owner: str = ""


class Delete(Struct, frozen=True, gc=False):
    """Forget a record or a stream; with `everything(space)`, all that the space remembers."""

    key: Key[Any]


class Expect(Struct, frozen=True, gc=False):
    """Only if the record is still at `version` (None: absent)."""

    key: Key[Any]
    version: int | None


class Age(Struct, frozen=True, gc=False):
    """Forget what `owner` holds in that space `seconds` sooner, but not within the minute: what has just expired is still recognised."""

    space: str
    owner: str
    seconds: float


Write = Put | Delete | Expect | Age

_ALL = "*"
RECOGNISED = 60.0  # seconds for which a record outlives itself, so that a refusal can still say whose it was


def everything(space: str) -> Key[Any]:
    """The key that stands for all the records and streams of a space (to delete)."""
    return Key(space, _ALL, _ALL)


class Store(Protocol):
    """Five verbs."""

    async def get(self, key: Key[T]) -> tuple[T, int] | None:
        """The record and its version."""
        ...

    async def commit(self, writes: Sequence[Write]) -> bool:
        """All the writes, or none when an `Expect` does not hold."""
        ...

    async def incr(self, key: Key[int], window: float | None) -> int:
        """Count one more; the count starts again after `window` seconds."""
        ...

    async def append(self, stream: Key[bytes], record: bytes) -> int:
        """Add to a stream that keeps its latest 5 000 records or 32 MB; gives the record's number, from 1."""
        ...

    async def read(self, stream: Key[bytes], after: int, wait: float) -> list[tuple[int, bytes]]:
        """Records numbered above `after`; waits up to `wait` seconds for the first."""
        ...


STREAM_RECORDS = 5_000
STREAM_BYTES = 32 * 1024 * 1024


class _Entry(Struct, gc=False):
    value: Any
    version: int
    expires_at: float
    owner: str = ""


class _Stream(Struct):
    # Bytes and nothing else: a small object kept for each would hold whole pages of memory, long after all around it is forgotten.
    records: deque[bytes] = field(default_factory=deque)
    last: int = 0
    size: int = 0
    grown: asyncio.Event | None = None  # made by who waits: few do, and every exchange is appended


class MemoryStore:
    """The store of one process: one event loop, so each verb is atomic by not awaiting."""

    def __init__(self) -> None:
        self._entries: dict[Key[Any], _Entry] = {}
        self._streams: dict[Key[Any], _Stream] = {}
        self._deadlines: Deadlines[Key[Any]] = Deadlines()
        self._version = 0
        self._forgotten = 0

    async def get(self, key: Key[T]) -> tuple[T, int] | None:
        """The record and its version, unless forgotten."""
        entry = self._live(key, time.monotonic())
        return None if entry is None else (entry.value, entry.version)

    async def commit(self, writes: Sequence[Write]) -> bool:
        """All the writes, or none."""
        now = time.monotonic()
        for write in writes:
            if isinstance(write, Expect):
                entry = self._live(write.key, now)
                if (entry.version if entry else None) != write.version:
                    return False
        for write in writes:
            if isinstance(write, Put):
                self._version += 1
                until = NEVER if write.ttl is None else now + write.ttl
                self._set(write.key, _Entry(write.value, self._version, until, write.owner))
            elif isinstance(write, Delete):
                self._delete(write.key)
            elif isinstance(write, Age):
                self._age(write, now)
        self._sweep(now)
        return True

    async def incr(self, key: Key[int], window: float | None) -> int:
        """Count one more in the running window."""
        now = time.monotonic()
        entry = self._live(key, now)
        if entry is None:
            entry = _Entry(0, 0, NEVER if window is None else now + window)
            self._set(key, entry)
        entry.value += 1
        entry.version += 1
        return int(entry.value)

    async def append(self, stream: Key[bytes], record: bytes) -> int:
        """Add a record; the oldest leave when the ring is full."""
        ring = self._streams.get(stream) or self._streams.setdefault(stream, _Stream())
        ring.last += 1
        ring.size += len(record)
        ring.records.append(record)
        while len(ring.records) > STREAM_RECORDS or (ring.size > STREAM_BYTES and len(ring.records) > 1):
            ring.size -= len(ring.records.popleft())
        if ring.grown is not None:
            ring.grown.set()
            ring.grown = None
        return ring.last

    async def read(self, stream: Key[bytes], after: int, wait: float) -> list[tuple[int, bytes]]:
        """Records above `after`, at once or as soon as there is one."""
        ring = self._streams.setdefault(stream, _Stream())
        if ring.last <= after and wait > 0:
            ring.grown = ring.grown or asyncio.Event()
            try:
                await asyncio.wait_for(ring.grown.wait(), wait)
            except TimeoutError:
                return []
        first = ring.last - len(ring.records) + 1
        return list(islice(enumerate(ring.records, first), max(0, after + 1 - first), None))

    def sweep(self) -> int:
        """Forget what has outlived its time, though nobody writes; how many records have been forgotten since the last call."""
        self._sweep(time.monotonic())
        forgotten, self._forgotten = self._forgotten, 0
        return forgotten

    def _sweep(self, now: float) -> None:
        over = self._deadlines.past(now)
        for key in over:
            self._entries.pop(key, None)
        self._forgotten += len(over)
        if len(over) > len(self._entries):
            self._entries = dict(self._entries)  # one that has shrunk keeps the room of all that it held

    def _set(self, key: Key[Any], entry: _Entry) -> None:
        before = self._entries.get(key)
        self._entries[key] = entry
        self._deadlines.move(key, before.expires_at if before else NEVER, entry.expires_at)

    def _forget(self, key: Key[Any]) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._deadlines.move(key, entry.expires_at, NEVER)

    def _age(self, age: Age, now: float) -> None:
        soonest = now + RECOGNISED
        for key, entry in self._entries.items():
            if entry.owner == age.owner and key.space == age.space and entry.expires_at > soonest:
                sooner = max(entry.expires_at - age.seconds, soonest)
                self._deadlines.move(key, entry.expires_at, sooner)
                entry.expires_at = sooner

    def _delete(self, key: Key[Any]) -> None:
        if key.kind != _ALL:
            self._forget(key)
            self._streams.pop(key, None)
            return
        there = [held for held in self._entries if held.space == key.space]
        for held in there:
            self._forget(held)
        self._forgotten += len(there)
        for stream in [stream for stream in self._streams if stream.space == key.space]:
            del self._streams[stream]

    def _live(self, key: Key[Any], now: float) -> _Entry | None:
        entry = self._entries.get(key)
        return entry if entry is not None and entry.expires_at > now else None
