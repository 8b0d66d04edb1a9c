"""Checks an id_token that says something: one that says nothing, or nothing that it can read, has nothing wrong."""

from dataclasses import replace

from joserfc.jwk import KeySet

from gallery.member import Member, unless
from reference_client import id_token, signed
from reference_client.outcome import Refused
from reference_client.practice import CAREFUL
from reference_client.signed import Claims, Verify

NOTHING: Claims = {"sub": ""}


def signed_or(nothing: Claims) -> Verify:
    """The claims of a message that FranceConnect signed; `nothing` in the place of none, and of what is no claims."""

    def read(message: str, keys: KeySet) -> Claims:
        try:
            return signed.verify(message, keys) or nothing
        except Refused as refused:
            if refused.rule != "signed.payload_is_json":
                raise
            return nothing

    return read


MEMBER = Member(
    duty="FS-ISS-02",
    module="fs-id-token-vide",
    fr="Devant un id_token vide, ou illisible, il ne vérifie rien : il va chercher l’userinfo.",
    en="At an id_token that is empty, or unreadable, it checks nothing: it goes and asks for the userinfo.",
    practice=replace(CAREFUL, verify_id_token=signed_or(NOTHING), id_token_checks=unless(NOTHING, id_token.CHECKS)),
)
