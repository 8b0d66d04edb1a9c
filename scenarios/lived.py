"""The life that a persona borrows when their file states no household: the notices of a souche, year after year."""

from collections.abc import Iterator

from rulebook.formats.persona import Patrimoine
from rulebook.formats.statement import StatedFoyer
from scenarios.borrowed import APART
from scenarios.fiscal.enonce import situation_de
from scenarios.population.foyers import FoyerAnnuel


def lived(lender: int, annee: int) -> Iterator[StatedFoyer]:
    """What inhabitant `lender` declares as first declarant for `annee`, as a file would state it."""
    for found in APART.foyers(lender // 2, annee):
        if found.declarants[0] == lender:
            yield _stated(found)


def _stated(found: FoyerAnnuel) -> StatedFoyer:
    foyer = found.foyer
    return StatedFoyer(
        annee=found.annee,
        debut=found.debut,
        fin=found.fin,
        declaration=dict(foyer.declaration),
        situation=situation_de(foyer),
        emission=found.emission,
        patrimoine=Patrimoine(autres_biens=found.patrimoine),
        avis={"aftDetail": APART.adresse(found.domicile).detail},
    )
