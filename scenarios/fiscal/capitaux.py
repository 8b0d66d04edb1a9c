"""Investment income and gains on securities: flat tax, or scale when 2OP is ticked (CGI, art. 200 A, 125-0 A, 158, 3).

Assumptions: the allowance of life insurance goes to 2CH, then 2VV, then 2WW, and is not added back to the RFR; 2YY is always at
the scale; losses of the year beyond its gains (3VH) and costs beyond its income (2CA) are lost.
"""

from typing import NamedTuple

from scenarios.fiscal.arrondi import fraction
from scenarios.fiscal.foyer import Declaration, Foyer
from scenarios.fiscal.loi import Capitaux as Taux

DIVIDENDES = ("2DC", "2FU")
INTERETS = ("2TS", "2TR", "2TT", "2TZ", "2ZZ")
LIBERES = ("2DH", "2EE", "2XX")  # a levy already settled their tax: they only count in the RFR
EXONERES = ("3VZ",)  # gains on real estate, taxed apart
CONNUES = frozenset(
    (*DIVIDENDES, *INTERETS, *LIBERES, *EXONERES, "2CH", "2VV", "2WW", "2YY", "2CA", "2CK", "2BH", "2OP", "3VG", "3VH")
) | {"3SG"}


class Capitaux(NamedTuple):
    """What joins the scale, what is taxed at a flat rate, what only the RFR counts."""

    revenus: int = 0
    plus_values: int = 0
    forfait: int = 0
    assurance_vie: int = 0
    abattement_dividendes: int = 0
    abattement_plus_values: int = 0
    liberes: int = 0
    csg_deductible: int = 0

    @property
    def net(self) -> int:
        """What joins the gross global income."""
        return self.revenus + self.plus_values

    @property
    def hors_bareme(self) -> int:
        """What the RFR adds to the taxable income."""
        return (
            self.forfait + self.assurance_vie + self.abattement_dividendes + self.abattement_plus_values + self.liberes
        )


AUCUN = Capitaux()


def capitaux_de(foyer: Foyer, loi: Taux) -> Capitaux:
    """Everything of categories 2 and 3 but gains taxed as wages."""
    declaration = foyer.declaration
    if not any(case[0] in "23" for case in declaration):
        return AUCUN
    compte = declaration.get
    rachats, court, long = _assurance_vie(declaration, loi.abattement_assurance_vie[foyer.nombre])
    dividendes, interets = _somme(declaration, DIVIDENDES), _somme(declaration, INTERETS)
    rachats += compte("2YY", 0)
    liberes = _somme(declaration, LIBERES) + _somme(declaration, EXONERES)
    if not compte("2OP", 0):
        return Capitaux(
            revenus=rachats,
            forfait=dividendes + interets + long + compte("3VG", 0),
            assurance_vie=court,
            liberes=liberes,
        )
    abattement, duree = fraction(dividendes, loi.dividendes), min(compte("3SG", 0), compte("3VG", 0))
    return Capitaux(
        revenus=max(dividendes - abattement + interets + rachats + court + long - compte("2CA", 0), 0),
        plus_values=compte("3VG", 0) - duree,
        abattement_dividendes=abattement,
        abattement_plus_values=duree,
        liberes=liberes,
        csg_deductible=fraction(compte("2BH", 0), loi.csg_deductible),
    )


def _assurance_vie(declaration: Declaration, abattement: int) -> tuple[int, ...]:
    """2CH, 2VV and 2WW, once the allowance is spent on them in that order."""
    nets = []
    for case in ("2CH", "2VV", "2WW"):
        brut = declaration.get(case, 0)
        impute = min(brut, abattement)
        abattement -= impute
        nets.append(brut - impute)
    return tuple(nets)


def _somme(declaration: Declaration, cases: tuple[str, ...]) -> int:
    return sum(declaration.get(case, 0) for case in cases)
