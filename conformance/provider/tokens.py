"""Tokens as a téléservice reads them: header, claims, and whether a published key, or its own secret, signed them."""

import json
from base64 import urlsafe_b64decode
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OctKey


def parts(compact: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims, unverified, in their order; both empty when it is no token."""
    try:
        header, claims = (json.loads(urlsafe_b64decode(part + "===")) for part in compact.split(".")[:2])
    except ValueError:
        return {}, {}
    return (header, claims) if isinstance(header, dict) and isinstance(claims, dict) else ({}, {})


def genuine(compact: str, published: dict[str, Any], secret: str = "") -> bool:
    """Whether the key that the header names in `published` signed it; HS256 is verified with the client's secret."""
    algorithm = str(parts(compact)[0].get("alg"))
    try:
        key = OctKey.import_key(secret) if algorithm == "HS256" else KeySet.import_key_set(published)  # type: ignore[arg-type]
        jws.deserialize_compact(compact, key, [algorithm])
    except (JoseError, ValueError, KeyError, TypeError):
        return False
    return True
