"""Who declares with whom in a year, and for which part of it (CGI, art. 6; facts: one return per taxpayer or couple).

A death gives two periods: joint until that day, the survivor alone after it. A separation gives each a notice for the whole year.
"""

from datetime import date, timedelta
from typing import NamedTuple

from scenarios.population.souches import Nature
from scenarios.population.vie import Vie

_JOUR = timedelta(days=1)


class Menage(NamedTuple):
    """Ranks of the declarants, letter of the situation, period; whether somebody died before it, and whether taxed apart by option."""

    rangs: tuple[int, ...]
    situation: str
    debut: date | None = None
    fin: date | None = None
    apres_deces: bool = False
    option: bool = False


def menages(vie: Vie, annee: int) -> tuple[Menage, ...]:
    """Every period of every household of a souche in `annee`, in order."""
    deces = vie.deces
    union = vie.union
    if union is None or not vie.unis(annee) or (annee == union.annee and union.imposition_separee):
        return tuple(
            Menage((rang,), _seul(vie, annee), None, _fin(jour, annee), option=vie.unis(annee))
            for rang, jour in enumerate(deces)
            if annee >= vie.autonomie[rang] and jour.year >= annee
        )
    premier = 0 if deces[0] <= deces[1] else 1
    survivant = 1 - premier
    if deces[survivant].year < annee:
        return ()
    if deces[premier].year < annee:
        return (Menage((survivant,), "V", None, _fin(deces[survivant], annee)),)
    lettre = union.lettre_en(annee)
    if deces[premier].year > annee:
        return (Menage((0, 1), lettre),)
    joint = Menage((0, 1), lettre, None, deces[premier])
    if deces[survivant] == deces[premier]:
        return (joint,)
    return (
        joint,
        Menage((survivant,), "V", deces[premier] + _JOUR, _fin(deces[survivant], annee), apres_deces=True),
    )


def _fin(jour: date, annee: int) -> date | None:
    """The day of a death of that year, which ends the period."""
    return jour if jour.year == annee else None


def _seul(vie: Vie, annee: int) -> str:
    """The letter of who declares alone: a PACS leaves no trace once it ends, a marriage does."""
    if vie.souche.nature == Nature.DIVORCE:
        return "D"
    if vie.souche.nature == Nature.VEUF:
        return "V"
    union = vie.union
    if union is None or annee < union.annee:
        return "C"
    if vie.unis(annee):
        return union.lettre_en(annee)
    return "D" if union.lettre_en(vie.separation) == "M" else "C"
