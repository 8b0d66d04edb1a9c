"""What a compact token says, whoever signed it."""

import json
from base64 import urlsafe_b64decode
from typing import Any

from msgspec import Struct


class Said(Struct, frozen=True, gc=False):
    """A token taken apart and not verified: no claim of it may be believed."""

    header: dict[str, Any]
    claims: dict[str, Any]


def read(compact: str) -> Said | None:
    """Header and claims; None when this is not a signed token."""
    parts = compact.split(".")
    if len(parts) != 3:
        return None
    try:
        header, claims = (json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in parts[:2])
    except (ValueError, RecursionError):
        return None
    return Said(header, claims) if isinstance(header, dict) and isinstance(claims, dict) else None
