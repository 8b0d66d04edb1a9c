"""Asks for a token in the address instead of a code."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import authorization
from reference_client.authorization import Pending
from reference_client.practice import CAREFUL
from reference_client.settings import Settings


def with_a_token(settings: Settings, pending: Pending) -> Mapping[str, str]:
    """The careful query, altered."""
    careful = authorization.parameters(settings, pending)
    return {**careful, "response_type": "token"}


MEMBER = Member(
    duty="FS-CODE-01",
    module="fs-parcours",
    fr="Il demande un jeton dans l’adresse au lieu d’un code.",
    en="It asks for a token in the address instead of a code.",
    practice=replace(CAREFUL, authorization_parameters=with_a_token),
)
