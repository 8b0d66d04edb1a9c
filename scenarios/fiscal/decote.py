"""The relief of small taxes (CGI, art. 197, I-4): threshold less 45.25 % of the rounded tax, never more than the tax."""

from scenarios.fiscal.arrondi import arrondi
from scenarios.fiscal.loi import Decote


def decote(impot: int, nombre: int, loi: Decote) -> int:
    """Relief on `impot`; `nombre` is 0 for one taxpayer, 1 for two."""
    return min(max(arrondi(loi.seuils[nombre] * 10_000 - loi.taux * impot, 10_000), 0), impot)
