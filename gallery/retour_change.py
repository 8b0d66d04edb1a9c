"""Exchanges the code with another address to come back to than it asked with."""

from dataclasses import replace

import httpx2

from gallery.member import Member
from reference_client import token
from reference_client.discovery import Provider
from reference_client.practice import CAREFUL
from reference_client.settings import Settings
from reference_client.token import Tokens


async def with_another_return(http: httpx2.AsyncClient, provider: Provider, settings: Settings, code: str) -> Tokens:
    """The careful form, altered."""
    form = {**token.form(settings, code), "redirect_uri": settings.base_url}
    return await token.answered(http, http.build_request("POST", provider.token_endpoint, data=form))


MEMBER = Member(
    duty="FS-TOKEN-04",
    module="fs-parcours",
    fr="Il échange le code avec un autre `redirect_uri` que celui de la demande.",
    en="It exchanges the code with another `redirect_uri` than the request's.",
    practice=replace(CAREFUL, redeem=with_another_return),
)
