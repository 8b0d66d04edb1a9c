"""Asks for the tokens by GET, as one asks for a page."""

from dataclasses import replace

import httpx2

from gallery.member import Member
from reference_client import token
from reference_client.discovery import Provider
from reference_client.practice import CAREFUL
from reference_client.settings import Settings
from reference_client.token import Tokens


async def by_get(http: httpx2.AsyncClient, provider: Provider, settings: Settings, code: str) -> Tokens:
    """The careful form, under another method."""
    form = token.form(settings, code)
    return await token.answered(http, http.build_request("GET", provider.token_endpoint, data=form))


MEMBER = Member(
    duty="FS-TOKEN-03",
    module="fs-parcours",
    fr="Il échange le code par GET.",
    en="It exchanges the code by GET.",
    practice=replace(CAREFUL, redeem=by_get),
)
