"""Compares who logged in with whom the userinfo is about, when the id_token says who logged in."""

from dataclasses import replace

from joserfc.jwk import KeySet

from gallery.member import Member, without
from reference_client import id_token, signed, userinfo
from reference_client.id_token import Check, Expected
from reference_client.practice import CAREFUL
from reference_client.signed import Claims


def with_a_sub(message: str, keys: KeySet) -> Claims:
    """The claims, an empty `sub` among them when there is none in text."""
    claims = signed.verify(message, keys)
    subject = claims.get("sub")
    return {**claims, "sub": subject if isinstance(subject, str) else ""}


def same_if_said(claims: Claims, expected: Expected) -> bool:
    """Whether this is about the person who logged in, if anybody knows who that is."""
    return not expected.subject or userinfo.same_person(claims, expected)


CHECKS: tuple[Check, ...] = tuple(same_if_said if check is userinfo.same_person else check for check in userinfo.CHECKS)
MEMBER = Member(
    duty="FS-SUB-01",
    module="fs-sub-absent",
    fr="Quand l’id_token n’a pas de `sub`, il ne compare rien : il croit celui de l’userinfo.",
    en="When the id_token has no `sub`, it compares nothing: it believes the userinfo's.",
    practice=replace(
        CAREFUL,
        verify_id_token=with_a_sub,
        id_token_checks=without(id_token.CHECKS, id_token.subject_is_present),
        userinfo_checks=CHECKS,
    ),
)
