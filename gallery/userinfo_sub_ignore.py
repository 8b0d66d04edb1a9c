"""Takes the userinfo of somebody else: it writes the id_token's `sub` over the one that came."""

from dataclasses import replace

from gallery.member import Member
from reference_client import userinfo
from reference_client.id_token import Check, Expected
from reference_client.practice import CAREFUL
from reference_client.signed import Claims


def taken_for_granted(claims: Claims, expected: Expected) -> bool:
    """Always: whoever this is about is said to be the person who logged in."""
    if isinstance(claims, dict):
        claims["sub"] = expected.subject
    return True


CHECKS: tuple[Check, ...] = tuple(
    taken_for_granted if check is userinfo.same_person else check for check in userinfo.CHECKS
)
MEMBER = Member(
    duty="FS-SUB-01",
    module="fs-userinfo-sub-etranger",
    fr="Il ne lit pas le `sub` de l’userinfo : il garde celui de l’id_token.",
    en="It does not read the userinfo's `sub`: it keeps the id_token's.",
    practice=replace(CAREFUL, userinfo_checks=CHECKS),
)
