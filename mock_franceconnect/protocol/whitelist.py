"""The strict lists that FranceConnect holds a message against before the engine sees it: names first, then the shape of each value."""

from collections.abc import Callable, Iterable

from mock_franceconnect.protocol.parameters import Message
from rulebook.refusal import Refusal

Row = tuple[Refusal, Callable[[Message], bool]]


def whitelist(twice: Refusal, unknown: Refusal, names: Iterable[str], shapes: Iterable[Refusal]) -> tuple[Row, ...]:
    """The rows of one endpoint, in order: no name twice, none outside `names`, then what each of `shapes` wants of its parameter."""
    allowed = frozenset(names)
    return (
        (twice, lambda message: message.twice() is None),
        (unknown, lambda message: message.names() <= allowed),
        *map(shaped, shapes),
    )


def shaped(refusal: Refusal) -> Row:
    """The row that holds the parameter of that refusal to its constraint."""
    name, constraint = refusal.parameter, refusal.constraint
    if name is None or constraint is None:
        raise ValueError(refusal.id)
    return refusal, lambda message: constraint.accepts(message.get(name))


def first_broken(rows: Iterable[Row], message: Message) -> Refusal | None:
    """The first row that the message does not keep."""
    for refusal, holds in rows:
        if not holds(message):
            return refusal
    return None
