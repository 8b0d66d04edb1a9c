"""The `claims` parameter of an authorization request: what the engine refuses in it, and what FranceConnect reads in it."""

import json
from collections.abc import Callable
from typing import Any, NoReturn

from rulebook.platforms import Platform
from rulebook.refusal import Refusal
from rulebook.refusals import authorize as refusals

# Claims of the engine itself: asking for them needs no consent.
_FREE = frozenset({"sub", "sid", "auth_time", "acr", "amr", "iss"})

_RULES: tuple[tuple[Refusal, Callable[[Any], bool]], ...] = (
    (refusals.CLAIMS_OBJECT, lambda claims: isinstance(claims, dict)),
    (refusals.CLAIMS_EMPTY, lambda claims: "userinfo" in claims or "id_token" in claims),
    (refusals.CLAIMS_USERINFO, lambda claims: isinstance(claims.get("userinfo", {}), dict)),
    (refusals.CLAIMS_ID_TOKEN, lambda claims: isinstance(claims.get("id_token", {}), dict)),
)


def broken(text: str) -> Refusal | None:
    """The refusal that `text` deserves; an empty one counts as absent."""
    if not text:
        return None
    try:
        claims = json.loads(text, parse_constant=_not_json)
    except (ValueError, RecursionError):
        return refusals.CLAIMS_JSON
    return next((refusal for refusal, holds in _RULES if not holds(claims)), None)


def asks_amr(text: str) -> bool:
    """Whether the id_token is asked to say how the citizen logged in: `{"id_token": {"amr": {"essential": true}}}`."""
    amr = _parsed(text).get("id_token", {}).get("amr")
    return isinstance(amr, dict) and amr.get("essential") is True


def is_endless(text: str, platform: Platform) -> bool:
    """Whether an identity claim is asked one by one, which FranceConnect never grants and the engine never stops asking."""
    if not text:
        return False
    claims = _parsed(text)
    consented = {*platform.claims_of(platform.scopes), *platform.known} - _FREE
    return any(name in consented for part in ("userinfo", "id_token") for name in claims.get(part, {}))


def _parsed(text: str) -> dict[str, Any]:
    claims: dict[str, Any] = json.loads(text) if text else {}
    return claims


def _not_json(constant: str) -> NoReturn:
    raise ValueError(constant)
