"""Signing keys of a platform and space: made once, published, rotated, and what signs and verifies with them."""

import threading
from base64 import urlsafe_b64encode
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

import orjson
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, KeyParameters, OctKey, RSAKey
from joserfc.jws import JWSRegistry

from mock_franceconnect.protocol.compact import read
from rulebook.formats.control import KeyStep
from rulebook.formats.exchange import Jwt
from rulebook.platforms import BY_SECRET
from simulator import chance

_RSA_BITS = 2048
_ECDSA = ECDSA(SHA256())
# Keys that faults published, at most: a bench that serves for days must not publish thousands.
_SUDDEN = 4

State = Literal["next", "signing", "retiring"]
Sign = Callable[[bytes], bytes]


class OutOfTurn(Exception):
    """That step of a rotation does not come now."""


@dataclass
class Keys:
    """The keys of one platform and space, for the algorithms that it signs with. The RSA one is slow to make, so it waits to be wanted.

    Between two steps of a rotation a ring is replaced whole, so that who reads it needs no lock.
    """

    algorithms: tuple[str, ...]
    _signing: Mapping[str, Key] = field(default_factory=dict, repr=False)
    _next: Mapping[str, Key] = field(default_factory=dict, repr=False)
    _retiring: Mapping[str, Key] = field(default_factory=dict, repr=False)
    _sudden: deque[Key] = field(default_factory=lambda: deque(maxlen=_SUDDEN), repr=False)
    _jwks: bytes | None = field(default=None, repr=False)
    _making: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def __post_init__(self) -> None:
        """An elliptic key is made at once, for the first login not to wait."""
        self.signing_key("ES256")

    def signing_key(self, algorithm: str) -> Key:
        """The key that signs under `algorithm` now, made once whichever thread asks first."""
        if (known := self._signing.get(algorithm)) is not None:
            return known
        with self._making:
            if algorithm not in self._signing:
                self._signing = {**self._signing, algorithm: new_key(algorithm)}
            return self._signing[algorithm]

    @property
    def asymmetric(self) -> tuple[str, ...]:
        """Algorithms whose keys are published."""
        return tuple(algorithm for algorithm in self.algorithms if algorithm != BY_SECRET)

    # ------------------------------------------------------------ what is published
    @property
    def idle(self) -> bool:
        """Whether the published keys are still to be made, or to be written again."""
        return self._jwks is None

    @property
    def jwks(self) -> bytes:
        """The published keys, as bytes that only a rotation changes."""
        if self._jwks is not None:
            return self._jwks
        with self._making:
            keys = [
                dict(key.as_dict(private=False)) for algorithm in self.asymmetric for key in self.published(algorithm)
            ]
            self._jwks = orjson.dumps({"keys": keys})
            return self._jwks

    def published(self, algorithm: str) -> tuple[Key, ...]:
        """Keys of `algorithm` that a client can read, the one that signs first."""
        others = (ring[algorithm] for ring in (self._next, self._retiring) if algorithm in ring)
        sudden = (key for key in tuple(self._sudden) if key.alg == algorithm)
        return (self.signing_key(algorithm), *others, *sudden)

    # ------------------------------------------------------------ rotation
    def step(self, step: KeyStep) -> None:
        """One step of a rotation: publish the next keys, sign with them, retire the old ones. Raise `OutOfTurn`."""
        made = {algorithm: new_key(algorithm) for algorithm in self.asymmetric} if step == "publish" else {}
        with self._making:
            match step:
                case "publish" if not self._next and not self._retiring:
                    self._next = made
                case "sign" if self._next:
                    old = {algorithm: self.signing_key(algorithm) for algorithm in self.asymmetric}
                    self._signing, self._retiring, self._next = self._next, old, {}
                case "retire" if self._retiring:
                    self._retiring = {}
                case _:
                    raise OutOfTurn
            self._jwks = None

    def sudden(self, algorithm: str) -> Key:
        """A key published this very instant: what a client that keeps its keys too long does not know."""
        made = new_key(algorithm)
        with self._making:
            self._sudden.append(made)
            self._jwks = None
        return made

    def states(self) -> list[dict[str, str]]:
        """Every key of the rotation: kid, algorithm, and whether it signs, will sign or did."""
        for algorithm in self.asymmetric:
            self.signing_key(algorithm)
        rings: tuple[tuple[State, Mapping[str, Key]], ...] = (
            ("signing", self._signing),
            ("next", self._next),
            ("retiring", self._retiring),
        )
        return [
            {"kid": str(key.kid), "alg": algorithm, "state": state}
            for state, ring in rings
            for algorithm, key in ring.items()
        ]

    # ------------------------------------------------------------ tokens
    def sign(self, claims: dict[str, Any], algorithm: str, secret: str) -> str:
        """`claims` as a compact token under `algorithm` (HS256 uses the client's `secret`)."""
        key = self.signer(algorithm, secret)
        return compact(header_of(key, algorithm), orjson.dumps(claims), by(key, algorithm))

    def signer(self, algorithm: str, secret: str) -> Key:
        """What signs a client's tokens."""
        return OctKey.import_key(secret) if algorithm == BY_SECRET else self.signing_key(algorithm)

    def inspect(self, compact: str, secret: str) -> Jwt | None:
        """What a token says and whether it is ours; None when it is not a token."""
        said = read(compact)
        if said is None:
            return None
        known = str(said.header.get("kid")) in {key.kid for name in self.asymmetric for key in self.published(name)}
        signature = self._signature(compact, said.header, secret)
        return Jwt(where="", header=said.header, claims=said.claims, signature=signature, kid_known=known)

    def _signature(self, compact: str, header: dict[str, Any], secret: str) -> Literal["valid", "invalid", "none"]:
        if header.get("alg") == "none":
            return "none"
        return "valid" if self.verifies(compact, str(header.get("alg")), secret) else "invalid"

    def verifies(self, compact: str, algorithm: str, secret: str) -> bool:
        """Whether `compact` was signed here by a key that is still published, under that algorithm and no other."""
        if algorithm in self.asymmetric:
            return any(_verifies(compact, algorithm, key) for key in self.published(algorithm))
        return bool(secret) and _verifies(compact, algorithm, OctKey.import_key(secret))


def _verifies(compact: str, algorithm: str, key: Key) -> bool:
    try:
        jws.deserialize_compact(compact, key, [algorithm])
    except (JoseError, ValueError, TypeError):  # a header may hold anything, and the library iterates over some of it
        return False
    return True


def new_key(algorithm: str) -> Key:
    """A key pair for `algorithm`. Its kid is visibly synthetic, and new: keys kept from another run are not taken for these."""
    parameters: KeyParameters = {"use": "sig", "alg": algorithm, "kid": f"simulateur:{algorithm}:{chance.opaque()[:8]}"}
    match algorithm:
        case "ES256":
            return ECKey.generate_key("P-256", parameters)
        case "RS256":
            return RSAKey.generate_key(_RSA_BITS, parameters)
        case _:
            return OctKey.generate_key(256, {"use": "sig", "alg": algorithm})


def header_of(key: Key, algorithm: str) -> dict[str, Any]:
    """What FranceConnect's own header says: never more."""
    return {"alg": algorithm, "kid": key.kid} if key.kid else {"alg": algorithm}


def by(key: Key, algorithm: str) -> Sign:
    """The signature of that key, as the libraries make it."""
    if isinstance(key, ECKey) and key.private_key is not None:
        return partial(_by_curve, key.private_key)
    return lambda said: JWSRegistry.algorithms[algorithm].sign(said, key)


def _by_curve(key: EllipticCurvePrivateKey, said: bytes) -> bytes:
    """ES256: both halves of the signature side by side (RFC 7518, section 3.4). joserfc adds a quarter to what the signature itself costs."""
    r, s = decode_dss_signature(key.sign(said, _ECDSA))
    return r.to_bytes(32) + s.to_bytes(32)


def compact(header: Mapping[str, Any], payload: bytes, sign: Sign) -> str:
    """A compact token of those three parts, whatever they are worth: the library itself would refuse to forge one."""
    said = f"{b64(orjson.dumps(header))}.{b64(payload)}"
    return f"{said}.{b64(sign(said.encode()))}"


def b64(raw: bytes) -> str:
    """Base64 for addresses, without padding."""
    return urlsafe_b64encode(raw).decode().rstrip("=")
