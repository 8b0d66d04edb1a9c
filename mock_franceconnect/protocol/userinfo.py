"""/userinfo: the claims of the scopes, for an access token whose grant is still alive (30 s, when the token says 60)."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from mock_franceconnect.protocol.decisions import RefuseByJson
from mock_franceconnect.protocol.identity.citizens import Citizen
from mock_franceconnect.protocol.identity.subject import sub
from mock_franceconnect.protocol.parameters import Message
from mock_franceconnect.protocol.records import AccessToken, Grant, Here
from rulebook.platforms import Platform
from rulebook.refusal import Refusal
from rulebook.refusals import userinfo as refusals

_PARAMETERS = frozenset({"access_token", "scope"})


class Request(Struct, frozen=True, gc=False):
    """A userinfo request."""

    authorization: str | None
    query: Message
    origin: str | None = None


class Answered(Struct, frozen=True, gc=False):
    """The claims, yet to be signed."""

    claims: dict[str, Any]


class Held(Struct, frozen=True, gc=False):
    """What the store holds about the token of a request."""

    token: AccessToken | None = None
    grant: Grant | None = None


Decision = Answered | RefuseByJson


def presented(request: Request, here: Here) -> str | RefuseByJson:
    """The access token of the request, from its header or its address."""
    if twice := request.query.twice(_PARAMETERS):
        return refused(refusals.TWICE, here, (("parameter", twice),))
    header, query = request.authorization or "", request.query.filled("access_token")
    if not header and not query:
        challenge = (
            f'Bearer realm="{here.issuer}", DPoP realm="{here.issuer}", algs="{" ".join(here.platform.asymmetric)}"'
        )
        return RefuseByJson(refusals.NO_TOKEN, challenge=challenge)
    if header and query:
        return refused(refusals.TWO_MECHANISMS, here)
    if query:
        return query
    words = header.split(" ")
    if len(words) != 2:
        return refused(refusals.HEADER, here)
    return words[1] if words[0].lower() == "bearer" else refused(refusals.SCHEME, here)


class _Case(Struct, frozen=True, gc=False):
    request: Request
    held: Held
    aged: float

    def token(self) -> AccessToken:
        """The token, once a row of the table has made sure that there is one."""
        if self.held.token is None:
            raise AssertionError
        return self.held.token

    def narrowed(self) -> tuple[str, ...]:
        """Scopes that `?scope=` asks for; those of the token when it does not."""
        return tuple(self.request.query.filled("scope").split()) or self.token().asked.scopes


Rule = Callable[[_Case], bool]

IN_ORDER: tuple[tuple[Refusal, Rule], ...] = (
    (refusals.TOKEN_UNKNOWN, lambda case: case.held.token is not None and case.held.token.expires_at > case.aged),
    (refusals.SCOPE, lambda case: set(case.narrowed()) <= set(case.token().asked.scopes)),
    (refusals.ORIGIN, lambda case: case.request.origin is None),
    (refusals.GRANT_GONE, lambda case: case.held.grant is not None and case.held.grant.expires_at > case.aged),
)


def decide(request: Request, held: Held, here: Here, now: float, aged: float) -> Decision:
    """What the bearer learns."""
    case = _Case(request, held, aged)
    for refusal, holds in IN_ORDER:
        if not holds(case):
            client_id = held.token.asked.client_id if held.token else ""
            return refused(refusal, here, (("origin", request.origin or ""), ("client_id", client_id)))
    token = case.token()
    subject = {"sub": sub(token.citizen, token.asked.entity_id, here.pairwise_secret)}
    return Answered(
        subject
        | identity_claims(token.citizen, case.narrowed(), here.platform)
        | {"aud": token.asked.client_id, "exp": token.exp, "iat": int(now), "iss": here.issuer}
    )


def identity_claims(citizen: Citizen, scopes: tuple[str, ...], platform: Platform) -> dict[str, Any]:
    """The identity that `scopes` open; what a person does not have is left out."""
    known = citizen.claims(platform)
    return {claim: known[claim] for claim in platform.claims_of(scopes) if claim in known}


def challenged(refused: RefuseByJson, here: Here) -> RefuseByJson:
    """The same refusal, with the challenge that this endpoint adds to each."""
    refusal = refused.refusal
    challenge = f'Bearer realm="{here.issuer}", error="{refusal.error}", error_description="{refused.description}"'
    return RefuseByJson(refusal, refused.values, challenge)


def refused(refusal: Refusal, here: Here, values: tuple[tuple[str, str], ...] = ()) -> RefuseByJson:
    """A refusal, with its challenge."""
    return challenged(RefuseByJson(refusal, values), here)
