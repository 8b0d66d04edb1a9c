"""Reads a notice with zero for whatever is not in it."""

from dataclasses import replace

from gallery.member import Member
from reference_client import impot
from reference_client.impot import Fields
from reference_client.practice import CAREFUL


def with_zeros(status: int, content: bytes) -> Fields:
    """The figures, over zeros."""
    fields = {"rfr": 0, "nbPart": 1, **impot.read(status, content)}
    return {**fields, "rfr": fields["rfr"] or 0}


MEMBER = Member(
    duty="API-AVIS-01",
    module="api-revenu-absent",
    fr="Il prend un revenu absent de l’avis, ou dit `null`, pour un revenu de zéro.",
    en="It takes an income that is not in the notice, or that is `null` there, for an income of zero.",
    practice=replace(CAREFUL, read_assiette=with_zeros),
)
