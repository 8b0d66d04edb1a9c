"""Never looks at who wrote the userinfo, nor at whom it is meant for."""

from dataclasses import replace

from gallery.member import Member, without
from reference_client import id_token, userinfo
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-USERINFO-04",
    module="fs-userinfo-aud-etranger",
    fr="Il ne vérifie ni qui a émis l’userinfo (`iss`), ni à qui il est destiné (`aud`).",
    en="It checks neither who issued the userinfo (`iss`), nor whom it is meant for (`aud`).",
    practice=replace(
        CAREFUL,
        userinfo_checks=without(userinfo.CHECKS, id_token.issuer_is_franceconnect, id_token.audience_is_us),
    ),
)
