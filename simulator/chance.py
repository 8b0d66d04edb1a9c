"""Where randomness comes from: the machine for secrets of a moment, the seed for what must be the same tomorrow."""

import hashlib
import hmac
import os
import uuid
from base64 import urlsafe_b64encode

_DRAWN = 64
_drawn: list[str] = []


def opaque() -> str:
    """43 url-safe characters, 256 bits: the shape of FranceConnect's codes, tokens and interaction ids."""
    try:
        return _drawn.pop()
    except IndexError:
        # A call to the system costs more than what it gives: many are drawn at once, each given once.
        text = urlsafe_b64encode(os.urandom(33 * _DRAWN)).decode()
        _drawn.extend(text[at : at + 43] for at in range(0, len(text), 44))
        return opaque()


def new_uuid() -> str:
    """A random UUID, for error occurrences and correlation."""
    return str(uuid.uuid4())


def derive(seed: int, *labels: str, length: int = 43) -> str:
    """`length` url-safe characters that only `seed` and `labels` decide, at most 43: stable from run to run."""
    digest = hmac.new(str(seed).encode(), "\x00".join(labels).encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")[:length]
