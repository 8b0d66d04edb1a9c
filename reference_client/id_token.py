"""What the id_token must say before we believe that somebody logged in: one function a rule, in order, all of them."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from reference_client.outcome import Refused
from reference_client.signed import Claims

# Clocks differ a little. An id_token of FranceConnect lives 60 s; one issued five minutes ago is a replay.
LEEWAY = 10
OLDEST = 300
LEVELS = ("eidas1", "eidas2", "eidas3")


@dataclass(frozen=True, slots=True)
class Expected:
    """What we know and the message must confirm."""

    issuer: str
    client_id: str
    now: float
    nonce: str = ""
    level: str = "eidas1"
    subject: str = ""


Check = Callable[[Claims, Expected], bool]


def issuer_is_franceconnect(claims: Claims, expected: Expected) -> bool:
    """Whether FranceConnect says that it wrote this."""
    return claims.get("iss") == expected.issuer


def audience_is_us(claims: Claims, expected: Expected) -> bool:
    """Whether this was written for us and nobody else."""
    return claims.get("aud") in (expected.client_id, [expected.client_id])


def not_expired(claims: Claims, expected: Expected) -> bool:
    """Whether its time is not over."""
    end = _instant(claims.get("exp"))
    return end is not None and expected.now < end + LEEWAY


def issued_recently(claims: Claims, expected: Expected) -> bool:
    """Whether it was written just now: not in the future, not long ago."""
    start = _instant(claims.get("iat"))
    return start is not None and expected.now - OLDEST <= start <= expected.now + LEEWAY


def holds_already(claims: Claims, expected: Expected) -> bool:
    """Whether its time has begun, when it says one."""
    start = _instant(claims.get("nbf"))
    return "nbf" not in claims or (start is not None and start <= expected.now + LEEWAY)


def nonce_is_ours(claims: Claims, expected: Expected) -> bool:
    """Whether it answers the authorization that this browser began."""
    nonce = claims.get("nonce")
    return isinstance(nonce, str) and hmac.compare_digest(nonce.encode(), expected.nonce.encode())


def level_is_enough(claims: Claims, expected: Expected) -> bool:
    """Whether the login is at least as strong as asked."""
    level = claims.get("acr")
    return level in LEVELS and LEVELS.index(level) >= LEVELS.index(expected.level)


def subject_is_present(claims: Claims, expected: Expected) -> bool:
    """Whether it says who logged in."""
    del expected
    subject = claims.get("sub")
    return isinstance(subject, str) and bool(subject)


CHECKS: tuple[Check, ...] = (
    issuer_is_franceconnect,
    audience_is_us,
    not_expired,
    issued_recently,
    holds_already,
    nonce_is_ours,
    level_is_enough,
    subject_is_present,
)


def refuse_unless(claims: Claims, expected: Expected, checks: tuple[Check, ...], of: str) -> None:
    """`Refused` under the name of the first rule that the claims break."""
    for check in checks:
        if not check(claims, expected):
            raise Refused(f"{of}.{check.__name__}")


def _instant(value: object) -> int | Decimal | None:
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
