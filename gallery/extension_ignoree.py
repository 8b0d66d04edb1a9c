"""Verifies the signature, and never looks at what the header demands besides."""

from dataclasses import replace

from joserfc import jws
from joserfc.jwk import KeySet
from joserfc.util import urlsafe_b64decode

from gallery.member import Member
from reference_client import signed
from reference_client.outcome import Refused
from reference_client.practice import CAREFUL
from reference_client.settings import Settings
from reference_client.signed import Claims, Verify


def whatever_is_demanded(settings: Settings, verify: Verify) -> Verify:
    """The careful way, but for `crit`: the claims of a message whose signature is true."""
    del settings

    def verified(message: str, keys: KeySet) -> Claims:
        if "crit" not in (header := signed.header_of(message)):
            return verify(message, keys)
        signed.check_algorithm(header)
        algorithm = jws.JWSRegistry(algorithms=[signed.ALGORITHM]).get_alg(signed.ALGORITHM)
        said, _, signature = message.encode().rpartition(b".")
        if not algorithm.verify(said, urlsafe_b64decode(signature), signed.key_for(header, keys)):
            raise Refused("signed.signature_is_true")
        return signed.claims_of(message)

    return verified


MEMBER = Member(
    duty="FS-SIGNATURE-02",
    module="fs-extension-inconnue",
    fr="Il ne lit pas `crit` : une extension qu’il ne connaît pas ne l’arrête pas.",
    en="It does not read `crit`: an extension that it does not know does not stop it.",
    practice=replace(CAREFUL, signed_by=whatever_is_demanded),
)
