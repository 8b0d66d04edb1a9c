"""Leases: one holder an application, nobody evicted, 60 seconds without news and it is over."""

import asyncio
from dataclasses import replace
from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from rulebook.formats.control import FaultOrder, LeaseRequest, On
from simulator import store as module
from simulator.calendar import Calendar
from simulator.leases import JOURNAL, Gone, Held, Lease, Leases
from simulator.spaces import Space, Spaces
from simulator.store import Delete, Kind, MemoryStore, everything

BROKEN = "id_token.signature.broken"


@pytest.fixture
def store() -> MemoryStore:
    """The store that the leases of a test share."""
    return MemoryStore()


@pytest.fixture
def leases(store: MemoryStore, clock: SimpleNamespace) -> Leases:
    """Leases on the test's clock."""
    return Leases(store, lambda: float(clock.now))


async def take(leases: Leases, space: Space, application: str = "cantine", module: str = "m", **more: Any) -> Lease:
    """Take one application for one module."""
    return await leases.take(space, LeaseRequest(application=application, module=module, **{"key": "00" * 32, **more}))


async def test_a_held_application_is_refused_naming_its_holder(leases: Leases, space: Space) -> None:
    """One module holds it; the other learns which one."""
    lease = await take(leases, space, module="fs-nonce-etranger")
    assert (lease.application, lease.space) == ("cantine", "default")
    with pytest.raises(Held) as held:
        await take(leases, space, module="fs-iss-etranger")
    assert held.value.by == ("fs-nonce-etranger (cantine)",)
    assert await take(leases, space, "autre")


async def test_another_space_is_another_world(leases: Leases, space: Space, spaces: Spaces) -> None:
    """The same application, held twice, in two spaces."""
    bis = spaces.of("bis")
    await take(leases, space)
    other = await take(leases, bis)
    assert (await leases.bind(space, "cantine", "token")).lease != other


async def test_a_taker_waits_for_the_holder_to_leave(leases: Leases, space: Space) -> None:
    """Within `wait` seconds the application is handed over."""
    lease = await take(leases, space, module="first")
    taker = asyncio.create_task(take(leases, space, module="second", wait=5))
    await asyncio.sleep(0.02)
    assert not taker.done()
    await leases.end(space, lease.id)
    assert (await asyncio.wait_for(taker, 1)).module == "second"


async def test_a_taker_gives_up_after_its_wait(leases: Leases, space: Space) -> None:
    """A holder at work is never evicted."""
    lease = await take(leases, space)
    with pytest.raises(Held):
        await take(leases, space, wait=0.1)
    assert (await leases.bind(space, "cantine", "token")).lease == lease


async def test_two_takers_at_once_one_wins(leases: Leases, space: Space) -> None:
    """Taking is one atomic operation."""
    taken = await asyncio.gather(*(take(leases, space, module=f"m{n}") for n in range(5)), return_exceptions=True)
    assert sorted(type(result).__name__ for result in taken) == ["Held"] * 4 + ["Lease"]


async def test_a_lease_lapses_after_sixty_silent_seconds(leases: Leases, space: Space, clock: SimpleNamespace) -> None:
    """At 59.9 s it holds, at 60 s it is over: for takers, for requests, for its own holder."""
    lease = await take(leases, space)
    clock.now += 59.9
    with pytest.raises(Held):
        await take(leases, space)
    clock.now += 0.1
    assert (await leases.bind(space, "cantine", "token")).lease is None
    with pytest.raises(Gone):
        await leases.change(space, lease.id)
    assert (await take(leases, space)).id != lease.id


async def test_any_call_renews(leases: Leases, space: Space, clock: SimpleNamespace) -> None:
    """A holder that shows itself once a minute keeps its lease for hours."""
    lease = await take(leases, space)
    for _ in range(10):
        clock.now += 59
        assert (await leases.change(space, lease.id)).renewed_at == clock.now
    with pytest.raises(Held):
        await take(leases, space)


async def test_an_exclusive_lease_wants_the_space_for_itself(leases: Leases, space: Space) -> None:
    """It waits for everybody, and keeps everybody out."""
    lease = await take(leases, space, "autre", "elsewhere")
    with pytest.raises(Held) as held:
        await take(leases, space, exclusive=True)
    assert held.value.by == ("elsewhere (autre)",)
    await leases.end(space, lease.id)
    await take(leases, space, module="alone", exclusive=True)
    with pytest.raises(Held) as held:
        await take(leases, space, "autre")
    assert held.value.by == ("alone (cantine)",)


async def test_requests_that_carry_nothing_reach_only_an_exclusive_lease(leases: Leases, space: Space) -> None:
    """Discovery and JWKS are anybody's: without the whole space nobody may alter them."""
    first = await take(leases, space)
    assert (await leases.bind(space, None, "jwks")).lease is None
    await leases.end(space, first.id)
    alone = await take(leases, space, exclusive=True)
    assert (await leases.bind(space, None, "jwks")).lease == alone
    assert (await leases.bind(space, "cantine", "token")).lease == alone
    assert (await leases.bind(space, "autre", "token")).lease is None


async def test_a_lease_adds_to_its_own_application_only(leases: Leases, space: Space) -> None:
    """Calendar, elapsed seconds and faults are for requests of the leased application."""
    space = replace(space, calendar=Calendar({2025: Calendar().taxed_at(2027)}))
    lease = await take(leases, space)
    await leases.change(
        space,
        lease.id,
        lambda held: replace(
            held, calendar=Calendar(today=date(2026, 1, 1)), elapsed=31.0, orders=(FaultOrder(fault=BROKEN),)
        ),
    )
    mine = await leases.bind(space, "cantine", "token")
    assert mine.lease is not None
    assert (mine.application, mine.lease.id, mine.elapsed) == ("cantine", lease.id, 31.0)
    assert mine.calendar == Calendar({2025: Calendar().taxed_at(2027)}, date(2026, 1, 1))
    assert [order.fault for order in mine.faults] == [BROKEN]
    for other in (await leases.bind(space, "autre", "token"), await leases.bind(space, None, "token")):
        assert (other.lease, other.elapsed, other.faults, other.calendar) == (None, 0.0, (), space.calendar)


async def test_elapsed_time_ages_what_the_application_stored(
    leases: Leases, store: MemoryStore, space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `elapse` expired is swept a minute later, for that application only; renewing ages nothing."""
    moment = SimpleNamespace(now=50.0)
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: moment.now))
    kind = Kind("session", str, lifetime=1800)
    mine, other = kind.put("default", "1", "x", "cantine"), kind.put("default", "2", "x", "autre")
    await store.commit([mine, other])
    lease = await take(leases, space)
    for elapsed in (900.0, 1800.0, 1800.0):
        assert await store.get(mine.key) is not None
        await leases.change(space, lease.id, partial(replace, elapsed=elapsed))
    moment.now += 61
    await store.commit([])
    assert (await store.get(mine.key), await store.get(other.key)) == (None, ("x", 2))


async def test_calls_are_counted_by_endpoint_from_the_first_order(leases: Leases, space: Space) -> None:
    """Calls made before the order do not count, nor do those of another endpoint."""
    lease = await take(leases, space)
    await leases.bind(space, "cantine", "token")
    orders = (FaultOrder(fault=BROKEN, on=On(nth=2)),)
    await leases.change(space, lease.id, lambda held: replace(held, orders=orders))
    struck = [
        (endpoint, len((await leases.bind(space, "cantine", endpoint)).faults))
        for endpoint in ("token", "userinfo", "token", "token")
    ]
    assert struck == [("token", 0), ("userinfo", 0), ("token", 1), ("token", 0)]


async def test_the_next_lease_starts_with_a_clean_sheet(leases: Leases, space: Space) -> None:
    """Faults, elapsed time and counters end with their lease."""
    lease = await take(leases, space)
    orders = (FaultOrder(fault=BROKEN, on=On(nth=1)),)
    await leases.change(space, lease.id, lambda held: replace(held, orders=orders, elapsed=9))
    assert (await leases.bind(space, "cantine", "token")).faults
    await leases.end(space, lease.id)
    again = await take(leases, space)
    bound = await leases.bind(space, "cantine", "token")
    assert (bound.faults, bound.elapsed) == ((), 0.0)
    await leases.change(space, again.id, lambda held: replace(held, orders=orders))
    assert (await leases.bind(space, "cantine", "token")).faults


async def test_ending_forgets_the_journal_and_may_be_done_once(
    leases: Leases, store: MemoryStore, space: Space
) -> None:
    """What a lease saw goes with it."""
    lease = await take(leases, space)
    stream = JOURNAL.key(space.name, lease.id)
    await store.append(stream, b"seen")
    await leases.end(space, lease.id)
    assert await store.read(stream, 0, 0) == []
    with pytest.raises(Gone):
        await leases.end(space, lease.id)
    with pytest.raises(Gone):
        await leases.change(space, lease.id)


async def test_a_lapsed_lease_leaves_nothing_behind(
    leases: Leases, store: MemoryStore, space: Space, clock: SimpleNamespace
) -> None:
    """A judge that was killed ends nothing: the next taker of the space sweeps what its lease saw."""
    lapsed = JOURNAL.key(space.name, (await take(leases, space)).id)
    await store.append(lapsed, b"seen")
    clock.now += 30
    alive = JOURNAL.key(space.name, (await take(leases, space, "autre")).id)
    await store.append(alive, b"seen")
    clock.now += 30
    await take(leases, space, "troisieme")
    assert await store.read(lapsed, 0, 0) == []
    assert await store.read(alive, 0, 0) == [(1, b"seen")]


async def test_reset_ends_every_lease_of_one_space(
    leases: Leases, store: MemoryStore, space: Space, spaces: Spaces
) -> None:
    """Forgetting a space forgets who held it; the other space keeps its own."""
    bis = spaces.of("bis")
    await take(leases, space)
    kept = await take(leases, bis)
    await store.commit([Delete(everything(space.name))])
    assert (await leases.bind(space, "cantine", "token")).lease is None
    assert (await leases.bind(bis, "cantine", "token")).lease == kept


async def test_two_changes_at_once_are_both_kept(leases: Leases, space: Space) -> None:
    """Compare-and-set: nobody's order is lost."""
    one, two = await take(leases, space), await take(leases, space, "autre")
    await asyncio.gather(
        *(
            leases.change(space, lease.id, lambda held: replace(held, elapsed=held.elapsed + 1))
            for lease in (one, two) * 5
        )
    )
    assert (await leases.bind(space, "cantine", "x")).elapsed == 5
    assert (await leases.bind(space, "autre", "x")).elapsed == 5


async def test_the_redaction_key_is_never_shown(leases: Leases, space: Space) -> None:
    """A log of a lease does not hold the key of its run."""
    lease = await take(leases, space, key="ab" * 32)
    assert lease.key == "ab" * 32
    assert "abab" not in repr(lease)
