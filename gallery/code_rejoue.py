"""Redeems each code twice, to be sure."""

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


async def twice(http: httpx2.AsyncClient, provider: Provider, settings: Settings, code: str) -> Tokens:
    """The tokens of the first exchange."""
    tokens = await token.redeem(http, provider, settings, code)
    with suppress(Trouble):
        await token.redeem(http, provider, settings, code)
    return tokens


MEMBER = Member(
    duty="FS-TOKEN-01",
    module="fs-parcours",
    fr="Il échange deux fois chaque code.",
    en="It exchanges each code twice.",
    practice=replace(CAREFUL, redeem=twice),
)
