"""A request as data: a right one for its endpoint, but for what it changes. Facts hold them, the party that plays makes them."""

from dataclasses import dataclass
from typing import Literal

from conformance.provider.answer import Pairs

Endpoint = Literal["authorize", "token", "userinfo", "revocation", "checktoken", "session_end"]
Changes = tuple[tuple[str, str | None], ...]

STATE = "etat-du-juge-0123456789abcdef"
NONCE = "nonce-du-juge-0123456789abcdef"
HTML = (("accept", "text/html,application/xhtml+xml,*/*;q=0.8"),)
METHODS: dict[Endpoint, str] = {
    "authorize": "GET",
    "token": "POST",
    "userinfo": "GET",
    "revocation": "POST",
    "checktoken": "POST",
    "session_end": "GET",
}
PATHS: dict[Endpoint, str] = {
    "authorize": "/authorize",
    "token": "/token",
    "userinfo": "/userinfo",
    "revocation": "/token/revocation",
    "checktoken": "/checktoken",
    "session_end": "/session/end",
}


@dataclass(frozen=True, slots=True)
class Ask:
    """`changes` replace members (None: left out), `more` come after them, `as_json` sends them as a JSON body.

    Words in braces stand for what only the party knows: `{code}`, `{access_token}`, `{id_token}`, `{client_id}`, `{basic}`…
    """

    endpoint: Endpoint
    changes: Changes = ()
    more: Pairs = ()
    headers: Pairs = ()
    method: str = ""
    as_json: bool = False


def changed(endpoint: Endpoint, headers: Pairs = (), /, **changes: str | None) -> Ask:
    """A right request but for these members."""
    return Ask(endpoint, tuple(changes.items()), headers=headers)
