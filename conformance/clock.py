"""What time it is elsewhere, as an answer tells it."""

import time
from collections.abc import Iterable, Iterator
from email.utils import parsedate_to_datetime

from conformance.journey import STOPS, Journey
from conformance.limits import Limits
from rulebook.formats.exchange import Exchange
from rulebook.source import Text

Headers = Iterable[tuple[str, str]]
_GRAIN = 3.0  # seconds that a date may be late: it tells whole ones, and servers write it anew each second, or a little later


def ahead(headers: Headers) -> float | None:
    """How many seconds ahead of this machine is who answered just now with these headers; None when they do not say."""
    said = _dated(headers)
    return None if said is None else said - time.time()


def _dated(headers: Headers) -> float | None:
    """The instant (epoch seconds) that an answer tells; a cache's is that of the day when it was kept."""
    said = {name.lower(): value for name, value in headers}
    try:
        return None if "age" in said or "date" not in said else parsedate_to_datetime(said["date"]).timestamp()
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


def refused_by_clock(journey: Journey) -> tuple[Text, ...]:
    """A client that stops once it has tokens, its clock and FranceConnect's being proven apart: they tell when they begin and end.

    By less than makes tokens worthless for everybody (`apart`), and by more than such a client puts up with.
    """
    stops = journey.observations and journey.observations[-1].oracle in STOPS and journey.token_exchanges()
    if not stops or any(e.refused_by for e in journey.exchanges):
        return ()
    seen = [e for e in journey.exchanges if e.by == "driver" and e.endpoint == "franceconnect"]
    client, franceconnect = _between(journey.client_pages()), _between(seen)
    if client is None or franceconnect is None:
        return ()
    if max(client[0] - franceconnect[1], franceconnect[0] - client[1]) <= 0:
        return ()
    by = (sum(client) - sum(franceconnect)) / 2
    way = ("en avance", "fast") if by > 0 else ("en retard", "slow")
    return (
        Text(
            f"Le client s'arrête une fois servi, et son horloge est {way[0]} de {abs(by):.0f} s sur celle de FranceConnect : mettez les "
            "horloges à l'heure (NTP), ou laissez-lui quelques secondes de tolérance sur les dates des jetons.",
            f"The client stops once it is served, and its clock is {abs(by):.0f} s {way[1]} by FranceConnect's: set the clocks (NTP), or "
            "let it put up with a few seconds in the dates of tokens.",
        ),
    )


def _between(exchanges: Iterable[Exchange]) -> tuple[float, float] | None:
    """How many seconds, at least and at most, who answered is ahead of this machine; None when it does not say, or contradicts itself."""
    least, most = float("-inf"), float("inf")
    for exchange in exchanges:
        if (said := _dated(exchange.response.headers)) is not None:
            least = max(least, said - exchange.at - exchange.duration_ms / 1000)
            most = min(most, said + _GRAIN - exchange.at)
    return (least, most) if float("-inf") < least <= most else None
