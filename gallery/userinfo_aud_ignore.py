"""Never looks at whom the userinfo is meant for."""

from dataclasses import replace

from gallery.member import Member, without
from reference_client import id_token, userinfo
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-USERINFO-04",
    module="fs-userinfo-aud-etranger",
    fr="Il ne vérifie pas à qui l’userinfo est destiné (`aud`).",
    en="It does not check whom the userinfo is meant for (`aud`).",
    practice=replace(CAREFUL, userinfo_checks=without(userinfo.CHECKS, id_token.audience_is_us)),
)
