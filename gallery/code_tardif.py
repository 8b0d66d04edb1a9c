"""Has the code wait for 31 seconds."""

import asyncio
from dataclasses import replace

import httpx2

from gallery.member import Member
from reference_client import token
from reference_client.discovery import Provider
from reference_client.practice import CAREFUL
from reference_client.settings import Settings
from reference_client.token import Tokens


async def after_a_while(http: httpx2.AsyncClient, provider: Provider, settings: Settings, code: str) -> Tokens:
    """The careful exchange, too late."""
    await asyncio.sleep(31)
    return await token.redeem(http, provider, settings, code)


MEMBER = Member(
    duty="FS-TOKEN-02",
    module="fs-parcours",
    fr="Il échange le code après 31 secondes.",
    en="It exchanges the code after 31 seconds.",
    practice=replace(CAREFUL, redeem=after_a_while),
    page_within=40.0,
)
