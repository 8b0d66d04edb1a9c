"""`POST /token`: client_credentials only, credentials by Basic or in the body, a token for the scopes that are subscribed.

A scope that the application has not subscribed to is dropped without a word, and a token without any has the scope `default`, as
WSO2's issuer does when scopes are bound to application roles: the caller learns it at the call (900910). Assumption.
"""

import hmac
import re
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mock_api_impot.protocol.decision import RefuseByJson, Row, first_broken, malformed
from rulebook.refusals import gateway as refusals
from scenarios.habilitations import Application

# Assumption: no source gives the lifetime; WSO2's default.
LIFETIME = 3600
NO_SCOPE = "default"
_FORM = "application/x-www-form-urlencoded"
_SCOPE = re.compile(
    r"[\x21\x23-\x5B\x5D-\x7E]+(?: +[\x21\x23-\x5B\x5D-\x7E]+)*"
)  # RFC 6749 §3.3, spaces repeated or not


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """What was posted, undecided."""

    media_type: str
    form: tuple[tuple[str, str], ...] = field(repr=False)
    authorization: str | None = field(default=None, repr=False)

    def one(self, name: str) -> str | None:
        """The value of a parameter; None when absent or empty, which RFC 6749 holds for the same."""
        return next((value for found, value in self.form if found == name and value), None)


@dataclass(frozen=True, slots=True)
class Presented:
    """Credentials as the caller gave them."""

    key: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Granted:
    """A token to sign: its claims, and the scope to say."""

    claims: Mapping[str, Any]
    scope: str


@dataclass(frozen=True, slots=True)
class _Asked:
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


def decide(
    request: TokenRequest, application: Application | None, *, issuer: str, jti: str, now: float
) -> Granted | RefuseByJson:
    """A token, or the first thing that is wrong. `application` is the one whose key was presented, if it is known.

    An application without a contract for this API has no account at the gateway: its key is unknown there.
    """
    contract = application.habilitation.api_impot if application else None
    account = application if contract else None
    refusal = first_broken(IN_ORDER, _Asked(request, presented(request), account))
    if refusal or account is None or contract is None:
        return RefuseByJson(refusal or refusals.TOKEN_UNKNOWN_CLIENT)
    asked = (request.one("scope") or "").split()
    scope = " ".join(dict.fromkeys(name for name in asked if name in contract.resources)) or NO_SCOPE
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
