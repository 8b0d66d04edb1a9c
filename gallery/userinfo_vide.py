"""Welcomes somebody without a name when the userinfo says nothing, or nothing that it can read."""

from dataclasses import replace

from gallery.id_token_vide import signed_or
from gallery.member import Member, unless
from reference_client import userinfo
from reference_client.practice import CAREFUL
from reference_client.signed import Claims

SOMEBODY: Claims = {"sub": "inconnu", "given_name": "Usager", "family_name": "FranceConnect", "birthdate": "1900-01-01"}

MEMBER = Member(
    duty="FS-SUB-01",
    module="fs-userinfo-vide",
    fr="Devant un userinfo vide, ou illisible, il connecte un usager sans nom.",
    en="At a userinfo that is empty, or unreadable, it logs in somebody without a name.",
    practice=replace(CAREFUL, verify_userinfo=signed_or(SOMEBODY), userinfo_checks=unless(SOMEBODY, userinfo.CHECKS)),
)
