"""/authorize: the strict whitelist, then the engine's rules in the engine's order, then FranceConnect's own; last, where to go."""

from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from mock_franceconnect.protocol import claims_parameter
from mock_franceconnect.protocol.addresses import registered
from mock_franceconnect.protocol.clients.sector import Broken
from mock_franceconnect.protocol.decisions import (
    ENGINE_COOKIE,
    INTERACTION_COOKIE,
    RESUME_COOKIE,
    SESSION_COOKIE,
    Moved,
    Parameters,
    RefuseByPage,
    RefuseByRedirect,
    RefuseByText,
    Writes,
)
from mock_franceconnect.protocol.identity import acr
from mock_franceconnect.protocol.identity.providers import PROVIDERS, hinted, refused
from mock_franceconnect.protocol.parameters import Message
from mock_franceconnect.protocol.records import (
    Asked,
    Client,
    Errand,
    Here,
    Interaction,
    Session,
    Step,
)
from mock_franceconnect.protocol.whitelist import Row, first_broken, shaped, whitelist
from rulebook.platforms import PLATFORMS
from rulebook.refusal import Channel, Refusal
from rulebook.refusals import authorize as refusals

Decision = Moved | RefuseByPage | RefuseByRedirect | RefuseByText
Rule = Callable[[Message, Client], bool]

WHITELIST: tuple[Row, ...] = (
    (refusals.ACR_VALUES_TWICE, lambda message: not message.twice(frozenset({"acr_values"}))),
    *whitelist(
        refusals.TWICE,
        refusals.UNKNOWN,
        refusals.PARAMETERS,
        (
            refusals.CLIENT_ID,
            refusals.ACR_VALUES,
            refusals.RESPONSE_TYPE,
            refusals.NONCE,
            refusals.STATE,
            refusals.REDIRECT_URI,
            refusals.SCOPE,
            refusals.PROMPT,
        ),
    ),
)
STRICT: tuple[Row, ...] = (*WHITELIST, shaped(refusals.REDIRECT_URI_STRICT))

# What the engine looks at before it trusts the redirect_uri, in order. After it: `claims_parameter.broken`, then amr.
UNTRUSTED: tuple[tuple[Refusal, Rule], ...] = (
    (refusals.RESPONSE_TYPE_EMPTY, lambda message, _: message.filled("response_type") != ""),
    (refusals.RESPONSE_TYPE_UNSUPPORTED, lambda message, _: message.filled("response_type") == "code"),
    (refusals.SCOPE_NOT_ALLOWED, lambda message, client: not first_refused_scope(message, client)),
    (refusals.SCOPE_OPENID, lambda message, _: "openid" in message.filled("scope").split(" ")),
)


class Fresh(Struct, frozen=True, gc=False):
    """New opaque values, in case they are needed."""

    interaction: str
    session: str
    errand: str


def client_id(message: Message) -> str:
    """Whom the request says it comes from."""
    return message.filled("client_id")


def decide(  # noqa: PLR0913  (the whole context of one request)
    *,
    posted: bool,
    message: Message,
    client: Client | None,
    broken: Broken | None,
    previous: Session | None,
    suspicious: bool,
    here: Here,
    aged: float,
    fresh: Fresh,
) -> Decision:
    """What becomes of an authorization request."""
    if refusal := first_broken(STRICT if here.strict_urls else WHITELIST, message):
        return RefuseByText(refusal) if refusal.channel is Channel.TEXT else RefuseByPage(refusal)
    if client is None:
        return RefuseByPage(refusals.POST_CLIENT if posted else refusals.CLIENT)
    if posted:
        return RefuseByText(refusals.POST_CRASH)
    if broken is not None:
        return RefuseByPage(broken.cause.page)
    if refused := _refused_by_engine(message, client, here):
        return refused
    asked = _asked(message, client)
    known = signs_on(previous, asked, aged, here)
    opening = _Opening(asked, client, previous, known, "" if known else message.filled("idp_hint"), suspicious)
    return _hint_refused(opening, here) or _start(opening, aged, fresh, here)


def first_refused_scope(message: Message, client: Client) -> str:
    """The first known scope that this client may not ask; unknown ones are ignored."""
    asked = message.filled("scope").split(" ")
    known = client.platform.known
    return next((scope for scope in asked if scope in known and scope not in client.registration.scopes), "")


def _refused_by_engine(message: Message, client: Client, here: Here) -> RefuseByPage | RefuseByRedirect | None:
    trusted = registered(message.filled("redirect_uri"), client.registration.redirect_uris)
    for refusal, holds in UNTRUSTED:
        if not holds(message, client):
            return _redirect(refusal, message, client, here) if trusted else RefuseByPage(refusals.TWO_FAULTS)
    if not trusted:
        return RefuseByPage(refusals.REDIRECT_URI_UNREGISTERED)
    claims = message.filled("claims")
    if broken := claims_parameter.broken(claims):
        return _redirect(broken, message, client, here)
    if claims_parameter.asks_amr(claims) and "amr" not in client.registration.claims:
        return RefuseByPage(refusals.CLAIMS_AMR)
    return None


def _redirect(refusal: Refusal, message: Message, client: Client, here: Here) -> RefuseByRedirect:
    scope = first_refused_scope(message, client) if refusal is refusals.SCOPE_NOT_ALLOWED else ""
    return RefuseByRedirect(
        refusal,
        message.filled("redirect_uri"),
        error_parameters(refusal.error, refusal.description, message.filled("state"), here, scope),
        fragment="token" in message.filled("response_type"),
    )


def error_parameters(error: str, description: str, state: str, here: Here, scope: str = "") -> Parameters:
    """An error on the redirect_uri, members in the engine's order; an empty state is not returned."""
    pairs = (("error", error), ("error_description", description), ("scope", scope), ("state", state))
    return (*((name, value) for name, value in pairs if value), ("iss", here.issuer))


@lru_cache(maxsize=256)
def _known(scope: str, platform: str) -> tuple[str, ...]:
    """The known scopes among those asked, each once: a téléservice asks for the same ones at each login, and a login holds on to them."""
    return tuple(dict.fromkeys(one for one in scope.split(" ") if one in PLATFORMS[platform].known))


def _asked(message: Message, client: Client) -> Asked:
    claims, registration = message.filled("claims"), client.registration
    return Asked(
        client.application,
        client.client_id,
        registration.entity_id,
        message.filled("redirect_uri"),
        _known(message.filled("scope"), registration.platform),
        message.filled("state"),
        message.filled("nonce"),
        acr.asked(message.filled("acr_values"), client.platform),
        tuple(message.filled("prompt").split()),
        claims_parameter.asks_amr(claims),
        claims_parameter.is_endless(claims, client.platform),
    )


class _Opening(Struct, frozen=True, gc=False):
    """An interaction about to begin; `known` is when the citizen of the `previous` session is taken over, and no hint then counts."""

    asked: Asked
    client: Client
    previous: Session | None
    known: bool
    hint: str
    suspicious: bool


def _hint_refused(opening: _Opening, here: Here) -> RefuseByRedirect | RefuseByPage | None:
    """A refused hint loses the state: the real one appends the word "undefined". What the hint names may not be usable either."""
    hint, asked, registration = opening.hint, opening.asked, opening.client.registration
    if not hint:
        return None
    if hint not in hinted(registration):
        refusal = refusals.IDP_HINT
        return RefuseByRedirect(
            refusal, asked.redirect_uri, error_parameters(refusal.error, refusal.description, "undefined", here)
        )
    unusable = refused(hint, registration) if asked.acr in here.platform.acr else None
    return RefuseByPage(unusable, asked) if unusable else None


def signs_on(previous: Session | None, asked: Asked, aged: float, here: Here) -> bool:
    """Whether the browser's finished session is enough: single sign-on, at a level that the provider reached."""
    if previous is None or not previous.done or previous.citizen is None or previous.expires_at <= aged:
        return False
    return asked.acr in here.platform.acr_sso and acr.rank(previous.citizen.acr) >= acr.rank(asked.acr)


def _start(opening: _Opening, aged: float, fresh: Fresh, here: Here) -> Moved:
    """A new interaction in a new session: several tabs interfere, the last one wins."""
    asked, previous, hint = opening.asked, opening.previous, opening.hint
    until = aged + here.platform.session
    session = Session(
        fresh.session, asked.application, fresh.interaction, Step.AUTHORIZE, until, suspicious=opening.suspicious
    )
    saves: tuple[Session | Errand, ...] = (session,)
    path = f"/api/v2/interaction/{fresh.interaction}"
    if opening.known and previous is not None:
        saves = (replace(session, provider=previous.provider, citizen=previous.citizen, done=True, sso=True),)
        path += "/verify"
    elif hint and asked.acr in here.platform.acr:
        sent = replace(session, step=Step.REDIRECT_TO_IDP, provider=hint, idp_state=fresh.errand)
        level = PROVIDERS[hint].level(asked.acr)
        saves = (sent, Errand(fresh.errand, sent.application, sent.id, hint, level, sent.expires_at))
        path = f"/fi/{hint}?state={fresh.errand}"
    interaction = Interaction(fresh.interaction, asked, fresh.session, until)
    cookies = [
        (SESSION_COOKIE, fresh.session),
        (INTERACTION_COOKIE, fresh.interaction),
        (RESUME_COOKIE, fresh.interaction),
    ]
    if previous is not None:
        cookies.append((ENGINE_COOKIE, ""))
    writes = Writes((*saves, interaction), (previous,) if previous is not None else ())
    return Moved(path, 303, writes, tuple(cookies))
