"""What each ordered fault does to an answer of FranceConnect: one table a stage, one pure function a name.

The signing stage is in `ports.keys`, which holds the keys.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

from mock_franceconnect.protocol.decisions import Parameters

V = TypeVar("V")
Claims = dict[str, Any]

FOREIGN_ISSUER = "https://federateur-etranger.example/api/v2"
FOREIGN_CLIENT = "client-etranger"
FOREIGN_NONCE = "nonce-d-un-autre-parcours-32-car"
FORGED_STATE = "etat-forge-par-un-tiers"


def _with(name: str, value: str) -> Callable[[Parameters], Parameters]:
    """Replace one parameter, or add it."""

    def altered(parameters: Parameters) -> Parameters:
        if all(key != name for key, _ in parameters):
            return (*parameters, (name, value))
        return tuple((key, value if key == name else old) for key, old in parameters)

    return altered


def _claim(name: str, value: str) -> Callable[[Claims], Claims]:
    return lambda claims: claims | {name: value}


def _expired(claims: Claims) -> Claims:
    """Born and dead an hour before."""
    return claims | {"exp": claims["iat"] - 3600, "iat": claims["iat"] - 3660}


def _somebody_else(claims: Claims) -> Claims:
    """A well-formed sub that is not the one of the id_token."""
    return claims | {"sub": hashlib.sha256(claims["sub"].encode()).hexdigest() + "v1"}


PARAMS: Mapping[str, Callable[[Parameters], Parameters]] = MappingProxyType(
    {
        "callback.state.forged": _with("state", FORGED_STATE),
        "callback.iss.foreign": _with("iss", FOREIGN_ISSUER),
    }
)
CLAIMS: Mapping[str, Callable[[Claims], Claims]] = MappingProxyType(
    {
        "id_token.nonce.foreign": _claim("nonce", FOREIGN_NONCE),
        "id_token.iss.foreign": _claim("iss", FOREIGN_ISSUER),
        "id_token.aud.foreign": _claim("aud", FOREIGN_CLIENT),
        "id_token.exp.past": _expired,
        "userinfo.sub.foreign": _somebody_else,
    }
)
HEADER: Mapping[str, Callable[[Claims], Claims]] = MappingProxyType(
    {"id_token.alg.none": lambda header: header | {"alg": "none"}}
)


def altered(value: V, due: Sequence[str], table: Mapping[str, Callable[[V], V]]) -> tuple[V, str | None]:
    """`value` after every due fault of `table`, and the name of the last one that was applied."""
    applied = None
    for name in due:
        if name in table:
            value, applied = table[name](value), name
    return value, applied
