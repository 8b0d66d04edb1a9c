"""What FranceConnect remembers between two requests.

`expires_at` is on the aged timeline (now + what the lease elapsed); stamps that go on the wire (`auth_time`, `issued_at`) are not.
"""

from enum import StrEnum

from msgspec import Struct

from mock_franceconnect.protocol.identity.citizens import Citizen
from rulebook.formats.habilitation import FranceConnect
from rulebook.platforms import PLATFORMS, Platform

CODE_LIFETIME = 30
GRANT_LIFETIME = 30
TOKEN_LIFETIME = 60
ARRIVAL_LIFETIME = 30


class Step(StrEnum):
    """Where a citizen stands; also the name of the endpoint that brought them there."""

    AUTHORIZE = "authorize"
    INTERACTION = "interaction"
    REDIRECT_TO_IDP = "redirect_to_idp"
    OIDC_CALLBACK = "oidc_callback"
    VERIFY = "verify"
    CONSENT = "consent"
    LOGIN = "login"


class Silent(Struct, frozen=True, gc=False):
    """A record that never shows what it holds: ids, tokens and secrets must not reach a log by being printed."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


class Here(Silent, frozen=True, gc=False):
    """The place that answers: what a platform and a space change in the protocol."""

    platform: Platform
    issuer: str
    prefix: str
    strict_urls: bool
    pairwise_secret: str


class Client(Silent, frozen=True, gc=False):
    """A registered téléservice."""

    application: str
    client_id: str
    secret: str
    private: bool
    registration: FranceConnect

    @property
    def platform(self) -> Platform:
        """Where it is registered."""
        return PLATFORMS[self.registration.platform]

    def must_consent(self, scopes: tuple[str, ...]) -> bool:
        """Whether the citizen must tick a box, rather than be informed."""
        return self.private and self.registration.identity_consent and scopes != ("openid",)


class Asked(Struct, frozen=True, gc=False):
    """An accepted authorization request, as rewritten by FranceConnect (lowest known acr, known scopes)."""

    application: str
    client_id: str
    entity_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str
    nonce: str
    acr: str
    prompts: tuple[str, ...] = ()
    amr: bool = False
    endless: bool = False  # an identity claim asked one by one: the engine asks for consent again for ever


class Outcome(Struct, frozen=True, gc=False):
    """How an interaction ended: logged in by `grant`, or refused by FranceConnect with `error`."""

    grant: str = ""
    error: str = ""
    description: str = ""


class Interaction(Silent, frozen=True, gc=False):
    """One authorization under way."""

    id: str
    asked: Asked
    session: str
    expires_at: float
    outcome: Outcome | None = None


class Session(Silent, frozen=True, gc=False):
    """FranceConnect's session in one browser: the `fc_session_id` cookie. `done` once a login went to its end.

    `suspicious` is what FranceConnect thinks of the device, `sso` that the citizen of an earlier login is taken over.
    """

    id: str
    application: str
    interaction: str
    step: Step
    expires_at: float
    csrf: str = ""
    provider: str = ""
    idp_state: str = ""
    idp_failed: bool = False
    citizen: Citizen | None = None
    auth_time: int = 0
    done: bool = False
    sso: bool = False
    suspicious: bool = False


class Errand(Silent, frozen=True, gc=False):
    """A citizen sent to an identity provider, which is asked for level `acr`: found by the `state` of that hop."""

    id: str
    application: str
    session: str
    provider: str
    acr: str
    expires_at: float


class Arrival(Silent, frozen=True, gc=False):
    """A citizen back from an identity provider: the one-shot code of that hop."""

    id: str
    citizen: Citizen
    expires_at: float


class Grant(Silent, frozen=True, gc=False):
    """What the citizen agreed to; 30 s, which is less than the access token says."""

    id: str
    application: str
    session: str
    expires_at: float


class Code(Silent, frozen=True, gc=False):
    """An authorization code; `acr` is the level obtained, which is not always the one asked."""

    id: str
    asked: Asked
    grant: str
    session: str
    citizen: Citizen
    acr: str
    auth_time: int
    expires_at: float
    token: str = ""  # the access token it was exchanged for: a code is consumed once

    @property
    def consumed(self) -> bool:
        """Whether it was exchanged already."""
        return self.token != ""


class AccessToken(Silent, frozen=True, gc=False):
    """An access token."""

    id: str
    asked: Asked
    grant: str
    session: str
    citizen: Citizen
    issued_at: int
    expires_at: float

    @property
    def exp(self) -> int:
        """Its expiry as the wire says it."""
        return self.issued_at + TOKEN_LIFETIME


class Leaving(Silent, frozen=True, gc=False):
    """A logout that was asked for, until the browser confirms it."""

    client_id: str
    redirect_uri: str
    state: str
    xsrf: str


class EngineSession(Silent, frozen=True, gc=False):
    """The engine's own session in one browser, one a login: the `_session` cookie. A logout takes away what it leads to."""

    id: str
    application: str
    expires_at: float
    session: str = ""
    grant: str = ""
    code: str = ""
    leaving: Leaving | None = None


Stored = Interaction | Session | Errand | Arrival | Grant | Code | AccessToken | EngineSession
