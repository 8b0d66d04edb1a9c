"""Decides about nobody: when a civil status finds no one, it takes a household without an income instead of asking for more."""

from dataclasses import replace

from gallery.member import Member
from reference_client import sfip
from reference_client.impot import Fields
from reference_client.outcome import Kind, Trouble
from reference_client.practice import CAREFUL


def somebody_anyway(status: int, content: bytes) -> Fields:
    """The figures, or those of a household that is made up."""
    try:
        return sfip.read(status, content)
    except Trouble as trouble:
        if trouble.kind is Kind.NOT_FOUND_BY_NAME:
            return {"rfr": 0, "nbPart": 1}
        raise


MEMBER = Member(
    duty="API-ETATCIVIL-02",
    module="api-etat-civil-personne",
    fr="Quand l’état civil ne désigne personne, il décide pour un foyer sans revenu au lieu de demander mieux.",
    en="When the civil status names nobody, it decides for a household without income instead of asking for more.",
    practice=replace(CAREFUL, read_sfip=somebody_anyway),
)
