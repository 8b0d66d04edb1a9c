"""What an endpoint may decide: a closed union, each refusal carrying the record that caused it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from msgspec import Struct

from rulebook.refusal import Channel, Refusal

T = TypeVar("T")


class Answer(Struct, frozen=True):
    """A 200, with its body and its exact media type."""

    media_type: str
    body: Mapping[str, Any]


class Envelope(Struct, frozen=True):
    """How an API writes its refusals: under which media type, with a code that is a text or a number."""

    media_type: str = "application/json"
    numbered: bool = False


PLAIN = Envelope()


class RefuseByEnvelope(Struct, frozen=True):
    """The DGFiP's ``{"erreur": {…}}``."""

    refusal: Refusal
    envelope: Envelope = PLAIN


class RefuseByStatus(Struct, frozen=True):
    """A status without a body: the code of a 204 is nowhere on the wire."""

    refusal: Refusal


class RefuseByJson(Struct, frozen=True):
    """An OAuth error document, at `/token`."""

    refusal: Refusal


class Spoiled(Struct, frozen=True):
    """An answer that a fault has made otherwise than any document; `media_type` empty: none is said."""

    status: int
    media_type: str
    body: bytes


Decision = Answer | Spoiled | RefuseByEnvelope | RefuseByStatus | RefuseByJson

# One row of an ordered table: when the predicate holds, the refusal is given, or made from what the row says.
Row = tuple[Callable[[T], bool], Refusal | Callable[[T], Refusal]]


def first_broken(table: Iterable[Row[T]], call: T) -> Refusal | None:
    """The refusal of the first row that holds for `call`; rows below it are never looked at."""
    for breaks, refusal in table:
        if breaks(call):
            return refusal if isinstance(refusal, Refusal) else refusal(call)
    return None


def refused(refusal: Refusal, envelope: Envelope = PLAIN) -> RefuseByEnvelope | RefuseByStatus:
    """A refusal of a service, by its channel."""
    return RefuseByStatus(refusal) if refusal.channel is Channel.EMPTY else RefuseByEnvelope(refusal, envelope)


def malformed(refusal: Refusal, value: Callable[[T], str | None]) -> Row[T]:
    """The row that refuses what the refusal's own constraint does not accept."""
    constraint = refusal.constraint
    if constraint is None:
        raise ValueError(refusal.id)
    return lambda call: not constraint.accepts(value(call)), refusal
