"""What the simulator's tests share: a clock that a test moves, a space to be in."""

from dataclasses import dataclass

import pytest

from simulator.spaces import Address, Addresses, Space, Spaces

ADDRESSES = Addresses(
    Address("http://localhost:8700"), Address("http://localhost:8701"), Address("http://localhost:8703")
)


@dataclass
class Clock:
    """Seconds that only a test moves."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        """The time it is."""
        return self.now


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Asynchronous tests run on asyncio, as the bench does."""
    return "asyncio"


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.fixture
def spaces() -> Spaces:
    """A bench with its default space and one more, `bis`."""
    bench = Spaces(ADDRESSES, seed=7)
    bench.make("bis", seed=8)
    return bench


@pytest.fixture
def space(spaces: Spaces) -> Space:
    """The default space."""
    found = spaces.get("default")
    assert found is not None
    return found
