"""The judge against the gallery, the fast slice: each wrong client on its own module and its control. `make gallery` plays the whole plan."""

import pytest
from judged_client import wrong_canteen

from conformance.preflight import Preflight
from gallery import MEMBERS
from rulebook.formats.reading import Unreadable
from rulebook.source import Text
from unefois.matrix.row import CONFIGURATION, Row, as_intended, row_of

# Who waits for half a minute or more is left to the whole matrix.
FAST = [name for name, member in MEMBERS.items() if member.page_within is None]


@pytest.mark.parametrize("name", [name for name in FAST if not MEMBERS[name].stopped_by])
def test_a_wrong_client_fails_its_own_duty_and_no_other(name: str, bench_port: int) -> None:
    """A MUST ends with code 1, a SHOULD is a warning. On a thread of ours: `unefois gallery` starts it in a process of its own."""
    member = MEMBERS[name]
    with wrong_canteen(bench_port, name) as client:
        row = row_of(name, client.judged(member.module).report)
    assert as_intended(row, member), row


@pytest.mark.parametrize("name", [name for name in FAST if MEMBERS[name].stopped_by])
def test_a_wrong_configuration_is_named_before_anything_is_judged(name: str, bench_port: int) -> None:
    """The run never starts, and a sentence says what to mend, in either language."""
    with pytest.raises((Preflight, Unreadable)) as stopped, wrong_canteen(bench_port, name) as client:
        client.judged(MEMBERS[name].module)
    assert isinstance(stopped.value, Preflight | Unreadable)
    sentences = [problem if isinstance(problem, Text) else problem.says for problem in stopped.value.problems]
    for language in ("fr", "en"):
        said = " ".join(sentence.in_(language) for sentence in sentences)
        assert as_intended(Row(name, CONFIGURATION, {}, problem=said), MEMBERS[name]), said
