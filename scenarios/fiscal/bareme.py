"""The progressive scale (CGI, art. 197, I-1)."""

from scenarios.fiscal.arrondi import arrondi
from scenarios.fiscal.loi import Bareme


def impot(revenu: int, quarts: int, bareme: Bareme) -> int:
    """Tax on `revenu` for that many quarter-parts: the quotient is not rounded, the tax is, once."""
    quatrieme, precedent = 0, 0
    for seuil, taux in zip(bareme.seuils, bareme.taux, strict=True):
        au_dela = 4 * revenu - quarts * seuil
        if au_dela <= 0:
            break
        quatrieme += au_dela * (taux - precedent)
        precedent = taux
    return arrondi(quatrieme, 40_000)
