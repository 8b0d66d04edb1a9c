"""Waits for FranceConnect's tokens as long as it takes."""

from dataclasses import replace

import httpx2

from gallery.member import Member
from reference_client import token
from reference_client.discovery import Provider
from reference_client.outcome import Kind, Trouble
from reference_client.practice import CAREFUL
from reference_client.settings import Settings
from reference_client.token import Tokens


async def whenever_they_come(http: httpx2.AsyncClient, provider: Provider, settings: Settings, code: str) -> Tokens:
    """The careful exchange, but for its time limit."""
    try:
        response = await http.post(provider.token_endpoint, data=dict(token.form(settings, code)))
    except httpx2.HTTPError:
        raise Trouble(Kind.FC_DOWN) from None
    return token.read(response.status_code, response.content)


MEMBER = Member(
    duty="FS-ERREUR-03",
    module="fs-echange-lent",
    fr="Il ne borne pas l’échange du code : il attend FranceConnect aussi longtemps qu’il faut.",
    en="It sets no limit to the exchange of the code: it waits for FranceConnect as long as it takes.",
    practice=replace(CAREFUL, redeem=whenever_they_come),
    page_within=40.0,
)
