"""The one neighbour the gateway talks to: asks FranceConnect's /checktoken what a citizen consented to, and proves the answer.

The answer is a JWE around a JWS. Whatever is not exactly what was agreed (algorithms, key, issuer, audience, members) counts as no
answer: no data may follow from it.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
import orjson
from cryptography.exceptions import InvalidTag
from joserfc import jwe, jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from mock_api_impot.protocol.consent import Active, Consent, Inactive, Unavailable
from scenarios.data_providers import DataProvider
from scenarios.pivot import pivot
from simulator.spaces import Space

_DECRYPT = ["ECDH-ES", "A256GCM"]
_VERIFY = ["ES256"]
_LONGEST = 64 * 1024


class _Untrusted(Exception):
    """The answer is not what was agreed."""


# Network, cryptography, and members that are missing or not of the type agreed.
_NOT_BELIEVED = (
    httpx2.HTTPError,
    TimeoutError,
    JoseError,
    InvalidTag,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    _Untrusted,
)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the two administrations registered of each other in one space."""

    space: Space
    provider: DataProvider
    decryption: ECKey


class FranceConnect:
    """A client of every space's FranceConnect, with the key sets it has seen. `transport` stands in for the network in tests."""

    def __init__(self, timeout: float, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        self._timeout = timeout
        self._transport = transport
        self._client: httpx2.AsyncClient | None = None
        self._keys: dict[str, KeySet] = {}

    async def consent(self, agreed: Agreed, token: str) -> Consent:
        """What FranceConnect says of `token`; `Unavailable` when it says nothing in time, or nothing that can be believed."""
        try:
            async with asyncio.timeout(self._timeout):
                return await self._consent(agreed, token)
        except _NOT_BELIEVED as failure:
            self._keys.pop(agreed.space.name, None)  # a bench started again may sign under the same key id
            return Unavailable(f"{type(failure).__name__}: {failure}")

    async def aclose(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _consent(self, agreed: Agreed, token: str) -> Consent:
        form = {
            "token": token,
            "client_id": agreed.provider.client_id,
            "client_secret": agreed.provider.client_secret,
        }
        encrypted = await self._ask("POST", f"{agreed.space.issuer_inside}/checktoken", form)
        signed = jwe.decrypt_compact(encrypted, agreed.decryption, algorithms=_DECRYPT).plaintext
        if signed is None:
            raise _Untrusted("empty JWE")
        claims = jwt.decode(signed, await self._key_for(agreed.space, signed), algorithms=_VERIFY).claims
        if claims["iss"] != agreed.space.issuer or claims["aud"] != agreed.provider.client_id:
            raise _Untrusted("iss or aud")
        return _read(claims["token_introspection"])

    async def _key_for(self, space: Space, signed: bytes) -> KeySet:
        """The cached key set, fetched again once when it does not hold the key that signed."""
        kid = jws.extract_compact(signed).headers().get("kid")
        known = self._keys.get(space.name)
        if known is None or all(key.kid != kid for key in known.keys):
            document = await self._ask("GET", f"{space.issuer_inside}/jwks")
            known = self._keys[space.name] = KeySet.import_key_set(orjson.loads(document))
        return known

    async def _ask(self, method: str, url: str, form: Mapping[str, str] | None = None) -> bytes:
        if self._client is None:
            self._client = httpx2.AsyncClient(
                transport=self._transport, timeout=self._timeout, follow_redirects=False, trust_env=False
            )
        answer = await self._client.request(method, url, data=form)
        if answer.status_code != httpx2.codes.OK or len(answer.content) > _LONGEST:
            raise _Untrusted(f"{url}: {answer.status_code}")
        return answer.content


def _read(introspection: Mapping[str, Any]) -> Consent:
    """The consent that an introspection states."""
    if introspection["active"] is not True:
        return Inactive()
    identity = pivot(
        family_name=introspection["family_name"],
        given_name_array=tuple(introspection["given_name_array"]),
        birthdate=_text(introspection["birthdate"]),
        gender=_text(introspection["gender"]),
        birthplace=_text(introspection["birthplace"]),
        birthcountry=_text(introspection["birthcountry"]),
    )
    return Active(introspection["aud"], frozenset(introspection["scope"].split()), identity)


def _text(claim: object) -> str:
    if not isinstance(claim, str):
        raise _Untrusted("a claim is no text")
    return claim
