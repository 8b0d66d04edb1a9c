"""Takes an id_token of any issuer."""

from dataclasses import replace

from gallery.member import Member, without
from reference_client import id_token
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-ISS-02",
    module="fs-iss-etranger",
    fr="Il ne regarde pas qui a émis l’id_token (`iss`).",
    en="It does not look at who issued the id_token (`iss`).",
    practice=replace(CAREFUL, id_token_checks=without(id_token.CHECKS, id_token.issuer_is_franceconnect)),
)
