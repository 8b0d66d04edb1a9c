"""The return 2042 of one household: what its adults earn, what their property yields, what they spend, box by box.

Assumption: in the year of a death, income is shared between the periods by days, and expenses go to the last one.
"""

from datetime import date

from scenarios.population.biens import biens
from scenarios.population.depenses import aide_a_un_majeur, du_foyer, propres
from scenarios.population.histoire import Exercice
from scenarios.population.pensions_alimentaires import recue_et_versee
from scenarios.population.revenus import ALIMENTAIRE, PENSION, pension, revenus_de, reversion
from scenarios.population.souches import DEUX

_DROITS = frozenset(("2OP",))


def declaration(exercice: Exercice) -> tuple[dict[str, int], int]:
    """Boxes in the order of the return, and net real estate."""
    boites: dict[str, int] = {}
    gains = 0
    for place, rang in enumerate(exercice.menage.rangs):
        propre = _d_un_declarant(exercice, rang, place)
        gains += sum(montant for case, montant in propre.items() if case[0] in "15")
        boites |= propre
    patrimoine = _biens(exercice, boites)
    histoire, annee, rangs = exercice.histoire, exercice.annee, exercice.menage.rangs
    ages = [histoire.age(rang, annee) for rang in rangs]
    if exercice.menage.fin is None or len(rangs) == 1:
        numero = 2 * histoire.vie.souche.numero + rangs[0]
        boites |= du_foyer(histoire.cle, numero, annee, gains, max(ages), exercice.charges)
    _familiales(exercice, gains, boites)
    debut, fin = exercice.menage.debut, exercice.menage.fin
    if debut or fin:
        boites = au_prorata(
            boites, (fin or date(annee, 12, 31)).toordinal() - (debut or date(annee, 1, 1)).toordinal() + 1
        )
    return {case: boites[case] for case in sorted(boites) if boites[case]}, patrimoine


def au_prorata(boites: dict[str, int], jours: int) -> dict[str, int]:
    """Amounts of a whole year for that many days of it; expenses and options stay whole."""
    return {
        case: montant if case[0] == "7" or case in _DROITS else montant * jours // 365
        for case, montant in boites.items()
    }


def _d_un_declarant(exercice: Exercice, rang: int, place: int) -> dict[str, int]:
    """Boxes of one adult: income, survivor's pension, dues and savings."""
    carriere, annee = exercice.histoire.carrieres[rang], exercice.annee
    par_paire = revenus_de(carriere, annee, exercice.des[4 * rang : 4 * rang + 4])
    boites = {paire[place]: montant for paire, montant in par_paire.items()}
    vie = exercice.histoire.vie
    if exercice.menage.situation == "V" and vie.souche.nature in DEUX:
        boites[PENSION[0]] = boites.get(PENSION[0], 0) + reversion(
            pension(exercice.histoire.carrieres[1 - rang], annee), exercice.histoire.age(rang, annee)
        )
    gains = sum(boites.values())
    return boites | propres(carriere, place, gains, au_travail=annee < carriere.retraite)


def _biens(exercice: Exercice, boites: dict[str, int]) -> int:
    """Adds what their property yields, and gives its worth; a survivor holds the couple's."""
    histoire, annee, rangs = exercice.histoire, exercice.annee, exercice.menage.rangs
    if exercice.menage.situation == "V" and histoire.vie.souche.nature in DEUX:
        rangs = (0, 1)
    patrimoine = 0
    for rang in rangs:
        immobilier, revenus = biens(histoire, rang, annee, exercice.des[8 + rang])
        patrimoine += immobilier
        for case, montant in revenus.items():
            boites[case] = 1 if case in _DROITS else boites.get(case, 0) + montant
    return patrimoine


def _familiales(exercice: Exercice, gains: int, boites: dict[str, int]) -> None:
    """Alimony received or paid, and help to a grown-up child."""
    recue, versee = recue_et_versee(exercice)
    if recue:
        boites[ALIMENTAIRE[0]] = recue
    if versee:
        boites["6GU"] = versee
    annee = exercice.annee
    if any(enfant.rattache < annee - enfant.naissance <= 25 for enfant in exercice.histoire.vie.enfants):
        aide = aide_a_un_majeur(exercice.des[10 + exercice.menage.rangs[0]], gains)
        if aide:
            boites["6EL"] = aide
