"""Random households that live on wages and pensions, from a seed: what both calculators are asked about.

Families are lawful but crowded on purpose: every letter that changes parts, ages on both sides of 65, incomes of every bracket.
Some are never drawn, since openfisca has no figure to compare: `ecarts.JAMAIS_TIRES`.
"""

from collections.abc import Mapping
from random import Random
from typing import TypeVar

from scenarios.fiscal.foyer import Foyer

T = TypeVar("T")

SITUATIONS = {"C": 40, "M": 25, "O": 9, "D": 15, "V": 11}
# Amounts of one person, from nothing to the contribution on high incomes, and how often.
TRANCHES = {
    (0, 0): 40,
    (1, 6_000): 120,
    (6_000, 20_000): 340,
    (20_000, 45_000): 340,
    (45_000, 120_000): 130,
    (120_000, 250_000): 24,
    (250_000, 900_000): 6,
}
DEPARTEMENTS = {"37": 92, "971": 2, "973": 2, "974": 2, "976": 2}
AGES = {(20, 40): 30, (40, 62): 30, (63, 67): 20, (68, 92): 20}


def foyers(graine: int, annee: int, nombre: int) -> list[Foyer]:
    """`nombre` households that only the seed and the year decide."""
    hasard = Random(f"{graine}/{annee}")  # noqa: S311 - a sample, not a secret
    return [_foyer(hasard, annee) for _ in range(nombre)]


def _foyer(hasard: Random, annee: int) -> Foyer:
    situation = _un(hasard, SITUATIONS)
    ages = [hasard.randint(*_un(hasard, AGES)) for _ in range(1 + (situation in "MO"))]
    pac = _pac(hasard)
    declaration: dict[str, int] = {}
    for lettre, age in zip("AB", ages, strict=False):
        declaration |= _revenus(hasard, lettre, retraite=age >= 62)
    for case in ("6GU", "6EL"):
        declaration[case] = _parfois(hasard, 8, hasard.randint(100, 9_000))
    return Foyer(
        situation,
        {case: montant for case, montant in declaration.items() if montant},
        {lettre: compte for lettre, compte in pac.items() if compte},
        _cases(hasard, situation, pac, max(ages)),
        tuple(annee - age for age in ages),
        _un(hasard, DEPARTEMENTS),
    )


def _un(hasard: Random, poids: Mapping[T, int]) -> T:
    return hasard.choices(list(poids), list(poids.values()))[0]


def _parfois(hasard: Random, chances: int, montant: int) -> int:
    """`montant`, `chances` times out of a hundred."""
    return montant if hasard.randrange(100) < chances else 0


def _revenus(hasard: Random, lettre: str, *, retraite: bool) -> dict[str, int]:
    """Boxes of one person: wages or pensions, now and then unemployment, alimony, and real expenses above or below the 10 %."""
    principal = hasard.randint(*_un(hasard, TRANCHES))
    pension = principal if retraite != (hasard.randrange(10) == 0) else 0
    salaire = principal - pension
    return {
        f"1{lettre}J": salaire,
        f"1{lettre}P": _parfois(hasard, 12, hasard.randint(200, 18_000)),
        f"1{lettre}S": pension or _parfois(hasard, 4, hasard.randint(200, 9_000)),
        f"1{lettre}O": _parfois(hasard, 8, hasard.randint(300, 9_000)),
        f"1{lettre}K": _parfois(hasard, 12, _frais(hasard, salaire)),
    }


def _frais(hasard: Random, salaire: int) -> int:
    """Real expenses of somebody who has wages: mostly a part of them, now and then far more than all of them.

    Expenses above the wages but under the minimum of the 10 % are not drawn: no source says which of the two wins.
    """
    if not salaire:
        return 0
    return (
        hasard.randint(salaire + 600, salaire + 9_000) if hasard.randrange(12) == 0 else hasard.randint(0, salaire // 4)
    )


def _pac(hasard: Random) -> dict[str, int]:
    """Dependants by letter; cards (G, I) are among the children, exclusive or shared."""
    enfants = _un(hasard, {0: 55, 1: 18, 2: 16, 3: 8, 4: 3})
    alternes = _un(hasard, {0: 86, 1: 8, 2: 5, 3: 1})
    return {
        "F": enfants,
        "G": _parfois(hasard, 10, hasard.randint(0, enfants)),
        "H": alternes,
        "I": _parfois(hasard, 15, hasard.randint(0, alternes)),
        "J": _parfois(hasard, 6, hasard.randint(1, 2)),
        "N": _parfois(hasard, 4, 1),
        "R": _parfois(hasard, 4, 1),
    }


def _cases(hasard: Random, situation: str, pac: Mapping[str, int], age: int) -> frozenset[str]:
    """Letters that such a household may tick."""
    seul, charge = situation in "CDV", any(pac[lettre] for lettre in "FHJR")
    possibles = {
        "T": 55 * (situation in "CD" and charge),
        "L": 20 * seul,
        "N": 8 * seul,
        "P": 6,
        "F": 6 * (not seul),
        "W": 20 * (seul and age >= 74),
        "S": 20 * (not seul and age >= 74),
    }
    return frozenset(case for case, chances in possibles.items() if hasard.randrange(100) < chances)
