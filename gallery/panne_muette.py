"""Says nothing when FranceConnect does not answer, or answers nonsense: the citizen is back where they were, and does not know why."""

from dataclasses import replace

from gallery.member import Member
from reference_client import notices
from reference_client.notice import Notice
from reference_client.outcome import Kind, Stop, Trouble
from reference_client.practice import CAREFUL

BROKEN = frozenset({Kind.FC_DOWN, Kind.FC_ANSWER})


def silently(stop: Stop) -> Notice:
    """The front door, instead of an explanation."""
    notice = notices.explain(stop)
    broken = isinstance(stop, Trouble) and stop.kind in BROKEN
    return replace(notice, etat="accueil", status=200) if broken else notice


MEMBER = Member(
    duty="FS-ERREUR-02",
    module="fs-echange-500",
    fr="Quand FranceConnect est en panne, ou répond de travers, il ramène le citoyen à l’accueil sans un mot.",
    en="When FranceConnect is down, or answers nonsense, it takes the citizen back to the front door without a word.",
    practice=replace(CAREFUL, explain=silently),
)
