"""What each adult lives on for life: a rank among earners, a trade, an age of retirement. Those of a couple resemble each other."""

from functools import cache
from typing import NamedTuple

from scenarios.population.souches import DEUX, Adulte, Nature, Souche
from scenarios.population.statistiques import choix, part
from scenarios.population.tables import table
from scenarios.population.tirage import UN, des
from scenarios.population.urne import Urne

_DERNIER = UN - 1


class Carriere(NamedTuple):
    """Who works, and traits that last; `habitudes` are the draws that smaller habits read, each at one place."""

    adulte: Adulte
    nature: Nature
    rang: int
    activite: str
    retraite: int
    chomage: int
    habitudes: tuple[int, ...]


class _Lois(NamedTuple):
    activites: tuple[Urne[str], Urne[str]]
    depart: Urne[int]
    chomage: Urne[int]
    correlation: int
    voisinage: int


@cache
def _lois() -> _Lois:
    revenus = table("revenus")
    activites = revenus["activites"]
    return _Lois(
        (choix(activites["seul"]), choix(activites["couple"])),
        choix(revenus["pensions"]["depart"]),
        choix([(poids, part(taux)) for poids, taux in activites["chomage"]]),
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
    adulte = souche.adultes[rang]
    return Carriere(
        adulte,
        souche.nature,
        place,
        lois.activites[souche.nature in DEUX](d[1]),
        adulte.naissance.year + lois.depart(d[2]),
        lois.chomage(d[3]),
        d,
    )
