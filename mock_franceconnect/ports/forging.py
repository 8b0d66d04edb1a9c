"""Faults of a token's header and signature: one function a name, given the keys and what should have been signed."""

import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import orjson
from joserfc.jwk import Key, OctKey

from mock_franceconnect.ports.keys import Keys, Sign, b64, by, compact, header_of, new_key
from mock_franceconnect.protocol.faults.claims import somebody_else
from mock_franceconnect.protocol.faults.table import FOREIGN_ISSUER
from rulebook.formats.control import FaultOrder

_MALFORMED = "ceci-n-est-pas-un-jeton"


@dataclass(frozen=True, slots=True)
class Signed:
    """A compact token, and the fault that its header or signature carries."""

    compact: str
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What should have been signed, by whom, and what the order adds."""

    keys: Keys
    claims: dict[str, Any]
    algorithm: str
    secret: str
    given: Mapping[str, Any]

    @property
    def key(self) -> Key:
        """The right key."""
        return self.keys.signer(self.algorithm, self.secret)

    @property
    def header(self) -> dict[str, Any]:
        """The right header."""
        return header_of(self.key, self.algorithm)

    @property
    def payload(self) -> bytes:
        """What the token says."""
        return orjson.dumps(self.claims)


Forge = Callable[[Draft], str]


def _hmac(secret: bytes) -> Sign:
    return lambda said: hmac.new(secret, said, hashlib.sha256).digest()


def _honest(draft: Draft, header: Mapping[str, Any] = MappingProxyType({}), payload: bytes | None = None) -> str:
    """The right key, under the right header and more, whatever is said."""
    said = draft.payload if payload is None else payload
    return compact({**draft.header, **header}, said, by(draft.key, draft.algorithm))


def _foreign(draft: Draft, key: Key, header: Mapping[str, Any] = MappingProxyType({})) -> str:
    """Another key, under the right header and more."""
    return compact({**draft.header, **header}, draft.payload, by(key, draft.algorithm))


def _none(draft: Draft, spelt: str = "none") -> str:
    return compact({**draft.header, "alg": spelt}, draft.payload, lambda _: b"")


def _confused(draft: Draft) -> str:
    """A verifier that lets the header choose takes the public key, whose text everybody knows, for a secret."""
    key = draft.keys.signing_key(draft.algorithm if draft.algorithm in draft.keys.asymmetric else "ES256")
    if isinstance(key, OctKey):
        raise TypeError
    pem = draft.given["key"] == "pem"
    public = key.as_pem(private=False) if pem else orjson.dumps(dict(key.as_dict(private=False)))
    return compact({"alg": "HS256", "kid": key.kid}, draft.payload, _hmac(public))


def _downgraded(draft: Draft) -> str:
    return compact({"alg": "HS256"}, draft.payload, _hmac(draft.secret.encode()))


def _unknown_kid(draft: Draft) -> str:
    return _foreign(draft, new_key(draft.algorithm), {"kid": f"simulateur:{draft.algorithm}:inconnue"})


def _without_kid(draft: Draft) -> str:
    return compact({"alg": draft.algorithm}, draft.payload, by(draft.key, draft.algorithm))


def _rotated(draft: Draft) -> str:
    """What is signed with the client's secret has no key to publish: nothing changes."""
    if draft.algorithm not in draft.keys.asymmetric:
        return _honest(draft)
    key = draft.keys.sudden(draft.algorithm)
    return compact(header_of(key, draft.algorithm), draft.payload, by(key, draft.algorithm))


def _embedded(draft: Draft) -> str:
    algorithm = draft.algorithm if draft.algorithm in draft.keys.asymmetric else "ES256"
    key = new_key(algorithm)
    header = {"alg": algorithm, "kid": key.kid, "jwk": dict(key.as_dict(private=False))}
    return compact(header, draft.payload, by(key, algorithm))


def _elsewhere(draft: Draft) -> str:
    return _foreign(draft, new_key(draft.algorithm), {"jku": f"{FOREIGN_ISSUER}/jwks"})


def _critical(draft: Draft) -> str:
    return _honest(draft, {"crit": ["urn:unefois:inconnue"], "urn:unefois:inconnue": True})


def _stripped(draft: Draft) -> str:
    return _honest(draft).rpartition(".")[0] + "."


def _cut(draft: Draft) -> str:
    said, _, signature = _honest(draft).rpartition(".")
    return f"{said}.{signature[: len(signature) // 2]}"


def _tampered(draft: Draft) -> str:
    header, _, signature = _honest(draft).split(".")
    told = draft.claims | {"sub": somebody_else(str(draft.claims.get("sub")))}
    return f"{header}.{b64(orjson.dumps(told))}.{signature}"


_FORGERIES: Mapping[str, Forge] = MappingProxyType(
    {
        "alg.none": _none,
        "alg.none_disguised": lambda draft: _none(draft, "nOnE"),
        "alg.confused": _confused,
        "alg.downgraded": _downgraded,
        "kid.unknown": _unknown_kid,
        "kid.missing": _without_kid,
        "kid.rotated": _rotated,
        "jwk.embedded": _embedded,
        "jku.foreign": _elsewhere,
        "crit.unknown": _critical,
        "signature.broken": lambda draft: _foreign(draft, new_key(draft.algorithm)),
        "signature.truncated": _cut,
        "signature.stripped": _stripped,
        "payload.tampered": _tampered,
        "payload.list": lambda draft: _honest(draft, payload=orjson.dumps([draft.claims])),
        "payload.text": lambda draft: _honest(draft, payload=b"ceci n'est pas du JSON"),
        "compact.malformed": lambda _: _MALFORMED,
    }
)
FORGED: Mapping[str, Forge] = MappingProxyType(
    {f"{jwt}.{name}": forge for jwt in ("id_token", "userinfo") for name, forge in _FORGERIES.items()}
)


def sign(keys: Keys, claims: dict[str, Any], algorithm: str, secret: str, due: Sequence[FaultOrder]) -> Signed:
    """`claims` as a compact token, forged as the last order wants that can forge it."""
    order = next((order for order in reversed(due) if order.fault in FORGED), None)
    if order is None:
        return Signed(keys.sign(claims, algorithm, secret))
    forged = FORGED[order.fault](Draft(keys, claims, algorithm, secret, order.given))
    return Signed(forged, None if forged == keys.sign(claims, algorithm, secret) else order.fault)
