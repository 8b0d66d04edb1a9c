"""Which income years a contract opens on a given day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from rulebook.fields import YEARS_BY_SCOPE
from rulebook.formats.habilitation import ApiImpot

# The functional presentation (v2.9, §8) gives 22 July for two years running; other years are assumed alike.
_TAXATION_DAY = (7, 22)


def open_years(contract: ApiImpot, today: date, late: int | None = None) -> frozenset[int]:
    """Years that the contract's scopes name, counted from the last civil year and from the last one taxed.

    Both, because nobody may know that a year is not taxed yet but by asking. `late` is a year that a module made untaxed.
    """
    bases = {today.year - 1, _last_taxed(contract, today, late)}
    return frozenset(base - offset for base in bases for offset in _offsets(contract))


def _offsets(contract: ApiImpot) -> Iterator[int]:
    for scope in contract.scopes:
        if scope in YEARS_BY_SCOPE:
            yield YEARS_BY_SCOPE[scope]
        elif scope == "dgfip_annee_n_moins_2_si_indispo_n_moins_1":
            yield from (0, 1)


def _last_taxed(contract: ApiImpot, today: date, late: int | None) -> int:
    annee = today.year - 1
    while annee == late or not _is_taxed(contract, annee, today):
        annee -= 1
    return annee


def _is_taxed(contract: ApiImpot, annee: int, today: date) -> bool:
    stated = contract.calendar.get(str(annee))
    return (stated.date() if stated else date(annee + 1, *_TAXATION_DAY)) <= today


def day(now: float) -> date:
    """The day of an instant (epoch seconds)."""
    return datetime.fromtimestamp(now, UTC).date()
