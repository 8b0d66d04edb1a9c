"""Takes an id_token that does not hold yet."""

from dataclasses import replace

from gallery.member import Member, without
from reference_client import id_token
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-EXP-02",
    module="fs-nbf-futur",
    fr="Il ne regarde pas à partir de quand l’id_token vaut (`nbf`).",
    en="It does not look at when the id_token begins to hold (`nbf`).",
    practice=replace(CAREFUL, id_token_checks=without(id_token.CHECKS, id_token.holds_already)),
)
