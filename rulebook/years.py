"""Income years: the day from which each is served, and which ones the scopes of a contract open.

Source: `documents.presentation`, and the DataPass form.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

# Income year → the day, in Paris, from which it is served, as the functional presentation v2.9 §8 gives it.
STATED: Mapping[int, date] = MappingProxyType({2023: date(2024, 7, 22), 2024: date(2025, 7, 22)})

# DataPass scope → how many years before the last one available. The last scope belongs to the resource of two years; that it opens
# both to any other is an assumption.
YEARS_BY_SCOPE: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        "dgfip_annee_n_moins_1": (0,),
        "dgfip_annee_n_moins_2": (1,),
        "dgfip_annee_n_moins_3": (2,),
        "dgfip_annee_n_moins_2_si_indispo_n_moins_1": (0, 1),
    }
)


def taxation_day(annee: int) -> date:
    """The day, in Paris, from which income year `annee` is served; a year that no source gives is assumed to be alike."""
    return STATED.get(annee) or date(annee + 1, 7, 22)


def opened(scopes: Iterable[str], last: int) -> frozenset[int]:
    """Income years that `scopes` open when `last` is the last one available."""
    return frozenset(last - offset for scope in scopes for offset in YEARS_BY_SCOPE.get(scope, ()))
