"""/session/end and what follows it: a strict list of parameters, the hint, then pages that send themselves until the browser is back.

Only the hint is asked for: an expired one is good, in any browser, again and again. A login that another téléservice began in the same
browser has an engine session of its own: its tokens stay.
"""

import hmac
from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mock_franceconnect.protocol import compact
from mock_franceconnect.protocol.addresses import encoded, registered
from mock_franceconnect.protocol.decisions import (
    ENGINE_COOKIE,
    SESSION_COOKIE,
    Left,
    Moved,
    Parameters,
    RefuseByJson,
    RefuseByPage,
    Shown,
    Writes,
)
from mock_franceconnect.protocol.identity.providers import PROVIDERS
from mock_franceconnect.protocol.parameters import Message
from mock_franceconnect.protocol.records import (
    AccessToken,
    Client,
    Code,
    EngineSession,
    Grant,
    Here,
    Interaction,
    Leaving,
    Session,
    Stored,
)
from mock_franceconnect.protocol.whitelist import Row, first_broken, shaped, whitelist
from rulebook.refusal import Refusal
from rulebook.refusals import interaction as interaction_refusals
from rulebook.refusals import logout as refusals

Decision = Shown | RefuseByPage | RefuseByJson
Confirmation = Left | Moved | RefuseByJson
Farewell = Shown | RefuseByJson

DISCONNECT = "/api/v2/client/disconnect-from-idp"
CALLBACK = "/api/v2/client/logout-callback"
CONFIRM = "/api/v2/session/end/confirm"
SUCCESS = "/api/v2/session/end/success"


class Hint(Struct, frozen=True, gc=False):
    """What an id_token_hint says, unverified; `aud` is empty when it is no client's name."""

    aud: str
    iss: Any


class Case(Struct, frozen=True, gc=False):
    """A logout request: `hint` is None when it cannot be read, `genuine` when it was signed here for that client's algorithm.

    `loading` is why the engine cannot load the client, if it cannot.
    """

    message: Message
    hint: Hint | None
    client: Client | None
    genuine: bool
    here: Here
    loading: RefuseByJson | None = None

    def known(self) -> tuple[str, ...]:
        """Where the client may have browsers sent back."""
        return self.client.registration.post_logout_redirect_uris if self.client else ()


Rule = Callable[[Case], bool]

_NAMED: tuple[Row, ...] = whitelist(refusals.TWICE, refusals.UNKNOWN, refusals.PARAMETERS, (refusals.HINT,))
WHITELIST: tuple[Row, ...] = (*_NAMED, shaped(refusals.REDIRECT_URI))
STRICT: tuple[Row, ...] = (*_NAMED, shaped(refusals.REDIRECT_URI_STRICT))

ENGINE: tuple[tuple[Refusal, Rule], ...] = (
    (refusals.HINT_DECODE, lambda case: case.hint is not None),
    (
        refusals.CLIENT_ID,
        lambda case: (
            not case.message.filled("client_id")
            or (case.hint is not None and case.message.filled("client_id") == case.hint.aud)
        ),
    ),
    (refusals.AUDIENCE, lambda case: case.client is not None),
    (
        refusals.HINT_SIGNATURE,
        lambda case: case.genuine and case.hint is not None and case.hint.iss == case.here.issuer,
    ),
    (
        refusals.UNREGISTERED,
        lambda case: (
            not case.message.filled("post_logout_redirect_uri")
            or registered(case.message.filled("post_logout_redirect_uri"), case.known())
        ),
    ),
)


def hinted(message: Message) -> str:
    """The hint, as it came."""
    return message.filled("id_token_hint")


def read(hint: str) -> Hint | None:
    """What the hint says, whoever signed it."""
    said = compact.read(hint)
    if said is None:
        return None
    aud = said.claims.get("aud")
    return Hint(aud if isinstance(aud, str) else "", said.claims.get("iss"))


def decide(  # noqa: PLR0913  (the whole context of one request)
    *, case: Case, engine: EngineSession | None, session: Session | None, aged: float, fresh: str, xsrf: str
) -> Decision:
    """The first page: on through FranceConnect's own session when there is one, else straight to the engine's confirmation."""
    if refused := _refused(case):
        return refused
    if case.client is None:
        raise AssertionError
    message = case.message
    leaving = Leaving(case.client.client_id, message.filled("post_logout_redirect_uri"), message.filled("state"), xsrf)
    if engine is not None and engine.expires_at > aged:
        kept = replace(engine, leaving=leaving)
        if session is not None and session.expires_at > aged:
            return _page(DISCONNECT if _ends_session(session) else CALLBACK, Writes((kept,)))
        return _page(CONFIRM, Writes((kept,)), xsrf=xsrf, agrees=True)
    new = EngineSession(fresh, case.client.application, aged + case.here.platform.session, leaving=leaving)
    return _page(CONFIRM, Writes((new,)), ((ENGINE_COOKIE, new.id),), xsrf=xsrf, agrees=True)


def _refused(case: Case) -> RefuseByPage | RefuseByJson | None:
    """The first rule that the request breaks, the client's own registration among them."""
    if refusal := first_broken(STRICT if case.here.strict_urls else WHITELIST, case.message):
        return RefuseByPage(refusal)
    if case.loading is not None:
        return case.loading
    return next((RefuseByJson(refusal) for refusal, holds in ENGINE if not holds(case)), None)


def disconnect(session: Session | None, aged: float, state: str) -> Moved | RefuseByPage:
    """On to the logout of the identity provider, if it has one."""
    if session is None or session.expires_at <= aged:
        return RefuseByPage(interaction_refusals.SESSION)
    if not _ends_session(session):
        return RefuseByPage(refusals.DISCONNECT)
    return Moved(f"/fi/{session.provider}/session/end?state={state}", 302)


def provider_end(uid: str, message: Message) -> Moved | RefuseByPage:
    """The identity provider has nothing to forget: it sends the browser back at once."""
    if uid not in PROVIDERS or not PROVIDERS[uid].ends_session:
        return RefuseByPage(interaction_refusals.NOT_FOUND)
    return Moved(f"{CALLBACK}?" + encoded((("state", message.filled("state")),)), 302)


def forget(
    session: Session | None, interaction: Interaction | None, engine: EngineSession | None, aged: float
) -> Decision:
    """FranceConnect's session is over, and with it single sign-on; the engine's form comes next."""
    if session is None or session.expires_at <= aged:
        return RefuseByPage(interaction_refusals.SESSION)
    xsrf = engine.leaving.xsrf if engine is not None and engine.leaving is not None else ""
    return _page(CONFIRM, Writes(drops=_all(session, interaction)), ((SESSION_COOKIE, ""),), xsrf=xsrf)


def confirm(
    message: Message,
    engine: EngineSession | None,
    held: tuple[Grant | None, Code | None, AccessToken | None],
    aged: float,
) -> Confirmation:
    """The engine forgets its session, the grant, the code and the token of its login, and sends the browser back.

    The real one keeps an empty session under a new id: nobody can tell, and memory would fill with them.
    """
    if engine is None or engine.leaving is None or engine.expires_at <= aged:
        return RefuseByJson(refusals.CONFIRM_LOST)
    leaving = engine.leaving
    if not hmac.compare_digest(message.filled("xsrf").encode(), leaving.xsrf.encode()):
        return RefuseByJson(refusals.CONFIRM_XSRF)
    writes, cookies = Writes(drops=_all(engine, *held)), ((ENGINE_COOKIE, ""),)
    if leaving.redirect_uri:
        state = (("state", leaving.state),) if leaving.state else ()
        return Left(leaving.redirect_uri, state, writes, cookies)
    whose = "" if message.filled("logout") else "?" + encoded((("client_id", leaving.client_id),))
    return Moved(SUCCESS + whose, 303, writes, cookies)


def succeed(message: Message, client: Client | None) -> Farewell:
    """The last page, for who did not say where to go back to."""
    if message.filled("client_id") and client is None:
        return RefuseByJson(refusals.SUCCESS_CLIENT)
    return Shown("logged_out", {"client_id": client.client_id if client else ""})


def _ends_session(session: Session) -> bool:
    return session.provider in PROVIDERS and PROVIDERS[session.provider].ends_session


def _page(action: str, writes: Writes, cookies: Parameters = (), *, xsrf: str = "", agrees: bool = False) -> Shown:
    """A page that sends itself; its address cannot be asked again in another language."""
    method = "get" if action == CALLBACK else "post"
    values = {"method": method, "action": action, "confirms": action == CONFIRM, "agrees": agrees, "refreshable": False}
    return Shown("logout", values, {"xsrf": xsrf}, writes, cookies)


def _all(*records: Stored | None) -> tuple[Stored, ...]:
    return tuple(record for record in records if record is not None)
