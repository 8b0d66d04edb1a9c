"""Journeys of citizens who leave: one that keeps each duty of a logout, one that breaks it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from judge_journeys import CLIENT, HABILITATION, ISSUER, at_client, authorize, exchange, journey, page

from conformance.journey import Journey
from rulebook.formats.exchange import Exchange
from rulebook.formats.observation import Observation

Pair = tuple[Journey, Journey]
BACK = f"{CLIENT}/deconnecte"
HINT = "h:00000000000000e1"
_LOGIN = HABILITATION.franceconnect
assert _LOGIN is not None
LEAVER = HABILITATION.model_copy(
    update={"franceconnect": _LOGIN.model_copy(update={"post_logout_redirect_uris": (BACK,)})}
)


def at_franceconnect(n: int, path: str, status: int = 200, text: str = "") -> Exchange:
    """The driver is shown something of FranceConnect."""
    return exchange(n, "driver", "franceconnect", f"{ISSUER}/{path}", status, text=text)


def asked(n: int, text: str = "", status: int = 200, **changed: str | None) -> Exchange:
    """The browser is sent to the logout; `changed` replaces or (None) removes parameters."""
    said = {"id_token_hint": HINT, "post_logout_redirect_uri": BACK, "state": "s" * 22, **changed}
    query = "&".join(f"{name}={quote(value, safe=':')}" for name, value in said.items() if value is not None)
    return at_franceconnect(n, f"session/end?{query}", status, text)


def left(*happened: Exchange | Observation, at: float = 3.5, back: float | None = 6.5) -> Journey:
    """A logout that went to its end at second `at`; the button of FranceConnect is pressed again at second `back`."""
    return replace(journey(*happened, habilitation=LEAVER), left=at, back=back)


def _asked(**changed: Any) -> Pair:
    return left(asked(2)), left(asked(2, **changed))


def _came_back(fault: str, query: str) -> Pair:
    """FranceConnect's return is altered: the client says so, or says that all is well."""
    confirm = f"{ISSUER}/session/end/confirm"
    to = f"{BACK}{query}"
    sent = exchange(2, "franceconnect", "session_end_confirm", confirm, 303, location=to, fault=fault)
    back = at_client(3, to)
    return (
        journey(sent, back, page(4, "refused"), fault=fault),
        journey(sent, back, page(4, "none"), fault=fault),
    )


def _opened(last: Observation) -> Journey:
    return left(asked(2), at_client(4, f"{CLIENT}/identite"), last, at_client(7, f"{CLIENT}/"))


_ASKED_AGAIN = (at_client(7, f"{CLIENT}/connexion", status=303), authorize(8, by="driver"))

PAIRS: dict[str, Callable[[], Pair]] = {
    "FS-LOGOUT-01a": lambda: _asked(id_token_hint=None),
    "FS-LOGOUT-02a": lambda: _asked(post_logout_redirect_uri=f"{CLIENT}/ailleurs"),
    "FS-LOGOUT-03a": lambda: _asked(state=None),
    "FS-LOGOUT-03b": lambda: _came_back("logout.state.forged", "?state=forged"),
    "FS-LOGOUT-03c": lambda: _came_back("logout.state.missing", ""),
    "FS-LOGOUT-04a": lambda: (_opened(page(5, "none")), _opened(page(5, "connected"))),
    "FS-LOGOUT-04b": lambda: (
        left(asked(2), *_ASKED_AGAIN, at_franceconnect(9, "interaction/x")),
        left(
            asked(2),
            *_ASKED_AGAIN,
            at_franceconnect(9, "interaction/x/verify", 303),
            at_franceconnect(10, "interaction/x/consent"),
        ),
    ),
}
