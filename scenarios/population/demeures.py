"""Where a household lives on 1 January after the income year, as a number: `adresses` says which address that is.

A home is a souche, a place in it (each adult's own, or the common one) and how many times that place has moved.
"""

from functools import cache

from scenarios.population.histoire import Exercice
from scenarios.population.statistiques import choix
from scenarios.population.tables import table
from scenarios.population.tirage import des
from scenarios.population.urne import Urne
from scenarios.population.vie import Vie

COMMUNE = 2  # the place of a couple, after the two of its adults


@cache
def _periodes() -> Urne[int]:
    periodes: Urne[int] = choix(table("vie")["demenagement"]["periode"])
    return periodes


def domicile(exercice: Exercice) -> int:
    """The number of the home, below 2⁴⁰."""
    vie, rang, annee = exercice.histoire.vie, exercice.menage.rangs[0], exercice.annee + 1
    d = des(exercice.histoire.cle, b"demeures", vie.souche.numero)
    place = _place(vie, rang, annee, reste=d[6] % 2)
    periode = _periodes()(d[place])
    return (vie.souche.numero << 2 | place) << 12 | (annee + d[3 + place] % periode) // periode


def _place(vie: Vie, rang: int, annee: int, *, reste: int) -> int:
    """One's own place, or the common one: from the first day under one roof, and after a separation for one of the two."""
    if vie.toit >= annee:
        return rang
    return COMMUNE if annee <= vie.separation or rang == reste else rang
