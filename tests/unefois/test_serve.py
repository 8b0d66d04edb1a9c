"""A bench that is left alone: it forgets what is over, and gives the room back."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from simulator.store import Key, MemoryStore, Put
from unefois import serve


@pytest.fixture
async def store(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[MemoryStore]:
    """A store that is swept a hundred times a second."""
    monkeypatch.setattr(serve, "_SWEPT_EVERY", 0.01)
    monkeypatch.setattr(serve, "_MANY", 50)
    store = MemoryStore()
    sweeping = asyncio.create_task(serve._sweep(store))
    yield store
    assert not sweeping.done()
    sweeping.cancel()


async def test_an_idle_bench_forgets_and_gives_back_what_was_much(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record's second is over within two; a little is not worth a stop of the whole process, many times a little is."""
    given_back: list[int] = []
    real = serve._give_back

    def give_back() -> None:
        given_back.append(len(store._entries))
        real()

    monkeypatch.setattr(serve, "_give_back", give_back)
    await store.commit([Put(Key("default", "few", str(n)), n, ttl=0.01) for n in range(40)])
    for _ in range(300):
        if not store._entries:
            break
        await asyncio.sleep(0.01)
    assert given_back == []
    await store.commit([Put(Key("default", "more", str(n)), n, ttl=0.01) for n in range(40)])
    for _ in range(300):
        if given_back:
            break
        await asyncio.sleep(0.01)
    assert given_back == [0]
