"""Writes the access token in the address of the userinfo too."""

from dataclasses import replace

import httpx2

from gallery.member import Member
from reference_client import userinfo
from reference_client.discovery import Provider
from reference_client.patience import Patience
from reference_client.practice import CAREFUL


async def in_the_address(http: httpx2.AsyncClient, provider: Provider, access_token: str, patience: Patience) -> str:
    """The careful question, at an address that every journal on the way keeps."""
    address = f"{provider.userinfo_endpoint}?access_token={access_token}"
    return await userinfo.fetch(http, replace(provider, userinfo_endpoint=address), access_token, patience)


MEMBER = Member(
    duty="FS-USERINFO-02",
    module="fs-parcours",
    fr="Le jeton d’accès est dans l’adresse de l’userinfo.",
    en="The access token is in the address of the userinfo.",
    practice=replace(CAREFUL, fetch_userinfo=in_the_address),
)
