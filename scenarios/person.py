"""Whoever lives here, stated in a file or computed from the seed: what the simulators ask of them."""

from datetime import date
from typing import Protocol

from rulebook.formats.persona import Foyer, Identity, Provided


class Person(Protocol):
    """A person of a world."""

    @property
    def login(self) -> str:
        """The SPI."""

    @property
    def identity(self) -> Identity:
        """What the RNIPP says of them."""

    @property
    def idp(self) -> Provided:
        """What their identity provider says otherwise."""

    @property
    def trouble(self) -> str:
        """What a login as this person runs into (`rulebook.troubles`); empty when nothing."""

    @property
    def deces(self) -> date | None:
        """The day of their death, past or to come, when it is known."""

    @property
    def fault(self) -> str:
        """The fault that a login as this person orders; empty when none."""

    def foyers(self, annee: int) -> tuple[Foyer, ...]:
        """Notices of income year `annee`."""
