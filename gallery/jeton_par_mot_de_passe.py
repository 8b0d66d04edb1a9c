"""Asks for the gateway's token under a grant that is not open."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import apim
from reference_client.practice import CAREFUL


def by_password(scope: str) -> Mapping[str, str]:
    """The careful form, altered."""
    return {**apim.form(scope), "grant_type": "password"}


MEMBER = Member(
    duty="API-JETON-03",
    module="fs-parcours",
    fr="Il demande le jeton de la passerelle par `grant_type=password`.",
    en="It asks for the gateway's token with `grant_type=password`.",
    practice=replace(CAREFUL, gateway_form=by_password),
)
