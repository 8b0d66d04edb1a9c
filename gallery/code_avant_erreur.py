"""Looks for a code first: a callback that brings an error too connects somebody."""

from dataclasses import replace

from gallery.member import Member
from reference_client import callback
from reference_client.callback import Callback
from reference_client.practice import CAREFUL


def whenever_there_is_one(back: Callback) -> str:
    """The code, whatever else is said."""
    return back.code or callback.code_of(back)


MEMBER = Member(
    duty="FS-RETOUR-01",
    module="fs-retour-erreur-et-code",
    fr="Il lit `code` avant `error` : un retour qui porte les deux connecte le citoyen.",
    en="It reads `code` before `error`: a callback with both logs the citizen in.",
    practice=replace(CAREFUL, code_of=whenever_there_is_one),
)
