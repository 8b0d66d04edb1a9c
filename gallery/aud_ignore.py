"""Takes an id_token meant for another client."""

from dataclasses import replace

from gallery.member import Member, without
from reference_client import id_token
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-AUD-01",
    module="fs-aud-etranger",
    fr="Il ne regarde pas à qui l’id_token est destiné (`aud`).",
    en="It does not look at whom the id_token is meant for (`aud`).",
    practice=replace(CAREFUL, id_token_checks=without(id_token.CHECKS, id_token.audience_is_us)),
)
