"""The world of seed 0 is one world: the same lives on every machine and under every version of Python."""

from collections.abc import Iterator
from hashlib import sha256

from scenarios.population.adresses import adresse
from scenarios.population.foyers import FoyerAnnuel
from scenarios.population.population import Population
from scenarios.population.tirage import cle_de

WORLD = Population(0)
YEARS = (2021, 2023, 2024, 2040)
# Written down once, and found again under Python 3.11, 3.12 and 3.13. Tables and draws make it: when it changes, everybody is somebody else.
DIGEST = "a06f93b69a396853bbc38114de7ccdf9c78955df61e75b31ce741060cf42e825"


def lives() -> Iterator[tuple[object, ...]]:
    """Some two thousand people, and what happens to them."""
    for souche in range(0, WORLD.souches, WORLD.souches // 1_250):
        for p in (2 * souche, 2 * souche + 1):
            if who := WORLD.individu(p):
                yield (*who, who.email, WORLD.deces(p), *(WORLD.usage(p, year) for year in YEARS))
        for year in YEARS:
            yield from map(told, WORLD.foyers(souche, year))


def told(notice: FoyerAnnuel) -> tuple[object, ...]:
    """Who declares what, when and where; the law, which makes the figures, has golden cases of its own."""
    foyer = notice.foyer
    family = (foyer.situation, sorted(foyer.pac.items()), sorted(foyer.cases), foyer.option_imposition_separee)
    dates = (notice.debut, notice.fin, notice.emission, notice.correctif, notice.deces)
    home = adresse(cle_de(0), notice.domicile)
    return (*notice.declarants, *family, *dates, *foyer.declaration.items(), notice.patrimoine, *home)


def test_lives_are_those_that_were_written_down() -> None:
    """Identities, births, usage names, deaths, and every notice of four years."""
    assert sha256("\n".join(map(repr, lives())).encode()).hexdigest() == DIGEST
