"""The store: all or nothing, versions, forgetting in time, counting in windows, streams that wait."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from simulator import store as module
from simulator.store import STREAM_BYTES, STREAM_RECORDS, Age, Delete, Expect, Key, Kind, MemoryStore, Put, everything

A: Key[str] = Key("default", "thing", "a")
B: Key[str] = Key("default", "thing", "b")
STREAM: Key[bytes] = Key("default", "stream", "s")
COUNT: Key[int] = Key("default", "count", "c")


@pytest.fixture
def store() -> MemoryStore:
    """An empty store."""
    return MemoryStore()


@pytest.fixture
def sleep(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Move the store's clock, and no other."""
    clock = SimpleNamespace(now=50.0)
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: clock.now))

    def move(seconds: float) -> None:
        clock.now += seconds

    return move


async def test_what_is_put_is_got_with_its_version(store: MemoryStore) -> None:
    """A version changes at each write, so that nobody overwrites what they have not read."""
    assert await store.get(A) is None
    assert await store.commit([Put(A, "one")])
    first = await store.get(A)
    assert await store.commit([Put(A, "two")])
    second = await store.get(A)
    assert first is not None
    assert second is not None
    assert (first[0], second[0]) == ("one", "two")
    assert first[1] != second[1]


async def test_nothing_is_written_when_one_expectation_fails(store: MemoryStore) -> None:
    """All the writes or none, wherever the expectation stands in the list."""
    await store.commit([Put(A, "one")])
    assert not await store.commit([Put(A, "lost"), Put(B, "lost"), Delete(A), Expect(B, 12)])
    assert not await store.commit([Expect(A, None), Put(B, "lost")])
    found = await store.get(A)
    assert found is not None
    assert found[0] == "one"
    assert await store.get(B) is None


async def test_expecting_the_version_read_lets_one_of_two_writers_through(store: MemoryStore) -> None:
    """Two takers read the same absence: the second one is told to read again."""
    assert await store.commit([Expect(A, None), Put(A, "mine")])
    assert not await store.commit([Expect(A, None), Put(A, "his")])
    found = await store.get(A)
    assert found is not None
    assert await store.commit([Expect(A, found[1]), Put(A, "again")])
    assert not await store.commit([Expect(A, found[1]), Put(A, "late")])


async def test_a_record_rewritten_after_deletion_has_a_new_version(store: MemoryStore) -> None:
    """Delete and write again is seen by whoever still holds the old version."""
    await store.commit([Put(A, "one")])
    found = await store.get(A)
    assert found is not None
    await store.commit([Delete(A)])
    assert await store.get(A) is None
    await store.commit([Put(A, "one")])
    assert not await store.commit([Expect(A, found[1])])


async def test_a_record_is_forgotten_in_time(store: MemoryStore, sleep: Callable[[float], None]) -> None:
    """At its deadline it is absent, for reading and for expecting."""
    await store.commit([Put(A, "one", ttl=10), Put(B, "for ever")])
    sleep(9.5)
    assert await store.get(A) is not None
    sleep(0.5)
    assert await store.get(A) is None
    assert await store.commit([Expect(A, None)])
    assert await store.get(B) is not None


async def test_a_kind_is_kept_a_minute_longer_than_it_lives(store: MemoryStore, sleep: Callable[[float], None]) -> None:
    """The deadline only cleans: a record knows its own expiry, and a refusal can still say "expired"."""
    kind = Kind("code", str, lifetime=30)
    await store.commit([kind.put("default", "x", "value"), Kind("key", str).put("default", "y", "kept")])
    sleep(89)
    assert await store.get(kind.key("default", "x")) is not None
    sleep(1)
    assert await store.get(kind.key("default", "x")) is None
    assert await store.get(Key("default", "key", "y")) is not None


async def test_the_same_id_in_two_spaces_is_two_records(store: MemoryStore) -> None:
    """Nothing is global."""
    kind = Kind("code", str)
    await store.commit([kind.put("default", "x", "here")])
    assert await store.get(kind.key("bis", "x")) is None


async def test_sweeping_frees_what_nobody_reads_again(store: MemoryStore, sleep: Callable[[float], None]) -> None:
    """Memory stays bounded without a reader: a cleaning comes with the commits."""
    await store.commit([Put(Key("default", "thing", str(n)), n, ttl=1) for n in range(100)])
    sleep(2)
    await store.commit([Put(A, "x")])
    assert set(store._entries) == {A}


async def test_a_sweep_needs_no_writer_and_tells_how_much_was_forgotten(
    store: MemoryStore, sleep: Callable[[float], None]
) -> None:
    """Of what the commits swept in between too; once each."""
    await store.commit([Put(Key("default", "thing", str(n)), n, ttl=1 + 10 * (n // 2)) for n in range(6)])
    assert store.sweep() == 0
    sleep(2)
    await store.commit([])
    sleep(10)
    assert store.sweep() == 4
    assert store.sweep() == 0
    assert len(store._entries) == 2
    await store.commit([Delete(everything("default"))])
    assert store.sweep() == 2


async def test_what_is_written_again_is_kept_for_its_new_time(
    store: MemoryStore, sleep: Callable[[float], None]
) -> None:
    """A cleaning forgets neither a record that was prolonged, nor one that came back after its deletion."""
    await store.commit([Put(A, "short", ttl=1), Put(B, "short", ttl=1)])
    await store.commit([Put(A, "long", ttl=10), Delete(B)])
    await store.commit([Put(B, "for ever")])
    sleep(5)
    await store.commit([])
    assert set(store._entries) == {A, B}
    sleep(6)
    await store.commit([])
    assert set(store._entries) == {B}


async def test_what_ages_is_forgotten_a_minute_after_it_expired(
    store: MemoryStore, sleep: Callable[[float], None]
) -> None:
    """Aged past its life, a record is still recognised for a minute, then swept; another owner's and another space's stay."""
    session = Kind("session", str, lifetime=1800)
    mine, other = session.put("default", "mine", "x", "cantine"), session.put("default", "other", "x", "autre")
    bis, eternal = session.put("bis", "mine", "x", "cantine"), Put(A, "for ever", owner="cantine")
    await store.commit([mine, other, bis, eternal])
    await store.commit([Age("default", "cantine", 1800)])
    sleep(59)
    await store.commit([])
    assert await store.get(mine.key) is not None
    sleep(2)
    await store.commit([])
    assert set(store._entries) == {other.key, bis.key, A}


async def test_ageing_a_little_takes_that_much_away(store: MemoryStore, sleep: Callable[[float], None]) -> None:
    """Ten seconds elapsed are ten seconds less to be kept, and what was nearly over is not prolonged."""
    session, code = Kind("session", str, 1800).put("default", "s", "x", "c"), Put(A, "code", ttl=30, owner="c")
    await store.commit([session, code])
    await store.commit([Age("default", "c", 10)])
    sleep(31)
    assert await store.get(A) is None
    sleep(1860 - 10 - 31 - 0.5)
    assert await store.get(session.key) is not None
    sleep(0.5)
    assert await store.get(session.key) is None


async def test_counting_starts_again_after_its_window(store: MemoryStore, sleep: Callable[[float], None]) -> None:
    """The window runs from the first call, and is not pushed by the next ones."""
    assert [await store.incr(COUNT, 60) for _ in range(3)] == [1, 2, 3]
    sleep(59)
    assert await store.incr(COUNT, 60) == 4
    sleep(1)
    assert await store.incr(COUNT, 60) == 1


async def test_counting_without_a_window_never_starts_again(store: MemoryStore, sleep: Callable[[float], None]) -> None:
    """Calls of a lease are counted as long as it lives."""
    await store.incr(COUNT, None)
    sleep(1e9)
    assert await store.incr(COUNT, None) == 2


async def test_a_stream_numbers_its_records_from_one(store: MemoryStore) -> None:
    """A reader gives the last number it saw and gets what came after."""
    assert [await store.append(STREAM, record) for record in (b"a", b"b", b"c")] == [1, 2, 3]
    assert await store.read(STREAM, 0, 0) == [(1, b"a"), (2, b"b"), (3, b"c")]
    assert await store.read(STREAM, 2, 0) == [(3, b"c")]
    assert await store.read(STREAM, 3, 0) == []


async def test_reading_waits_for_the_first_record(store: MemoryStore) -> None:
    """A reader at the end is woken by the next record, at once."""
    await store.append(STREAM, b"old")
    reader = asyncio.create_task(store.read(STREAM, 1, 30))
    other = asyncio.create_task(store.read(STREAM, 0, 30))
    await asyncio.sleep(0)
    assert await asyncio.wait_for(other, 1) == [(1, b"old")]
    assert not reader.done()
    await store.append(STREAM, b"new")
    assert await asyncio.wait_for(reader, 1) == [(2, b"new")]


async def test_reading_gives_up_after_its_wait(store: MemoryStore) -> None:
    """Nothing came: an empty list, no error."""
    assert await store.read(STREAM, 0, 0.01) == []


async def test_a_stream_keeps_its_latest_records(store: MemoryStore) -> None:
    """The ring drops the oldest by number."""
    for n in range(STREAM_RECORDS + 3):
        await store.append(STREAM, str(n).encode())
    kept = await store.read(STREAM, 0, 0)
    assert len(kept) == STREAM_RECORDS
    assert kept[0] == (4, b"3")


async def test_a_stream_drops_the_oldest_by_weight(store: MemoryStore) -> None:
    """Thirty-two megabytes at most, but always the last record, however heavy."""
    light, half, more, whale = (bytes(size) for size in (10, STREAM_BYTES // 2, STREAM_BYTES // 2, STREAM_BYTES * 2))
    for record in (light, half, more):
        await store.append(STREAM, record)
    assert [record for _, record in await store.read(STREAM, 0, 0)] == [half, more]
    await store.append(STREAM, whale)
    assert await store.read(STREAM, 0, 0) == [(4, whale)]


async def test_deleting_a_stream_forgets_it(store: MemoryStore) -> None:
    """A lease's journal goes with the lease."""
    await store.append(STREAM, b"a")
    await store.commit([Delete(STREAM)])
    assert await store.read(STREAM, 0, 0) == []


async def test_everything_of_a_space_goes_at_once_and_nothing_else(store: MemoryStore) -> None:
    """Records, counters and streams of one space; all or nothing as any write."""
    there: Key[str] = Key("bis", "thing", "a")
    stream_there: Key[bytes] = Key("bis", "stream", "s")
    await store.commit([Put(A, "here"), Put(there, "there")])
    await store.incr(COUNT, None)
    await store.append(STREAM, b"here")
    await store.append(stream_there, b"there")
    assert not await store.commit([Delete(everything("default")), Expect(B, 1)])
    assert await store.get(A) is not None
    assert await store.commit([Delete(everything("default"))])
    assert await store.get(A) is None
    assert await store.incr(COUNT, None) == 1
    assert await store.read(STREAM, 0, 0) == []
    assert await store.get(there) is not None
    assert await store.read(stream_there, 0, 0) == [(1, b"there")]
