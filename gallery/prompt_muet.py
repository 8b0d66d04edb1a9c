"""Hopes that nobody need be asked anything: FranceConnect refuses it."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import authorization
from reference_client.authorization import Pending
from reference_client.practice import CAREFUL
from reference_client.settings import Settings


def silently(settings: Settings, pending: Pending) -> Mapping[str, str]:
    """The careful query, altered."""
    careful = authorization.parameters(settings, pending)
    return {**careful, "prompt": "none"}


MEMBER = Member(
    duty="FS-PROMPT-01",
    module="fs-parcours",
    fr="Il envoie `prompt=none`.",
    en="It sends `prompt=none`.",
    practice=replace(CAREFUL, authorization_parameters=silently),
)
