"""Whether a household owes the wealth tax on real estate: the API only says yes (CGI, art. 964)."""

from scenarios.fiscal.arrondi import fraction
from scenarios.fiscal.loi import Ifi


def redevable(residence_principale: int, autres_biens: int, loi: Ifi) -> bool:
    """Whether net real estate on 1 January, main home abated, is above the threshold."""
    return residence_principale - fraction(residence_principale, loi.residence_principale) + autres_biens > loi.seuil
