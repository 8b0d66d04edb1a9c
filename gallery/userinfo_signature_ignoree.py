"""Verifies the id_token, but only decodes the userinfo."""

from dataclasses import replace

from joserfc.jwk import KeySet

from gallery.member import Member
from reference_client import signed
from reference_client.practice import CAREFUL
from reference_client.signed import Claims


def decode(message: str, keys: KeySet) -> Claims:
    """The claims, whoever signed them."""
    header = signed.header_of(message)
    signed.check_algorithm(header)
    signed.key_for(header, keys)
    return signed.claims_of(message)


MEMBER = Member(
    duty="FS-USERINFO-01",
    module="fs-userinfo-signature-fausse",
    fr="Il décode l’userinfo sans en vérifier la signature.",
    en="It decodes the userinfo without verifying its signature.",
    practice=replace(CAREFUL, verify_userinfo=decode),
)
