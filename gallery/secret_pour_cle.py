"""Takes its own secret for a key of FranceConnect, as in the days of version 1: whoever holds it writes logins."""

from dataclasses import replace

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OctKey

from gallery.member import Member
from reference_client import signed
from reference_client.outcome import Refused
from reference_client.practice import CAREFUL
from reference_client.settings import Settings
from reference_client.signed import Claims, Verify


def or_by_the_secret(settings: Settings, verify: Verify) -> Verify:
    """The careful way, but for HS256."""
    secret = OctKey.import_key(settings.client_secret)

    def verified(message: str, keys: KeySet) -> Claims:
        if signed.header_of(message).get("alg") != "HS256":
            return verify(message, keys)
        try:
            jws.deserialize_compact(message, secret, algorithms=["HS256"])
        except (JoseError, ValueError):
            raise Refused("signed.signature_is_true") from None
        return signed.claims_of(message)

    return verified


MEMBER = Member(
    duty="FS-ALG-03",
    module="fs-alg-v1",
    fr="Inscrit pour ES256, il accepte aussi un jeton signé HS256 avec son secret.",
    en="Registered for ES256, it also takes a token signed HS256 with its secret.",
    practice=replace(CAREFUL, signed_by=or_by_the_secret),
)
