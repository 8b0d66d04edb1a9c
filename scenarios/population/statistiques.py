"""What is known of the population, as tables: the only module here that opens a file of figures about lives and incomes."""

import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any, Generic, TypeVar

from scenarios.population.tirage import UN

T = TypeVar("T")


class Choix(Generic[T]):
    """A value out of a few, each with its weight: a draw in [0, 2³²) decides."""

    __slots__ = ("_seuils", "_valeurs")

    def __init__(self, couples: Iterable[Sequence[Any]]) -> None:
        poids, valeurs = zip(*couples, strict=True)
        total = sum(poids)
        self._seuils = [round(cumul * UN / total) for cumul in accumulate(poids)][:-1]
        self._valeurs: tuple[T, ...] = valeurs

    def __call__(self, de: int) -> T:
        """The value of that draw."""
        return self._valeurs[bisect_right(self._seuils, de)]


class Quantiles:
    """An amount by its rank: pairs of ten-thousandths and amounts, straight lines between them, integers only."""

    __slots__ = ("_montants", "_seuils")

    def __init__(self, couples: Iterable[tuple[int, int]]) -> None:
        rangs, montants = zip(*couples, strict=True)
        self._seuils = [rang * UN // 10_000 for rang in rangs]
        self._montants = montants

    def __call__(self, de: int) -> int:
        """The amount at that rank."""
        seuils, montants = self._seuils, self._montants
        i = bisect_right(seuils, de)
        bas, haut = seuils[i - 1], seuils[i]
        return int(montants[i - 1] + (montants[i] - montants[i - 1]) * (de - bas) // (haut - bas))


def part(dix_milliemes: int) -> int:
    """The draw under which an event of that probability happens."""
    return dix_milliemes * UN // 10_000


@cache
def table(nom: str) -> dict[str, Any]:
    """One of the files of figures, as it is written."""
    fichier = files("scenarios.population") / "data" / f"{nom}.toml"
    return tomllib.loads(fichier.read_text(encoding="utf-8"))
