"""The data provider's public keys, fetched at every call as the real one does, and what is encrypted for them."""

import asyncio
from functools import lru_cache
from typing import Any

import httpx2
import orjson
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, RSAKey

_TIMEOUT = 6.0
_LARGEST = 64 * 1024


class Unreachable(Exception):
    """No keys came."""


class Malformed(Exception):
    """What came is no key set."""


class NoKey(Exception):
    """No key there is for this encryption."""


class KeyServer:
    """Fetches key sets; `transport` replaces the network in tests."""

    def __init__(self, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        self._transport = transport
        self._client: httpx2.AsyncClient | None = None

    async def fetch(self, address: str) -> bytes:
        """The document at `address`, which the caller took from the registration and nowhere else."""
        if self._client is None:
            self._client = httpx2.AsyncClient(
                transport=self._transport, timeout=_TIMEOUT, trust_env=False, follow_redirects=False
            )
        try:
            async with asyncio.timeout(_TIMEOUT), self._client.stream("GET", address) as response:
                if response.status_code != 200:
                    raise Unreachable
                body = b""
                async for chunk in response.aiter_bytes():
                    body += chunk
                    if len(body) > _LARGEST:
                        raise Malformed
                return body
        except (httpx2.HTTPError, TimeoutError) as error:
            raise Unreachable from error

    async def close(self) -> None:
        """Let the connections go."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None


def encrypt(compact: str, jwks: bytes, alg: str, enc: str) -> str:
    """`compact` for the first key of the set with use=enc and this alg; the header says alg and enc, nothing else."""
    try:
        return jwe.encrypt_compact({"alg": alg, "enc": enc}, compact, _key(jwks, alg), [alg, enc])
    except JoseError as error:
        raise NoKey from error


@lru_cache(maxsize=64)
def _key(jwks: bytes, alg: str) -> Key:
    try:
        keys = orjson.loads(jwks)["keys"]
        found: dict[str, Any] | None = next(
            (key for key in keys if key.get("use") == "enc" and key.get("alg") == alg), None
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Malformed from error
    if found is None:
        raise NoKey
    public = {name: value for name, value in found.items() if name != "kid"}
    try:
        return (ECKey if found.get("kty") == "EC" else RSAKey).import_key(public)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise NoKey from error
