"""Has the citizen's consent wait for more than the minute that it lives."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from gallery.member import Member
from reference_client import consultation
from reference_client.consultation import Answer
from reference_client.impot import Consent, Person
from reference_client.practice import CAREFUL


async def after_a_minute(person: Person, question: Callable[[Person], Awaitable[Answer]], seconds: float) -> Answer:
    """The careful question, too late."""
    if isinstance(person, Consent):
        await asyncio.sleep(61)
    return await consultation.consult(person, question, seconds)


MEMBER = Member(
    duty="API-JETON-FC-02",
    module="fs-parcours",
    fr="Il appelle l’API plus d’une minute après l’échange du code.",
    en="It calls the API more than a minute after the exchange of the code.",
    practice=replace(CAREFUL, consult=after_a_minute),
    page_within=70.0,
)
