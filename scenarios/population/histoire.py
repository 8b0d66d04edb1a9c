"""A souche whole: its life and the careers that it holds, and one household of one year of it."""

from functools import lru_cache
from typing import NamedTuple

from scenarios.population.carriere import Carriere, carriere
from scenarios.population.charges import Charge, a_charge
from scenarios.population.menages import Menage, menages
from scenarios.population.souches import souche
from scenarios.population.tirage import des
from scenarios.population.vie import Vie, vie


class Histoire(NamedTuple):
    """What no year changes, in the world of `cle`."""

    cle: bytes
    vie: Vie
    carrieres: tuple[Carriere, ...]

    def age(self, rang: int, annee: int) -> int:
        """The age that adult `rang` reaches in `annee`."""
        return annee - self.carrieres[rang].adulte.naissance.year


class Exercice(NamedTuple):
    """One household for one income year: who it counts, and the draws of that year, the same for all households of the souche."""

    histoire: Histoire
    menage: Menage
    annee: int
    charges: tuple[Charge, ...]
    des: tuple[int, ...]


@lru_cache(maxsize=256)
def histoire(cle: bytes, n: int) -> Histoire:
    """The history of souche `n`."""
    celle = souche(cle, n)
    return Histoire(cle, vie(cle, celle), tuple(carriere(cle, celle, rang) for rang in range(len(celle.adultes))))


def exercices(cle: bytes, n: int, annee: int) -> tuple[Exercice, ...]:
    """Every household of souche `n` in `annee`, in order."""
    celle = histoire(cle, n)
    tires = des(cle, b"annee", n << 8 | (annee - 2000) & 0xFF)
    return tuple(
        Exercice(celle, menage, annee, a_charge(celle.vie, menage, annee), tires)
        for menage in menages(celle.vie, annee)
    )
