"""Repeats its secret in the address that it posts the code to."""

from dataclasses import replace

import httpx2

from gallery.member import Member
from reference_client import token
from reference_client.discovery import Provider
from reference_client.practice import CAREFUL
from reference_client.settings import Settings
from reference_client.token import Tokens


async def in_the_address(http: httpx2.AsyncClient, provider: Provider, settings: Settings, code: str) -> Tokens:
    """The careful form, to an address that every journal on the way keeps."""
    address = f"{provider.token_endpoint}?client_secret={settings.client_secret}"
    return await token.answered(http, http.build_request("POST", address, data=token.form(settings, code)))


MEMBER = Member(
    duty="FS-SECRET-01",
    module="fs-parcours",
    fr="Son secret est dans l’adresse où il échange le code.",
    en="Its secret is in the address where it exchanges the code.",
    practice=replace(CAREFUL, redeem=in_the_address),
)
