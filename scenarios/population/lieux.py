"""Where people are born and where they live: communes by population, countries by weight."""

from functools import cache
from typing import NamedTuple

from rulebook.formats.persona import FRANCE
from scenarios.pivot import capitals
from scenarios.population.tables import lignes
from scenarios.population.tirage import UN
from scenarios.population.urne import Urne

# Assumption: 12 % of the taxpayers are born abroad.
_NES_A_L_ETRANGER = UN * 12 // 100
# What turns a draw into another that never falls on the same place: none weighs half of its urn.
AILLEURS = UN // 2


class Commune(NamedTuple):
    """A commune, or an arrondissement of Paris, Lyon or Marseille; `nom` in capitals."""

    code: str
    nom: str
    departement: str
    zone: str
    population: int
    codes_postaux: tuple[str, ...]


class Lieu(NamedTuple):
    """A birthplace: the two claims of FranceConnect, then what a notice writes (commune or country, department or 99)."""

    birthplace: str
    birthcountry: str
    nom: str
    departement: str


@cache
def communes() -> tuple[Commune, ...]:
    """Every place of the table."""
    return tuple(
        Commune(code, capitals(nom), departement, zone, int(population), tuple(codes.split()))
        for code, nom, departement, zone, population, codes in lignes("communes")
    )


@cache
def habitees() -> Urne[Commune]:
    """Communes where an income tax notice may be sent: collectivities that levy their own tax have none."""
    return Urne((commune, commune.population) for commune in communes() if commune.zone != "com")


def naissance(lieu: int, pays: int) -> Lieu:
    """The birthplace of two draws: one chooses the place, the other whether it is in France."""
    return (_etrangers() if pays < _NES_A_L_ETRANGER else _francais())(lieu)


@cache
def _francais() -> Urne[Lieu]:
    return Urne((Lieu(c.code, FRANCE, c.nom, c.departement), c.population) for c in communes())


@cache
def _etrangers() -> Urne[Lieu]:
    return Urne((Lieu("", code, capitals(nom), "99"), int(poids)) for code, nom, poids in lignes("pays"))
