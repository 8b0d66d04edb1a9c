"""When a notice comes out: with everybody's in July, later for some, and twice for those whose first one was wrong."""

from datetime import date
from functools import cache
from typing import NamedTuple

from scenarios.population.statistiques import choix, part
from scenarios.population.tables import table
from scenarios.population.urne import Urne

# Boxes that a first notice may have forgotten in part, by order of preference.
OUBLIEES = ("1AJ", "1AS", "1BJ", "1BS", "5HQ", "5KP")
_JOURS = {8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


class _Lois(NamedTuple):
    mois: Urne[int]
    tardive: int
    rectificative: int
    omission: tuple[int, int]


@cache
def _lois() -> _Lois:
    emissions = table("vie")["emissions"]
    bas, haut = emissions["omission"]
    return _Lois(
        choix(emissions["tardives"]), part(emissions["tardive"]), part(emissions["rectificative"]), (bas, haut)
    )


def tardive(annee: int, de: int, mois: int) -> date | None:
    """The day of a late notice for the income of `annee`, None for one that comes out with everybody's."""
    return fin_de_mois(annee, mois) if de < _lois().tardive else None


def rectifiee(annee: int, de: int, mois: int) -> date | None:
    """The day of a corrective notice, None where the first one was right."""
    lois = _lois()
    return fin_de_mois(annee, mois) if lois.tardive <= de < lois.tardive + lois.rectificative else None


def fin_de_mois(annee: int, de: int) -> date:
    """The last day of one of the five months of late emissions, in the year after the income."""
    mois = _lois().mois(de)
    return date(annee + 1, mois, _JOURS[mois])


def premiere_version(declaration: dict[str, int], de: int) -> dict[str, int] | None:
    """What was declared at first, part of an income forgotten; None when there is no such income."""
    case = next((case for case in OUBLIEES if declaration.get(case, 0) > 1_000), None)
    if case is None:
        return None
    bas, haut = _lois().omission
    return declaration | {case: declaration[case] * (10_000 - bas - ((haut - bas) * de >> 32)) // 10_000}
