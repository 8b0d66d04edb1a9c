"""Lets the token choose how it is verified: not at all, or by a key that everybody knows."""

import hashlib
import hmac
from dataclasses import replace

from joserfc.jwk import ECKey, KeySet
from joserfc.util import urlsafe_b64decode

from gallery.member import Member
from reference_client import signed
from reference_client.outcome import Refused
from reference_client.practice import CAREFUL
from reference_client.signed import Claims


def as_the_header_says(message: str, keys: KeySet) -> Claims:
    """No signature to verify when the header says none, however it is spelt; the published key as a secret when it says HS256."""
    header = signed.header_of(message)
    algorithm = str(header.get("alg")).lower()
    if algorithm == "none":
        return signed.claims_of(message)
    if algorithm != "hs256":
        return signed.verify(message, keys)
    said, _, signature = message.encode().rpartition(b".")
    key = signed.key_for(header, keys)
    secret = key.as_pem(private=False) if isinstance(key, ECKey) else b""
    if not hmac.compare_digest(hmac.new(secret, said, hashlib.sha256).digest(), urlsafe_b64decode(signature)):
        raise Refused("signed.signature_is_true")
    return signed.claims_of(message)


MEMBER = Member(
    duty="FS-ALG-01",
    module="fs-alg-none",
    fr="Il laisse l’id_token choisir son algorithme : `none`, ou HS256 avec la clé publique pour secret.",
    en="It lets the id_token choose its algorithm: `none`, or HS256 with the public key for a secret.",
    practice=replace(CAREFUL, verify_id_token=as_the_header_says),
)
