"""Encryption: a compact JWE for a public key, whoever published it; and the key with which FranceConnect itself is encrypted to."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

from rulebook.platforms import Platform

_FAMILIES: Mapping[str, type[RSAKey | ECKey | OKPKey]] = {"RSA": RSAKey, "EC": ECKey, "OKP": OKPKey}
_ALGORITHMS = ["RSA-OAEP", "RSA-OAEP-256", "ECDH-ES", "A256GCM"]
# `iss` and `aud` are no header parameters of RFC 7516: RFC 7519 allows them there, and the engine puts them.
_REGISTRY = jwe.JWERegistry(algorithms=_ALGORITHMS, strict_check_header=False)


class Unusable(Exception):
    """What was published as a key is none."""


class NotEncrypted(Exception):
    """The key is one, and does not do for this algorithm."""


def encrypt(compact: str, jwk: Mapping[str, Any], header: Mapping[str, Any]) -> str:
    """`compact` under that header, members in that order; `epk` comes last where the algorithm has one."""
    key = _key(orjson.dumps(jwk, option=orjson.OPT_SORT_KEYS))
    try:
        return jwe.encrypt_compact(dict(header), compact, key, registry=_REGISTRY)
    except (JoseError, ValueError, TypeError) as error:
        raise NotEncrypted from error


@lru_cache(maxsize=256)
def _key(jwk: bytes) -> Key:
    found = orjson.loads(jwk)
    public = {name: value for name, value in found.items() if name in {"kty", "crv", "x", "y", "n", "e"}}
    try:
        return _FAMILIES[public["kty"]].import_key(public)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise Unusable from error


def own_keys(platform: Platform, kid: str) -> bytes:
    """What identity providers would encrypt to: one key on the platform that decrypts, none on the other."""
    if not platform.key_encryption:
        return orjson.dumps({"keys": []})
    key = ECKey.generate_key("P-256", {"use": "enc", "alg": "ECDH-ES", "kid": kid})
    return orjson.dumps({"keys": [dict(key.as_dict(private=False))]})
