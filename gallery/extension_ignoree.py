"""Verifies the signature, and never looks at what the header demands besides."""

from dataclasses import replace

from joserfc import jws
from joserfc.jwk import KeySet
from joserfc.util import urlsafe_b64decode

from gallery.member import Member
from reference_client import signed
from reference_client.outcome import Refused
from reference_client.practice import CAREFUL
from reference_client.signed import Claims


def verify(message: str, keys: KeySet) -> Claims:
    """The claims of a message whose signature is true."""
    if "crit" not in (header := signed.header_of(message)):
        return signed.verify(message, keys)
    signed.check_algorithm(header)
    algorithm = jws.JWSRegistry(algorithms=[signed.ALGORITHM]).get_alg(signed.ALGORITHM)
    said, _, signature = message.encode().rpartition(b".")
    if not algorithm.verify(said, urlsafe_b64decode(signature), signed.key_for(header, keys)):
        raise Refused("signed.signature_is_true")
    return signed.claims_of(message)


MEMBER = Member(
    duty="FS-SIGNATURE-02",
    module="fs-extension-inconnue",
    fr="Il ne lit pas `crit` : une extension qu’il ne connaît pas ne l’arrête pas.",
    en="It does not read `crit`: an extension that it does not know does not stop it.",
    practice=replace(CAREFUL, verify_id_token=verify),
)
