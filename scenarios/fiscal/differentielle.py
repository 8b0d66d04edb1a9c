"""The differential contribution on high incomes, from income 2025: at least 20 % of the RFR is paid (CGI, art. 224).

Assumptions: every reduction and credit counts as tax paid, as most of the law's list does; incomes whose tax was settled elsewhere are
left out of both sides; a shared child is half a dependant; incomes that the law calls exceptional are not told apart.
"""

from scenarios.fiscal.arrondi import fraction
from scenarios.fiscal.foyer import Foyer
from scenarios.fiscal.impot import Impot
from scenarios.fiscal.loi import Differentielle
from scenarios.fiscal.revenus import Revenus


def contribution(foyer: Foyer, base: int, paye: int, loi: Differentielle) -> int:
    """What misses to the floor once what is paid, and what the family is deemed to pay, are counted; residents only."""
    if foyer.non_resident:
        return 0
    return max(plancher(base, foyer.nombre, loi) - paye - majoration(foyer, loi), 0)


def base_de(foyer: Foyer, revenus: Revenus, rfr: int) -> int:
    """The RFR, without the 40 % of dividends nor what is taxed elsewhere."""
    ailleurs = revenus.capitaux.liberes + revenus.independants.liberatoire + foyer.declaration.get("8TI", 0)
    return rfr - ailleurs - revenus.capitaux.abattement_dividendes


def paye(impot: Impot, cehr: int) -> int:
    """The tax before reductions and credits, flat taxes included, and the other contribution."""
    return impot.bareme.impot - impot.decote + impot.forfaitaire + impot.assurance_vie + cehr


def plancher(base: int, nombre: int, loi: Differentielle) -> int:
    """20 % of an income above the threshold; just above it, no more than 82.5 % of what exceeds (the two meet at 330 000)."""
    au_dela = max(base - loi.seuil * (1 + nombre), 0)
    return min(fraction(base, loi.taux), fraction(au_dela, loi.taux_decote))


def majoration(foyer: Foyer, loi: Differentielle) -> int:
    """What a couple and each dependant are deemed to pay."""
    alternes = foyer.pac.get("H", 0) + foyer.pac.get("P", 0)
    demies = 2 * foyer.personnes_a_charge - alternes
    return loi.couple * foyer.nombre + loi.personne_a_charge * demies // 2
