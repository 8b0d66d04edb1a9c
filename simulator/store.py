"""What a protocol must remember: five verbs, all or nothing. `app` reads, `protocol` decides, `app` commits.

Values are frozen records, so that nobody changes what is stored by holding it. This store lives in the process and dies with it.
"""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Key(Generic[T]):
    """Address of one record in one space."""

    space: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A family of records of type `type`, kept `lifetime` seconds (None: until deleted)."""

    name: str
    type: type[T]
    lifetime: float | None = None

    def key(self, space: str, id_: str) -> Key[T]:
        """Where the record `id_` of that space is."""
        return Key(space, self.name, id_)

    def put(self, space: str, id_: str, value: T) -> "Put":
        """Write it, to be forgotten `lifetime` + 60 s later (cleaning only: a record knows its own expiry)."""
        return Put(self.key(space, id_), value, None if self.lifetime is None else self.lifetime + 60)


@dataclass(frozen=True, slots=True)
class Put:
    """Write `value`; forget it after `ttl` seconds."""

    key: Key[Any]
    value: Any
    ttl: float | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """Forget a record or a stream; with `everything(space)`, all that the space remembers."""

    key: Key[Any]


@dataclass(frozen=True, slots=True)
class Expect:
    """Only if the record is still at `version` (None: absent)."""

    key: Key[Any]
    version: int | None


Write = Put | Delete | Expect

_ALL = "*"


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

    async def append(self, stream: Key[T], record: T, size: int) -> int:
        """Add to a stream that keeps its latest 5 000 records or 32 MB; gives the record's number, from 1."""
        ...

    async def read(self, stream: Key[T], after: int, wait: float) -> list[tuple[int, T]]:
        """Records numbered above `after`; waits up to `wait` seconds for the first."""
        ...


STREAM_RECORDS = 5_000
STREAM_BYTES = 32 * 1024 * 1024
_SWEEP_EVERY = 256  # commits between two cleanings: cost spread thin, memory bounded


@dataclass(slots=True)
class _Entry:
    value: Any
    version: int
    expires_at: float


@dataclass(slots=True)
class _Stream:
    records: deque[tuple[int, Any, int]] = field(default_factory=deque)
    last: int = 0
    size: int = 0
    grown: asyncio.Event | None = None  # made by who waits: few do, and every exchange is appended


class MemoryStore:
    """The store of one process: one event loop, so each verb is atomic by not awaiting."""

    def __init__(self) -> None:
        self._entries: dict[Key[Any], _Entry] = {}
        self._streams: dict[Key[Any], _Stream] = {}
        self._version = 0
        self._commits = 0

    async def get(self, key: Key[T]) -> tuple[T, int] | None:
        """The record and its version, unless forgotten."""
        entry = self._live(key)
        return None if entry is None else (entry.value, entry.version)

    async def commit(self, writes: Sequence[Write]) -> bool:
        """All the writes, or none."""
        for write in writes:
            if isinstance(write, Expect):
                entry = self._live(write.key)
                if (entry.version if entry else None) != write.version:
                    return False
        for write in writes:
            if isinstance(write, Put):
                self._version += 1
                self._entries[write.key] = _Entry(write.value, self._version, _deadline(write.ttl))
            elif isinstance(write, Delete):
                self._delete(write.key)
        self._commits += 1
        if self._commits % _SWEEP_EVERY == 0:
            self.sweep()
        return True

    async def incr(self, key: Key[int], window: float | None) -> int:
        """Count one more in the running window."""
        entry = self._live(key)
        if entry is None:
            entry = self._entries[key] = _Entry(0, 0, _deadline(window))
        entry.value += 1
        entry.version += 1
        return int(entry.value)

    async def append(self, stream: Key[T], record: T, size: int) -> int:
        """Add a record; the oldest leave when the ring is full."""
        ring = self._streams.get(stream) or self._streams.setdefault(stream, _Stream())
        ring.last += 1
        ring.size += size
        ring.records.append((ring.last, record, size))
        while len(ring.records) > STREAM_RECORDS or (ring.size > STREAM_BYTES and len(ring.records) > 1):
            ring.size -= ring.records.popleft()[2]
        if ring.grown is not None:
            ring.grown.set()
            ring.grown = None
        return ring.last

    async def read(self, stream: Key[T], after: int, wait: float) -> list[tuple[int, T]]:
        """Records above `after`, at once or as soon as there is one."""
        ring = self._streams.setdefault(stream, _Stream())
        if ring.last <= after and wait > 0:
            ring.grown = ring.grown or asyncio.Event()
            try:
                await asyncio.wait_for(ring.grown.wait(), wait)
            except TimeoutError:
                return []
        return [(number, record) for number, record, _ in ring.records if number > after]

    def sweep(self) -> None:
        """Forget what has outlived its time."""
        now = time.monotonic()
        for key in [key for key, entry in self._entries.items() if entry.expires_at <= now]:
            del self._entries[key]

    def _delete(self, key: Key[Any]) -> None:
        if key.kind != _ALL:
            self._entries.pop(key, None)
            self._streams.pop(key, None)
            return
        for held in [held for held in self._entries if held.space == key.space]:
            del self._entries[held]
        for stream in [stream for stream in self._streams if stream.space == key.space]:
            del self._streams[stream]

    def _live(self, key: Key[Any]) -> _Entry | None:
        entry = self._entries.get(key)
        return entry if entry is not None and entry.expires_at > time.monotonic() else None


def _deadline(ttl: float | None) -> float:
    return float("inf") if ttl is None else time.monotonic() + ttl
