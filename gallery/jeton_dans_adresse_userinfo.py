"""Writes the access token in the address of the userinfo."""

from dataclasses import replace
from functools import partial

import httpx2

from gallery.member import Member
from reference_client import userinfo
from reference_client.discovery import Provider
from reference_client.outcome import Kind
from reference_client.patience import Patience
from reference_client.practice import CAREFUL
from reference_client.wire import ask


async def in_the_address(http: httpx2.AsyncClient, provider: Provider, access_token: str, patience: Patience) -> str:
    """The same question, at an address that every journal on the way keeps."""
    address = f"{provider.userinfo_endpoint}?access_token={access_token}"
    question = partial(http.build_request, "GET", address, headers={"accept": "application/jwt"})
    return userinfo.message_of(await ask(http, question, "userinfo", Kind.FC_DOWN, patience))


MEMBER = Member(
    duty="FS-USERINFO-02",
    module="fs-parcours",
    fr="Le jeton d’accès est dans l’adresse de l’userinfo.",
    en="The access token is in the address of the userinfo.",
    practice=replace(CAREFUL, fetch_userinfo=in_the_address),
)
