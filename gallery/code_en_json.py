"""Exchanges the code in JSON, as one talks to most services today."""

from dataclasses import replace

import httpx2

from gallery.member import Member
from reference_client import token
from reference_client.discovery import Provider
from reference_client.practice import CAREFUL
from reference_client.settings import Settings
from reference_client.token import Tokens


async def in_json(http: httpx2.AsyncClient, provider: Provider, settings: Settings, code: str) -> Tokens:
    """The careful form, written otherwise."""
    form = dict(token.form(settings, code))
    return await token.answered(http, http.build_request("POST", provider.token_endpoint, json=form))


MEMBER = Member(
    duty="FS-TOKEN-03",
    module="fs-parcours",
    fr="Il échange le code en JSON, non par un formulaire.",
    en="It exchanges the code in JSON, not by a form.",
    practice=replace(CAREFUL, redeem=in_json),
)
