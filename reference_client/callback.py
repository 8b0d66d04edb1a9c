"""Second step: the browser is back. Nothing it carries is trusted before the state, then the issuer, are checked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reference_client.authorization import Pending
from reference_client.discovery import Provider
from reference_client.outcome import BadCallback, Declined, Kind, Trouble

# What the citizen did (or let happen) at FranceConnect, against what broke there.
ERRORS: Mapping[str, Kind] = {
    "temporarily_unavailable": Kind.FC_BUSY,
    "server_error": Kind.FC_STOPPED,
}


@dataclass(frozen=True, slots=True)
class Callback:
    """What the address says; a missing or empty parameter is ``None``."""

    state: str | None = None
    iss: str | None = None
    code: str | None = None
    error: str | None = None


def read(query: Sequence[tuple[str, str]]) -> Callback:
    """The parameters that we understand; the same one twice is an attack or a bug, never an answer."""
    if any(count > 1 for count in Counter(name for name, _ in query).values()):
        raise BadCallback("callback.said_twice")
    values = {name: value for name, value in query if value}
    return Callback(*(values.get(name) for name in ("state", "iss", "code", "error")))


def pending_of(callback: Callback, pendings: Mapping[str, Pending], now: float) -> Pending:
    """What *this* browser began with this state; otherwise somebody else's answer is being played to us."""
    pending = pendings.get(callback.state or "")
    if pending is None:
        raise BadCallback("callback.state_is_ours")
    if now >= pending.expires_at:
        raise BadCallback("callback.state_is_fresh")
    return pending


def spend(pendings: dict[str, Pending], pending: Pending) -> None:
    """Forget the authorization before its code is exchanged: the same answer, played again, is nobody's."""
    pendings.pop(pending.state, None)


def check_issuer(callback: Callback, provider: Provider) -> None:
    """The answer comes from the server that we asked (RFC 9207), when that server says so or promises to."""
    if callback.iss is None and not provider.names_itself:
        return
    if callback.iss != provider.issuer:
        raise BadCallback("callback.issuer_is_franceconnect")


def code_of(callback: Callback) -> str:
    """The code to exchange, or the reason why there is none."""
    if callback.error == "access_denied":
        raise Declined
    if callback.error is not None:
        raise Trouble(ERRORS.get(callback.error, Kind.FC_ERROR))
    if callback.code is None:
        raise BadCallback("callback.code_is_present")
    return callback.code
