"""The ceiling of the family quotient and its further reductions (CGI, art. 197, I-2)."""

from typing import NamedTuple

from scenarios.fiscal import bareme
from scenarios.fiscal.arrondi import arrondi
from scenarios.fiscal.loi import Loi, Plafonnement
from scenarios.fiscal.parts import Motif, Parts, Plafond


class Quotient(NamedTuple):
    """Tax with all parts and with one's own only, ceiling of the difference, further reduction, and the tax to keep."""

    avec_parts: int
    sans_parts: int
    plafond: int
    complement: int
    retenu: int


def plafonner(revenu: int, parts: Parts, loi: Loi) -> Quotient:
    """The tax with parts, unless they save more than their ceiling."""
    avec = bareme.impot(revenu, parts.quarts, loi.bareme)
    if not parts.majorations:
        return Quotient(avec, avec, 0, 0, avec)
    sans = bareme.impot(revenu, parts.base, loi.bareme)
    plafond, complement = plafond_de(parts, loi.plafonnement), complement_de(parts, loi.plafonnement)
    # The further reduction never exceeds what the ceiling added: the tax with parts stays the lowest.
    return Quotient(avec, sans, plafond, complement, max(avec, sans - plafond - complement))


def plafond_de(parts: Parts, loi: Plafonnement) -> int:
    """What the parts may save: a ceiling per half-part, special for a lone parent's first child and for box L; rounded once.

    Rounding as in the DGFiP's published calculator of income 2015 (rule 511360: quarters of every kind are added, then rounded).
    """
    quarts = dict.fromkeys(Plafond, 0)
    for majoration in parts.majorations:
        quarts[majoration.plafond] += majoration.quarts
    demies = quarts[Plafond.GENERAL] * loi.demi_part + quarts[Plafond.SEUL] * loi.personne_seule
    return arrondi(2 * demies + quarts[Plafond.ISOLE] * loi.parent_isole, 4)


def complement_de(parts: Parts, loi: Plafonnement) -> int:
    """Further reduction of the disabled, of veterans, and of widow(er)s with dependants, be they shared children or disabled.

    Widow(er)s as in the same calculator (rule 511350: F, J, H or R, but for the year of the death).
    """
    quarts = sum(majoration.quarts for majoration in parts.majorations if majoration.complement)
    veuf = any(majoration.motif is Motif.VEUF for majoration in parts.majorations)
    return arrondi(quarts * loi.complement, 2) + (loi.complement_veuf if veuf else 0)
