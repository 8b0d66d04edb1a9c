"""How a table of faults is applied, and what the lies of several of them have in common."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from rulebook.formats.control import FaultOrder

V = TypeVar("V")

Given = Mapping[str, Any]
# Name → the value, altered as an order's parameters want.
Table = Mapping[str, Callable[[V, Given], V]]

FOREIGN_ISSUER = "https://federateur-etranger.example/api/v2"
FOREIGN_CLIENT = "client-etranger"
MARKUP = "<script>alert('unefois')</script><img src=x onerror=alert(1)>\"'&"


def altered(value: V, due: Sequence[FaultOrder], table: Table[V]) -> tuple[V, str | None]:
    """`value` after every due fault of `table`, and the name of the last one that changed something."""
    applied = None
    for order in due:
        alter = table.get(order.fault)
        if alter is not None:
            told = alter(value, order.given)
            value, applied = told, order.fault if told != value else applied
    return value, applied
