"""Forty million souches behind one seed: the one door through which the rest of the project meets the population."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from scenarios.pivot import Pivot
from scenarios.population import adresses, avis, foyers, identites, souches, usages
from scenarios.population.adresses import Adresse
from scenarios.population.avis import Chiffres
from scenarios.population.foyers import FoyerAnnuel
from scenarios.population.histoire import histoire
from scenarios.population.identites import Individu
from scenarios.population.tirage import cle_de


class Population:
    """The world of one seed; nothing of it is stored."""

    souches = souches.SOUCHES
    annees = foyers.RACONTEES

    def __init__(self, seed: int | str) -> None:
        self._cle = cle_de(seed)

    def individu(self, p: int) -> Individu | None:
        """Who person `p` is."""
        return identites.individu(self._cle, p)

    def spi(self, p: int) -> str:
        """The SPI of person `p`."""
        return identites.spi_de(self._cle, p)

    def numero_de_spi(self, spi: str) -> int | None:
        """Whose SPI it is."""
        return identites.numero_de_spi(self._cle, spi)

    def retrouver(self, pivot: Pivot) -> tuple[int, ...]:
        """Everyone with that pivot identity."""
        return identites.retrouver(self._cle, pivot)

    def porteurs(self, genre: str, famille: str, prenoms: Sequence[str]) -> tuple[int, ...]:
        """Numbers that bear these names."""
        return identites.porteurs(self._cle, genre, famille, prenoms)

    def usage(self, p: int, annee: int) -> str | None:
        """The usage name of person `p` at the end of `annee`."""
        return usages.usage(self._cle, p, annee)

    def deces(self, p: int) -> date:
        """The day on which person `p` dies."""
        return histoire(self._cle, p // 2).vie.deces[p % 2]

    def foyers(self, n: int, annee: int) -> tuple[FoyerAnnuel, ...]:
        """Every notice of souche `n` for the income of `annee`."""
        return foyers.foyers(self._cle, n, annee)

    def avis(self, f: FoyerAnnuel) -> dict[str, Any]:
        """A notice in the fields of the API."""
        return avis.champs_de(self._cle, f)

    def adresse(self, domicile: int) -> Adresse:
        """The address of home `domicile`."""
        return adresses.adresse(self._cle, domicile)

    def facture(self, f: FoyerAnnuel) -> tuple[dict[str, int | str], ...]:
        """The lines of a notice."""
        return avis.facture_de(f)

    def redevable_ifi(self, f: FoyerAnnuel) -> bool:
        """Whether that household owes the tax on real estate."""
        return avis.redevable(f)

    def chiffres(self, f: FoyerAnnuel) -> Chiffres:
        """The figures of a notice, for less than the whole of it."""
        return avis.chiffres(f)
