"""Number of parts, in quarters, and what each of them comes from: the quotient's ceiling depends on it (CGI, art. 193 to 195).

Two parts in the year of a spouse's death: the doctrine and the DGFiP's own formula say so, two of its printed test cases do not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from scenarios.fiscal.foyer import Foyer


class Plafond(StrEnum):
    """Which ceiling limits what a part saves."""

    GENERAL = "demi_part"
    ISOLE = "parent_isole"
    SEUL = "personne_seule"


class Motif(StrEnum):
    """Why a household has more than its own one or two parts."""

    VEUF = "veuf"
    PREMIER = "premier"
    A_CHARGE = "a_charge"
    ALTERNES = "alternes"
    ISOLE = "isole"
    CARTE = "carte"
    SEUL = "seul"
    COMBATTANT = "combattant"


class Majoration(NamedTuple):
    """Quarter-parts above one's own, their ceiling, and whether a further reduction is due when it bites."""

    motif: Motif
    quarts: int
    plafond: Plafond = Plafond.GENERAL
    complement: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """Quarters that the ceiling leaves alone (one part, or two for a couple and in the year of a death), and the others."""

    base: int
    majorations: tuple[Majoration, ...]
    quarts: int


class _Charge(NamedTuple):
    """Who counts: exclusive children, disabled dependants, shared children, and whether the parent lives alone."""

    enfants: int
    invalides: int
    alternes: int
    isole: bool

    @property
    def exclusives(self) -> int:
        return self.enfants + self.invalides


def parts_de(foyer: Foyer) -> Parts:
    """Every part of a household, step by step in the order of the official calculation."""
    compte = foyer.pac.get
    charge = _Charge(
        compte("F", 0) + compte("J", 0),
        compte("R", 0),
        compte("H", 0),
        "T" in foyer.cases and foyer.situation in {"C", "D"},
    )
    base = 8 if foyer.commune or (foyer.situation == "V" and foyer.deces_dans_l_annee) else 4
    majorations = tuple(
        majoration
        for majoration in (*_de_la_famille(foyer, base, charge), *_de_la_situation(foyer, base, charge))
        if majoration.quarts
    )
    return Parts(base, majorations, base + sum(majoration.quarts for majoration in majorations))


def _de_la_famille(foyer: Foyer, base: int, charge: _Charge) -> Iterator[Majoration]:
    """Widowhood, dependants, shared children, lone parent."""
    if not any(charge):
        return
    exclusives, alternes = charge.exclusives, charge.alternes
    if foyer.situation == "V" and base == 4 and (exclusives or alternes):
        yield Majoration(Motif.VEUF, 4)
    premier = 2 if charge.isole and charge.enfants else 0
    yield Majoration(Motif.PREMIER, premier, Plafond.ISOLE)
    yield Majoration(Motif.A_CHARGE, 2 * min(exclusives, 2) + 4 * max(exclusives - 2, 0) - premier)
    # The first dependants of all, one or two, are worth half a part; a shared one of them is worth half of that.
    petits = min(alternes, max(2 - exclusives, 0))
    seuls = charge.isole and not exclusives
    yield Majoration(Motif.ALTERNES, petits, Plafond.ISOLE if seuls else Plafond.GENERAL)
    yield Majoration(Motif.ALTERNES, 2 * (alternes - petits))
    if charge.isole:
        # With a disabled dependant for only exclusive one, the general ceiling applies: there is no "first child".
        isole = Plafond.ISOLE if seuls or charge.enfants else Plafond.GENERAL
        yield Majoration(Motif.ISOLE, 2 if exclusives else min(alternes, 2), isole)


def _de_la_situation(foyer: Foyer, base: int, charge: _Charge) -> Iterator[Majoration]:
    """Disability, and the half-part of those who are alone or old soldiers."""
    cases, compte = foyer.cases, foyer.pac.get
    cartes = min(compte("G", 0), compte("F", 0)) + charge.invalides
    declarants = ("P" in cases) + ("F" in cases and foyer.commune)
    alternes = min(compte("I", 0), charge.alternes)
    yield Majoration(Motif.CARTE, 2 * (cartes + declarants) + alternes, complement=True)
    if foyer.commune:
        yield Majoration(Motif.COMBATTANT, 2 if "S" in cases and not declarants else 0, complement=True)
    elif base == 4 and "P" not in cases and not (charge.exclusives or charge.alternes):
        if cases & {"W", "G"}:
            yield Majoration(Motif.COMBATTANT, 2, complement=True)
        elif "L" in cases and "N" not in cases:
            yield Majoration(Motif.SEUL, 2, Plafond.SEUL)
