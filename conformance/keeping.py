"""What a run keeps of what it saw: records numbered once; of a long page its beginning, and the marks of the secrets beyond."""

from collections.abc import Iterable
from typing import TypeVar

from conformance.limits import KEPT
from rulebook.formats.exchange import Exchange
from rulebook.formats.observation import Observation
from rulebook.redaction import MARK

R = TypeVar("R", Exchange, Observation)
_WIDTH = len("h:") + 16  # of a mark: one may lie across the end of what is kept


def keep(kept: list[R], seen: Iterable[R]) -> tuple[R, ...]:
    """Add records to those of a run, numbered after them."""
    numbered = tuple(one.model_copy(update={"n": n}) for n, one in enumerate(seen, len(kept) + 1))
    kept += numbered
    return numbered


def cut(seen: Exchange) -> Exchange:
    """The same exchange, redacted already, its page no longer than what is kept: a secret of its end is evidence all the same."""
    text = seen.response.text
    if text is None or len(text) <= KEPT:
        return seen
    beyond = dict.fromkeys(MARK.findall(text, KEPT - _WIDTH))
    said = "\n… ".join((text[:KEPT], *([" ".join(beyond)] if beyond else ())))
    return seen.model_copy(update={"response": seen.response.model_copy(update={"text": said})})
