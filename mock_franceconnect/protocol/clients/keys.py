"""Which of its published keys a téléservice is encrypted to with: read and chosen as the engine does."""

import contextlib
import json
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

Jwk = Mapping[str, Any]

SHORTEST_LIFE = 60.0
_CURVES = frozenset({"P-256", "P-384", "P-521"})
_PRIVATE: Mapping[str, tuple[str, ...]] = {
    "EC": ("d",),
    "OKP": ("d",),
    "RSA": ("d", "p", "q", "dp", "dq", "qi", "oth"),
}
_FAMILIES: Mapping[str, frozenset[str]] = {
    "ECDH-ES": frozenset({"EC", "OKP"}),
    "RSA-OAEP": frozenset({"RSA"}),
    "RSA-OAEP-256": frozenset({"RSA"}),
}


class Invalid(Exception):
    """This is no key set that the engine takes; the message says why, as it would."""


def parsed(body: bytes) -> Any:
    """The document, whatever it holds."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Invalid("invalid JSON") from error


def keys(document: Any) -> tuple[Jwk, ...]:
    """The public keys of a set. One that shows a private or a symmetric key is refused whole; families nobody knows are left out."""
    found = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(found, list) or not all(isinstance(key, dict) for key in found):
        raise Invalid("client JSON Web Key Set is invalid")
    if any(not _is_public(key) for key in found):
        raise Invalid("client JSON Web Key Set is invalid")
    return tuple(key for key in found if _is_known(key))


def chosen(known: tuple[Jwk, ...], alg: str) -> Jwk | None:
    """The key for that algorithm: of its family, not meant for anything else; what says so comes before what says nothing."""
    candidates = [key for key in known if _fits(key, alg)]
    return max(candidates, key=lambda key: ("alg" in key) + ("use" in key), default=None)


def lifetime(headers: Mapping[str, str], now: float) -> float:
    """For how long fetched keys are good: a minute at least, longer when the answer says so."""
    seconds = [SHORTEST_LIFE]
    if found := re.search(r"max-age=(\d{1,9})", headers.get("cache-control", "")):
        seconds.append(float(found[1]))
    with contextlib.suppress(ValueError, OverflowError):
        seconds.append(parsedate_to_datetime(headers.get("expires", "")).timestamp() - now)
    return max(seconds)


def _is_public(key: Jwk) -> bool:
    family = key.get("kty")
    if not isinstance(family, str) or not family or family == "oct":
        return False
    if not _is_known(key):
        return True
    needed = ("n", "e") if family == "RSA" else ("x", "y") if family == "EC" else ("x",)
    texts = (*(key.get(name) for name in needed), *(key[name] for name in ("alg", "kid", "use") if name in key))
    return all(isinstance(text, str) and text for text in texts) and not any(name in key for name in _PRIVATE[family])


def _is_known(key: Jwk) -> bool:
    family, curve = key["kty"], key.get("crv")
    return family == "RSA" or (family == "EC" and curve in _CURVES) or (family == "OKP" and curve == "X25519")


def _fits(key: Jwk, alg: str) -> bool:
    return key["kty"] in _FAMILIES[alg] and key.get("alg", alg) == alg and key.get("use", "enc") == "enc"
