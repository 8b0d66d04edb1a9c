"""Allowances on the net global income: the old and the disabled, then married children (CGI, art. 157 bis and 196 B)."""

from typing import NamedTuple

from scenarios.fiscal.arrondi import arrondi
from scenarios.fiscal.foyer import Foyer
from scenarios.fiscal.loi import Loi


class Abattements(NamedTuple):
    """Both allowances and the taxable income that they leave."""

    age: int
    enfants_maries: int
    revenu_imposable: int


def abattements_de(foyer: Foyer, net_global: int, loi: Loi) -> Abattements:
    """Taxable income, never below zero.

    Assumption: a grandchild in shared residence (P) gives half of what a married child (N) gives.
    """
    age = min(beneficiaires(foyer, loi) * par_personne(net_global, loi), net_global)
    pac = foyer.pac.get
    maries = pac("N", 0) * loi.charges.enfant + arrondi(pac("P", 0) * loi.charges.enfant, 2)
    maries = min(maries, net_global - age)
    return Abattements(age, maries, net_global - age - maries)


def beneficiaires(foyer: Foyer, loi: Loi) -> int:
    """Taxpayers of 65 or more on 31 December, or disabled (P and F): one allowance each, even when both."""
    limite = loi.annee - loi.abattements.age
    premier, second = (*foyer.naissances, None, None)[:2]
    ages = int("P" in foyer.cases or (premier is not None and premier <= limite))
    if foyer.commune:
        ages += "F" in foyer.cases or (second is not None and second <= limite)
    return ages


def par_personne(net_global: int, loi: Loi) -> int:
    """The allowance of one, whole, half or none by the net global income."""
    montants = loi.abattements
    if net_global <= montants.double_jusqu_a:
        return montants.double
    return montants.simple if net_global <= montants.simple_jusqu_a else 0
