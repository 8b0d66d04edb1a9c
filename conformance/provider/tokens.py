"""Tokens as a téléservice reads them: header, claims, and whether a published key, or its own secret, signed them."""

import json
from base64 import urlsafe_b64decode
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OctKey

from conformance.provider.answer import unreadable

_END_OF_TIME = 2**53  # beyond it a number of JSON is no longer whole, and may be too big to count with


def parts(compact: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims, unverified, in their order; both empty when it is no token."""
    try:
        header, claims = (json.loads(urlsafe_b64decode(part + "===")) for part in compact.split(".")[:2])
    except (ValueError, RecursionError):
        return {}, {}
    return (header, claims) if isinstance(header, dict) and isinstance(claims, dict) else ({}, {})


def seconds(members: dict[str, Any], name: str) -> float:
    """A number of seconds among members, since 1970 or not; raises `Absent` for what is none."""
    said = members.get(name)
    if isinstance(said, bool) or not isinstance(said, int | float) or not 0 <= said < _END_OF_TIME:
        raise unreadable(f"`{name}` n'est pas un nombre de secondes", f"`{name}` is no number of seconds")
    return said


def genuine(compact: str, published: dict[str, Any], secret: str = "") -> bool:
    """Whether the key that the header names in `published` signed it; HS256 is verified with the client's secret."""
    header, _ = parts(compact)
    if not header:
        return False
    algorithm = str(header.get("alg"))
    try:
        key = OctKey.import_key(secret) if algorithm == "HS256" else KeySet.import_key_set(published)  # type: ignore[arg-type]
        jws.deserialize_compact(compact, key, [algorithm])
    except (JoseError, ValueError, KeyError, TypeError):
        return False
    return True
