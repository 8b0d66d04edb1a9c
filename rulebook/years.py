"""Income years: the day from which each is served. Which ones a contract opens is in `tax_scopes`. Source: `documents.presentation`."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

# Income year → the day, in Paris, from which it is served, as the functional presentation v2.9 §8 gives it.
STATED: Mapping[int, date] = MappingProxyType({2023: date(2024, 7, 22), 2024: date(2025, 7, 22)})


def taxation_day(annee: int) -> date:
    """The day, in Paris, from which income year `annee` is served; a year that no source gives is assumed to be alike."""
    return STATED.get(annee) or date(annee + 1, 7, 22)
