"""Refuses the answer to a code when it says more than it knows."""

import json
from dataclasses import replace

import httpx2

from gallery.member import Member
from reference_client import token
from reference_client.discovery import Provider
from reference_client.outcome import Kind, Refused
from reference_client.practice import CAREFUL
from reference_client.settings import Settings
from reference_client.token import Tokens
from reference_client.wire import send

KNOWN = frozenset({"access_token", "id_token", "token_type", "expires_in", "scope"})


async def nothing_more(http: httpx2.AsyncClient, provider: Provider, settings: Settings, code: str) -> Tokens:
    """The tokens, when the answer has no other member than those of this client's model."""
    request = http.build_request("POST", provider.token_endpoint, data=token.form(settings, code))
    response = await send(http, request, Kind.FC_DOWN)
    tokens = token.read(response.status_code, response.content)
    if set(json.loads(response.content)) - KNOWN:
        raise Refused("token.answer_is_known")
    return tokens


MEMBER = Member(
    duty="FS-INCONNU-01",
    module="fs-echange-de-trop",
    fr="Il refuse une réponse d’échange qui a des membres qu’il ne connaît pas.",
    en="It refuses an answer to a code with members that it does not know.",
    practice=replace(CAREFUL, redeem=nothing_more),
)
