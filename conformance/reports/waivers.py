"""The waivers of a run in words: what each let pass, why, who answers for it, until when; what to do with those that must go."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from conformance.language import mark as _
from rulebook.formats.report import WaiverReport, WaiverState

STATES: Mapping[WaiverState, str] = MappingProxyType(
    {
        WaiverState.USED: _("laisse passer"),
        WaiverState.STALE: _("n'a plus rien à laisser passer : retirez-la"),
        WaiverState.EXPIRED: _("a expiré : réparez, ou reconduisez-la"),
        WaiverState.UNSEEN: _("concerne ce que ce passage n'a pas jugé"),
    }
)


def told(one: WaiverReport, say: Callable[[str], str]) -> str:
    """One waiver, one line."""
    what = ", ".join(one.checks) or one.id
    return say(_("{what} : dérogation, {state} ({reason} ; {owner}, jusqu'au {expires})")).format(
        what=what, state=say(STATES[one.state]), reason=one.reason, owner=one.owner, expires=one.expires
    )
