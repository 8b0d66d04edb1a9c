"""Faults of claims: what a token says, before it is signed as it must be."""

import hashlib
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from mock_franceconnect.protocol.faults.table import MARKUP, Given, Table, foreign_issuer, lookalike
from mock_franceconnect.protocol.identity.acr import below

Claims = dict[str, Any]
Alter = Callable[[Claims, Given], Claims]

FOREIGN_NONCE = "nonce-d-un-autre-parcours-32-car"
_HOUR = 3600
# Less than an hour: a tolerance of an hour, or a clock that was not told of the summer, must not make up for it.
_LATE = 1800
# How much older the login is, when there is no previous id_token to replay: still within a minute of life.
_EARLIER = 20
_UNKNOWN = {
    "__proto__": {"admin": True},
    "constructor": {"prototype": {"admin": True}},
    "role": "administrateur",
    "phone_number": "0000000000",
}


def _claim(name: str, value: Any) -> Alter:
    """Say that, whether or not anything was said."""
    return lambda claims, _: claims | {name: value}


def _instead(name: str, value: Any) -> Alter:
    """Say that in the place of what is said; a claim that nobody asked for stays unsaid."""
    return lambda claims, _: claims | {name: value} if name in claims else claims


def _without(name: str) -> Alter:
    return lambda claims, _: {key: value for key, value in claims.items() if key != name}


def _with(name: str, alter: Callable[[Any], Any]) -> Alter:
    """Say what that makes of what is said; of nothing, it makes nothing."""
    return lambda claims, _: claims | {name: alter(claims[name])} if name in claims else claims


def _expired(claims: Claims, _: Given) -> Claims:
    """Born and dead half an hour before."""
    return claims | {"exp": claims["iat"] - _LATE, "iat": claims["iat"] - _LATE - 60}


def _shifted(claims: Claims, seconds: int) -> Claims:
    """Every stamp moved."""
    stamps = {name: claims[name] + seconds for name in ("iat", "exp", "auth_time") if name in claims}
    return claims | stamps


def _earlier(claims: Claims, _: Given) -> Claims:
    """What the login before this one would have been told."""
    return _shifted(claims, -_EARLIER) | {"nonce": FOREIGN_NONCE}


def somebody_else(sub: str) -> str:
    """A well-formed sub that is not the one of this citizen."""
    return hashlib.sha256(sub.encode()).hexdigest() + "v1"


def _neighbour(claims: Claims) -> str:
    """The id of a client that is not this one."""
    return lookalike(claims.get("aud", ""))


def _another_clients(claims: Claims, _: Given) -> Claims:
    theirs = {"sub": somebody_else(claims["sub"]), "aud": _neighbour(claims), "nonce": FOREIGN_NONCE}
    return claims | theirs


def _huge(claims: Claims, given: Given) -> Claims:
    return _instead("given_name", "A" * int(given["bytes"]))(claims, given)


def _old(claims: Claims, given: Given) -> Claims:
    return claims | {"auth_time": claims["iat"] - int(given["seconds"])}


def _skewed(claims: Claims, given: Given) -> Claims:
    return _shifted(claims, int(given["seconds"]))


CLAIMS: Table[Claims] = MappingProxyType(
    {
        "id_token.iss.foreign": _with("iss", foreign_issuer),
        "id_token.iss.missing": _without("iss"),
        "id_token.iss.slash": _with("iss", lambda issuer: f"{issuer}/"),
        "id_token.aud.foreign": _with("aud", lookalike),
        "id_token.aud.missing": _without("aud"),
        "id_token.aud.truncated": _with("aud", lambda client: client[:-1]),
        "id_token.aud.several": _with("aud", lambda client: [client, lookalike(client)]),
        "id_token.aud.foreign_list": _with("aud", lambda client: [lookalike(client)]),
        "id_token.azp.foreign": lambda claims, _: claims | {"azp": _neighbour(claims)},
        "id_token.client.foreign": _another_clients,
        "id_token.replayed": _earlier,
        "id_token.nonce.foreign": _with("nonce", lookalike),
        "id_token.nonce.missing": _without("nonce"),
        "id_token.nonce.empty": _claim("nonce", ""),
        "id_token.exp.past": _expired,
        "id_token.exp.missing": _without("exp"),
        "id_token.exp.text": _with("exp", str),
        "id_token.iat.future": lambda claims, _: claims | {"iat": claims["iat"] + _HOUR, "exp": claims["exp"] + _HOUR},
        "id_token.iat.missing": _without("iat"),
        "id_token.iat.text": _with("iat", str),
        "id_token.nbf.future": lambda claims, _: claims | {"nbf": claims["iat"] + _HOUR},
        "id_token.clock.skewed": _skewed,
        "id_token.acr.lower": _with("acr", below),
        "id_token.acr.missing": _without("acr"),
        "id_token.acr.unknown": _with("acr", lookalike),
        "id_token.auth_time.missing": _without("auth_time"),
        "id_token.auth_time.old": _old,
        "id_token.auth_time.future": lambda claims, _: claims | {"auth_time": claims["iat"] + _HOUR},
        "id_token.sub.foreign": _with("sub", lookalike),
        "id_token.sub.missing": _without("sub"),
        "id_token.sub.empty": _claim("sub", ""),
        "id_token.sub.number": _claim("sub", 12345),
        "id_token.claims.none": lambda _, __: {},
        "userinfo.sub.foreign": _with("sub", somebody_else),
        "userinfo.sub.missing": _without("sub"),
        "userinfo.sub.empty": _claim("sub", ""),
        "userinfo.iss.foreign": _with("iss", lookalike),
        "userinfo.aud.foreign": _with("aud", lookalike),
        "userinfo.exp.past": _expired,
        "userinfo.clock.skewed": _skewed,
        "userinfo.given_name.object": _instead("given_name", {"$ne": "", "valeur": "Angela"}),
        "userinfo.given_name.number": _instead("given_name", 42),
        "userinfo.given_name.null": _instead("given_name", None),
        "userinfo.given_name.empty": _instead("given_name", ""),
        "userinfo.given_name.huge": _huge,
        "userinfo.given_name.markup": _instead("given_name", MARKUP),
        "userinfo.family_name.control": _instead("family_name", "DU\x00BOIS\r\nX-Nom: autre\u202e"),
        "userinfo.family_name.formula": _instead("family_name", '=HYPERLINK("https://ailleurs.example";"DUBOIS")'),
        "userinfo.family_name.list": _instead("family_name", ["DUBOIS", "MARTIN"]),
        "userinfo.birthdate.impossible": _instead("birthdate", "1962-02-30"),
        "userinfo.birthdate.text": _instead("birthdate", "le 24 août 1962"),
        "userinfo.gender.unknown": _instead("gender", "inconnu"),
        "userinfo.email.markup": _instead("email", "angela@example.org\r\nBcc: tiers@example.org"),
        "userinfo.claim.missing": lambda claims, given: _without(given["claim"])(claims, given),
        "userinfo.claims.extra": lambda claims, _: claims | _UNKNOWN,
        "userinfo.claims.none": lambda _, __: {},
    }
)
