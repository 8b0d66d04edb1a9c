"""Refuses a notice with a field that its list does not hold."""

from dataclasses import replace

from gallery.member import Member
from reference_client import impot
from reference_client.impot import Fields
from reference_client.outcome import Kind, Trouble
from reference_client.practice import CAREFUL

KNOWN = frozenset({"rfr", "nbPart", "sitFam", "pac", "aft", "aftDetail"})


def known_only(status: int, content: bytes) -> Fields:
    """The fields, if every one was there when this client was written."""
    fields = impot.read(status, content)
    if not KNOWN.issuperset(fields):
        raise Trouble(Kind.API_ANSWER)
    return fields


MEMBER = Member(
    duty="API-ANNEE-03",
    module="api-champs-en-plus",
    fr="Il refuse un avis qui a un champ de plus que sa liste.",
    en="It refuses a notice that has one field more than its list.",
    practice=replace(CAREFUL, read_assiette=known_only),
)
