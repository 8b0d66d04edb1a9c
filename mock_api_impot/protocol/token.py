"""`POST /token`: client_credentials only, credentials by Basic or in the body, a token for the scopes that are subscribed.

A scope that the application has not subscribed to is dropped without a word, and a token without any has the scope `default`, as
WSO2's issuer does when scopes are bound to application roles: the caller learns it at the call (900910). Assumption.
"""

import hmac
import re
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from mock_api_impot.protocol.decision import RefuseByJson, Row, first_broken, malformed
from rulebook.formats.habilitation import Habilitation
from rulebook.refusals import gateway as refusals
from rulebook.sfip import SERVICES
from scenarios.habilitations import Application

# Assumption: no source gives the lifetime; WSO2's default.
LIFETIME = 3600
NO_SCOPE = "default"
_FORM = "application/x-www-form-urlencoded"
_SCOPE = re.compile(
    r"[\x21\x23-\x5B\x5D-\x7E]+(?: +[\x21\x23-\x5B\x5D-\x7E]+)*"
)  # RFC 6749 §3.3, spaces repeated or not


class TokenRequest(Struct, frozen=True, gc=False):
    """What was posted, undecided."""

    media_type: str
    form: tuple[tuple[str, str], ...]
    authorization: str | None = None

    def __repr__(self) -> str:
        """The rest is credentials."""
        return f"TokenRequest(media_type={self.media_type!r})"

    def one(self, name: str) -> str | None:
        """The value of a parameter; None when absent or empty, which RFC 6749 holds for the same."""
        return next((value for found, value in self.form if found == name and value), None)


class Presented(Struct, frozen=True, gc=False):
    """Credentials as the caller gave them."""

    key: str
    secret: str

    def __repr__(self) -> str:
        """Without the secret."""
        return f"Presented(key={self.key!r})"


class Granted(Struct, frozen=True):
    """A token to sign: its claims, and the scope to say."""

    claims: Mapping[str, Any]
    scope: str


class _Asked(Struct, frozen=True):
    request: TokenRequest
    presented: Presented | None
    account: Application | None


def presented(request: TokenRequest) -> Presented | None:
    """The credentials of a request: by Basic if it has that header, else in the body. Not percent-decoded: WSO2 does not."""
    if request.authorization is not None:
        return _basic(request.authorization)
    key, secret = request.one("client_id"), request.one("client_secret")
    return Presented(key, secret) if key and secret else None


def _basic(authorization: str) -> Presented | None:
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        key, colon, secret = b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (Error, UnicodeDecodeError, ValueError):
        return None
    return Presented(key, secret) if colon and key and secret else None


def _is_repeated(asked: _Asked) -> bool:
    names = [name for name, _ in asked.request.form]
    return len(names) != len(set(names))


def _has_two_methods(asked: _Asked) -> bool:
    return asked.request.authorization is not None and asked.request.one("client_secret") is not None


def _has_wrong_secret(asked: _Asked) -> bool:
    if asked.presented is None or asked.account is None:
        return True
    return not hmac.compare_digest(asked.presented.secret.encode(), asked.account.credentials.apim_secret.encode())


def _has_malformed_scope(asked: _Asked) -> bool:
    scope = asked.request.one("scope")
    return scope is not None and _SCOPE.fullmatch(scope.strip(" ")) is None


IN_ORDER: tuple[Row[_Asked], ...] = (
    (lambda asked: asked.request.media_type != _FORM, refusals.TOKEN_NOT_A_FORM),
    (_is_repeated, refusals.TOKEN_REPEATED),
    (_has_two_methods, refusals.TOKEN_TWO_METHODS),
    (lambda asked: asked.presented is None, refusals.TOKEN_NO_CLIENT),
    (lambda asked: asked.account is None, refusals.TOKEN_UNKNOWN_CLIENT),
    (_has_wrong_secret, refusals.TOKEN_WRONG_SECRET),
    malformed(refusals.TOKEN_NO_GRANT_TYPE, lambda asked: asked.request.one("grant_type")),
    malformed(refusals.TOKEN_GRANT_TYPE, lambda asked: asked.request.one("grant_type")),
    (_has_malformed_scope, refusals.TOKEN_SCOPE),
)


def subscribed(habilitation: Habilitation) -> tuple[str, ...]:
    """OAuth scopes that an application may be given: those of its resources and services, whatever the API."""
    impot, sfip, r2p = habilitation.api_impot, habilitation.sfip, habilitation.r2p
    return (
        *(impot.resources if impot else ()),
        *(SERVICES[service] for service in (sfip.services if sfip else ())),
        *(r2p.scopes if r2p else ()),
    )


def decide(
    request: TokenRequest, application: Application | None, *, issuer: str, jti: str, now: float
) -> Granted | RefuseByJson:
    """A token, or the first thing that is wrong. `application` is the one whose key was presented, if it is known.

    An application without any contract with the DGFiP has no account at the gateway: its key is unknown there.
    """
    may_have = subscribed(application.habilitation) if application else ()
    account = application if may_have else None
    refusal = first_broken(IN_ORDER, _Asked(request, presented(request), account))
    if refusal or account is None:
        return RefuseByJson(refusal or refusals.TOKEN_UNKNOWN_CLIENT)
    asked = (request.one("scope") or "").split()
    scope = " ".join(dict.fromkeys(name for name in asked if name in may_have)) or NO_SCOPE
    return Granted(_claims(account, scope, issuer=issuer, jti=jti, now=int(now)), scope)


def _claims(account: Application, scope: str, *, issuer: str, jti: str, now: int) -> dict[str, Any]:
    """Claims in WSO2's manner; only their names are assumed, no partner is meant to read them."""
    key, stage = account.credentials.apim_key, account.habilitation.datapass.stage
    return {
        "sub": account.id,
        "aut": "APPLICATION",
        "aud": key,
        "nbf": now,
        "azp": key,
        "scope": scope,
        "iss": issuer,
        "keytype": "PRODUCTION" if stage == "production" else "SANDBOX",
        "exp": now + LIFETIME,
        "iat": now,
        "jti": jti,
    }
