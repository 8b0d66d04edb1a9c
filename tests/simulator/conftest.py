"""What the simulator's tests share: a clock that a test moves, a space to be in."""

from types import SimpleNamespace

import pytest

from simulator.spaces import Address, Addresses, Space, Spaces

ADDRESSES = Addresses(
    Address("http://localhost:8700"),
    Address("http://localhost:8701"),
    Address("http://localhost:8702"),
    Address("http://localhost:8703"),
)


@pytest.fixture
def clock() -> SimpleNamespace:
    """A clock that stands at `now` until a test moves it."""
    return SimpleNamespace(now=1_000_000.0)


@pytest.fixture
def spaces() -> Spaces:
    """A bench with its default space and one more, `bis`."""
    bench = Spaces(ADDRESSES, seed=7)
    bench.make("bis", seed=8)
    return bench


@pytest.fixture
def space(spaces: Spaces) -> Space:
    """The default space."""
    return spaces.of("default")
