"""Takes the userinfo of somebody else."""

from dataclasses import replace

from gallery.member import Member, without
from reference_client import userinfo
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-SUB-01",
    module="fs-userinfo-sub-etranger",
    fr="Il ne compare pas le `sub` de l’userinfo à celui de l’id_token.",
    en="It does not compare the userinfo's `sub` with the id_token's.",
    practice=replace(CAREFUL, userinfo_checks=without(userinfo.CHECKS, userinfo.same_person)),
)
