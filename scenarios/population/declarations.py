"""The return 2042 of one household: what its adults earn, what their property yields, what they spend, box by box.

Assumption: in the year of a death, what each adult earns and pays is shared between the periods by days, and what the household
spends goes to the last one.
"""

from datetime import date

from scenarios.population.biens import biens, un_seul_regime
from scenarios.population.depenses import aide_a_un_majeur, du_foyer, propres
from scenarios.population.histoire import Exercice
from scenarios.population.pensions_alimentaires import recue_et_versee
from scenarios.population.revenus import ALIMENTAIRE, PENSION, gains, pension, revenus_de, reversion
from scenarios.population.souches import DEUX

_OPTIONS = frozenset(("2OP",))  # ticked or not: no amount to add or to share


def declaration(exercice: Exercice) -> tuple[dict[str, int], int]:
    """Boxes in the order of the return, and net real estate."""
    boites: dict[str, int] = {}
    revenu = 0
    menage, annee = exercice.menage, exercice.annee
    for place, rang in enumerate(menage.rangs):
        gagne, propre = _d_un_declarant(exercice, rang, place)
        revenu += gagne
        boites |= propre
    patrimoine = _biens(exercice, boites)
    boites |= _familiales(exercice, revenu)
    if menage.debut or menage.fin:
        premier, dernier = date(annee, 1, 1), date(annee, 12, 31)
        jours = ((menage.fin or dernier) - (menage.debut or premier)).days + 1
        boites = au_prorata(boites, jours, (dernier - premier).days + 1)
    if menage.fin is None or len(menage.rangs) == 1:
        boites |= du_foyer(exercice, revenu)
    return {case: boites[case] for case in sorted(boites) if boites[case]}, patrimoine


def au_prorata(boites: dict[str, int], jours: int, annee: int) -> dict[str, int]:
    """Amounts of a whole year, of `annee` days, for that many of them; an option stays whole."""
    return {case: montant if case in _OPTIONS else montant * jours // annee for case, montant in boites.items()}


def _d_un_declarant(exercice: Exercice, rang: int, place: int) -> tuple[int, dict[str, int]]:
    """What one adult earns, and the boxes: income, survivor's pension, dues and savings."""
    histoire, annee = exercice.histoire, exercice.annee
    carriere = histoire.carrieres[rang]
    par_paire = revenus_de(carriere, annee, exercice.des[4 * rang : 4 * rang + 4])
    if exercice.menage.situation == "V" and histoire.vie.souche.nature in DEUX:
        recue = reversion(pension(histoire.carrieres[1 - rang], annee), histoire.age(rang, annee))
        par_paire[PENSION] = par_paire.get(PENSION, 0) + recue
    revenu = gains(par_paire)
    boites = {paire[place]: montant for paire, montant in par_paire.items()}
    return revenu, boites | propres(carriere, place, revenu, au_travail=annee < carriere.retraite)


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
            boites[case] = 1 if case in _OPTIONS else boites.get(case, 0) + montant
    un_seul_regime(boites)
    return patrimoine


def _familiales(exercice: Exercice, revenu: int) -> dict[str, int]:
    """Alimony received or paid, and help to a grown-up child."""
    recue, versee = recue_et_versee(exercice)
    boites = {ALIMENTAIRE[0]: recue, "6GU": versee}
    annee, rang = exercice.annee, exercice.menage.rangs[0]
    if any(enfant.rattache < annee - enfant.naissance <= 25 for enfant in exercice.histoire.vie.enfants):
        boites["6EL"] = aide_a_un_majeur(exercice.des[10 + rang], revenu)
    return boites
