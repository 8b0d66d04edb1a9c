"""Every fault is ordered by a module, or says why none orders it; never both."""

import json

import pytest
from command_line import typed

from conformance.checks import CHECKS
from conformance.modules import MODULES
from conformance.modules.unordered import DGFIP, FRANCECONNECT, UNORDERED
from rulebook.duties import DUTIES
from rulebook.faults import FAULTS, UNBOUND_ENDPOINTS

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
    assert ("unordered_because" in told) is (fault in UNORDERED)
    assert (told["module"] == "—") is (fault in UNORDERED)


def test_what_strikes_a_whole_space_says_so() -> None:
    """`exclusive = true` can order it: what keeps modules from it is that it strikes everybody there, and may reach nobody."""
    of_the_space = {name for name in UNORDERED if FAULTS[name].endpoint in UNBOUND_ENDPOINTS}
    assert of_the_space == {name for name, fault in FAULTS.items() if fault.endpoint in UNBOUND_ENDPOINTS}
    assert {UNORDERED[name] for name in of_the_space} == {DUTIES["FS-ERREUR-04"].untested_because}
    assert all("bail exclusif" in UNORDERED[name].fr for name in of_the_space)


def test_no_duty_is_judged_on_documents_that_nothing_disturbs() -> None:
    """FS-ERREUR-02 is about what its checks disturb: the token (or the code that leads to it) and the userinfo."""
    struck = {FAULTS[one.under].endpoint for one in CHECKS.values() if one.duty.id == "FS-ERREUR-02" and one.under}
    assert struck == {"authorize_resume", "token", "userinfo"}
    assert "(jeton, userinfo)" in DUTIES["FS-ERREUR-02"].says.fr
