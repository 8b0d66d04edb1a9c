"""Checks that a table registers: a row is a fault, the duty that believing it breaks, and the name of the module that orders it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from conformance.checks.reactions import Reaction
from conformance.checks.registry import Check, Judge, check
from rulebook.duty import Duty
from rulebook.faults import FAULTS
from rulebook.source import Text

# Duty → letter of the check → (fault, module).
Rows = Mapping[Duty, Mapping[str, tuple[str, str]]]

# What the client does about the fault, at the end of a check's title.
_ENDS: Mapping[Reaction, str] = MappingProxyType(
    {
        "refuse": "le parcours s'arrête",
        "explain": "le citoyen lit une explication",
        "accept": "le parcours va à son but",
        "escape": "la page le montre comme du texte, ou pas",
    }
)


@dataclass(frozen=True, slots=True)
class Disturbed:
    """A check under one fault, what it expects of the client, and the module that orders that fault."""

    module: str
    reaction: Reaction
    check: Check
    fault: str

    @property
    def title(self) -> Text:
        """The module's: what the fault does."""
        return _begun(FAULTS[self.fault].says)


def disturbed(reaction: Reaction, judge: Judge, rows: Rows) -> tuple[Disturbed, ...]:
    """Register one check a row, all judged alike."""
    return tuple(_made(reaction, judge, rows))


def _made(reaction: Reaction, judge: Judge, rows: Rows) -> Iterator[Disturbed]:
    for duty, letters in rows.items():
        for letter, (fault, module) in letters.items():
            title = f"{_begun(FAULTS[fault].says).fr} : {_ENDS[reaction]}."
            register: Callable[[Judge], Check] = check(f"{duty.id}{letter}", duty=duty, under=fault, title=title)
            yield Disturbed(module, reaction, register(judge), fault)


def _begun(says: Text) -> Text:
    """The sentence, with the capital that a title begins with."""
    return Text(says.fr[0].upper() + says.fr[1:], says.en[0].upper() + says.en[1:])
