"""/token: a code for an access token and an id_token. A wrong secret, client or address does not burn the code; a replay does."""

import re
from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mock_franceconnect.protocol.clients.auth import Request
from mock_franceconnect.protocol.decisions import Parameters, RefuseByJson, Writes
from mock_franceconnect.protocol.identity.subject import sub
from mock_franceconnect.protocol.parameters import Message
from mock_franceconnect.protocol.records import TOKEN_LIFETIME, AccessToken, Client, Code, Grant, Here
from rulebook.refusal import Refusal
from rulebook.refusals import token as refusals

GRANT_TYPE = "authorization_code"
_PARAMETERS = frozenset({"grant_type", "code", "redirect_uri", "code_verifier"})
_SHORTEST, _LONGEST = 43, 128
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]*")


class Held(Struct, frozen=True, gc=False):
    """What the store holds about the code of a request."""

    code: Code | None = None
    grant: Grant | None = None
    token: AccessToken | None = None


class Granted(Struct, frozen=True, gc=False):
    """The exchange succeeds: the access token, and the id_token's claims yet to be signed."""

    token: AccessToken
    id_token: dict[str, Any]
    writes: Writes


Decision = Granted | RefuseByJson


class _Case(Struct, frozen=True, gc=False):
    message: Message
    client: Client
    held: Held
    aged: float

    @property
    def redirect_uri(self) -> str:
        """The one that came, or the only one registered."""
        known = self.client.registration.redirect_uris
        return self.message.filled("redirect_uri") or (known[0] if len(known) == 1 else "")

    @property
    def verifier(self) -> str:
        """A code_verifier, which can match nothing: no challenge is ever accepted."""
        return self.message.filled("code_verifier")

    def code(self) -> Code:
        """The code, once a row of the table has made sure that there is one."""
        if self.held.code is None:
            raise AssertionError
        return self.held.code


Rule = Callable[[_Case], bool]

IN_ORDER: tuple[tuple[Refusal, Rule], ...] = (
    (refusals.GRANT_TYPE_MISSING, lambda case: case.message.filled("grant_type") != ""),
    (
        refusals.GRANT_TYPE,
        lambda case: (
            case.message.filled("grant_type") == GRANT_TYPE and not case.message.twice(frozenset({"grant_type"}))
        ),
    ),
    (refusals.TWICE, lambda case: case.message.twice(_PARAMETERS) is None),
    (refusals.BOTH_MISSING, lambda case: bool(case.message.filled("code") or case.redirect_uri)),
    (refusals.CODE_MISSING, lambda case: case.message.filled("code") != ""),
    (refusals.REDIRECT_URI_MISSING, lambda case: case.redirect_uri != ""),
    (refusals.CODE_UNKNOWN, lambda case: case.held.code is not None and case.held.code.expires_at > case.aged),
    (refusals.CODE_FOREIGN, lambda case: case.code().asked.client_id == case.client.client_id),
    (refusals.GRANT_GONE, lambda case: case.held.grant is not None and case.held.grant.expires_at > case.aged),
    (refusals.VERIFIER_SHORT, lambda case: not case.verifier or len(case.verifier) >= _SHORTEST),
    (refusals.VERIFIER_LONG, lambda case: len(case.verifier) <= _LONGEST),
    (refusals.VERIFIER_CHARACTERS, lambda case: _VERIFIER.fullmatch(case.verifier) is not None),
    (refusals.VERIFIER, lambda case: not case.verifier),
    (refusals.REDIRECT_URI, lambda case: case.code().asked.redirect_uri == case.redirect_uri),
    (refusals.CODE_CONSUMED, lambda case: not case.code().consumed),
)


def decide(  # noqa: PLR0913  (the whole context of one request)
    *, request: Request, client: Client, held: Held, here: Here, now: float, aged: float, fresh: str
) -> Decision:
    """What an authenticated client gets."""
    case = _Case(request.message, client, held, aged)
    for refusal, holds in IN_ORDER:
        if not holds(case):
            return RefuseByJson(refusal, _values(refusal, case), writes=_revoked(refusal, held))
    code = case.code()
    token = AccessToken(fresh, code.asked, code.grant, code.session, code.citizen, int(now), aged + TOKEN_LIFETIME)
    return Granted(token, _id_token(code, here, int(now)), Writes((token, replace(code, token=fresh))))


def _values(refusal: Refusal, case: _Case) -> Parameters:
    """What fills the description of the refusal that has something to say."""
    if refusal is refusals.TWICE:
        return (("parameter", case.message.twice(_PARAMETERS) or ""),)
    return ()


def _revoked(refusal: Refusal, held: Held) -> Writes:
    """A replay takes away the code, the grant and the access token: the next use finds nothing."""
    if refusal is not refusals.CODE_CONSUMED:
        return Writes()
    return Writes(drops=tuple(record for record in (held.code, held.grant, held.token) if record is not None))


def _id_token(code: Code, here: Here, now: int) -> dict[str, Any]:
    """No identity claim, no at_hash, no sid, no azp: the sub, the level and what binds them to this request."""
    claims: dict[str, Any] = {"sub": sub(code.citizen, code.asked.entity_id, here.pairwise_secret)}
    if code.asked.amr:
        claims["amr"] = list(code.citizen.amr)
    return claims | {
        "acr": code.acr,
        "auth_time": code.auth_time,
        "nonce": code.asked.nonce,
        "aud": code.asked.client_id,
        "exp": now + TOKEN_LIFETIME,
        "iat": now,
        "iss": here.issuer,
    }
