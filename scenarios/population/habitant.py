"""Somebody of the population as both simulators meet them: the same questions as to a persona, answered by computation."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from rulebook.formats.persona import Foyer, Identity, Patrimoine, Persona, Provided
from scenarios.fiscal import ANNEES
from scenarios.fiscal.enonce import situation_de
from scenarios.population.foyers import FoyerAnnuel
from scenarios.population.identites import Individu
from scenarios.population.population import Population
from scenarios.population.traits import traits_de

# An identity has no year of its own: usage names are those of the last income year whose law is known.
_USAGE = ANNEES[-1]


class Habitant:
    """One inhabitant; `foyers` gives their notices of a year, corrected ones after those that they correct."""

    lesson_fr = "Une personne de la population : rien de particulier à apprendre d'elle."
    lesson_en = "Somebody of the population: nothing in particular to learn."
    # Only a persona orders a fault, or states anything else than an identity.
    fault = ""
    trouble = ""
    idp = Provided()

    def __init__(self, population: Population, individu: Individu) -> None:
        self._population, self._individu = population, individu

    @property
    def id(self) -> str:
        """Souche and rank in it."""
        souche, rang = divmod(self._individu.numero, 2)
        return f"souche-{souche}-{rang}"

    @property
    def souche(self) -> tuple[str, str]:
        """The numbers of both its ranks, whether or not a second adult lives."""
        first = self._individu.numero // 2 * 2
        return self._population.spi(first), self._population.spi(first + 1)

    @property
    def login(self) -> str:
        """The SPI."""
        return self._individu.spi

    @cached_property
    def identity(self) -> Identity:
        """What FranceConnect says."""
        return self._individu.identity(self._population.usage(self._individu.numero, _USAGE))

    @property
    def deces(self) -> date:
        """The day of their death, past or to come."""
        return self._population.deces(self._individu.numero)

    @cached_property
    def traits(self) -> tuple[str, ...]:
        """What their notices have had in particular, over the years whose law is known."""
        return tuple(
            dict.fromkeys(
                trait for annee in ANNEES for avis in self._avis(annee) for trait in traits_de(self._individu, avis)
            )
        )

    @property
    def persona(self) -> Persona:
        """The complete record, over the years whose law is known."""
        return Persona(
            format=1,
            id=self.id,
            traits=self.traits,
            lesson_fr=self.lesson_fr,
            lesson_en=self.lesson_en,
            login=self.login,
            identity=self.identity,
            foyer=tuple(foyer for annee in ANNEES for foyer in self.foyers(annee)),
        )

    def foyers(self, annee: int) -> tuple[Foyer, ...]:
        """Notices of income year `annee` in which this person is a declarant; none before the law that is known."""
        return tuple(notice(self._population, avis) for avis in self._avis(annee))

    def notices(self, annee: int) -> tuple["Drawn", ...]:
        """The same, as the tax service files them."""
        return tuple(Drawn(self._population, avis) for avis in self._avis(annee))

    def _avis(self, annee: int) -> tuple[FoyerAnnuel, ...]:
        numero = self._individu.numero
        return tuple(avis for avis in self._population.foyers(numero // 2, annee) if numero in avis.declarants)


class Drawn:
    """A notice of the population as the tax service files it: nothing is worked out before it is read."""

    __slots__ = ("_found", "_population", "debut", "deces", "declarants", "emission", "fin")
    reponse = None

    def __init__(self, population: Population, found: FoyerAnnuel) -> None:
        self._population, self._found = population, found
        self.debut, self.fin, self.emission = found.debut, found.fin, found.emission
        self.declarants = tuple(population.spi(numero) for numero in found.declarants)
        first, *second = found.deces
        self.deces = (first, second[0] if second else None)

    @property
    def avis(self) -> dict[str, Any]:
        """Its fields."""
        return self._population.avis(self._found)

    @property
    def lignes(self) -> tuple[Mapping[str, Any], ...]:
        """Its lines."""
        return self._population.facture(self._found)

    @property
    def ifi(self) -> bool:
        """Whether the household owes the tax on real estate."""
        return self._population.redevable_ifi(self._found)


def habitant(population: Population, spi: str) -> Habitant | None:
    """Who has that number."""
    numero = population.numero_de_spi(spi)
    individu = None if numero is None else population.individu(numero)
    return None if individu is None else Habitant(population, individu)


def notice(population: Population, avis: FoyerAnnuel) -> Foyer:
    """A notice as a persona states it."""
    foyer = avis.foyer
    _, *second = (population.spi(numero) for numero in avis.declarants)
    return Foyer(
        annee=avis.annee,
        spi_conjoint=second[0] if second else None,
        debut=avis.debut,
        fin=avis.fin,
        emission=avis.emission,
        declaration=dict(foyer.declaration),
        situation=situation_de(foyer),
        patrimoine=Patrimoine(autres_biens=avis.patrimoine),
        avis=population.avis(avis),
    )
