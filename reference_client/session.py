"""What the server remembers of a browser, for half an hour: never an SPI, never a token."""

import hmac
import secrets
from dataclasses import dataclass, field

from reference_client.authorization import Pending
from reference_client.tarif import Receipt
from reference_client.userinfo import Citizen

LIFETIME = 30 * 60
# A browser that opens many tabs forgets the oldest authorization first.
PENDINGS = 5
# Beyond this many sessions the oldest goes: a flood of visitors must not fill the memory.
CAPACITY = 20_000


@dataclass(slots=True)
class Session:
    """One browser's half hour: who logged in (through FranceConnect, or with a local account) and what came of it."""

    seen_at: float
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    pendings: dict[str, Pending] = field(default_factory=dict, repr=False)
    citizen: Citizen | None = None
    account: str | None = None
    receipt: Receipt | None = None

    def remember(self, pending: Pending) -> None:
        """Keep an authorization that begins."""
        self.pendings[pending.state] = pending
        while len(self.pendings) > PENDINGS:
            del self.pendings[next(iter(self.pendings))]

    def accepts(self, csrf: str) -> bool:
        """Whether a form was sent from one of our own pages."""
        return hmac.compare_digest(csrf.encode(), self.csrf.encode())


class Sessions:
    """Sessions by opaque key; the least recently seen comes first."""

    def __init__(self) -> None:
        self._held: dict[str, Session] = {}

    def open(self, now: float) -> tuple[str, Session]:
        """A new session under a key that nobody can guess."""
        self._sweep(now)
        key, session = secrets.token_urlsafe(32), Session(now)
        self._held[key] = session
        return key, session

    def find(self, key: str, now: float) -> Session | None:
        """The session of `key` if it is not over; seeing it makes it last."""
        session = self._held.pop(key, None)
        if session is None or now - session.seen_at > LIFETIME:
            return None
        session.seen_at = now
        self._held[key] = session
        return session

    def renamed(self, key: str) -> str:
        """Another key for the same session: one known before the login must not work after it."""
        self._held[new := secrets.token_urlsafe(32)] = self._held.pop(key)
        return new

    def close(self, key: str) -> None:
        """Forget everything."""
        self._held.pop(key, None)

    def _sweep(self, now: float) -> None:
        for key, session in list(self._held.items()):
            if now - session.seen_at <= LIFETIME and len(self._held) < CAPACITY:
                return
            del self._held[key]
