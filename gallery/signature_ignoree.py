"""Decodes the id_token, and takes decoding for verifying."""

from dataclasses import replace

from joserfc.jwk import KeySet

from gallery.member import Member
from reference_client import signed
from reference_client.practice import CAREFUL
from reference_client.signed import Claims


def decode(message: str, keys: KeySet) -> Claims:
    """The claims, whoever signed them, under the name of whatever key."""
    header = signed.header_of(message)
    signed.check_algorithm(header)
    signed.check_extensions(header)
    del keys
    return signed.claims_of(message)


MEMBER = Member(
    duty="FS-SIGNATURE-01",
    module="fs-signature-fausse",
    fr="Il décode l’id_token sans en vérifier la signature.",
    en="It decodes the id_token without verifying its signature.",
    practice=replace(CAREFUL, verify_id_token=decode),
)
