"""What the tax service holds of one person for one income year: notices, housing, and who is declarant with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from rulebook.formats.persona import Reponse


class Notice(Protocol):
    """A notice, wherever it comes from: stated by a persona, drawn with the population, read in a data set."""

    @property
    def avis(self) -> Mapping[str, Any]:
        """Its fields, as the API names them."""

    @property
    def debut(self) -> date | None:
        """The first day that it covers; None: the first of the year."""

    @property
    def fin(self) -> date | None:
        """The last day that it covers; None: the last of the year."""

    @property
    def emission(self) -> date | None:
        """The day from which it exists; None: as soon as the year is taxed."""

    @property
    def reponse(self) -> Reponse | None:
        """What is answered instead of it."""


@dataclass(frozen=True, slots=True)
class Housing:
    """A main home in the housing tax rolls: one item of "situationsTH", or what is answered instead of it."""

    situation: Mapping[str, Any]
    reponse: Reponse | None = None


@dataclass(frozen=True, slots=True)
class TaxFile:
    """One person, one income year. `declarants` are the SPI of the household, the person's own among them."""

    declarants: frozenset[str]
    notices: tuple[Notice, ...] = ()
    housing: tuple[Housing, ...] = ()
