"""From the taxable income to what is owed, in the official order: scale, ceiling, overseas, line 14, relief, reductions, flat tax, credits."""

from typing import NamedTuple

from scenarios.fiscal import outre_mer
from scenarios.fiscal.arrondi import arrondi, fraction
from scenarios.fiscal.avantages import Avantage
from scenarios.fiscal.capitaux import Capitaux
from scenarios.fiscal.credits_d_impot import credits_de
from scenarios.fiscal.decote import decote
from scenarios.fiscal.foyer import Foyer
from scenarios.fiscal.loi import Loi
from scenarios.fiscal.parts import Parts
from scenarios.fiscal.plafonnement import Quotient, plafonner
from scenarios.fiscal.reductions import reductions_de
from scenarios.fiscal.revenus import Revenus, declare_un_revenu


class Bareme(NamedTuple):
    """Progressive tax: quotient, effective-rate exempt income, overseas abatement, minimum of non-residents, tax and line 14."""

    quotient: Quotient
    taux_effectif: int
    outre_mer: int
    minimum: int
    impot: int
    ligne_14: int | None


class Impot(NamedTuple):
    """Everything after the scale."""

    bareme: Bareme
    decote: int
    reductions: tuple[Avantage, ...]
    reductions_imputees: int
    forfaitaire: int
    assurance_vie: int
    avant_imputations: int
    credits: tuple[Avantage, ...]
    apres_credits: int


def bareme_de(foyer: Foyer, revenu: int, parts: Parts, loi: Loi) -> Bareme:
    """The progressive tax, and the line 14: absent without income, at the effective rate, or at the minimum of non-residents.

    Assumption: exempt income (8TI) raises the rate as article 197 C says, the tax being rounded once.
    """
    exonere = foyer.declaration.get("8TI", 0)
    quotient = plafonner(revenu + exonere, parts, loi)
    retenu = (
        arrondi(quotient.retenu * revenu, revenu + exonere) if exonere and revenu + exonere > 0 else quotient.retenu
    )
    abattement = outre_mer.abattement(retenu, foyer.departement, loi.outre_mer)
    minimum = minimum_des_non_residents(revenu, loi) if foyer.non_resident else 0
    progressif = retenu - abattement
    absente = exonere or minimum > progressif or not declare_un_revenu(foyer.declaration)
    return Bareme(quotient, exonere, abattement, minimum, max(progressif, minimum), None if absente else progressif)


def minimum_des_non_residents(revenu: int, loi: Loi) -> int:
    """20 % up to the top of the 11 % bracket, 30 % above."""
    seuil, (bas, haut) = loi.bareme.seuils[1], loi.non_residents.taux
    return arrondi(min(revenu, seuil) * bas + max(revenu - seuil, 0) * haut, 10_000)


def impot_de(foyer: Foyer, revenus: Revenus, parts: Parts, loi: Loi) -> Impot:
    """The tax of a notice before and after credits, the two recovery thresholds applied.

    Reductions bear on the scale alone. A tax under the first threshold is not collected, its credits are paid all the same.
    Assumption: a non-resident has neither reductions nor credits.
    """
    bareme = bareme_de(foyer, revenus.imposable, parts, loi)
    relief = 0 if foyer.non_resident else decote(bareme.impot, foyer.nombre, loi.decote)
    reductions = () if foyer.non_resident else reductions_de(foyer.declaration, revenus.imposable, loi.reductions)
    imputees = min(sum(reduction.montant for reduction in reductions), bareme.impot - relief)
    forfaitaire, assurance_vie = forfaitaires(revenus.capitaux, loi)
    brut = bareme.impot - relief - imputees + forfaitaire + assurance_vie
    avant = brut if brut >= loi.recouvrement.avant_credits else 0
    credits_ = () if foyer.non_resident else credits_de(foyer, revenus.traitements.personnes, loi)
    apres = avant - sum(credit.montant for credit in credits_)
    if 0 < apres < loi.recouvrement.apres_credits:
        apres = 0
    return Impot(bareme, relief, reductions, imputees, forfaitaire, assurance_vie, avant, credits_, apres)


def forfaitaires(capitaux: Capitaux, loi: Loi) -> tuple[int, int]:
    """Tax at 12.8 % and tax at 7.5 %."""
    taux = loi.capitaux
    return fraction(capitaux.forfait, taux.forfait), fraction(capitaux.assurance_vie, taux.assurance_vie)
