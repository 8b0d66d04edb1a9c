"""Asks for a gateway token that would open more than its contract."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import apim
from reference_client.practice import CAREFUL


def for_more(scope: str) -> Mapping[str, str]:
    """The careful form, altered."""
    return {**apim.form(scope), "scope": f"{scope} RessourceIFI"}


MEMBER = Member(
    duty="API-JETON-04",
    module="fs-parcours",
    fr="Son jeton de passerelle vise une ressource hors de son contrat.",
    en="Its gateway token aims at a resource outside its contract.",
    practice=replace(CAREFUL, gateway_form=for_more),
)
