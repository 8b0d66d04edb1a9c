"""Gives its secret in a header, as most libraries do by default."""

from base64 import b64encode
from dataclasses import replace

import httpx2

from gallery.member import Member
from reference_client import token
from reference_client.discovery import Provider
from reference_client.practice import CAREFUL
from reference_client.settings import Settings
from reference_client.token import Tokens


async def by_header(http: httpx2.AsyncClient, provider: Provider, settings: Settings, code: str) -> Tokens:
    """The careful form without its secret, which goes in `Authorization`."""
    form = {name: value for name, value in token.form(settings, code).items() if name != "client_secret"}
    secret = b64encode(f"{settings.client_id}:{settings.client_secret}".encode()).decode()
    headers = {"authorization": f"Basic {secret}"}
    return await token.answered(http, http.build_request("POST", provider.token_endpoint, data=form, headers=headers))


MEMBER = Member(
    duty="FS-SECRET-02",
    module="fs-parcours",
    fr="Son secret est dans l’en-tête `Authorization`.",
    en="Its secret is in the header `Authorization`.",
    practice=replace(CAREFUL, redeem=by_header),
)
