"""Which page may follow which, and the one-shot token of the two forms: what is looked at before any page decides.

The order is the published one: the token of a form first, then the refresh of a one-shot step, then the session and what it holds.
"""

import hmac
from collections.abc import Mapping
from types import MappingProxyType

from mock_franceconnect.protocol.records import Interaction, Session, Step
from rulebook.refusal import Refusal
from rulebook.refusals import interaction as refusals

# In place of a token that was sent once; no token looks like it.
USED = "-"

# Endpoint → steps after which it may come.
AFTER: Mapping[str, frozenset[Step]] = MappingProxyType(
    {
        "interaction": frozenset(
            {Step.AUTHORIZE, Step.INTERACTION, Step.REDIRECT_TO_IDP, Step.OIDC_CALLBACK, Step.VERIFY, Step.CONSENT}
        ),
        "redirect_to_idp": frozenset({Step.INTERACTION}),
        "oidc_callback": frozenset({Step.REDIRECT_TO_IDP}),
        "verify": frozenset({Step.OIDC_CALLBACK, Step.AUTHORIZE}),
        "consent": frozenset({Step.VERIFY, Step.CONSENT}),
        "login": frozenset({Step.CONSENT}),
        "auto_login": frozenset({Step.VERIFY}),
    }
)
# Endpoint that may not be refreshed → the step that it leaves behind. The mire and the information page may.
ONE_SHOT: Mapping[str, Step] = MappingProxyType(
    {
        "redirect_to_idp": Step.REDIRECT_TO_IDP,
        "oidc_callback": Step.OIDC_CALLBACK,
        "verify": Step.VERIFY,
        "login": Step.LOGIN,
        "auto_login": Step.LOGIN,
    }
)
# Endpoint of a form → what is wrong with its token: missing, none was given out, sent before, another.
_TOKENS: Mapping[str, tuple[Refusal, Refusal, Refusal, Refusal]] = MappingProxyType(
    {
        "redirect_to_idp": (
            refusals.IDP_CSRF_MISSING,
            refusals.IDP_CSRF_NONE,
            refusals.IDP_CSRF_USED,
            refusals.IDP_CSRF,
        ),
        "login": (
            refusals.LOGIN_CSRF_MISSING,
            refusals.LOGIN_CSRF_NONE,
            refusals.LOGIN_CSRF_USED,
            refusals.LOGIN_CSRF,
        ),
    }
)


def refused(
    endpoint: str, token: str, session: Session | None, interaction: Interaction | None, aged: float
) -> Refusal | None:
    """Why this page cannot be served now to this browser, if it cannot."""
    alive = session if session is not None and session.expires_at > aged else None
    return _token_refused(endpoint, token, alive) or _out_of_step(endpoint, alive, interaction, aged)


def _token_refused(endpoint: str, token: str, session: Session | None) -> Refusal | None:
    if endpoint not in _TOKENS:
        return None
    missing, none, used, wrong = _TOKENS[endpoint]
    if not token:
        return missing
    if session is None or not session.csrf:
        return none
    if session.csrf == USED:
        return used
    return None if same(token, session.csrf) else wrong


def _out_of_step(
    endpoint: str, session: Session | None, interaction: Interaction | None, aged: float
) -> Refusal | None:
    if session is None:
        return refusals.STEP_UNKNOWN if endpoint in ONE_SHOT else refusals.SESSION
    if ONE_SHOT.get(endpoint) is session.step:
        return refusals.STEP
    if session.step not in AFTER[endpoint]:
        return refusals.CONTENT
    if interaction is None or interaction.expires_at <= aged:
        return refusals.LOST
    return refusals.CONTENT if interaction.id != session.interaction else None


def same(given: str, kept: str) -> bool:
    """Whether that is the value which was given out, told in constant time."""
    return kept != "" and hmac.compare_digest(given.encode(), kept.encode())
