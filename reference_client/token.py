"""Third step: the code, used once and at once, becomes an id_token and an access token that lives 60 seconds."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import httpx2

from reference_client.discovery import Provider
from reference_client.outcome import Kind, Refused, Trouble
from reference_client.settings import Settings
from reference_client.wire import fits_a_header, json_object, send, when_to_come_back


@dataclass(frozen=True, slots=True)
class Tokens:
    """Never printed. The access token is held by the handling of one request; the id_token until the logout that must show it."""

    id_token: str = field(repr=False)
    access_token: str = field(repr=False)


Redeem = Callable[[httpx2.AsyncClient, Provider, Settings, str], Awaitable[Tokens]]


def form(settings: Settings, code: str) -> Mapping[str, str]:
    """What is posted: the secret in the body (client_secret_post), the redirect_uri of the first step to the letter."""
    return {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": settings.redirect_uri,
        "client_id": settings.client_id,
        "client_secret": settings.client_secret,
    }


def read(status: int, content: bytes) -> Tokens:
    """The two tokens of a good answer; one that lacks what proves who logged in is refused, and is no breakdown."""
    if status == 429:
        raise Trouble(Kind.FC_BUSY)
    if status >= 500:
        raise Trouble(Kind.FC_DOWN)
    try:
        answer = json_object(content)
    except ValueError:
        raise Trouble(Kind.FC_ANSWER) from None
    if status != 200:
        raise Trouble(Kind.FC_ANSWER)
    id_token, access_token = answer.get("id_token"), answer.get("access_token")
    bearer = str(answer.get("token_type")).lower() == "bearer"
    if not bearer or not isinstance(id_token, str) or not fits_a_header(access_token):
        raise Refused("token.answer_is_whole")
    return Tokens(id_token, access_token)


async def redeem(http: httpx2.AsyncClient, provider: Provider, settings: Settings, code: str) -> Tokens:
    """The tokens for `code`. Never tried again: a code seen twice makes FranceConnect revoke everything."""
    return await answered(http, http.build_request("POST", provider.token_endpoint, data=form(settings, code)))


async def answered(http: httpx2.AsyncClient, request: httpx2.Request) -> Tokens:
    """The tokens that `request` is answered, asked once."""
    response = await send(http, request, Kind.FC_DOWN)
    with when_to_come_back(response):
        return read(response.status_code, response.content)
