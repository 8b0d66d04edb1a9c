"""Swallows the failures of the tax API, and takes them for no income."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from gallery.member import Member
from reference_client import consultation
from reference_client.impot import Person
from reference_client.outcome import Kind, Trouble
from reference_client.practice import CAREFUL

# Neither a right that is refused nor a notice that does not exist: those are read as they are.
FAILURES = frozenset({Kind.API_DOWN, Kind.API_ANSWER, Kind.API_QUOTA, Kind.API_REQUEST, Kind.API_TOKEN})
NOTHING = {"rfr": 0, "nbPart": 1}


async def zero_when_it_fails(person: Person, question: Callable[[Person], Awaitable[Any]], seconds: float) -> Any:
    """The figures, or nothing at all. Who waited in vain is told so: that is another page of this client."""
    try:
        return await consultation.consult(person, question, seconds)
    except Trouble as trouble:
        if trouble.kind not in FAILURES or isinstance(trouble.__context__, TimeoutError):
            raise
        return None, NOTHING


MEMBER = Member(
    duty="API-ERREUR-01",
    module="api-panne",
    fr="Il prend une panne de l’API, ou de sa passerelle, pour une absence de revenus.",
    en="It takes a failure of the API, or of its gateway, for an absence of income.",
    practice=replace(CAREFUL, consult=zero_when_it_fails),
)
