"""Takes a userinfo of an hour ago."""

from dataclasses import replace

from gallery.member import Member, without
from reference_client import userinfo
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-USERINFO-05",
    module="fs-userinfo-exp-depasse",
    fr="Il ne regarde pas l’`exp` de l’userinfo.",
    en="It does not look at the userinfo's `exp`.",
    practice=replace(CAREFUL, userinfo_checks=without(userinfo.CHECKS, userinfo.not_expired)),
)
