"""What people deduct or ask relief for: gifts, help at home, child care, schooling, union dues, retirement savings."""

from functools import cache
from typing import NamedTuple

from scenarios.population.carriere import Carriere
from scenarios.population.charges import Charge
from scenarios.population.histoire import Exercice
from scenarios.population.statistiques import Quantiles, part
from scenarios.population.tables import table
from scenarios.population.tirage import des

GARDE, GARDE_ALTERNEE = ("7GA", "7GB", "7GC"), ("7GE", "7GF", "7GG")
# Age reached in the year → box in one's own charge, box in shared residence.
CLASSES = ((11, 14, "7EA", "7EB"), (15, 17, "7EC", "7ED"), (18, 25, "7EF", "7EG"))
SYNDICAT, RETRAITE = ("7AC", "7AE"), ("6NS", "6NT")


class _Lois(NamedTuple):
    dons: int
    don: Quantiles
    aide: int
    domicile: int
    domicile_age: int
    domicile_ages: int
    domicile_montant: Quantiles
    syndicat: int
    cotisation: int
    garde: int
    garde_montant: Quantiles
    scolarite: int
    per: int
    per_montant: Quantiles
    aide_majeur: int


@cache
def _lois() -> _Lois:
    loi = table("revenus")["depenses"]
    return _Lois(
        part(loi["dons"]),
        Quantiles(loi["don"]),
        part(loi["aide"]),
        part(loi["domicile"]),
        loi["domicile_age"],
        part(loi["domicile_ages"]),
        Quantiles(loi["domicile_montant"]),
        part(loi["syndicat"]),
        loi["cotisation"],
        part(loi["garde"]),
        Quantiles(loi["garde_montant"]),
        part(loi["scolarite"]),
        part(loi["per"]),
        Quantiles(loi["per_montant"]),
        part(loi["enfant_majeur_aide"]),
    )


def propres(carriere: Carriere, place: int, revenu: int, *, au_travail: bool) -> dict[str, int]:
    """Boxes of one declarant, at `place` on the return: union dues, retirement savings."""
    lois, habitudes = _lois(), carriere.habitudes
    boites = {}
    if habitudes[10] < lois.syndicat and revenu > 8_000:
        boites[SYNDICAT[place]] = revenu * (lois.cotisation * (50 + (habitudes[11] * 50 >> 32))) // 1_000_000
    if au_travail and revenu > 18_000 and habitudes[12] < lois.per * (1 + min(revenu // 30_000, 3)):
        boites[RETRAITE[place]] = min(lois.per_montant(habitudes[13]), revenu // 10)
    return boites


def du_foyer(exercice: Exercice, revenu: int) -> dict[str, int]:
    """Boxes of the household, which earns `revenu`: the habits are those of its first declarant."""
    histoire, rangs, annee, charges = exercice.histoire, exercice.menage.rangs, exercice.annee, exercice.charges
    lois = _lois()
    d = des(histoire.cle, b"depenses", 2 * histoire.vie.souche.numero + rangs[0])
    age = max(histoire.age(rang, annee) for rang in rangs)
    boites: dict[str, int] = {}
    # The better off give and employ more often.
    aisance = 1 + min(revenu // 25_000, 3)
    if d[0] < lois.dons * aisance // 2:
        boites["7UF"] = lois.don(d[1]) * (90 + (annee * 7 + d[2]) % 20) // 100
    if d[3] < lois.aide * aisance // 2:
        boites["7UD"] = lois.don(d[4]) // 2 + 20
    if d[5] < (lois.domicile_ages if age >= lois.domicile_age else lois.domicile * aisance // 2):
        boites["7DB"] = min(lois.domicile_montant(d[6]), max(revenu // 3, 300))
    if charges:
        boites |= scolarite(annee, charges) if d[9] < lois.scolarite else {}
        boites |= garde(annee, charges, lois.garde_montant(d[8])) if d[7] < lois.garde and revenu > 15_000 else {}
    return boites


def scolarite(annee: int, charges: tuple[Charge, ...]) -> dict[str, int]:
    """How many pupils and students, by level."""
    boites: dict[str, int] = {}
    for enfant, alternee in charges:
        age = annee - enfant.naissance
        for premier, dernier, entiere, partagee in CLASSES:
            if premier <= age <= dernier and not enfant.marie:
                boite = partagee if alternee else entiere
                boites[boite] = boites.get(boite, 0) + 1
    return boites


def garde(annee: int, charges: tuple[Charge, ...], montant: int) -> dict[str, int]:
    """The same cost for each child under six, up to three boxes of a kind."""
    exclusives, alternees = iter(GARDE), iter(GARDE_ALTERNEE)
    boites: dict[str, int] = {}
    for enfant, alternee in charges:
        boite = next(alternees if alternee else exclusives, "") if annee - enfant.naissance < 6 else ""
        if boite:
            boites[boite] = montant // 2 if alternee else montant
    return boites


def aide_a_un_majeur(de: int, gains: int) -> int:
    """What a parent who is well off gives to a grown-up child that is attached nowhere; most give nothing."""
    lois = _lois()
    return 1_200 + gains // 40 // 12 * 12 if de < lois.aide_majeur and gains > 30_000 else 0
