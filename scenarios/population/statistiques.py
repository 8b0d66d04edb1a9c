"""How tables of figures become draws: an event by its probability, a value by its weight, an amount by its rank; integers only."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from scenarios.population.tirage import UN
from scenarios.population.urne import Urne


class Quantiles:
    """An amount by its rank: pairs of ten-thousandths and amounts, straight lines between them."""

    __slots__ = ("_montants", "_seuils")

    def __init__(self, couples: Iterable[tuple[int, int]]) -> None:
        rangs, montants = zip(*couples, strict=True)
        self._seuils = [rang * UN // 10_000 for rang in rangs]
        self._montants: tuple[int, ...] = montants

    def __call__(self, de: int) -> int:
        """The amount at that rank."""
        seuils, montants = self._seuils, self._montants
        i = bisect_right(seuils, de)
        bas, haut = seuils[i - 1], seuils[i]
        montant: int = montants[i - 1] + (montants[i] - montants[i - 1]) * (de - bas) // (haut - bas)
        return montant


def choix(couples: Iterable[tuple[int, Any]]) -> Urne[Any]:
    """An urn as the tables write it: weight first, then value."""
    return Urne((valeur, poids) for poids, valeur in couples)


def part(dix_milliemes: int) -> int:
    """The draw under which an event of that probability happens."""
    return dix_milliemes * UN // 10_000
