"""Takes a right that the DGFiP refuses, or a notice that it does not have, for somebody without an income."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from gallery.member import Member
from gallery.panne_en_zero import NOTHING
from reference_client import consultation
from reference_client.impot import Person
from reference_client.outcome import Kind, Trouble
from reference_client.practice import CAREFUL

REFUSALS = frozenset({Kind.API_RIGHTS, Kind.NO_YEAR, Kind.NOTHING_GIVEN})


async def zero_when_refused(person: Person, question: Callable[[Person], Awaitable[Any]], seconds: float) -> Any:
    """The figures, or nothing at all once every year was refused."""
    try:
        return await consultation.consult(person, question, seconds)
    except Trouble as trouble:
        if trouble.kind not in REFUSALS:
            raise
        return None, NOTHING


MEMBER = Member(
    duty="API-ERREUR-02",
    module="api-droit-refuse",
    fr="Il prend un droit refusé (403), ou l’absence de tout avis (410), pour une absence de revenus.",
    en="It takes a refused right (403), or the absence of any notice (410), for an absence of income.",
    practice=replace(CAREFUL, consult=zero_when_refused),
)
