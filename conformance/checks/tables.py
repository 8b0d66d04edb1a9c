"""Checks that a table registers: a row is a fault, the duty that it tries, how it is judged, and the stories that order it.

Modules are made from the same rows (`conformance.modules.gateway`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from conformance.checks.reactions import Reaction
from conformance.checks.registry import Judge, check
from rulebook.duty import Duty
from rulebook.faults.assiettes import SISTERS
from rulebook.formats.control import FaultOrder, On
from rulebook.resources import NOTICES, RESOURCES
from rulebook.source import Text

# A client may call any of them: an order that names one only would not be met by who calls another.
DATA = (*(resource.endpoint for resource in RESOURCES), *SISTERS)
WITH_A_NOTICE = tuple(resource.endpoint for resource in NOTICES)


@dataclass(frozen=True, slots=True)
class Story:
    """One journey under the fault of its row, as a module.

    `given` are the parameters of the order, `at` the endpoints that it strikes (none stated: every one that is about somebody), `beside` the faults
    ordered with it. `reads`: members of the notice, one of which the contract must open. `after`: the module without which it
    proves nothing; `late_year`: its first year is not taxed yet.
    """

    module: str
    title: Text
    at: tuple[str, ...] = DATA
    given: Mapping[str, str | float] = field(default_factory=dict)
    beside: tuple[FaultOrder, ...] = ()
    reads: tuple[str, ...] = ()
    after: str | None = None
    late_year: bool = False

    def orders(self, fault: str) -> tuple[FaultOrder, ...]:
        """What to order of the bench, the row's own fault first."""
        return (*everywhere(fault, self.at, **self.given), *self.beside)


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


def everywhere(fault: str, at: Iterable[str] = DATA, **given: str | float) -> tuple[FaultOrder, ...]:
    """The same fault at each of those endpoints."""
    return tuple(FaultOrder(fault=fault, on=On(endpoint=endpoint), parameters=dict(given)) for endpoint in at)


def register(rows: Iterable[Row]) -> None:
    """Every row as a check."""
    for row in rows:
        check(row.id, duty=row.duty, under=row.fault, title=row.title)(row.judge)
