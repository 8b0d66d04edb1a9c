"""Takes an id_token of any age."""

from dataclasses import replace

from gallery.member import Member, without
from reference_client import id_token
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-EXP-01",
    module="fs-exp-depasse",
    fr="Il ne regarde pas les dates de l’id_token (`exp`, `iat`).",
    en="It does not look at the dates of the id_token (`exp`, `iat`).",
    practice=replace(CAREFUL, id_token_checks=without(id_token.CHECKS, id_token.not_expired, id_token.issued_recently)),
)
