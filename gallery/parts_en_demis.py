"""Counts parts by halves: the quarter of a child whom two households share is nonsense to it."""

from dataclasses import replace
from decimal import Decimal

from gallery.member import Member
from reference_client import impot
from reference_client.impot import Fields
from reference_client.outcome import Kind, Trouble
from reference_client.practice import CAREFUL

HALF = Decimal("0.5")


def by_halves(status: int, content: bytes) -> Fields:
    """The figures, when the parts are whole or half ones."""
    fields = impot.read(status, content)
    parts = fields.get("nbPart")
    if isinstance(parts, Decimal) and parts % HALF:
        raise Trouble(Kind.API_ANSWER)
    return fields


MEMBER = Member(
    duty="API-AVIS-01",
    module="api-quarts-de-part",
    fr="Il compte les parts par demies : un quart de part l’arrête.",
    en="It counts parts by halves: a quarter of a part stops it.",
    practice=replace(CAREFUL, read_assiette=by_halves),
)
