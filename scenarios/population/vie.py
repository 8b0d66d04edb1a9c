"""What happens to a souche: union, separation, deaths, children, drawn from its number alone.

Everybody of the world is alive on 1 January 2021; a union, a wedding or a separation happens only if both live through that year.
"""

from bisect import bisect_left
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from scenarios.population.naissances import Enfant, enfants_de
from scenarios.population.souches import DEUX, Adulte, Nature, Souche
from scenarios.population.statistiques import Quantiles, choix, part
from scenarios.population.tables import table
from scenarios.population.tirage import des
from scenarios.population.urne import Urne

DEPART = 2021  # nobody dies before
_LOIN = 9999


class Union(NamedTuple):
    """Year of a union, its letter (M, O), the year in which a PACS becomes a marriage, and whether that year is taxed apart."""

    annee: int
    lettre: str
    mariage: int
    imposition_separee: bool

    def lettre_en(self, annee: int) -> str:
        """M or O, on 31 December of `annee`."""
        return "M" if annee >= self.mariage else self.lettre


class Vie(NamedTuple):
    """A souche and what happens to it, by years.

    `autonomie` is the first year of each adult's own notice, `toit` the year since when both live together.
    """

    souche: Souche
    union: Union | None
    separation: int
    deces: tuple[date, ...]
    autonomie: tuple[int, ...]
    toit: int
    enfants: tuple[Enfant, ...]

    def unis(self, annee: int) -> bool:
        """Whether both are married or in a PACS on 31 December of `annee`, or were when one of them died."""
        return self.union is not None and self.union.annee <= annee < self.separation


class _Lois(NamedTuple):
    age: Quantiles
    plus_tot: tuple[tuple[int, int], ...]
    rompu_plus_tot: int
    pacs: int
    pacs_depuis: int
    mariage: int
    separee: int
    duree: Quantiles
    cohabitation: Urne[int]
    survie: dict[str, list[int]]
    autonomie: Urne[int]


@cache
def _lois() -> _Lois:
    vie = table("vie")
    union = vie["union"]
    return _Lois(
        Quantiles(union["age"]),
        tuple((jusque, annees) for jusque, annees in union["plus_tot"]),
        union["rompu_plus_tot"],
        part(union["pacs"]),
        union["pacs_depuis"],
        part(union["mariage_apres_pacs"]),
        part(union["imposition_separee"]),
        Quantiles(union["duree"]),
        choix(union["cohabitation"]),
        {genre: _survivants(vie["deces"], genre) for genre in ("female", "male")},
        choix(vie["autonomie"]["age"]),
    )


def _survivants(deces: dict[str, Any], genre: str) -> list[int]:
    """Survivors at each age, straight lines between the ages of the table; negated, so that they grow as bisect wants."""
    survivants: list[int] = []
    for (age, nombre), (age_suivant, suivant) in pairwise(zip(deces["ages"], deces[genre], strict=True)):
        pas = age_suivant - age
        survivants += [-(nombre + (suivant - nombre) * rang // pas) for rang in range(pas)]
    return [*survivants, 0]


def vie(cle: bytes, souche: Souche) -> Vie:
    """The whole life of `souche`."""
    lois = _lois()
    d = des(cle, b"vie", souche.numero)
    deces = tuple(_deces(lois, adulte, d[7 + 2 * rang], d[8 + 2 * rang]) for rang, adulte in enumerate(souche.adultes))
    autonomie = tuple(
        adulte.naissance.year + lois.autonomie(d[11 + rang]) for rang, adulte in enumerate(souche.adultes)
    )
    union = _union(lois, souche, d, deces) if souche.nature in DEUX else None
    separation, toit = _LOIN, _LOIN
    if union is not None:
        autonomie = tuple(min(annee, union.annee) for annee in autonomie)
        toit = max(union.annee - lois.cohabitation(d[13]), *autonomie)
        if souche.nature == Nature.ROMPU:
            separation = union.annee + lois.duree(d[5])
            separation = separation if separation < min(deces).year else _LOIN
        if union.annee < union.mariage and union.mariage >= min(separation, min(deces).year):
            union = union._replace(mariage=_LOIN)
    # A former spouse who is nobody of this world left it some years before it began.
    depart = DEPART - 3 if souche.nature in {Nature.DIVORCE, Nature.VEUF} else _LOIN
    fin = min(separation, depart, *(jour.year for jour in deces))
    enfants = enfants_de(cle, souche, union.annee if union else 0, fin, d)
    return Vie(souche, union, separation, deces, autonomie, toit, enfants)


def _union(lois: _Lois, souche: Souche, d: tuple[int, ...], deces: tuple[date, ...]) -> Union | None:
    """A union of two adults of twenty or more, older generations younger; none if one of them does not live that long."""
    naissance = souche.adultes[0].naissance.year
    age = lois.age(d[0]) - next((annees for jusque, annees in lois.plus_tot if naissance <= jusque), 0)
    if souche.nature == Nature.ROMPU:
        age -= lois.rompu_plus_tot
    annee = max(naissance + age, *(adulte.naissance.year + 20 for adulte in souche.adultes))
    if annee >= min(deces).year:
        return None
    separee = d[4] < lois.separee
    if annee < lois.pacs_depuis or d[2] >= lois.pacs:
        return Union(annee, "M", annee, separee)
    return Union(annee, "O", annee + 2 + d[3] % 6 if d[3] < lois.mariage else _LOIN, separee)


def _deces(lois: _Lois, adulte: Adulte, de: int, jour: int) -> date:
    """A day of the year in which the survivors of that age in 2021 have fallen to the drawn share; never 31 December."""
    survivants = lois.survie[adulte.genre]
    age = max(DEPART - adulte.naissance.year, 0)
    annee = adulte.naissance.year + bisect_left(survivants, survivants[age] * de >> 32) - 1
    return date.fromordinal(date(annee, 1, 1).toordinal() + (jour * 364 >> 32))
