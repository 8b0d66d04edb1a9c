"""What the server remembers of a browser, until half an hour without a visit: never an SPI, a typed civil status or an access token."""

import hmac
import secrets
from dataclasses import dataclass, field

from reference_client.authorization import Pending
from reference_client.notice import Notice
from reference_client.recu import Receipt
from reference_client.userinfo import Citizen

# What is over is erased by the next visit, or by the next sweep: within the half hour that our pages promise.
SWEEP = 30
LIFETIME = 30 * 60 - SWEEP
# A browser that opens many tabs forgets the oldest authorization first.
PENDINGS = 5
# Beyond this many sessions the oldest goes: a flood of visitors must not fill the memory.
CAPACITY = 20_000


@dataclass(slots=True)
class Session:
    """One browser's half hour: who logged in (through FranceConnect, or with a local account) and what came of it.

    `id_token` is what a logout shows to FranceConnect; `leaving` is the state of a logout under way; `misses` counts the questions that found nobody; `notice` is what
    `/message` says.
    """

    seen_at: float
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    pendings: dict[str, Pending] = field(default_factory=dict, repr=False)
    citizen: Citizen | None = None
    account: str | None = None
    receipt: Receipt | None = None
    id_token: str = field(default="", repr=False)
    leaving: str = field(default="", repr=False)
    misses: int = 0
    notice: Notice | None = None

    def forget_receipt(self, now: float) -> None:
        """A receipt does not last because one looks at it."""
        if self.receipt is not None and now >= self.receipt.expires_at:
            self.receipt = None

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
        self._close_old(now)
        while len(self._held) >= CAPACITY:
            del self._held[next(iter(self._held))]
        key, session = secrets.token_urlsafe(32), Session(now)
        self._held[key] = session
        return key, session

    def find(self, key: str, now: float) -> Session | None:
        """The session of `key` if it is not over; seeing it makes it last."""
        self._close_old(now)
        session = self._held.pop(key, None)
        if session is None:
            return None
        session.seen_at = now
        session.forget_receipt(now)
        self._held[key] = session
        return session

    def renamed(self, key: str) -> str:
        """Another key for the same session: one known before the login must not work after it."""
        self._held[new := secrets.token_urlsafe(32)] = self._held.pop(key)
        return new

    def close(self, key: str) -> None:
        """Forget everything."""
        self._held.pop(key, None)

    def forget_old(self, now: float) -> None:
        """Sessions that are over, and receipts of those that are not."""
        self._close_old(now)
        for session in self._held.values():
            session.forget_receipt(now)

    def _close_old(self, now: float) -> None:
        while self._held:
            key = next(iter(self._held))
            if now - self._held[key].seen_at <= LIFETIME:
                return
            del self._held[key]
