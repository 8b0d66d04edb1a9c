"""A data provider's public keys, fetched at every call as the real one does, and what is encrypted for them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson

from mock_franceconnect.ports import sealing
from mock_franceconnect.ports.remote import Remote, TooLong, Unreachable
from mock_franceconnect.protocol.checktoken import DataProvider
from rulebook.refusal import Refusal
from rulebook.refusals import checktoken as refusals


class Trouble(Exception):
    """Why nothing can be said to this provider."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.id)
        self.refusal = refusal


async def sealed(remote: Remote, compact: str, provider: DataProvider) -> str:
    """`compact` for the first key of the provider with use=enc and its alg; the header says alg and enc, nothing else."""
    registered = provider.registration
    try:
        document = await remote.fetch(registered.jwks_uri)
    except Unreachable as error:
        raise Trouble(refusals.JWKS_UNREACHABLE) from error
    except TooLong as error:
        raise Trouble(refusals.JWKS_FORMAT) from error
    if document.status != 200:
        raise Trouble(refusals.JWKS_UNREACHABLE)
    alg, enc = registered.checktoken_encrypted_response_alg, registered.checktoken_encrypted_response_enc
    key = _first(document.body, alg)
    try:
        return sealing.encrypt(compact, key, {"alg": alg, "enc": enc})
    except sealing.Unusable as error:
        raise Trouble(refusals.KEY_IMPORT) from error
    except sealing.NotEncrypted as error:
        raise Trouble(refusals.ENCRYPTION) from error


@lru_cache(maxsize=64)
def _first(jwks: bytes, alg: str) -> Mapping[str, Any]:
    try:
        keys = orjson.loads(jwks)["keys"]
        found = next((key for key in keys if key.get("use") == "enc" and key.get("alg") == alg), None)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Trouble(refusals.JWKS_FORMAT) from error
    if found is None:
        raise Trouble(refusals.NO_KEY)
    known: Mapping[str, Any] = found
    return known
