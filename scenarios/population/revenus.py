"""What one adult earns in one year, box by box: wages, unemployment, pensions, a trade. Amounts are those of a whole year."""

from functools import cache
from typing import Any, NamedTuple

from scenarios.population.carriere import Carriere
from scenarios.population.souches import DEUX, Nature
from scenarios.population.statistiques import Quantiles, part
from scenarios.population.tables import table
from scenarios.population.tirage import UN

# Names of boxes, those of declarant 1 and of declarant 2.
SALAIRE, CHOMAGE, FRAIS = ("1AJ", "1BJ"), ("1AP", "1BP"), ("1AK", "1BK")
HEURES, PENSION, ALIMENTAIRE = ("1GH", "1HH"), ("1AS", "1BS"), ("1AO", "1BO")
# Trade → box, what is declared per ten thousandths of a wage, and box of a loss.
METIERS: dict[str, tuple[tuple[str, str], int, tuple[str, str] | None]] = {
    "liberal": (("5HQ", "5IQ"), 9500, None),
    "services": (("5KP", "5LP"), 10500, None),
    "ventes": (("5KO", "5LO"), 17000, None),
    "liberatoire": (("5TE", "5UE"), 9000, None),
    "agricole": (("5XB", "5YB"), 20000, None),
    "liberal_reel": (("5QC", "5RC"), 17000, ("5QE", "5RE")),
    "commerce_reel": (("5KC", "5LC"), 11000, ("5KF", "5LF")),
}
_CHARGES = frozenset([FRAIS, *(perte for _, _, perte in METIERS.values() if perte)])
# Turnover above which a micro regime ends: nobody declares more here.
PLAFONDS = {"liberal": 77_700, "services": 77_700, "ventes": 188_700, "liberatoire": 77_700, "agricole": 91_900}


class _Lois(NamedTuple):
    salaires: tuple[Quantiles, Quantiles]
    pensions: tuple[Quantiles, Quantiles]
    ages: tuple[int, ...]
    femmes: tuple[int, int]
    bruit: int
    veuf: int
    reversion: tuple[int, int]
    indices: dict[int, int]
    allocation: int
    deficit: int
    frais: int
    heures: int
    cumul: int


@cache
def _lois() -> _Lois:
    revenus = table("revenus")
    salaires, pensions, activites = revenus["salaires"], revenus["pensions"], revenus["activites"]
    return _Lois(
        (Quantiles(salaires["seul"]), Quantiles(salaires["couple"])),
        (Quantiles(pensions["seul"]), Quantiles(pensions["couple"])),
        tuple(_facteur(salaires["age"], age) for age in range(121)),
        (salaires["femmes"], pensions["femmes"]),
        salaires["bruit"],
        pensions["veuf"],
        (pensions["reversion"], pensions["reversion_age"]),
        {annee: _indice(revenus["indices"], annee) for annee in range(2000, 2101)},
        activites["allocation"],
        part(activites["deficit"]),
        part(activites["frais_reels"]),
        part(activites["heures_supplementaires"]),
        part(activites["cumul_emploi_retraite"]),
    )


def _facteur(paliers: list[list[int]], age: int) -> int:
    """The last step reached."""
    return max((palier for palier in paliers if palier[0] <= max(age, paliers[0][0])), key=lambda palier: palier[0])[1]


def _indice(indices: dict[str, Any], annee: int) -> int:
    """Level of incomes of `annee`, 10 000 in 2023: the table, then the rate of growth that it states."""
    connues = {int(an): int(niveau) for an, niveau in indices["annees"].items()}
    premiere, derniere = min(connues), max(connues)
    niveau = connues[min(max(annee, premiere), derniere)]
    return int(niveau * (10_000 + indices["ensuite"] * max(annee - derniere, 0)) // 10_000)


def indice(annee: int) -> int:
    """Level of incomes of `annee`, 10 000 in 2023."""
    return _lois().indices[annee]


def revenus_de(carriere: Carriere, annee: int, de: tuple[int, ...]) -> dict[tuple[str, str], int]:
    """Boxes of one adult, under the pair that names each; `de` are four draws of that year."""
    lois = _lois()
    if carriere.activite == "sans" and annee <= carriere.retraite:
        return {}
    niveau = lois.indices[annee] * (10_000 + _bruit(lois, de[0])) // 10_000
    if annee > carriere.retraite:
        boites = {PENSION: pension(carriere, annee)}
        if carriere.habitudes[7] < lois.cumul and annee < carriere.retraite + 6:
            boites[SALAIRE] = _salaire(carriere, annee, niveau) // 4
        return boites
    salaire = _salaire(carriere, annee, niveau)
    boites = _travail(lois, carriere, salaire, de)
    if annee == carriere.retraite:
        # The last year at work is shared with the first pension, by the month of leaving.
        mois = 1 + (de[1] * 11 >> 32)
        boites = {paire: montant * mois // 12 for paire, montant in boites.items()}
        boites[PENSION] = pension(carriere, annee) * (12 - mois) // 12
    return boites


def _bruit(lois: _Lois, de: int) -> int:
    """How much a year is above or below what was expected."""
    return (2 * de - UN) * lois.bruit >> 32


def _salaire(carriere: Carriere, annee: int, niveau: int) -> int:
    """What a whole year at work pays at that age."""
    lois, adulte = _lois(), carriere.adulte
    salaire = lois.salaires[carriere.nature in DEUX](carriere.rang) * niveau // 10_000
    salaire = salaire * lois.ages[annee - adulte.naissance.year] // 10_000
    return salaire * lois.femmes[0] // 10_000 if adulte.genre == "female" else salaire


def _travail(lois: _Lois, carriere: Carriere, salaire: int, de: tuple[int, ...]) -> dict[tuple[str, str], int]:
    """A year at work: wages with or without unemployment, or the trade of somebody self-employed."""
    if carriere.activite in METIERS:
        boite, taux, perte = METIERS[carriere.activite]
        if perte and de[2] < lois.deficit:
            return {perte: salaire // 4}
        return {boite: min(salaire * taux // 10_000, PLAFONDS.get(carriere.activite, salaire * 10))}
    if de[1] < carriere.chomage:
        mois = de[2] * 12 >> 32
        boites = {SALAIRE: salaire * mois // 12} if mois else {}
        return boites | {CHOMAGE: salaire * (12 - mois) * lois.allocation // 120_000}
    boites = {SALAIRE: salaire}
    if carriere.habitudes[8] < lois.frais and salaire > 12_000:
        boites[FRAIS] = salaire * (1_000 + (de[2] * 800 >> 32)) // 10_000
    if carriere.habitudes[9] < lois.heures and salaire < 60_000:
        boites[HEURES] = 200 + (de[3] * 2_200 >> 32)
    return boites


def gains(boites: dict[tuple[str, str], int]) -> int:
    """What those boxes bring in: expenses and losses do not count."""
    return sum([montant for paire, montant in boites.items() if paire not in _CHARGES])


def pension(carriere: Carriere, annee: int) -> int:
    """A year of pension; it follows prices, not luck."""
    lois = _lois()
    montant = lois.pensions[carriere.nature in DEUX](carriere.rang) * lois.indices[annee] // 10_000
    if carriere.adulte.genre == "female":
        montant = montant * lois.femmes[1] // 10_000
    return montant * lois.veuf // 10_000 if carriere.nature == Nature.VEUF else montant


def reversion(pension_du_defunt: int, age: int) -> int:
    """The share of a dead spouse's pension that the survivor gets from a certain age on."""
    taux, des_l_age = _lois().reversion
    return pension_du_defunt * taux // 10_000 if age >= des_l_age else 0
