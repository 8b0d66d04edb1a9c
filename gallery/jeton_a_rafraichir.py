"""Hopes to refresh a token that FranceConnect never gives to refresh."""

from contextlib import suppress
from dataclasses import replace

import httpx2

from gallery.member import Member
from reference_client import token
from reference_client.discovery import Provider
from reference_client.outcome import Trouble
from reference_client.practice import CAREFUL
from reference_client.settings import Settings
from reference_client.token import Tokens


async def then_refresh(http: httpx2.AsyncClient, provider: Provider, settings: Settings, code: str) -> Tokens:
    """The careful exchange, and one more for nothing."""
    tokens = await token.redeem(http, provider, settings, code)
    form = {**token.form(settings, ""), "grant_type": "refresh_token", "refresh_token": ""}
    with suppress(Trouble):
        await token.answered(http, http.build_request("POST", provider.token_endpoint, data=form))
    return tokens


MEMBER = Member(
    duty="FS-TOKEN-05",
    module="fs-parcours",
    fr="Il demande à FranceConnect de rafraîchir son jeton.",
    en="It asks FranceConnect to refresh its token.",
    practice=replace(CAREFUL, redeem=then_refresh),
)
