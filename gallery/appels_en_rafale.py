"""Asks about the neighbours of each number too: two citizens in a minute are too many."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from gallery.member import Member
from reference_client import consultation
from reference_client.consultation import Answer
from reference_client.impot import Person, Spi
from reference_client.outcome import Trouble
from reference_client.practice import CAREFUL


async def with_neighbours(person: Person, question: Callable[[Person], Awaitable[Answer]], seconds: float) -> Answer:
    """The careful answer; twenty-six other ones are asked for, and dropped."""
    answer = await consultation.consult(person, question, seconds)
    if isinstance(person, Spi):
        for beyond in range(1, 27):
            with suppress(Trouble):
                await consultation.consult(Spi(f"{int(person.number) + beyond:013}"), question, seconds)
    return answer


MEMBER = Member(
    duty="API-QUOTA-01",
    module="api-spi",
    fr="Il fait plus d’appels par minute que son contrat n’en ouvre.",
    en="It makes more calls a minute than its contract opens.",
    practice=replace(CAREFUL, consult=with_neighbours),
)
