"""What each adult lives on for life: a rank among earners, a trade, an age of retirement. Those of a couple resemble each other."""

from functools import cache
from typing import NamedTuple

from scenarios.population.souches import DEUX, Souche
from scenarios.population.statistiques import Choix, part, table
from scenarios.population.tirage import UN, des

_DERNIER = UN - 1


class Carriere(NamedTuple):
    """Traits that last; `des` are the draws left for smaller habits, each read at one place."""

    rang: int
    activite: str
    retraite: int
    chomage: int
    habitudes: tuple[int, ...]


class _Lois(NamedTuple):
    activites: tuple[Choix[str], Choix[str]]
    depart: Choix[int]
    chomage: Choix[int]
    correlation: int
    voisinage: int


@cache
def _lois() -> _Lois:
    revenus = table("revenus")
    activites = revenus["activites"]
    return _Lois(
        (Choix(activites["seul"]), Choix(activites["couple"])),
        Choix(revenus["pensions"]["depart"]),
        Choix([(poids, part(taux)) for poids, taux in activites["chomage"]]),
        part(revenus["salaires"]["correlation"]),
        part(revenus["salaires"]["voisinage"]),
    )


def carriere(cle: bytes, souche: Souche, rang: int) -> Carriere:
    """The career of adult `rang` of `souche`."""
    lois = _lois()
    d = des(cle, b"carriere", 2 * souche.numero + rang)
    place = d[0]
    if rang and d[5] < lois.correlation:
        # Near the partner's rank, reflected at both ends so that ranks stay evenly spread.
        place = des(cle, b"carriere", 2 * souche.numero)[0] + ((d[6] - UN // 2) * lois.voisinage >> 31)
        place = min(abs(place), 2 * _DERNIER - abs(place))
    return Carriere(
        place,
        lois.activites[souche.nature in DEUX](d[1]),
        souche.adultes[rang].naissance.year + lois.depart(d[2]),
        lois.chomage(d[3]),
        d,
    )
