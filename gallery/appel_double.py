"""Asks twice for a notice that it was given."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from gallery.member import Member
from reference_client import consultation
from reference_client.consultation import Answer
from reference_client.impot import Person
from reference_client.practice import CAREFUL


async def twice(person: Person, question: Callable[[Person], Awaitable[Answer]], seconds: float) -> Answer:
    """The second answer."""
    await consultation.consult(person, question, seconds)
    return await consultation.consult(person, question, seconds)


MEMBER = Member(
    duty="API-QUOTA-02",
    module="fs-parcours",
    fr="Il refait un appel qui a eu sa réponse.",
    en="It makes again a call that was answered.",
    practice=replace(CAREFUL, consult=twice),
)
