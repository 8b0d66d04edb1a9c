"""Chance: secrets of a moment come from the machine, habits come from the seed."""

import re
import uuid

from hypothesis import given
from hypothesis import strategies as st

from simulator import chance


def test_opaque_values_have_franceconnect_s_shape_and_never_repeat() -> None:
    """43 url-safe characters, as codes and tokens."""
    drawn = {chance.opaque() for _ in range(200)}
    assert len(drawn) == 200
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", value) for value in drawn)


def test_uuids_are_random() -> None:
    """Version 4, and two are two."""
    one, two = uuid.UUID(chance.new_uuid()), uuid.UUID(chance.new_uuid())
    assert (one.version, one == two) == (4, False)


def test_a_derived_value_is_the_same_on_every_machine() -> None:
    """A golden value: a publisher's CI may write it down."""
    assert chance.derive(0, "client_id", "cantine") == "AM1QybEKKIV0TIl6wWwGrFZt7EOUjQ5LCqZ3CctrwXY"
    assert chance.derive(0, "client_id", "cantine", length=28) == "AM1QybEKKIV0TIl6wWwGrFZt7EOU"


@given(st.integers(), st.integers(), st.text(max_size=5), st.text(max_size=5))
def test_seed_and_labels_decide_and_nothing_else(seed: int, other: int, one: str, two: str) -> None:
    """Another seed or another label is another value; labels do not run into each other."""
    assert (chance.derive(seed, one) == chance.derive(other, one)) == (seed == other)
    assert (chance.derive(seed, one) == chance.derive(seed, two)) == (one == two)
    assert chance.derive(seed, "ab", "c") != chance.derive(seed, "a", "bc")
