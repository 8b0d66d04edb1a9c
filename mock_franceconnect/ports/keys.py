"""Signing keys of a space, made once, and what signs with them. The signing faults live here, where the keys are."""

import json
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import orjson
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, OctKey, RSAKey

from mock_franceconnect.protocol import faults
from rulebook.faults import FAULTS, Stage
from rulebook.formats.exchange import Jwt
from simulator import chance

_RSA_BITS = 2048


@dataclass(frozen=True, slots=True)
class Signed:
    """A compact token, and the fault that its header or signature carries."""

    compact: str
    fault: str | None = None


@dataclass
class Keys:
    """The keys of one platform and space, for the algorithms that it signs with. The RSA one is slow to make, so it waits to be wanted."""

    algorithms: tuple[str, ...]
    elliptic: ECKey = field(default_factory=lambda: _elliptic(_kid("ES256")), repr=False)
    _making: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @cached_property
    def foreign(self) -> ECKey:
        """Somebody else's key: what a broken signature is made with, under our own kid."""
        return _elliptic("foreign")

    @property
    def rsa(self) -> RSAKey:
        """The RS256 key, made once whichever thread asks first."""
        with self._making:
            return self._rsa

    @cached_property
    def _rsa(self) -> RSAKey:
        return RSAKey.generate_key(_RSA_BITS, {"use": "sig", "alg": "RS256", "kid": _kid("RS256")})

    @property
    def idle(self) -> bool:
        """Whether the published keys are still to be made."""
        return "jwks" not in self.__dict__

    @cached_property
    def jwks(self) -> bytes:
        """The published keys."""
        return orjson.dumps({"keys": [_public(key) for key in self._published]})

    @property
    def _published(self) -> tuple[Key, ...]:
        return (self.elliptic, self.rsa) if "RS256" in self.algorithms else (self.elliptic,)

    def sign(self, claims: dict[str, Any], algorithm: str, secret: str, due: Sequence[str] = ()) -> Signed:
        """`claims` as a compact token under `algorithm` (HS256 uses the client's `secret`), with the faults due."""
        key = self._key(algorithm, secret)
        header: dict[str, Any] = {"alg": algorithm, "kid": key.kid} if key.kid else {"alg": algorithm}
        header, fault = faults.altered(header, due, faults.HEADER)
        payload = orjson.dumps(claims)
        if header["alg"] == "none":
            return Signed(f"{_b64(orjson.dumps(header))}.{_b64(payload)}.", fault)
        broken = next((name for name in due if FAULTS[name].stage is Stage.SIGNING), None)
        signer = _stranger(key, self.foreign) if broken else key
        return Signed(jws.serialize_compact(header, payload, signer, [algorithm]), broken or fault)

    def inspect(self, compact: str, secret: str) -> Jwt | None:
        """What a token says and whether it is ours; None when it is not a token."""
        try:
            header, payload = (json.loads(_unb64(part)) for part in compact.split(".")[:2])
        except ValueError:
            return None
        known = header.get("kid") in {key.kid for key in self._published}
        signature = self._signature(compact, header, secret)
        return Jwt(where="", header=header, claims=payload, signature=signature, kid_known=known)

    def _signature(self, compact: str, header: dict[str, Any], secret: str) -> Literal["valid", "invalid", "none"]:
        if header.get("alg") == "none":
            return "none"
        return "valid" if self.verifies(compact, str(header.get("alg")), secret) else "invalid"

    def verifies(self, compact: str, algorithm: str, secret: str) -> bool:
        """Whether `compact` was signed here, under that algorithm and no other."""
        try:
            jws.deserialize_compact(compact, self._key(algorithm, secret), [algorithm])
        except (
            JoseError,
            ValueError,
            TypeError,
        ):  # a header may hold anything, and the library iterates over some of it
            return False
        return True

    def _key(self, algorithm: str, secret: str) -> Key:
        match algorithm:
            case "ES256":
                return self.elliptic
            case "RS256":
                return self.rsa
            case _:
                return OctKey.import_key(secret)


def _stranger(key: Key, foreign: ECKey) -> Key:
    """A key of the same kind as `key` that nobody was given."""
    if isinstance(key, RSAKey):
        return RSAKey.generate_key(_RSA_BITS)
    return OctKey.generate_key(256) if isinstance(key, OctKey) else foreign


def _elliptic(kid: str) -> ECKey:
    return ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256", "kid": kid})


def _kid(algorithm: str) -> str:
    """Visibly synthetic, and new with each process: keys that a client kept from another run are not taken for these."""
    return f"simulateur:{algorithm}:{chance.opaque()[:8]}"


def _public(key: Key) -> dict[str, Any]:
    return dict(key.as_dict(private=False))


def _b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _unb64(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
