"""Swallows the failures of the tax API, and takes them for no income."""

from dataclasses import replace

from gallery.member import Member
from reference_client import impot
from reference_client.impot import Fields
from reference_client.practice import CAREFUL


def zero_when_down(status: int, content: bytes) -> Fields:
    """The figures, or nothing at all."""
    return {"rfr": 0, "nbPart": 1} if status >= 500 else impot.read(status, content)


MEMBER = Member(
    duty="API-ERREUR-01",
    module="api-panne",
    fr="Il prend une panne de l’API pour une absence de revenus.",
    en="It takes a failure of the API for an absence of income.",
    practice=replace(CAREFUL, read_assiette=zero_when_down),
)
