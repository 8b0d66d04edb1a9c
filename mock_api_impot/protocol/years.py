"""Which income years a contract opens, and which notices exist, at this instant of this calendar."""

import itertools
from collections.abc import Callable, Iterable
from datetime import date, datetime

from rulebook.formats.habilitation import ApiImpot
from scenarios.tax_file import Notice, TaxFile
from simulator.calendar import Calendar, midnight

_Period = tuple[date | None, date | None]


def calendar_for(contract: ApiImpot, space: Calendar, lease: Calendar) -> Calendar:
    """The calendar of a call: what the tester leased, over what the contract states, over the space's."""
    own = Calendar({int(annee): instant for annee, instant in contract.calendar.items()})
    return lease.over(own.over(space))


def is_not_taxed_yet(calendar: Calendar, annee: int, now: float) -> bool:
    """Whether that year's notices do not exist yet: this year's and later ones never do."""
    return annee >= calendar.year(now) or (calendar.is_served(annee, now) and not calendar.is_taxed(annee, now))


def is_too_old(calendar: Calendar, annee: int, now: float) -> bool:
    """Whether that year has left the four that are served."""
    return annee < calendar.year(now) and not calendar.is_served(annee, now)


def taxed(calendar: Calendar, now: float) -> tuple[int, ...]:
    """The served years that are taxed, the latest first."""
    last = calendar.year(now) - 1
    served = itertools.takewhile(lambda annee: calendar.is_served(annee, now), itertools.count(last, -1))
    return tuple(annee for annee in served if calendar.is_taxed(annee, now))


def latest(
    file_of: Callable[[int], TaxFile | None], asked: Iterable[int], calendar: Calendar, now: float
) -> tuple[Notice, ...]:
    """The last situation of the first of those years that has one; none of the later files is opened."""
    files = ((annee, file_of(annee)) for annee in asked)
    found = (last_situation(file, issued(file, calendar, annee, now)) for annee, file in files if file)
    return next(filter(None, found), ())


def last_situation(file: TaxFile, known: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """The notice of the last period of a year, among those `known` to be issued; none while it is not, even when an earlier one is."""
    begins = max((notice.debut or date.min for notice in file.notices), default=date.min)
    return tuple(notice for notice in known[-1:] if (notice.debut or date.min) == begins)


def issued(file: TaxFile, calendar: Calendar, annee: int, now: float) -> tuple[Notice, ...]:
    """The notices of that year that exist, in the order of their periods: of each the latest, since a corrective notice replaces the one before.

    An emission set in the calendar, for either declarant, replaces the day of the first notice; a corrective one never comes before.
    """
    late, moment = calendar.emitted_at(file.declarants, annee), calendar.moment(now)
    latest: dict[_Period, Notice] = {}
    first: set[_Period] = set()
    for notice in sorted(file.notices, key=lambda notice: notice.emission or date.min):
        period = (notice.debut, notice.fin)
        instant = _instant(notice, late, first=period not in first)
        first.add(period)
        if instant is None or instant <= moment:
            latest[period] = notice
    return tuple(sorted(latest.values(), key=lambda notice: notice.debut or date.min))


def _instant(notice: Notice, late: datetime | None, *, first: bool) -> datetime | None:
    """When that notice is issued; None: with everybody's."""
    own = midnight(notice.emission) if notice.emission else None
    if late is None or own is None:
        return late or own
    return late if first else max(late, own)
