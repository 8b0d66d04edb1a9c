"""Knows a citizen who gives up; any other error reads as an answer."""

from dataclasses import replace

from gallery.member import Member
from reference_client import callback
from reference_client.callback import Callback
from reference_client.practice import CAREFUL


def go_on(back: Callback) -> str:
    """The code, even when there is none because of an error."""
    return callback.code_of(back) if back.error in {None, "access_denied"} else back.code or ""


MEMBER = Member(
    duty="FS-ERREUR-01",
    module="fs-retour-erreur-inconnue",
    fr="Il ne traite que le renoncement du citoyen : devant une autre erreur, il échange un code vide.",
    en="It handles a citizen who gives up, and nothing else: at another error, it exchanges an empty code.",
    practice=replace(CAREFUL, code_of=go_on),
)
