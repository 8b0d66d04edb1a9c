"""Takes an access token of any kind for a bearer token."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx2

from gallery.member import Member
from reference_client import token
from reference_client.discovery import Provider
from reference_client.outcome import Kind
from reference_client.practice import CAREFUL
from reference_client.settings import Settings
from reference_client.token import Redeem, Tokens
from reference_client.wire import send


def redeeming(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Redeem:
    """Exchange the code, and read a whole answer as `change` makes it."""

    async def redeem(http: httpx2.AsyncClient, provider: Provider, settings: Settings, code: str) -> Tokens:
        request = http.build_request("POST", provider.token_endpoint, data=token.form(settings, code))
        response = await send(http, request, Kind.FC_DOWN)
        try:
            answer = json.loads(response.content)
        except ValueError:
            answer = None
        whole = response.status_code == 200 and isinstance(answer, dict)
        return token.read(response.status_code, json.dumps(change(answer)).encode() if whole else response.content)

    return redeem


MEMBER = Member(
    duty="FS-TOKEN-06",
    module="fs-echange-jeton-etrange",
    fr="Il ne lit pas `token_type` : il présente n’importe quel jeton comme `Bearer`.",
    en="It does not read `token_type`: it presents any token as `Bearer`.",
    practice=replace(CAREFUL, redeem=redeeming(lambda answer: {**answer, "token_type": "Bearer"})),
)
