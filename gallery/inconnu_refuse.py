"""Refuses a userinfo that says more than it knows."""

from dataclasses import replace

from gallery.member import Member
from reference_client import userinfo
from reference_client.id_token import Expected
from reference_client.practice import CAREFUL
from reference_client.signed import Claims

KNOWN = frozenset({*userinfo.MEMBERS, "given_name_array", "iss", "aud", "exp", "iat"})


def nothing_more(claims: Claims, expected: Expected) -> bool:
    """Whether every member is one that we know."""
    del expected
    return set(claims) <= KNOWN


MEMBER = Member(
    duty="FS-INCONNU-01",
    module="fs-userinfo-de-trop",
    fr="Il refuse un userinfo qui a des membres qu’il ne connaît pas.",
    en="It refuses a userinfo with members that it does not know.",
    practice=replace(CAREFUL, userinfo_checks=(*userinfo.CHECKS, nothing_more)),
)
