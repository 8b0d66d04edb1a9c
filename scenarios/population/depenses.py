"""What people deduct or ask relief for: gifts, help at home, child care, schooling, union dues, retirement savings."""

from functools import cache
from typing import NamedTuple

from scenarios.population.carriere import Carriere
from scenarios.population.charges import Charge
from scenarios.population.statistiques import Quantiles, part, table
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
    alimentaire: Quantiles
    alimentaire_seuil: int


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
        Quantiles(loi["pension_alimentaire"]),
        loi["pension_alimentaire_seuil"],
    )


def propres(carriere: Carriere, place: int, gains: int, *, au_travail: bool) -> dict[str, int]:
    """Boxes of one declarant, at `place` on the return: union dues, retirement savings."""
    lois, habitudes = _lois(), carriere.habitudes
    boites = {}
    if habitudes[10] < lois.syndicat and gains > 8_000:
        boites[SYNDICAT[place]] = gains * (lois.cotisation * (50 + (habitudes[11] * 50 >> 32))) // 1_000_000
    if au_travail and gains > 18_000 and habitudes[12] < lois.per * (1 + min(gains // 30_000, 3)):
        boites[RETRAITE[place]] = min(lois.per_montant(habitudes[13]), gains // 10)
    return boites


def du_foyer(cle: bytes, numero: int, annee: int, revenu: int, age: int, charges: tuple[Charge, ...]) -> dict[str, int]:
    """Boxes of the household that person `numero` leads, whose eldest is `age` years old."""
    lois = _lois()
    d = des(cle, b"depenses", numero)
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
        _enfants(lois, d, annee, revenu, charges, boites)
    return boites


def _enfants(
    lois: _Lois, d: tuple[int, ...], annee: int, revenu: int, charges: tuple[Charge, ...], boites: dict[str, int]
) -> None:
    """Child care under six, pupils and students."""
    cases, alternees = list(GARDE), list(GARDE_ALTERNEE)
    for enfant, alternee in charges:
        age = annee - enfant.naissance
        libres = alternees if alternee else cases
        if age < 6 and libres and d[7] < lois.garde and revenu > 15_000:
            boites[libres.pop(0)] = lois.garde_montant(d[8]) // (2 if alternee else 1)
        elif d[9] < lois.scolarite and not enfant.marie:
            for premier, dernier, entiere, partagee in CLASSES:
                if premier <= age <= dernier:
                    boite = partagee if alternee else entiere
                    boites[boite] = boites.get(boite, 0) + 1


def pension_alimentaire(cle: bytes, numero: int, indice: int, gains: int, enfants: int) -> int:
    """What the parent of souche `numero` without the children pays for them in a year; nothing when earning too little."""
    lois = _lois()
    if not enfants or gains < lois.alimentaire_seuil * indice // 10_000:
        return 0
    return lois.alimentaire(des(cle, b"alimentaire", numero)[0]) * indice // 10_000 // 12 * 12 * enfants


def aide_a_un_majeur(de: int, gains: int) -> int:
    """What a parent who is well off gives to a grown-up child that is attached nowhere; most give nothing."""
    lois = _lois()
    return 1_200 + gains // 40 // 12 * 12 if de < lois.aide_majeur and gains > 30_000 else 0


