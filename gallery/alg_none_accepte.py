"""Believes the header: a token that says it is not signed needs no signature."""

from dataclasses import replace

from joserfc.jwk import KeySet

from gallery.member import Member
from reference_client import signed
from reference_client.practice import CAREFUL
from reference_client.signed import Claims


def as_the_header_says(message: str, keys: KeySet) -> Claims:
    """No signature to verify when the header says none."""
    if signed.header_of(message).get("alg") == "none":
        return signed.claims_of(message)
    return signed.verify(message, keys)


MEMBER = Member(
    duty="FS-ALG-01",
    module="fs-alg-none",
    fr="Il accepte un id_token qui se dit non signé.",
    en="It accepts an id_token that says it is not signed.",
    practice=replace(CAREFUL, verify_id_token=as_the_header_says),
)
