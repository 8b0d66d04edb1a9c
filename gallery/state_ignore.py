"""Takes any answer for the one that it waits for: it never looks at the state."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client.authorization import Pending
from reference_client.callback import Callback
from reference_client.outcome import BadCallback
from reference_client.practice import CAREFUL


def last_one(callback: Callback, pendings: Mapping[str, Pending], now: float) -> Pending:
    """Whatever this browser began last."""
    del callback, now
    if not pendings:
        raise BadCallback("callback.nothing_was_asked")
    return list(pendings.values())[-1]


MEMBER = Member(
    duty="FS-STATE-03",
    module="fs-state-contrefait",
    fr="Il ne compare pas le `state` du retour à celui de la session.",
    en="It does not compare the callback's `state` with the session's.",
    practice=replace(CAREFUL, pending_of=last_one),
)
