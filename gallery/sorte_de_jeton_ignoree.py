"""Takes an access token of any kind for a bearer token."""

import json
from dataclasses import replace

import httpx2

from gallery.member import Member
from reference_client import token
from reference_client.discovery import Provider
from reference_client.outcome import Kind
from reference_client.practice import CAREFUL
from reference_client.settings import Settings
from reference_client.token import Tokens
from reference_client.wire import send


async def of_any_kind(http: httpx2.AsyncClient, provider: Provider, settings: Settings, code: str) -> Tokens:
    """The tokens, whatever the answer calls them."""
    request = http.build_request("POST", provider.token_endpoint, data=token.form(settings, code))
    response = await send(http, request, Kind.FC_DOWN)
    try:
        answer = json.loads(response.content)
    except ValueError:
        answer = None
    called = {**answer, "token_type": "Bearer"} if isinstance(answer, dict) else None
    return token.read(response.status_code, json.dumps(called).encode())


MEMBER = Member(
    duty="FS-TOKEN-06",
    module="fs-echange-jeton-etrange",
    fr="Il ne lit pas `token_type` : il présente n’importe quel jeton comme `Bearer`.",
    en="It does not read `token_type`: it presents any token as `Bearer`.",
    practice=replace(CAREFUL, redeem=of_any_kind),
)
