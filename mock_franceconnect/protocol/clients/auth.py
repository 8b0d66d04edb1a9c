"""Who calls /token: the client's credentials, in the body or in a Basic header, checked in the engine's order."""

import hmac
import re
from base64 import b64decode
from urllib.parse import unquote

from msgspec import Struct

from mock_franceconnect.protocol.decisions import RefuseByJson
from mock_franceconnect.protocol.parameters import FORM, Message
from mock_franceconnect.protocol.records import Client, Here
from rulebook.refusal import Refusal
from rulebook.refusals import token as refusals

AUTH_PARAMETERS = frozenset({"client_id", "client_secret", "client_assertion", "client_assertion_type"})
UNKNOWN = refusals.CLIENT


class Request(Struct, frozen=True, gc=False):
    """A token request, as far as it can be told before it is judged."""

    media_type: str
    message: Message
    authorization: str | None = None
    origin: str | None = None


class Claimed(Struct, frozen=True, gc=False):
    """Credentials as they came; `secret` is empty when none did."""

    client_id: str
    secret: str


def claimed(request: Request) -> Claimed | RefuseByJson:
    """The credentials of the request, or why there are none to speak of."""
    if request.media_type != FORM:
        return RefuseByJson(refusals.MEDIA_TYPE)
    if twice := request.message.twice(AUTH_PARAMETERS):
        return RefuseByJson(refusals.AUTH_TWICE, (("parameter", twice),))
    own, secret = (request.message.filled(name) for name in ("client_id", "client_secret"))
    if request.authorization is None:
        return Claimed(own, secret) if own else RefuseByJson(refusals.NO_AUTH)
    basic = _basic(request.authorization)
    if isinstance(basic, Refusal):
        return RefuseByJson(basic)
    refusal = (
        (refusals.CLIENT_ID_MISMATCH if own and own != basic.client_id else None)
        or (refusals.AUTHORIZATION_SECRET if not basic.secret else None)
        or (refusals.TWO_MECHANISMS if secret else None)
        or (refusals.NO_AUTH if not basic.client_id else None)
    )
    return RefuseByJson(refusal) if refusal else basic


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


def _basic(authorization: str) -> Claimed | Refusal:
    """The pair of a Basic header, or which of the engine's three lines refuses it."""
    words = authorization.split(" ")
    if len(words) != 2 or words[0].lower() != "basic":
        return refusals.AUTHORIZATION_HEADER
    client_id, colon, secret = _as_node_reads(words[1]).partition(":")
    if not colon:
        return refusals.AUTHORIZATION_PAIR
    parts = [_decoded(part) for part in (client_id, secret)]
    return refusals.AUTHORIZATION_ENCODING if None in parts else Claimed(parts[0] or "", parts[1] or "")


def _as_node_reads(encoded: str) -> str:
    """Base64 as Node reads it: what is no letter of it is skipped."""
    letters = re.sub(r"[^A-Za-z0-9+/]", "", encoded.partition("=")[0].replace("-", "+").replace("_", "/"))
    letters = letters[:-1] if len(letters) % 4 == 1 else letters
    return b64decode(letters + "=" * (-len(letters) % 4)).decode("utf-8", "replace")


def _decoded(part: str) -> str | None:
    """One half of the pair, percent-decoded; None when it cannot be, or holds what no credential may."""
    if re.search("%(?![0-9A-Fa-f]{2})", part):
        return None
    try:
        told = unquote(part.replace("+", " "), errors="strict")
    except UnicodeDecodeError:
        return None
    return told if re.fullmatch(r"[\x20-\x7e]*", told) else None
