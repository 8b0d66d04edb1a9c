"""Leases: one running module holds one application of one space, and only there may it order faults or move time.

All the leases of a space are one record, changed by compare-and-set: taking one is one atomic store operation. Nobody evicts; a
lease not renewed for 60 s ends by itself.
"""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from msgspec import Struct

from rulebook.formats.control import FaultOrder, LeaseRequest
from simulator import chance
from simulator.calendar import Calendar
from simulator.faults import due
from simulator.spaces import Space
from simulator.store import Age, Delete, Expect, Kind, Put, Store, Write

ALIVE = 60.0
_RETRIES = 20
_POLL = 0.05


@dataclass(frozen=True, slots=True)
class Lease:
    """One module at work. `key` is its run's redaction key (hexadecimal); it is never written anywhere."""

    id: str
    space: str
    application: str
    module: str
    exclusive: bool
    key: str = field(repr=False)
    renewed_at: float
    calendar: Calendar = field(default_factory=Calendar)
    elapsed: float = 0.0
    orders: tuple[FaultOrder, ...] = ()


@dataclass(frozen=True, slots=True)
class Holders:
    """The leases of one space, by application."""

    leases: Mapping[str, Lease] = field(default_factory=dict)

    def alive(self, now: float) -> dict[str, Lease]:
        """Those renewed less than 60 s ago."""
        return {name: lease for name, lease in self.leases.items() if now - lease.renewed_at < ALIVE}


HOLDERS = Kind("holders", Holders)
CALLS: Kind[int] = Kind("calls", int)
# One stream of exchanges a lease, written by `simulator.journal`.
JOURNAL: Kind[bytes] = Kind("journal", bytes)


class Held(Exception):
    """The application, or the space, is held: `by` names the modules that hold it."""

    def __init__(self, by: tuple[str, ...]) -> None:
        super().__init__(", ".join(by))
        self.by = by


class Gone(Exception):
    """That lease ended, or never was."""


class Bound(Struct, frozen=True):
    """What a lease adds to one request: its calendar over the space's, seconds elapsed, faults due on this very call."""

    application: str | None
    calendar: Calendar
    lease: Lease | None = None
    elapsed: float = 0.0
    faults: tuple[FaultOrder, ...] = ()


class Leases:
    """Takes, renews, changes and ends leases, and binds requests to them. `clock` gives epoch seconds."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    async def take(self, space: Space, wanted: LeaseRequest) -> Lease:
        """Hold an application, waiting up to `wanted.wait` seconds for its holders to leave; raise `Held` after that."""
        deadline = time.monotonic() + wanted.wait
        while True:
            holders, version = await self._holders(space.name)
            alive = holders.alive(self._clock())
            if not (blocking := _blocking(alive, wanted)):
                taken = _granted(space, wanted, self._clock())
                gone = [_forgotten(lease) for name, lease in holders.leases.items() if name not in alive]
                if await self._write(space.name, {**alive, taken.application: taken}, version, gone):
                    return taken
            elif time.monotonic() >= deadline:
                raise Held(blocking)
            else:
                await asyncio.sleep(_POLL)

    async def change(
        self, space: Space, lease_id: str, change: Callable[[Lease], Lease] = lambda lease: lease
    ) -> Lease:
        """Apply `change` and renew; raise `Gone` when the lease has ended. Elapsed seconds age what the application stored."""
        for _ in range(_RETRIES):
            holders, version = await self._holders(space.name)
            lease = _by_id(holders.alive(self._clock()), lease_id)
            changed = replace(change(lease), renewed_at=self._clock())
            older = Age(space.name, lease.application, changed.elapsed - lease.elapsed)
            aged = [older] if older.seconds else []
            if await self._write(space.name, {**holders.leases, lease.application: changed}, version, aged):
                return changed
        raise Gone

    async def end(self, space: Space, lease_id: str) -> None:
        """Give the application back and forget the lease's journal."""
        for _ in range(_RETRIES):
            holders, version = await self._holders(space.name)
            lease = _by_id(holders.leases, lease_id)
            left = {name: other for name, other in holders.leases.items() if name != lease.application}
            if await self._write(space.name, left, version, [_forgotten(lease)]):
                return
        raise Gone

    async def bind(self, space: Space, application: str | None, endpoint: str) -> Bound:
        """What holds for one request of `application` at `endpoint`; call it once a request, it counts.

        A request that carries nothing (`application` None) is bound only to a lease that holds the whole space.
        """
        found = await self._store.get(HOLDERS.key(space.name, ""))
        if found is None:
            return Bound(application, space.calendar)
        now = self._clock()
        alive = found[0].alive(now)
        lease = next((held for held in alive.values() if held.exclusive), None) or alive.get(application or "")
        if lease is None or (application is not None and lease.application != application):
            return Bound(application, space.calendar)
        nth = await self._store.incr(CALLS.key(space.name, f"{lease.id}/{endpoint}"), None) if lease.orders else 0
        return Bound(
            application,
            lease.calendar.over(space.calendar),
            lease,
            lease.elapsed,
            due(lease.orders, endpoint, nth, now),
        )

    async def _holders(self, space: str) -> tuple[Holders, int | None]:
        found = await self._store.get(HOLDERS.key(space, ""))
        return found if found is not None else (Holders(), None)

    async def _write(
        self, space: str, leases: Mapping[str, Lease], version: int | None, also: Iterable[Write] = ()
    ) -> bool:
        """Unless they changed meanwhile, these are the leases now, and `also` holds."""
        key = HOLDERS.key(space, "")
        return await self._store.commit([Expect(key, version), Put(key, Holders(leases)), *also])


def _granted(space: Space, wanted: LeaseRequest, now: float) -> Lease:
    return Lease(
        chance.opaque(), space.name, wanted.application, wanted.module, wanted.exclusive, wanted.key, renewed_at=now
    )


def _forgotten(lease: Lease) -> Delete:
    """With a lease that is gone goes what it saw."""
    return Delete(JOURNAL.key(lease.space, lease.id))


def _blocking(alive: Mapping[str, Lease], wanted: LeaseRequest) -> tuple[str, ...]:
    """Modules that keep `wanted` out: the same application's, an exclusive one, or anybody when `wanted` is exclusive."""
    return tuple(
        f"{lease.module} ({lease.application})"
        for lease in alive.values()
        if lease.application == wanted.application or lease.exclusive or wanted.exclusive
    )


def _by_id(leases: Mapping[str, Lease], lease_id: str) -> Lease:
    for lease in leases.values():
        if lease.id == lease_id:
            return lease
    raise Gone
