"""Never reads the keys again: a message signed by a new one is refused."""

from dataclasses import replace

from joserfc.jwk import KeySet

from gallery.member import Member
from reference_client import signed
from reference_client.outcome import Refused
from reference_client.practice import CAREFUL
from reference_client.signed import Claims


def with_the_keys_held(message: str, keys: KeySet) -> Claims:
    """The claims, if the keys that we hold are enough."""
    try:
        return signed.verify(message, keys)
    except signed.UnknownKey as unknown:
        raise Refused(unknown.rule) from None


MEMBER = Member(
    duty="FS-CLES-01",
    module="fs-cle-tournee",
    fr="Il ne relit pas les clés de FranceConnect : une clé neuve arrête le citoyen.",
    en="It does not read FranceConnect's keys again: a new key stops the citizen.",
    practice=replace(CAREFUL, verify_id_token=with_the_keys_held),
)
