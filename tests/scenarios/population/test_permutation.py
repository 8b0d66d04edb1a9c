"""The shuffle: a bijection of exactly its domain, that leaves no trace of the order it was given."""

from itertools import pairwise
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.population.permutation import Permutation
from scenarios.population.tirage import cle_de

cotes = st.integers(1, 80_000)


@given(seed=st.integers(0, 1_000), a=cotes, b=cotes, part=st.floats(0, 1, exclude_max=True))
def test_back_undoes_it_inside_the_domain(seed: int, a: int, b: int, part: float) -> None:
    """Any number of any domain goes to a number of that domain, from which it comes back; and the other way round."""
    shuffle, number = Permutation(cle_de(seed), b"essai", a, b), int(part * a * b)
    assert 0 <= shuffle(number) < a * b
    assert shuffle.back(shuffle(number)) == number
    assert shuffle(shuffle.back(number)) == number


def test_a_small_domain_is_met_whole() -> None:
    """Every number of the domain is met exactly once."""
    shuffle = Permutation(cle_de(3), b"essai", 23, 41)
    assert sorted(shuffle(number) for number in range(23 * 41)) == list(range(23 * 41))


def _far_from_even(values: list[int], domain: int, bins: int = 256) -> float:
    """Standard deviations between a chi-square of `values` over `bins` equal parts of `domain` and the mean of that law."""
    counts = [0] * bins
    for value in values:
        counts[value * bins // domain] += 1
    expected = len(values) / bins
    chi = sum((count - expected) ** 2 for count in counts) / expected
    return abs(chi - (bins - 1)) / sqrt(2 * (bins - 1))


@pytest.mark.parametrize("step", [1, 2, 20_000])
def test_neighbours_part(step: int) -> None:
    """Numbers in a row land evenly, and so do their differences and the differences of these: no lattice shows."""
    a, b = 62_500, 64_000
    shuffle = Permutation(cle_de(0), b"spi", a, b)
    landed = [shuffle(number * step) for number in range(20_000)]
    gaps = [(after - before) % (a * b) for before, after in pairwise(landed)]
    bends = [(after - before) % (a * b) for before, after in pairwise(gaps)]
    assert max(_far_from_even(values, a * b) for values in (landed, gaps, bends)) < 5


def test_label_and_key_choose_the_shuffle() -> None:
    """Another key or another label is another shuffle."""
    first = Permutation(cle_de(0), b"spi", 1_000, 1_000)
    for other in (Permutation(cle_de(1), b"spi", 1_000, 1_000), Permutation(cle_de(0), b"noms", 1_000, 1_000)):
        assert sum(first(number) == other(number) for number in range(1_000)) < 10


def test_it_is_the_same_on_every_machine() -> None:
    """Where a few numbers go, written down once."""
    shuffle = Permutation(cle_de(0), b"spi", 62_500, 64_000)
    assert [shuffle(number) for number in (0, 1, 79_999_999, 3_999_999_999)] == [
        2487032574,
        3033099715,
        2842086147,
        3832960523,
    ]
