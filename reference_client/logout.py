"""Last step: the browser leaves FranceConnect too, so that the next person on a shared computer finds no session open."""

import hmac
from collections.abc import Mapping

from reference_client.outcome import BadCallback
from reference_client.settings import Settings


def parameters(settings: Settings, id_token: str, state: str) -> Mapping[str, str]:
    """The query, exactly: FranceConnect refuses every parameter that it does not know. An expired hint is good."""
    return {
        "id_token_hint": id_token,
        "post_logout_redirect_uri": settings.post_logout_redirect_uri,
        "state": state,
    }


def check_state(returned: str, expected: str) -> None:
    """The browser comes back from the logout that it left for, not from somebody else's."""
    if not expected or not hmac.compare_digest(returned.encode(), expected.encode()):
        raise BadCallback("logout.state_is_ours")
