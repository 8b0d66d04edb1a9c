"""Knows a year without a notice by the French sentence that says so."""

from dataclasses import replace

from gallery.member import Member
from reference_client import impot
from reference_client.impot import Fields
from reference_client.outcome import Kind, Trouble
from reference_client.practice import CAREFUL

SENTENCE = "Aucune donnée pour ce contribuable et cette année"


def by_its_sentence(status: int, content: bytes) -> Fields:
    """The figures; "nothing for this year" is believed in these words only."""
    try:
        return impot.read(status, content)
    except Trouble as trouble:
        if trouble.kind is Kind.NO_YEAR and SENTENCE not in content.decode(errors="replace"):
            raise Trouble(Kind.API_ANSWER) from None
        raise


MEMBER = Member(
    duty="API-ERREUR-05",
    module="api-message-autre",
    fr="Il reconnaît une année sans avis à sa phrase, non à son code.",
    en="It knows a year without a notice by its sentence, not by its code.",
    practice=replace(CAREFUL, read_assiette=by_its_sentence),
)
