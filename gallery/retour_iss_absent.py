"""Takes an answer that names nobody for FranceConnect's: it compares the callback's iss when there is one."""

from dataclasses import replace

from gallery.member import Member
from reference_client import callback
from reference_client.callback import Callback
from reference_client.discovery import Provider
from reference_client.practice import CAREFUL


def when_said(back: Callback, provider: Provider) -> None:
    """Whoever gives no name is FranceConnect."""
    if back.iss is not None:
        callback.check_issuer(back, provider)


MEMBER = Member(
    duty="FS-ISS-03",
    module="fs-retour-iss-absent",
    fr="Il accepte un retour sans `iss`.",
    en="It takes a callback without `iss`.",
    practice=replace(CAREFUL, check_issuer=when_said),
)
