"""Which income years a contract opens on a given day."""

from datetime import UTC, date, datetime

from rulebook.formats.habilitation import ApiImpot
from rulebook.resources import ASSIETTES
from rulebook.tax_scopes import income_years
from rulebook.years import taxation_day


def open_years(contract: ApiImpot, today: date, late: int | None = None) -> frozenset[int]:
    """Years that the contract's scopes name, counted from the last civil year and from the last one taxed.

    Both, because nobody may know that a year is not taxed yet but by asking. `late` is a year that a module made untaxed.
    """
    lasts = (today.year - 1, _last_taxed(contract, today, late))
    return frozenset().union(*(income_years(contract.scopes, ASSIETTES, last) for last in lasts))


def _last_taxed(contract: ApiImpot, today: date, late: int | None) -> int:
    annee = today.year - 1
    while annee == late or not _is_taxed(contract, annee, today):
        annee -= 1
    return annee


def _is_taxed(contract: ApiImpot, annee: int, today: date) -> bool:
    stated = contract.calendar.get(str(annee))
    return (stated.date() if stated else taxation_day(annee)) <= today


def day(now: float) -> date:
    """The day of an instant (epoch seconds)."""
    return datetime.fromtimestamp(now, UTC).date()
