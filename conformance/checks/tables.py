"""Checks that a table registers: a row is a fault, the duty that it tries, how it is judged, and the stories that order it.

Modules are made from the same rows (`conformance.modules.told`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

from conformance.apis import DATA
from conformance.checks.reactions import Reaction
from conformance.checks.registry import Judge, check
from rulebook.duty import Duty
from rulebook.faults import FAULTS
from rulebook.formats.control import FaultOrder, On
from rulebook.resources import NOTICES
from rulebook.source import Text

WITH_A_NOTICE = tuple(resource.endpoint for resource in NOTICES)


@dataclass(frozen=True, slots=True)
class Story:
    """One journey under the fault of its row, as a module.

    `given` are the parameters of the order, `at` the endpoints that it strikes (none stated: every one that is about somebody; empty: the
    fault's own), `first` how many calls it strikes (all, if None), `beside` the faults ordered with it. The other
    fields are those of `Module`.
    """

    module: str
    title: Text
    at: tuple[str, ...] = DATA
    given: Mapping[str, str | float] = field(default_factory=dict)
    beside: tuple[FaultOrder, ...] = ()
    first: int | None = None
    reads: tuple[str, ...] = ()
    after: str | None = None
    late_year: bool = False
    second_chance: bool = False

    def orders(self, fault: str) -> tuple[FaultOrder, ...]:
        """What to order of the bench, the row's own fault first."""
        return (*everywhere(fault, self.at or (None,), self.first, **self.given), *self.beside)


@dataclass(frozen=True, slots=True)
class Row:
    """One check, and the modules that order its fault; without `stories`, it judges in those of another row of that fault."""

    id: str
    duty: Duty
    fault: str
    title: str
    judge: Judge
    stories: tuple[Story, ...] = ()
    reaction: Reaction = "explain"


def everywhere(
    fault: str, at: Iterable[str | None] = DATA, first: int | None = None, **given: str | float
) -> tuple[FaultOrder, ...]:
    """The same fault at each of those endpoints (None: its own), on every call or on the first ones."""
    places = (On(endpoint=endpoint, first=first) for endpoint in at)
    return tuple(FaultOrder(fault=fault, on=on, parameters=dict(given)) for on in places)


def register(rows: Iterable[Row]) -> None:
    """Every row as a check."""
    for row in rows:
        check(row.id, duty=row.duty, under=row.fault, title=row.title)(row.judge)


# ------------------------------------------------------------------ many faults judged alike
# What the client does about the fault, at the end of a check's title.
_ENDS: Mapping[Reaction, str] = MappingProxyType(
    {
        "refuse": "le parcours s'arrête",
        "explain": "le citoyen lit une explication",
        "accept": "le parcours va à son but",
        "escape": "la page le montre comme du texte, ou pas",
    }
)
# A fault that strikes where it lives.
AT_HOME = partial(Story, at=())


def disturbed(
    reaction: Reaction,
    judge: Judge,
    rows: Mapping[Duty, Mapping[str, tuple[str, str]]],
    told: Callable[[str, Text], Story] = AT_HOME,
) -> tuple[Row, ...]:
    """Register a row for each duty → letter of the check → (fault, module), all judged alike. Titles say what the fault does."""
    made = tuple(
        Row(
            f"{duty.id}{letter}",
            duty,
            fault,
            f"{_begun(FAULTS[fault].says).fr} : {_ENDS[reaction]}.",
            judge,
            (told(module, _begun(FAULTS[fault].says)),),
            reaction,
        )
        for duty, letters in rows.items()
        for letter, (fault, module) in letters.items()
    )
    register(made)
    return made


def _begun(says: Text) -> Text:
    """The sentence, with the capital that a title begins with."""
    return Text(says.fr[0].upper() + says.fr[1:], says.en[0].upper() + says.en[1:])
