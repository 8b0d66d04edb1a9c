"""Which income years to ask: the last one, and if it is not taxed yet the one before, and no other."""

from collections.abc import Awaitable, Callable
from datetime import date

from reference_client.impot import Fields
from reference_client.outcome import Kind, Trouble

Ask = Callable[[int], Awaitable[Fields]]


def to_ask(today: date) -> tuple[int, ...]:
    """Last year then the year before: notices come out in summer, on a day that changes, so no month is compared."""
    return (today.year - 1, today.year - 2)


async def latest(years: tuple[int, ...], ask: Ask) -> tuple[int, Fields]:
    """The first year already taxed. Only "nothing for this year" leads to the next one: any other error stops here."""
    for annee in years:
        try:
            return annee, await ask(annee)
        except Trouble as trouble:
            if trouble.kind is not Kind.NO_YEAR:
                raise
    raise Trouble(Kind.NO_YEAR)
