"""Which ordered faults are due, and at which stage. What each one does lives where that stage is."""

from collections.abc import Iterable

from rulebook.faults import FAULTS, Stage
from rulebook.formats.control import FaultOrder, On


def due(orders: Iterable[FaultOrder], endpoint: str, nth: int, now: float) -> tuple[FaultOrder, ...]:
    """Orders that strike the `nth` call (from 1) of `endpoint` at `now`."""
    return tuple(order for order in orders if order.endpoint == endpoint and _strikes(order.on, nth, now))


def _strikes(on: On, nth: int, now: float) -> bool:
    return (
        (on.nth is None or nth == on.nth)
        and (on.first is None or nth <= on.first)
        and (on.from_ is None or now >= on.from_)
        and (on.until is None or now < on.until)
    )


def at_stage(orders: Iterable[FaultOrder], stage: Stage) -> tuple[FaultOrder, ...]:
    """Orders whose fault acts at `stage`."""
    return tuple(order for order in orders if FAULTS[order.fault].stage is stage)


def manners(orders: Iterable[FaultOrder]) -> dict[str, FaultOrder]:
    """What happens to the connection (the last word of a transport fault's name) → the order that wants it."""
    return {order.fault.rpartition(".")[2]: order for order in at_stage(orders, Stage.TRANSPORT)}
