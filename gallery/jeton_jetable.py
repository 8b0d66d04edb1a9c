"""Asks a gateway token for each call."""

from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="API-JETON-02",
    module="fs-parcours",
    fr="Il demande un jeton de passerelle à chaque appel.",
    en="It asks for a gateway token with each call.",
    practice=replace(CAREFUL, gateway_token_life=lambda _expires_in: 0.0),
)
