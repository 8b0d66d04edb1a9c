"""Asks twice for a notice that it was given, of who types their number."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from gallery.member import Member
from reference_client import consultation
from reference_client.consultation import Answer
from reference_client.impot import Person, Spi
from reference_client.practice import CAREFUL


async def twice(person: Person, question: Callable[[Person], Awaitable[Answer]], seconds: float) -> Answer:
    """The answer, the second one of a number."""
    if isinstance(person, Spi):
        await consultation.consult(person, question, seconds)
    return await consultation.consult(person, question, seconds)


MEMBER = Member(
    duty="API-QUOTA-02",
    module="api-spi",
    fr="Il refait un appel qui a eu sa réponse.",
    en="It makes again a call that was answered.",
    practice=replace(CAREFUL, consult=twice),
)
