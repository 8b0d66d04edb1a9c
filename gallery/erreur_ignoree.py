"""Knows the errors that are documented; another one reads as an answer."""

from dataclasses import replace

from gallery.member import Member
from reference_client import callback
from reference_client.callback import Callback
from reference_client.practice import CAREFUL

DOCUMENTED = frozenset({None, "access_denied", "server_error", "temporarily_unavailable", "invalid_request"})


def go_on(back: Callback) -> str:
    """The code, even when there is none because of an error that we do not know."""
    return callback.code_of(back) if back.error in DOCUMENTED else back.code or ""


MEMBER = Member(
    duty="FS-ERREUR-01",
    module="fs-retour-erreur-inconnue",
    fr="Il ne traite que les erreurs qu’il connaît : devant une autre, il échange un code vide.",
    en="It handles the errors that it knows: at another one, it exchanges an empty code.",
    practice=replace(CAREFUL, code_of=go_on),
)
