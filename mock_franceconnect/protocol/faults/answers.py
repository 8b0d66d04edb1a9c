"""Faults of a whole answer: another one instead of it, or the right one damaged."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mock_franceconnect.protocol.faults.table import FOREIGN_ISSUER, Given, Table
from mock_franceconnect.protocol.media import HTML, JSON, TEXT
from rulebook.refusal import Refusal
from rulebook.refusals import token as token_refusals
from rulebook.refusals import userinfo as userinfo_refusals


class Answer(Struct, frozen=True, gc=False):
    """Status, media type and body; `location` of a redirect, `said` what a signed body says."""

    status: int
    media_type: str
    body: bytes
    location: str = ""
    said: bytes = b""


Alter = Callable[[Answer, Given], Answer]

_GATEWAY = {502: "502 Bad Gateway", 503: "503 Service Temporarily Unavailable"}
# Public, and nobody's: the example of RFC 7517, appendix A.1.
_FOREIGN_POINT = {
    "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
    "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
}
_STRANGE_KEYS = (
    {"kty": "INCONNU", "use": "sig", "kid": "d-une-sorte-inconnue", "alg": "XX999", "z": "AAAA"},
    {"kty": "OKP", "crv": "courbe-inconnue", "use": "enc", "kid": "d-un-autre-usage", "x": "AAAA"},
    {"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256"},
)


def _gateway(status: int) -> Answer:
    """What a proxy says when what is behind it does not answer."""
    title = _GATEWAY[status]
    page = f"<html>\n<head><title>{title}</title></head>\n<body><center><h1>{title}</h1></center></body>\n</html>\n"
    return Answer(status, HTML, page.encode())


_CRASHED = Answer(500, TEXT, b"Internal Server Error")
_PAGE = Answer(
    200,
    HTML,
    b"<!DOCTYPE html>\n<html><head><title>Maintenance</title></head><body><p>Maintenance.</p></body></html>\n",
)

# Errors in the place of an answer: nothing is exchanged, no code is consumed. A refusal says it as the real one would.
INSTEAD: Mapping[str, Answer | Refusal] = MappingProxyType(
    {
        "token.response.invalid_grant": token_refusals.CODE_UNKNOWN,
        "token.response.invalid_request": token_refusals.CODE_MISSING,
        "token.response.invalid_client": token_refusals.SECRET,
        "token.response.429": Answer(429, TEXT, b"Too Many Requests"),
        "token.response.500": _CRASHED,
        "token.response.502": _gateway(502),
        "token.response.503": _gateway(503),
        "token.response.redirect": Answer(307, TEXT, b"", f"{FOREIGN_ISSUER}/token"),
        "userinfo.response.401": userinfo_refusals.TOKEN_UNKNOWN,
        "userinfo.response.403": userinfo_refusals.SCOPE,
        "userinfo.response.500": _CRASHED,
        "userinfo.response.502": _gateway(502),
        "userinfo.response.503": _gateway(503),
    }
)


def _always(answer: Answer) -> Alter:
    return lambda _, __: answer


def _emptied(answer: Answer, _: Given) -> Answer:
    return replace(answer, body=b"")


def _truncated(answer: Answer, _: Given) -> Answer:
    return replace(answer, body=answer.body[: len(answer.body) // 2])


def _calling_itself(media_type: str) -> Alter:
    return lambda answer, _: replace(answer, media_type=media_type)


def _saying(alter: Callable[[Any], Any]) -> Alter:
    """The same JSON, changed."""

    def altered(answer: Answer, _: Given) -> Answer:
        return replace(answer, body=_dumped(alter(json.loads(answer.body))))

    return altered


def _dumped(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _member(name: str, value: Any) -> Alter:
    return _saying(lambda document: document | {name: value})


def _without(name: str) -> Alter:
    return _saying(lambda document: {key: value for key, value in document.items() if key != name})


def _huge(answer: Answer, given: Given) -> Answer:
    return _member("remplissage", "A" * int(given["bytes"]))(answer, given)


def _keys(alter: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> Alter:
    return _saying(lambda document: document | {"keys": alter(document["keys"])})


def _somebody_elses(key: dict[str, Any]) -> dict[str, Any]:
    """The same names, another key."""
    if key["kty"] == "EC":
        return key | _FOREIGN_POINT
    return key | {"n": key["n"][:100] + key["n"][100:200][::-1] + key["n"][200:]}


def _unsigned(answer: Answer, _: Given) -> Answer:
    return replace(answer, media_type=JSON, body=answer.said)


RESPONSE: Table[Answer] = MappingProxyType(
    {
        "token.response.html": _always(_PAGE),
        "token.response.empty": _emptied,
        "token.response.truncated": _truncated,
        "token.response.type": _calling_itself(HTML),
        "token.response.list": _saying(lambda document: [document]),
        "token.response.extra": _saying(
            lambda document: (
                document
                | {"refresh_token": "jeton-que-nul-n-a-demande", "not_before_policy": 0, "autre": {"a": [1, None]}}
            )
        ),
        "token.id_token.missing": _without("id_token"),
        "token.id_token.null": _member("id_token", None),
        "token.access_token.missing": _without("access_token"),
        "token.access_token.foreign": _member("access_token", "jeton-que-franceconnect-ne-connait-pas-0123"),
        "token.token_type.foreign": _member("token_type", "mac"),
        "token.expires_in.text": _member("expires_in", "soixante"),
        "userinfo.response.unsigned": _unsigned,
        "userinfo.response.type": _calling_itself(JSON),
        "userinfo.response.html": _always(_PAGE),
        "userinfo.response.empty": _emptied,
        "userinfo.response.truncated": _truncated,
        **{
            f"{document}.response.{name}": alter
            for document in ("discovery", "jwks")
            for name, alter in {
                "500": _always(_CRASHED),
                "503": _always(_gateway(503)),
                "html": _always(_PAGE),
                "empty": _emptied,
                "truncated": _truncated,
                "huge": _huge,
            }.items()
        },
        "discovery.issuer.foreign": _member("issuer", FOREIGN_ISSUER),
        "discovery.issuer.missing": _without("issuer"),
        "discovery.token_endpoint.foreign": _member("token_endpoint", f"{FOREIGN_ISSUER}/token"),
        "discovery.jwks_uri.missing": _without("jwks_uri"),
        "jwks.keys.empty": _keys(lambda _: []),
        "jwks.keys.foreign": _keys(lambda keys: [_somebody_elses(key) for key in keys]),
        "jwks.keys.extra": _keys(lambda keys: [*_STRANGE_KEYS, *keys]),
        "jwks.kid.missing": _keys(
            lambda keys: [{name: value for name, value in key.items() if name != "kid"} for key in keys]
        ),
    }
)
