"""Whoever lives here, stated in a file or computed from the seed: what the simulators ask of them."""

from typing import Protocol

from rulebook.formats.persona import Foyer, Identity


class Person(Protocol):
    """A person of a world."""

    @property
    def login(self) -> str:
        """The SPI."""

    @property
    def identity(self) -> Identity:
        """What FranceConnect says of them."""

    @property
    def fault(self) -> str:
        """The fault that a login as this person orders; empty when none."""

    def foyers(self, annee: int) -> tuple[Foyer, ...]:
        """Notices of income year `annee`."""
