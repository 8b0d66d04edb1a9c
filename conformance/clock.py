"""What time it is elsewhere, as an answer tells it."""

import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

from conformance.limits import Limits
from rulebook.source import Text


def ahead(date: str | None) -> float | None:
    """How many seconds the `Date` header of an answer just received is ahead of this machine."""
    try:
        return None if date is None else parsedate_to_datetime(date).timestamp() - time.time()
    except (ValueError, OverflowError):
        return None


def ahead_by(now: object, asked: float, answered: float) -> float:
    """How many seconds another clock is ahead of this one: it said `now` between the two instants.

    0 unless that proves that they differ: on one machine, what would be measured is how long the answer took.
    """
    if not isinstance(now, float) or asked <= now <= answered:
        return 0.0
    return now - (asked + answered) / 2


def apart(whose: Text, seconds: float | None, limits: Limits) -> Iterator[Text]:
    """A clock that differs from this machine's: tokens would be born in the future there, or be dead already."""
    if seconds is None or abs(seconds) <= limits.skew:
        return
    way = ("en avance", "fast") if seconds > 0 else ("en retard", "slow")
    by, most = f"{abs(seconds):.0f} s", f"{limits.skew:.0f} s"
    yield Text(
        f"{whose.fr} est {way[0]} de {by} sur cette machine, au plus {most} attendues : mettez les horloges à "
        "l'heure (NTP), sinon les jetons seront périmés, ou pas encore valables.",
        f"{whose.en} is {by} {way[1]} by this machine's clock, at most {most} expected: set the clocks (NTP), "
        "else tokens will be expired, or not valid yet.",
    )
