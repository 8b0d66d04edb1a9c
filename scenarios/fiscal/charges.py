"""What is deducted from the gross global income (CGI, art. 156, I and II, 163 quatervicies).

Assumptions: retirement savings are limited only by 6PS, 6PT and 6PU when stated; charges are deducted in the order below, retirement
savings last, so that the RFR adds back no more than what was deducted; a non-resident deducts none (CGI, art. 164 A).
"""

from typing import NamedTuple

from scenarios.fiscal.foyer import Declaration, Foyer
from scenarios.fiscal.loi import Charges as Montants

DEFICITS = ("6FA", "6FB", "6FC", "6FD", "6FE", "6FL")  # earlier years
ENFANTS = ("6EL", "6EM", "6GI", "6GJ")  # pensions to adult children, one box each
AUTRES_PENSIONS = ("6GU", "6GP")
# Savings of declarant 1, declarant 2, dependants, with the ceiling of each.
RETRAITE = (("6NS", "6RS", "6PS"), ("6NT", "6RT", "6PT"), ("6NU", "6RU", "6PU"))
CONNUES = frozenset((*DEFICITS, *ENFANTS, *AUTRES_PENSIONS, "6DE", "6DD", "6EU", "6EV")).union(*RETRAITE)


class Charges(NamedTuple):
    """Each kind of charge, and the global income that is left."""

    deficits: int = 0
    csg: int = 0
    enfants: int = 0
    pensions: int = 0
    accueil: int = 0
    diverses: int = 0
    retraite: tuple[int, ...] = (0, 0, 0)
    revenu_net_global: int = 0


def charges_de(foyer: Foyer, brut_global: int, csg: int, loi: Montants) -> Charges:
    """Charges deducted from a gross global income; the net one is never below zero."""
    declaration = foyer.declaration
    if foyer.non_resident or not (csg or any(case[0] == "6" for case in declaration)):
        return Charges(revenu_net_global=max(brut_global, 0))
    compte = declaration.get
    lignes = (
        sum(compte(case, 0) for case in DEFICITS),
        csg + compte("6DE", 0),
        sum(min(compte(case, 0), loi.enfant) for case in ENFANTS),
        sum(compte(case, 0) for case in AUTRES_PENSIONS),
        min(compte("6EU", 0), loi.accueil * max(compte("6EV", 0), 1)),
        compte("6DD", 0),
    )
    reste = max(brut_global - sum(lignes), 0)
    retraite = []
    for versement in _retraite(declaration):
        retraite.append(min(versement, reste))
        reste -= retraite[-1]
    return Charges(*lignes, tuple(retraite), reste)


def _retraite(declaration: Declaration) -> tuple[int, ...]:
    """Retirement savings per person, under the ceiling that the return states."""
    versements = ((declaration.get(per, 0) + declaration.get(perp, 0), limite) for per, perp, limite in RETRAITE)
    return tuple(min(montant, declaration.get(limite, montant)) for montant, limite in versements)
