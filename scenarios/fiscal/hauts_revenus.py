"""The exceptional contribution on high incomes, on the RFR (CGI, art. 223 sexies). Its smoothing is not computed."""

from scenarios.fiscal.arrondi import arrondi
from scenarios.fiscal.loi import HautsRevenus


def contribution(rfr: int, nombre: int, loi: HautsRevenus) -> int:
    """3 % above the first threshold, 4 % above the second, both doubled for two taxpayers."""
    total, precedent = 0, 0
    for seuil, taux in zip(loi.seuils, loi.taux, strict=True):
        total += max(rfr - seuil * (1 + nombre), 0) * (taux - precedent)
        precedent = taux
    return arrondi(total, 10_000)
