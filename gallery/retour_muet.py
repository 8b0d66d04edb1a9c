"""Says nothing when FranceConnect sends the citizen back without a code: the front door again, and nobody knows why."""

from dataclasses import replace

from gallery.member import Member
from reference_client import notices
from reference_client.notice import Notice
from reference_client.outcome import BadCallback, Stop
from reference_client.practice import CAREFUL


def silently(stop: Stop) -> Notice:
    """The front door, instead of an explanation."""
    notice = notices.explain(stop)
    empty = isinstance(stop, BadCallback) and stop.rule == "callback.code_is_present"
    return replace(notice, etat="accueil", status=200) if empty else notice


MEMBER = Member(
    duty="FS-RETOUR-01",
    module="fs-code-absent",
    fr="Devant un retour sans code, il ramène le citoyen à l’accueil sans un mot.",
    en="At a callback without a code, it takes the citizen back to the front door without a word.",
    practice=replace(CAREFUL, explain=silently),
)
