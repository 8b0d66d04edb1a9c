"""Takes answers from any server: it never looks at what the callback's iss says."""

from dataclasses import replace

from gallery.member import Member
from reference_client import callback
from reference_client.callback import Callback
from reference_client.discovery import Provider
from reference_client.practice import CAREFUL


def believe(back: Callback, provider: Provider) -> None:
    """Whoever gives a name is FranceConnect."""
    if back.iss is None:
        callback.check_issuer(back, provider)


MEMBER = Member(
    duty="FS-ISS-01",
    module="fs-retour-iss-etranger",
    fr="Il ne compare pas l’`iss` du retour.",
    en="It does not compare the callback's `iss`.",
    practice=replace(CAREFUL, check_issuer=believe),
)
