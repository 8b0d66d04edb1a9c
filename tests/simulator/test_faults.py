"""Which ordered faults strike which call."""

import pytest

from rulebook.faults import Stage
from rulebook.formats.control import FaultOrder, On
from simulator.faults import at_stage, due

BROKEN = "id_token.signature.broken"


def strikes(on: On, *, endpoint: str = "token", calls: int = 4, now: float = 100.0) -> list[int]:
    """Numbers of the calls that one order on that condition strikes."""
    order = FaultOrder(fault=BROKEN, on=on)
    return [nth for nth in range(1, calls + 1) if due([order], endpoint, nth, now)]


def test_without_a_condition_every_call_is_struck() -> None:
    """Of the fault's own endpoint, and no other."""
    assert strikes(On()) == [1, 2, 3, 4]
    assert strikes(On(), endpoint="userinfo") == []


def test_nth_strikes_once_and_first_strikes_so_many() -> None:
    """A client that tries again meets the healthy answer."""
    assert strikes(On(nth=2)) == [2]
    assert strikes(On(first=2)) == [1, 2]
    assert strikes(On(nth=3, first=2)) == []


@pytest.mark.parametrize(("now", "struck"), [(99.9, False), (100, True), (109.9, True), (110, False)])
def test_a_window_includes_its_start_and_not_its_end(now: float, struck: bool) -> None:
    """Between two instants of the bench's clock."""
    assert bool(strikes(On.model_validate({"from": 100.0, "until": 110.0}), now=now)) is struck


def test_several_orders_strike_together_in_their_order() -> None:
    """One call may meet several faults; stages pick theirs."""
    orders = [
        FaultOrder(fault="transport.delay", on=On(endpoint="token"), parameters={"seconds": 1}),
        FaultOrder(fault=BROKEN),
        FaultOrder(fault="userinfo.sub.foreign"),
    ]
    struck = due(orders, "token", 1, 0)
    assert [order.fault for order in struck] == ["transport.delay", BROKEN]
    assert [order.fault for order in at_stage(struck, Stage.SIGNING)] == [BROKEN]
    assert [order.fault for order in at_stage(struck, Stage.TRANSPORT)] == ["transport.delay"]
    assert at_stage(struck, Stage.PARAMS) == ()
