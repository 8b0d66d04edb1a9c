"""A module: one story, one verdict. Data, never a class of its own."""

from dataclasses import dataclass
from typing import Literal

from conformance.checks import Check
from conformance.checks.reactions import Reaction
from rulebook.duty import Capability
from rulebook.formats.control import FaultOrder
from rulebook.source import Text

Parcours = Literal["franceconnect", "spi", "etat_civil", "logout"]


@dataclass(frozen=True, slots=True)
class Module:
    """One story about one parcours.

    `parcours` lists those that can tell it, best first; `needs` is the capability that each wants. A module without `reaction` is a
    control: it is undisturbed, and the others need it to have succeeded. A control makes `laps` laps, because what must be new each
    time needs two. `takes_out` names one datum that the client receives and does not declare to use: such a story is told by the plan
    that compares, and by no other. `late_year` makes untaxed the first year that the control asked for; `gives_up`: the citizen leaves
    FranceConnect; `elsewhere`: what FranceConnect sends back is opened in another browser, which asked for nothing; `comes_back`: once logged
    out, the browser asks for the same pages, and for a login. `reads`: members of the notice,
    one of which the contract must open. `after`: a module that must pass, or this one proves nothing. `people`, when there are some,
    walk one a lap in the place of the run's plain ones. `second_chance`: a client that fails is told the story once more after a
    minute, since it may rightly bound how often it reads the keys.
    """

    id: str
    title: Text
    parcours: tuple[Parcours, ...]
    needs: tuple[Capability, ...]
    checks: tuple[Check, ...]
    reaction: Reaction | None = None
    orders: tuple[FaultOrder, ...] = ()
    late_year: bool = False
    gives_up: bool = False
    elsewhere: bool = False
    comes_back: bool = False
    takes_out: str = ""
    laps: int = 1
    reads: tuple[str, ...] = ()
    after: str | None = None
    people: tuple[str, ...] = ()
    second_chance: bool = False

    @property
    def is_control(self) -> bool:
        """Whether nothing is disturbed."""
        return self.reaction is None

    @property
    def fault(self) -> str | None:
        """The name of the fault that it orders."""
        return self.orders[0].fault if self.orders else None
