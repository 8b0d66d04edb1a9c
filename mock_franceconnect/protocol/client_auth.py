"""Who calls /token: the client's credentials, in the body or in a Basic header, checked in the engine's order."""

import binascii
import hmac
from base64 import b64decode
from dataclasses import dataclass
from urllib.parse import unquote_plus

from mock_franceconnect.protocol.decisions import RefuseByJson
from mock_franceconnect.protocol.parameters import FORM, Message
from mock_franceconnect.protocol.records import Client, Here
from rulebook.refusal import Refusal
from rulebook.refusals import token as refusals

AUTH_PARAMETERS = frozenset({"client_id", "client_secret", "client_assertion", "client_assertion_type"})
UNKNOWN = refusals.CLIENT


@dataclass(frozen=True, slots=True)
class Request:
    """A token request, as far as it can be told before it is judged."""

    media_type: str
    message: Message
    authorization: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """Credentials as they came; `secret` is empty when none did."""

    client_id: str
    secret: str


def claimed(request: Request) -> Claimed | RefuseByJson:
    """The credentials of the request, or why there are none to speak of."""
    if request.media_type != FORM:
        return RefuseByJson(refusals.MEDIA_TYPE)
    if twice := request.message.twice(AUTH_PARAMETERS):
        return RefuseByJson(refusals.AUTH_TWICE, (("parameter", twice),))
    if refusal := _unusable(request):
        return RefuseByJson(refusal)
    basic = _basic(request.authorization or "")
    own = request.message.filled("client_id")
    if basic is None:
        return Claimed(own, request.message.filled("client_secret")) if own else RefuseByJson(refusals.NO_AUTH)
    if own and own != basic.client_id:
        return RefuseByJson(refusals.CLIENT_ID_MISMATCH)
    return basic if basic.client_id else RefuseByJson(refusals.NO_AUTH)


def authenticate(request: Request, credentials: Claimed, client: Client | None, here: Here) -> RefuseByJson | None:
    """Why this is not the client, if it is not."""
    refused = _first_refused(request, credentials, client)
    if refused is None or refused.refusal.status != 401 or request.authorization is None:
        return refused
    challenge = (
        f'Basic realm="{here.issuer}", error="{refused.refusal.error}", error_description="{refused.description}"'
    )
    return RefuseByJson(refused.refusal, refused.values, challenge)


def _first_refused(request: Request, credentials: Claimed, client: Client | None) -> RefuseByJson | None:
    if client is None:
        return RefuseByJson(refusals.CLIENT)
    if request.origin is not None:
        return RefuseByJson(refusals.ORIGIN, (("origin", request.origin), ("client_id", client.client_id)))
    if not credentials.secret:
        return RefuseByJson(refusals.MECHANISM)
    same = hmac.compare_digest(credentials.secret.encode(), client.secret.encode())
    return None if same else RefuseByJson(refusals.SECRET)


def _unusable(request: Request) -> Refusal | None:
    if request.authorization is None:
        return None
    if request.message.filled("client_secret"):
        return refusals.TWO_MECHANISMS
    return refusals.AUTHORIZATION_HEADER if _basic(request.authorization) is None else None


def _basic(authorization: str) -> Claimed | None:
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        decoded = b64decode(encoded, validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    client_id, colon, secret = decoded.partition(":")
    return Claimed(unquote_plus(client_id), unquote_plus(secret)) if colon else None
