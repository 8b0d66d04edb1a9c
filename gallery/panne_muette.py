"""Says nothing when FranceConnect does not answer: the citizen is back where they were, and does not know why."""

from dataclasses import replace

from gallery.member import Member
from reference_client import notices
from reference_client.notice import Notice
from reference_client.outcome import Kind, Stop, Trouble
from reference_client.practice import CAREFUL


def silently(stop: Stop) -> Notice:
    """The front door, instead of an explanation."""
    notice = notices.explain(stop)
    down = isinstance(stop, Trouble) and stop.kind is Kind.FC_DOWN
    return replace(notice, etat="accueil", status=200) if down else notice


MEMBER = Member(
    duty="FS-ERREUR-02",
    module="fs-echange-500",
    fr="Quand FranceConnect est en panne, il ramène le citoyen à l’accueil sans un mot.",
    en="When FranceConnect is down, it takes the citizen back to the front door without a word.",
    practice=replace(CAREFUL, explain=silently),
)
