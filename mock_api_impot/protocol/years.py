"""Which income years a contract opens, at this instant of this calendar."""

from collections.abc import Iterable

from rulebook.formats.habilitation import ApiImpot
from rulebook.years import opened
from simulator.calendar import Calendar


def calendar_for(contract: ApiImpot | None, space: Calendar, lease: Calendar) -> Calendar:
    """The calendar of a call: what the tester leased, over what the contract states, over the space's."""
    stated = contract.calendar if contract else {}
    own = Calendar({int(annee): instant for annee, instant in stated.items()})
    return lease.over(own.over(space))


def is_not_taxed_yet(calendar: Calendar, annee: int, now: float) -> bool:
    """Whether that year's notices do not exist yet: this year's and later ones never do."""
    return annee >= calendar.moment(now).year or (calendar.is_served(annee, now) and not calendar.is_taxed(annee, now))


def is_too_old(calendar: Calendar, annee: int, now: float) -> bool:
    """Whether that year has left the four that are served."""
    return annee < calendar.moment(now).year and not calendar.is_served(annee, now)


def contracted(scopes: Iterable[str], calendar: Calendar, now: float) -> frozenset[int]:
    """Income years that `scopes` open: the last one taxed, the one before, the one before that."""
    return opened(scopes, calendar.last_taxed(now))
