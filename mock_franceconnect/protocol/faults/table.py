"""How a table of faults is applied, and what the lies of several of them have in common."""

from collections.abc import Callable, Mapping, Sequence
from string import ascii_lowercase, ascii_uppercase
from typing import Any, TypeVar

from rulebook.formats.control import FaultOrder

V = TypeVar("V")

Given = Mapping[str, Any]
# Name → the value, altered as an order's parameters want.
Table = Mapping[str, Callable[[V, Given], V]]

FOREIGN_ISSUER = "https://federateur-etranger.example/api/v2"
MARKUP = "<script>alert('unefois')</script><img src=x onerror=alert(1)>\"'&"

# By pairs within a kind, so that hexadecimal stays so, and a UUID keeps its version (4 or 7) and its variant.
_PAIRED = f"01235689{ascii_lowercase}{ascii_uppercase}"
_SWAPPED = str.maketrans(_PAIRED, "".join(b + a for a, b in zip(_PAIRED[::2], _PAIRED[1::2], strict=True)))


def lookalike(right: object) -> str:
    """Another value that begins and ends with the right one: whoever compares a part of it takes one for the other."""
    return f"{right}-etranger-{right}"


def twin(right: str) -> str:
    """Another value of the same length and alphabet: whoever looks at its form only takes one for the other."""
    swapped = right.translate(_SWAPPED)
    return swapped if swapped != right else lookalike(right)


def foreign_issuer(right: object) -> str:
    """Another server's, under the same path, that ends with the right one."""
    return f"{FOREIGN_ISSUER}?{right}"


def altered(value: V, due: Sequence[FaultOrder], table: Table[V]) -> tuple[V, str | None]:
    """`value` after every due fault of `table`, and the name of the last one that changed something."""
    applied = None
    for order in due:
        alter = table.get(order.fault)
        if alter is not None:
            told = alter(value, order.given)
            value, applied = told, order.fault if told != value else applied
    return value, applied
