"""Cuts the given names at their spaces, and has room for three."""

from dataclasses import replace

from gallery.member import Member
from reference_client import userinfo
from reference_client.id_token import Expected
from reference_client.practice import CAREFUL
from reference_client.signed import Claims


def three_given_names_at_most(claims: Claims, expected: Expected) -> bool:
    """Whether the form has a box for each of them."""
    del expected
    return len(str(claims.get("given_name")).split(" ")) <= 3


MEMBER = Member(
    duty="FS-IDENTITE-01",
    module="fs-identites",
    fr="Il coupe les prénoms aux espaces, et refuse qui en a plus de trois.",
    en="It cuts given names at their spaces, and refuses whoever has more than three.",
    practice=replace(CAREFUL, userinfo_checks=(*userinfo.CHECKS, three_given_names_at_most)),
)
