"""Somebody of the population in the words of a persona: what both simulators read, whoever they serve."""

from collections.abc import Iterable, Iterator

from rulebook.formats.persona import Foyer, Persona, Situation
from scenarios.population.foyers import FoyerAnnuel
from scenarios.population.population import Population
from scenarios.population.traits import traits_de

_LESSON_FR = "Une personne de la population : rien de particulier à apprendre d'elle."
_LESSON_EN = "Somebody of the population: nothing in particular to learn."


def persona(population: Population, numero: int, annees: Iterable[int] = ()) -> Persona | None:
    """Person `numero` with their notices of `annees`; None when nobody has that number."""
    individu = population.individu(numero)
    if individu is None:
        return None
    n, r = divmod(numero, 2)
    avis = [foyer for annee in annees for foyer in population.foyers(n, annee) if numero in foyer.declarants]
    return Persona(
        format=1,
        id=f"souche-{n}-{r}",
        traits=tuple(sorted({trait for foyer in avis for trait in traits_de(individu, foyer)})),
        lesson_fr=_LESSON_FR,
        lesson_en=_LESSON_EN,
        login=individu.spi,
        identity=individu.identity(population.usage(numero, USAGE)),
        foyer=tuple(notice(population, foyer) for foyer in avis),
    )


def notice(population: Population, annuel: FoyerAnnuel) -> Foyer:
    """A notice as a persona states it."""
    foyer = annuel.foyer
    un, *deux = (population.spi(numero) for numero in annuel.declarants)
    return Foyer(
        annee=annuel.annee,
        spi_conjoint=deux[0] if deux else None,
        debut=annuel.debut,
        fin=annuel.fin,
        emission=annuel.emission,
        declaration=dict(foyer.declaration),
        situation=Situation(sit_fam=foyer.situation, enfants=dict(foyer.pac), cases=tuple(sorted(foyer.cases))),
        avis=population.avis(annuel),
    )
