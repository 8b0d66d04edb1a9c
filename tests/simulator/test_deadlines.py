"""Deadlines: each key is given once, after its second, wherever it was moved meanwhile."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.deadlines import NEVER, Deadlines

MOMENTS = st.one_of(st.floats(0, 20), st.just(NEVER))


@given(st.lists(st.tuples(st.sampled_from("abcd"), MOMENTS), max_size=40), st.integers(0, 20))
def test_what_is_past_is_what_was_last_said(moves: list[tuple[str, float]], now: int) -> None:
    """Only the last deadline of a key counts; a key without one is never given; nothing is given twice."""
    deadlines: Deadlines[str] = Deadlines()
    known: dict[str, float] = {}
    for key, deadline in moves:
        deadlines.move(key, known.get(key, NEVER), deadline)
        known[key] = deadline
    past = deadlines.past(now + 0.5)
    assert sorted(past) == sorted(key for key, deadline in known.items() if deadline < now)
    later = deadlines.past(30)
    assert sorted([*past, *later]) == sorted(key for key, deadline in known.items() if deadline != NEVER)


def test_what_came_first_is_given_first() -> None:
    """In any other order, what is forgotten would leave holes all over the memory of a process, and give none of it back."""
    deadlines: Deadlines[int] = Deadlines()
    for key in (5, 3, 900, 1, 4):
        deadlines.move(key, NEVER, 1.5)
    deadlines.move(3, 1.5, 2.5)
    assert deadlines.past(9.0) == [5, 900, 1, 4, 3]


def test_a_key_that_ended_may_come_back() -> None:
    """Written again after its deadline was given, it has a deadline as any other."""
    deadlines: Deadlines[str] = Deadlines()
    deadlines.move("a", NEVER, 1.2)
    assert deadlines.past(2.0) == ["a"]
    deadlines.move("a", 1.2, 3.0)
    assert deadlines.past(4.5) == ["a"]
