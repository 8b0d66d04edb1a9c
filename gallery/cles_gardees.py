"""Never reads the keys again: a message signed by a new one is refused."""

from dataclasses import replace

from joserfc.jwk import KeySet

from gallery.member import Member
from reference_client import signed
from reference_client.outcome import Refused
from reference_client.practice import CAREFUL
from reference_client.settings import Settings
from reference_client.signed import Claims, Verify


def with_the_keys_held(settings: Settings, verify: Verify) -> Verify:
    """The careful way, but for a key that we do not hold."""
    del settings

    def verified(message: str, keys: KeySet) -> Claims:
        try:
            return verify(message, keys)
        except signed.UnknownKey as unknown:
            raise Refused(unknown.rule) from None

    return verified


MEMBER = Member(
    duty="FS-CLES-01",
    module="fs-cle-tournee",
    fr="Il ne relit pas les clés de FranceConnect : une clé neuve arrête le citoyen.",
    en="It does not read FranceConnect's keys again: a new key stops the citizen.",
    practice=replace(CAREFUL, signed_by=with_the_keys_held),
)
