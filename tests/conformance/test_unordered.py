"""Every fault is ordered by a module, or says why none orders it; never both."""

import json

import pytest
from command_line import typed

from conformance.modules import MODULES
from conformance.modules.unordered import DGFIP, FRANCECONNECT, UNORDERED
from rulebook.faults import FAULTS

ORDERED = {order.fault for module in MODULES.values() for order in module.orders}


def test_every_fault_is_ordered_or_says_why_not() -> None:
    """One or the other, and no reason is kept for a fault that does not exist."""
    assert ORDERED | set(UNORDERED) == set(FAULTS)
    assert not ORDERED & set(UNORDERED)


def test_the_two_sides_do_not_meet() -> None:
    """Each platform's faults have their reasons in its own table."""
    assert not set(FRANCECONNECT) & set(DGFIP)
    assert {FAULTS[name].by for name in FRANCECONNECT} == {"franceconnect"}
    assert all(reason.fr != reason.en for reason in UNORDERED.values())


def test_a_fault_is_ordered_by_one_module_at_most() -> None:
    """What a client does about it is one story; on the data side a fault has several shapes, and strikes in several places."""
    orders = [order for module in MODULES.values() for order in module.orders]
    ordered = [order.fault for order in orders if FAULTS[order.fault].by == "franceconnect"]
    assert len(ordered) == len(set(ordered))


@pytest.mark.parametrize("fault", ["id_token.azp.foreign", "id_token.nonce.foreign"])
def test_a_fault_tells_its_module_or_its_reason(fault: str) -> None:
    """`unefois explain` answers: which story, or why none."""
    (told,) = json.loads(typed("explain", fault, "--json").stdout)
    assert ("sans module car" in told) is (fault in UNORDERED)
    assert (told["module"] == "—") is (fault in UNORDERED)
