"""Boxes of the return 2042: which ones the calculator knows, and under which heading of the API each goes."""

from collections.abc import Mapping
from types import MappingProxyType

from scenarios.fiscal import capitaux, charges, credits_d_impot, fonciers, independants, reductions, traitements
from scenarios.fiscal.foyer import Declaration

CONNUES = frozenset(("8TI",)).union(
    traitements.CONNUES,
    capitaux.CONNUES,
    fonciers.CONNUES,
    independants.CONNUES,
    charges.CONNUES,
    reductions.CONNUES,
    credits_d_impot.CONNUES,
)

# First character of a box → heading of `rev`. `alpha` (letters) and `div` (8…) are our reading: no source says what they hold.
RUBRIQUES: Mapping[str, str] = MappingProxyType(
    {"1": "tspr", "2": "rcm", "3": "pv", "4": "fonc", "5": "pro", "6": "chges", "7": "rici", "8": "div"}
)


def inconnues(declaration: Declaration) -> tuple[str, ...]:
    """Boxes that change nothing here, for want of a rule."""
    return tuple(case for case in declaration if case not in CONNUES)


def rubriques(declaration: Declaration) -> dict[str, list[dict[str, str]]]:
    """The return as the API shows it under `rev`: boxes of each heading, codes and amounts as texts."""
    rev: dict[str, list[dict[str, str]]] = {}
    for case, montant in declaration.items():
        rev.setdefault(RUBRIQUES.get(case[:1], "alpha"), []).append({"code": case, "valeur": str(montant)})
    return {rubrique: rev[rubrique] for rubrique in (*RUBRIQUES.values(), "alpha") if rubrique in rev}
