"""Asks who the citizen is after 31 seconds."""

import asyncio
from dataclasses import replace

import httpx2

from gallery.member import Member
from reference_client import userinfo
from reference_client.discovery import Provider
from reference_client.patience import Patience
from reference_client.practice import CAREFUL


async def after_a_while(http: httpx2.AsyncClient, provider: Provider, access_token: str, patience: Patience) -> str:
    """The careful question, too late."""
    await asyncio.sleep(31)
    return await userinfo.fetch(http, provider, access_token, patience)


MEMBER = Member(
    duty="FS-USERINFO-03",
    module="fs-parcours",
    fr="Il demande l’userinfo après 31 secondes.",
    en="It asks for the userinfo after 31 seconds.",
    practice=replace(CAREFUL, fetch_userinfo=after_a_while),
    page_within=40.0,
)
