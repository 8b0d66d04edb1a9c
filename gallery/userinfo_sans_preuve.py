"""Takes the userinfo as it comes: plain JSON, not signed, or signed by whoever knows the public key."""

from dataclasses import replace
from functools import partial

import httpx2
from joserfc.jwk import KeySet

from gallery.alg_none_accepte import as_the_header_says
from gallery.member import Member
from reference_client import userinfo
from reference_client.discovery import Provider
from reference_client.outcome import Kind, Refused
from reference_client.patience import Patience
from reference_client.practice import CAREFUL
from reference_client.signed import Claims
from reference_client.wire import ask, is_json, json_object


async def fetch(http: httpx2.AsyncClient, provider: Provider, access_token: str, patience: Patience) -> str:
    """The text of the answer, plain JSON too."""
    headers = {"authorization": f"Bearer {access_token}", "accept": "application/jwt, application/json"}
    question = partial(http.build_request, "GET", provider.userinfo_endpoint, headers=headers)
    response = await ask(http, question, "userinfo", Kind.FC_DOWN, patience)
    plain = response.status_code == 200 and is_json(response.headers.get("content-type", ""))
    return response.text if plain else userinfo.message_of(response)


def read(message: str, keys: KeySet) -> Claims:
    """The claims of JSON, of a JWT that says it is not signed, of one that the public key signs."""
    if not message.startswith("{"):
        return as_the_header_says(message, keys)
    try:
        return json_object(message.encode())
    except ValueError:
        raise Refused("userinfo.is_readable") from None


MEMBER = Member(
    duty="FS-USERINFO-01",
    module="fs-userinfo-nu",
    fr="Il prend l’userinfo comme il vient : en JSON nu, non signé, ou signé HS256 avec la clé publique pour secret.",
    en="It takes the userinfo as it comes: in plain JSON, not signed, or signed HS256 with the public key for a secret.",
    practice=replace(CAREFUL, fetch_userinfo=fetch, verify_userinfo=read),
)
