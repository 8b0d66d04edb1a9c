"""Asks FranceConnect for a level that only FranceConnect+ gives."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import authorization
from reference_client.authorization import Pending
from reference_client.practice import CAREFUL
from reference_client.settings import Settings


def substantial(settings: Settings, pending: Pending) -> Mapping[str, str]:
    """The careful query, altered."""
    careful = authorization.parameters(settings, pending)
    return {**careful, "acr_values": "eidas2"}


MEMBER = Member(
    duty="FS-ACR-02",
    module="fs-parcours",
    fr="Il demande à FranceConnect un niveau de FranceConnect+.",
    en="It asks FranceConnect for a level of FranceConnect+.",
    practice=replace(CAREFUL, authorization_parameters=substantial),
)
