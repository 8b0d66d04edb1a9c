"""Sends PKCE, as its library does by default: FranceConnect refuses unknown parameters."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import authorization
from reference_client.authorization import Pending
from reference_client.practice import CAREFUL
from reference_client.settings import Settings


def with_pkce(settings: Settings, pending: Pending) -> Mapping[str, str]:
    """The careful query, altered."""
    careful = authorization.parameters(settings, pending)
    return {**careful, "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "code_challenge_method": "S256"}


MEMBER = Member(
    duty="FS-PARAM-01",
    module="fs-parcours",
    fr="Il envoie `code_challenge`, que FranceConnect refuse.",
    en="It sends `code_challenge`, which FranceConnect refuses.",
    practice=replace(CAREFUL, authorization_parameters=with_pkce),
)
