"""Which income years a contract opens, at this instant of this calendar."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone

from rulebook.constraint import ANNEE
from rulebook.fields import YEARS_BY_SCOPE
from rulebook.formats.habilitation import ApiImpot
from simulator.calendar import Calendar

_PARIS_IN_SUMMER = timezone(timedelta(hours=2))


def calendar_for(contract: ApiImpot | None, space: Calendar, lease: Calendar) -> Calendar:
    """The calendar of a call: what the tester leased, over what the contract states, over the space's."""
    stated: Mapping[str, datetime] = contract.calendar if contract else {}
    taxation = {int(annee): _aware(instant) for annee, instant in stated.items() if ANNEE.accepts(annee)}
    return lease.over(Calendar(taxation).over(space))


def _aware(instant: datetime) -> datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=_PARIS_IN_SUMMER)


def is_not_taxed_yet(calendar: Calendar, annee: int, now: float) -> bool:
    """Whether that year's notices do not exist yet: this year's and later ones never do."""
    return annee >= calendar.moment(now).year or (calendar.is_served(annee, now) and not calendar.is_taxed(annee, now))


def is_too_old(calendar: Calendar, annee: int, now: float) -> bool:
    """Whether that year has left the four that are served."""
    return annee < calendar.moment(now).year and not calendar.is_served(annee, now)


def contracted(scopes: Iterable[str], calendar: Calendar, now: float) -> frozenset[int]:
    """Income years that `scopes` open: the last one taxed, the one before, the one before that."""
    last = calendar.last_taxed(now)
    return frozenset(last - YEARS_BY_SCOPE[scope] for scope in scopes if scope in YEARS_BY_SCOPE)
