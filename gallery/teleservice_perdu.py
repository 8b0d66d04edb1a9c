"""Sends `ID-Teleservice` with a hyphen, as its proxy likes it."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import impot
from reference_client.impot import Call
from reference_client.practice import CAREFUL


def hyphenated(call: Call) -> Mapping[str, str]:
    """The careful headers, without an underscore."""
    return {name.replace("_", "-"): value for name, value in impot.headers(call).items()}


MEMBER = Member(
    duty="API-TELESERVICE-01",
    module="fs-parcours",
    fr="Il écrit `ID-Teleservice` avec un trait d’union : l’en-tête attendu manque.",
    en="It writes `ID-Teleservice` with a hyphen: the expected header is missing.",
    practice=replace(CAREFUL, api_headers=hyphenated),
)
