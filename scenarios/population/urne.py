"""An urn: values drawn in proportion to whole weights."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Urne(Generic[T]):
    """Values with their weights, one value per draw."""

    def __init__(self, poids: Iterable[tuple[T, int]]) -> None:
        valeurs, mesures = zip(*poids, strict=True)
        self.valeurs: tuple[T, ...] = valeurs
        self._bornes = list(accumulate(mesures))
        self._total = self._bornes[-1]

    def __call__(self, tirage: int) -> T:
        """The value that a draw in [0, 2³²) falls on."""
        return self.valeurs[bisect_right(self._bornes, tirage * self._total >> 32)]
