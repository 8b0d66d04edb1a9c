"""Does not say the level of assurance that it wants."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import authorization
from reference_client.authorization import Pending
from reference_client.practice import CAREFUL
from reference_client.settings import Settings


def without_level(settings: Settings, pending: Pending) -> Mapping[str, str]:
    """The careful query, altered."""
    careful = authorization.parameters(settings, pending)
    return {name: value for name, value in careful.items() if name != "acr_values"}


MEMBER = Member(
    duty="FS-ACR-01",
    module="fs-parcours",
    fr="Il n’envoie pas `acr_values`.",
    en="It does not send `acr_values`.",
    practice=replace(CAREFUL, authorization_parameters=without_level),
)
