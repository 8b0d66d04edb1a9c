"""What an endpoint may decide: a closed union, each refusal carrying the record that caused it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from rulebook.refusal import Channel, Refusal

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """A 200, with its body and its exact media type."""

    media_type: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RefuseByEnvelope:
    """The DGFiP's ``{"erreur": {…}}``."""

    refusal: Refusal


@dataclass(frozen=True, slots=True)
class RefuseByStatus:
    """A status without a body: the code of a 204 is nowhere on the wire."""

    refusal: Refusal


@dataclass(frozen=True, slots=True)
class RefuseByJson:
    """An OAuth error document, at `/token`."""

    refusal: Refusal


Decision = Answer | RefuseByEnvelope | RefuseByStatus | RefuseByJson

# One row of an ordered table: when the predicate holds, the refusal is given, or made from what the row says.
Row = tuple[Callable[[T], bool], Refusal | Callable[[T], Refusal]]


def first_broken(table: Iterable[Row[T]], call: T) -> Refusal | None:
    """The refusal of the first row that holds for `call`; rows below it are never looked at."""
    found = next((refusal for breaks, refusal in table if breaks(call)), None)
    return found if found is None or isinstance(found, Refusal) else found(call)


def refused(refusal: Refusal) -> RefuseByEnvelope | RefuseByStatus:
    """A refusal of the tax service, by its channel."""
    return RefuseByStatus(refusal) if refusal.channel is Channel.EMPTY else RefuseByEnvelope(refusal)


def malformed(refusal: Refusal, value: Callable[[T], str | None]) -> Row[T]:
    """The row that refuses what the refusal's own constraint does not accept."""
    constraint = refusal.constraint
    if constraint is None:
        raise ValueError(refusal.id)
    return lambda call: not constraint.accepts(value(call)), refusal
