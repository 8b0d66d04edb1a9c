"""Which income years to ask: the last one, and if it is not taxed yet the one before, and no other."""

from collections.abc import Awaitable, Callable
from datetime import date

from reference_client.impot import Fields
from reference_client.outcome import Kind, Trouble

Ask = Callable[[int], Awaitable[Fields]]


def to_ask(today: date) -> tuple[int, ...]:
    """Last year then the year before: notices come out in summer, on a day that changes, so no month is compared."""
    return (today.year - 1, today.year - 2)


def leads_to_the_year_before(kind: Kind) -> bool:
    """Whether another year may be asked: only after "nothing for this year". A fault says nothing about the year."""
    return kind is Kind.NO_YEAR


async def latest(
    years: tuple[int, ...], ask: Ask, leads_on: Callable[[Kind], bool] = leads_to_the_year_before
) -> tuple[int, Fields]:
    """The first year already taxed; an error that does not lead on stops here."""
    for annee in years:
        try:
            return annee, await ask(annee)
        except Trouble as trouble:
            if not leads_on(trouble.kind):
                raise
    raise Trouble(Kind.NO_YEAR)
