"""Income from land and its deficits (CGI, art. 28 to 32 and 156, I, 3°)."""

from typing import NamedTuple

from scenarios.fiscal.arrondi import fraction
from scenarios.fiscal.foyer import Declaration
from scenarios.fiscal.loi import Fonciers as Taux

CONNUES = frozenset(("4BE", "4BA", "4BB", "4BC", "4BD"))


class Fonciers(NamedTuple):
    """Net income (below zero: the deficit that the global income bears), whether micro, and the deficit left for later."""

    net: int
    micro: bool
    reportable: int


AUCUN = Fonciers(0, micro=False, reportable=0)


def fonciers_de(declaration: Declaration, loi: Taux) -> Fonciers:
    """Micro regime less 30 %; real regime less its own deficits; a deficit that the global income bears is limited."""
    if not any(case[0] == "4" for case in declaration):
        return AUCUN
    compte = declaration.get
    micro = compte("4BE", 0) - fraction(compte("4BE", 0), loi.micro)
    positif = micro + compte("4BA", 0)
    anciens = compte("4BB", 0) + compte("4BD", 0)
    global_ = min(compte("4BC", 0), loi.deficit)
    return Fonciers(
        max(positif - anciens, 0) - global_,
        micro=micro > 0,
        reportable=max(anciens - positif, 0) + compte("4BC", 0) - global_,
    )
