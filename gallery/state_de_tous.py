"""Knows every state that it gave out, and not to whom: the answer that one citizen waits for connects whoever brings it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gallery.member import Member
from reference_client import authorization
from reference_client.authorization import Pending
from reference_client.callback import Callback, pending_of
from reference_client.practice import CAREFUL
from reference_client.settings import Settings


@dataclass(frozen=True, slots=True)
class Everybodys:
    """One memory for all browsers."""

    pendings: dict[str, Pending] = field(default_factory=dict)

    def asked(self, settings: Settings, pending: Pending) -> Mapping[str, str]:
        """Remember the authorization on its way out."""
        self.pendings[pending.state] = pending
        return authorization.parameters(settings, pending)

    def answered(self, callback: Callback, pendings: Mapping[str, Pending], now: float) -> Pending:
        """What somebody began with this state, once."""
        del pendings
        found = pending_of(callback, self.pendings, now)
        del self.pendings[found.state]
        return found


_MEMORY = Everybodys()
MEMBER = Member(
    duty="FS-STATE-03",
    module="fs-retour-d-ailleurs",
    fr="Il garde les `state` de tous les navigateurs ensemble : le retour d’un citoyen, ouvert chez un autre, le connecte.",
    en="It keeps the states of all browsers together: one citizen's callback, opened by another, connects them.",
    practice=replace(CAREFUL, authorization_parameters=_MEMORY.asked, pending_of=_MEMORY.answered),
)
