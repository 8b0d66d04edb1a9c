"""The judge against the gallery, the fast slice: each wrong client on its own module and its control. `make gallery` plays the whole plan."""

import pytest
from judged_client import wrong_canteen

from conformance.preflight import Preflight
from gallery import MEMBERS
from rulebook.formats.reading import Unreadable
from unefois.matrix.row import as_intended, row_of

# Who waits for half a minute or more is left to the whole matrix.
FAST = [name for name, member in MEMBERS.items() if member.page_within is None]


@pytest.mark.parametrize("name", [name for name in FAST if not MEMBERS[name].is_configuration])
def test_a_wrong_client_fails_its_own_duty_and_no_other(name: str, bench_port: int) -> None:
    """A MUST ends with code 1, a SHOULD is a warning. On a thread of ours: `unefois gallery` starts it in a process of its own."""
    member = MEMBERS[name]
    with wrong_canteen(bench_port, name) as client:
        row = row_of(name, client.judged(member.module).report)
    assert as_intended(row, member), row


# What the sentence that stops each of them speaks of.
NAMED = {
    "retour-approche": r"^La redirect_uri",
    "retour-en-clair": "https",
    "deconnexion-approchee": r"^La post_logout_redirect_uri",
}


@pytest.mark.parametrize("name", [name for name in FAST if MEMBERS[name].is_configuration])
def test_a_wrong_configuration_is_named_before_anything_is_judged(name: str, bench_port: int) -> None:
    """The run never starts, and a sentence says what to mend."""
    with pytest.raises((Preflight, Unreadable), match=NAMED[name]), wrong_canteen(bench_port, name) as client:
        client.judged(MEMBERS[name].module)
