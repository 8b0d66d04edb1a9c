"""Where randomness comes from: the machine for secrets of a moment, the seed for what must be the same tomorrow."""

import hashlib
import hmac
import secrets
import uuid
from base64 import urlsafe_b64encode


def opaque() -> str:
    """43 url-safe characters, 256 bits: the shape of FranceConnect's codes, tokens and interaction ids."""
    return secrets.token_urlsafe(32)


def new_uuid() -> str:
    """A random UUID, for error occurrences and correlation."""
    return str(uuid.uuid4())


def derive(seed: int, *labels: str, length: int = 43) -> str:
    """`length` url-safe characters that only `seed` and `labels` decide, at most 43: stable from run to run."""
    digest = hmac.new(str(seed).encode(), "\x00".join(labels).encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")[:length]
