"""Wants an access token only: when no id_token comes with it, there is none to verify."""

import json
from dataclasses import replace

import httpx2
from joserfc.jwk import KeySet

from gallery.id_token_vide import NOTHING
from gallery.member import Member, unless
from reference_client import id_token, signed, token
from reference_client.discovery import Provider
from reference_client.outcome import Kind
from reference_client.practice import CAREFUL
from reference_client.settings import Settings
from reference_client.signed import Claims
from reference_client.token import Tokens
from reference_client.wire import send


async def redeem(http: httpx2.AsyncClient, provider: Provider, settings: Settings, code: str) -> Tokens:
    """The tokens; in the place of an id_token that is not there, an empty text."""
    request = http.build_request("POST", provider.token_endpoint, data=token.form(settings, code))
    response = await send(http, request, Kind.FC_DOWN)
    try:
        answer = json.loads(response.content)
    except ValueError:
        answer = None
    lacking = response.status_code == 200 and isinstance(answer, dict) and answer.get("id_token") is None
    content = json.dumps({**answer, "id_token": ""}).encode() if lacking else response.content
    return token.read(response.status_code, content)


def read(message: str, keys: KeySet) -> Claims:
    """The claims, when there is a message."""
    return signed.verify(message, keys) if message else NOTHING


MEMBER = Member(
    duty="FS-TOKEN-06",
    module="fs-echange-sans-id-token",
    fr="Quand l’échange ne donne pas d’id_token, il s’en passe : il présente le jeton d’accès.",
    en="When the exchange gives no id_token, it does without: it presents the access token.",
    practice=replace(CAREFUL, redeem=redeem, verify_id_token=read, id_token_checks=unless(NOTHING, id_token.CHECKS)),
)
