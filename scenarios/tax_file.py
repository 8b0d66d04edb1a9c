"""What the tax service holds of one person for one income year: notices, housing, and who is declarant with them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from msgspec import Struct

from rulebook.formats.persona import Foyer, Reponse
from scenarios.fiscal import ifi
from scenarios.fiscal.avis import calculer
from scenarios.fiscal.enonce import foyer_de
from scenarios.fiscal.facture import lignes
from scenarios.fiscal.parametres import loi

# Of both declarants, the first one first.
Deaths = tuple[date | None, date | None]


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

    @property
    def declarants(self) -> tuple[str, ...]:
        """The SPI of its declarants, the first one first."""

    @property
    def deces(self) -> Deaths:
        """The deaths that end it."""

    @property
    def lignes(self) -> tuple[Mapping[str, Any], ...]:
        """Its lines ("facture"), as the API serves each; none where nothing explains its figures."""

    @property
    def ifi(self) -> bool:
        """Whether its household owes the tax on real estate."""


class Filed(Struct, frozen=True):
    """A notice that a persona states or that follows from what they state."""

    foyer: Foyer
    declarants: tuple[str, ...]
    deces: Deaths = (None, None)

    @property
    def avis(self) -> Mapping[str, Any]:
        """Its fields, as the API names them."""
        return self.foyer.avis

    @property
    def debut(self) -> date | None:
        """The first day that it covers."""
        return self.foyer.debut

    @property
    def fin(self) -> date | None:
        """The last day that it covers."""
        return self.foyer.fin

    @property
    def emission(self) -> date | None:
        """The day from which it exists."""
        return self.foyer.emission

    @property
    def reponse(self) -> Reponse | None:
        """What is answered instead of it."""
        return self.foyer.reponse

    @property
    def lignes(self) -> tuple[Mapping[str, Any], ...]:
        """The lines that its declaration makes under the law of its year; none where no law is known."""
        try:
            law = loi(self.foyer.annee)
        except LookupError:
            return ()
        return tuple(ligne.champs() for ligne in lignes(calculer(foyer_de(self.foyer), law)))

    @property
    def ifi(self) -> bool:
        """Whether what they own is above the threshold of the year."""
        owned = self.foyer.patrimoine
        if owned is None:
            return False
        return ifi.redevable(owned.residence_principale, owned.autres_biens, loi(self.foyer.annee).ifi)


class Housing(Struct, frozen=True):
    """A main home in the housing tax rolls: one item of "situationsTH", or what is answered instead of it."""

    situation: Mapping[str, Any]
    reponse: Reponse | None = None


class TaxFile(Struct, frozen=True):
    """One person, one income year. `declarants` are the SPI of the household, the person's own among them."""

    declarants: frozenset[str]
    notices: tuple[Notice, ...] = ()
    housing: tuple[Housing, ...] = ()
