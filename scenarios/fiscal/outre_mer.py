"""The abatement of the overseas departments, on the tax after its ceiling (CGI, art. 197, I-3)."""

from scenarios.fiscal.arrondi import fraction
from scenarios.fiscal.loi import OutreMer


def abattement(impot: int, departement: str, loi: OutreMer) -> int:
    """30 or 40 % of `impot` up to a maximum; nothing elsewhere."""
    if departement not in loi.departements:
        return 0
    taux, maximum = loi.departements[departement]
    return min(fraction(impot, taux), maximum)
