"""Takes answers from any server: it never looks at the callback's iss."""

from dataclasses import replace

from gallery.member import Member
from reference_client.callback import Callback
from reference_client.discovery import Provider
from reference_client.practice import CAREFUL


def believe(callback: Callback, provider: Provider) -> None:
    """Whoever answers is FranceConnect."""
    del callback, provider


MEMBER = Member(
    duty="FS-ISS-01",
    module="fs-retour-iss-etranger",
    fr="Il ne regarde pas l’`iss` du retour.",
    en="It does not look at the callback's `iss`.",
    practice=replace(CAREFUL, check_issuer=believe),
)
