"""What each fault of FranceConnect must change, written by hand from its sentence: never read from the code that does it.

A row states members and what they become; every other member must stay as in an undisturbed journey.
"""

from collections.abc import Callable, Mapping
from typing import Any

FOREIGN = "https://federateur-etranger.example/api/v2"
FOREIGN_BEFORE = FOREIGN + "?{iss}"
GONE: Any = object()  # a member that must not be there
NOTHING: Mapping[str, Any] = {}  # every member goes
OTHER: Any = object()  # any value but the right one
HALF, HOUR, DAY = 1800, 3600, 86400

# A value, or what becomes of the right one.
Becomes = Any


def plus(seconds: int) -> Callable[[int], int]:
    """A stamp, later."""
    return lambda stamp: stamp + seconds


def around(right: str) -> str:
    """Another value, that begins and ends with the right one."""
    return right + "-etranger-" + right


def elsewhere(right: str) -> str:
    """Another server's, that ends with the right one."""
    return FOREIGN_BEFORE.replace("{iss}", right)


# ------------------------------------------------------------------ the callback: pairs, CODE stands for the code that was issued
CODE, STATE, ISS, LEVELS = "{code}", "s" * 32, "{iss}", "{levels}"
_FORGED_STATE = ("state", "etat-forge-par-un-tiers")
_TWIN_STATE = ("state", "t" * 32)  # as long, and of letters
_FORGED_CODE = ("code", "code-que-nul-n-a-jamais-emis-0123456789abcd")
_REST = (("state", STATE), ("iss", ISS))
_MARKUP = "<script>alert('unefois')</script><img src=x onerror=alert(1)>\"'&"


def _error(error: str, description: str, state: str = STATE) -> tuple[tuple[str, str], ...]:
    return (("error", error), ("error_description", description), ("state", state), ("iss", ISS))


CALLBACKS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "callback.state.forged": (("code", CODE), _TWIN_STATE, ("iss", ISS)),
    "callback.state.missing": (("code", CODE), ("iss", ISS)),
    "callback.state.empty": (("code", CODE), ("state", ""), ("iss", ISS)),
    "callback.state.truncated": (("code", CODE), ("state", STATE[:-1]), ("iss", ISS)),
    "callback.state.extended": (("code", CODE), ("state", around(STATE)), ("iss", ISS)),
    "callback.state.duplicated": (("code", CODE), *_REST, _FORGED_STATE),
    "callback.iss.foreign": (("code", CODE), ("state", STATE), ("iss", FOREIGN_BEFORE)),
    "callback.iss.slash": (("code", CODE), ("state", STATE), ("iss", ISS + "/")),
    "callback.iss.missing": (("code", CODE), ("state", STATE)),
    "callback.iss.duplicated": (("code", CODE), *_REST, ("iss", FOREIGN)),
    "callback.code.missing": _REST,
    "callback.code.empty": (("code", ""), *_REST),
    "callback.code.forged": (_FORGED_CODE, *_REST),
    "callback.code.duplicated": (_FORGED_CODE, ("code", CODE), *_REST),
    "callback.response.fragment": (("code", CODE), *_REST),
    "callback.response.empty": (),
    "callback.error.access_denied": _error("access_denied", "User auth aborted"),
    "callback.error.server_error": _error(
        "server_error", "authentication aborted due to a technical error on the authorization server"
    ),
    "callback.error.temporarily_unavailable": _error(
        "temporarily_unavailable",
        "authentication aborted due to a technical error on the authorization server",
    ),
    "callback.error.invalid_request": _error(
        "invalid_request", "openid scope must be requested when using the acr_values parameter"
    ),
    "callback.error.invalid_scope": (
        ("error", "invalid_scope"),
        ("error_description", "requested scope is not allowed"),
        ("scope", "dgfip_rfr"),
        *_REST,
    ),
    "callback.error.invalid_acr": _error("invalid_acr", LEVELS),
    "callback.error.invalid_idp_hint": _error(
        "invalid_idp_hint", "An idp_hint was provided but is not allowed", "undefined"
    ),
    "callback.error.unsupported_response_type": _error(
        "unsupported_response_type", "unsupported response_type requested"
    ),
    "callback.error.unknown": _error("erreur_inconnue", "une erreur que nul document ne cite"),
    "callback.error.markup": _error("access_denied", _MARKUP),
    "callback.error.with_code": (
        ("error", "access_denied"),
        ("error_description", "User auth aborted"),
        ("code", CODE),
        *_REST,
    ),
}
LOGOUTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "logout.state.forged": (("state", around(STATE)),),
    "logout.state.missing": (),
}

# ------------------------------------------------------------------ claims


def lower(acr: str) -> str:
    """One level below."""
    return {"eidas1": "eidas0", "eidas2": "eidas1", "eidas3": "eidas2"}[acr]


ID_TOKENS: Mapping[str, Mapping[str, Becomes]] = {
    "id_token.iss.foreign": {"iss": elsewhere},
    "id_token.iss.missing": {"iss": GONE},
    "id_token.iss.slash": {"iss": lambda right: right + "/"},
    "id_token.aud.foreign": {"aud": around},
    "id_token.aud.missing": {"aud": GONE},
    "id_token.aud.truncated": {"aud": lambda right: right[:-1]},
    "id_token.aud.several": {"aud": lambda right: [right, around(right)]},
    "id_token.aud.foreign_list": {"aud": lambda right: [around(right)]},
    "id_token.azp.foreign": {"azp": OTHER},
    "id_token.client.foreign": {"aud": around, "sub": OTHER, "nonce": "nonce-d-un-autre-parcours-32-car"},
    "id_token.nonce.foreign": {"nonce": around},
    "id_token.nonce.missing": {"nonce": GONE},
    "id_token.nonce.empty": {"nonce": ""},
    "id_token.exp.past": {"exp": plus(-HALF - 60), "iat": plus(-HALF - 60)},
    "id_token.exp.missing": {"exp": GONE},
    "id_token.exp.text": {"exp": str},
    "id_token.iat.future": {"iat": plus(HOUR), "exp": plus(HOUR)},
    "id_token.iat.missing": {"iat": GONE},
    "id_token.iat.text": {"iat": str},
    "id_token.nbf.future": {"nbf": OTHER},
    "id_token.clock.skewed": {"iat": plus(300), "exp": plus(300), "auth_time": plus(300)},
    "id_token.acr.lower": {"acr": lower},
    "id_token.acr.missing": {"acr": GONE},
    "id_token.acr.unknown": {"acr": around},
    "id_token.auth_time.missing": {"auth_time": GONE},
    "id_token.auth_time.old": {"auth_time": plus(-DAY)},
    "id_token.auth_time.future": {"auth_time": plus(HOUR)},
    "id_token.sub.foreign": {"sub": around},
    "id_token.sub.missing": {"sub": GONE},
    "id_token.sub.empty": {"sub": ""},
    "id_token.sub.number": {"sub": 12345},
    "id_token.claims.none": NOTHING,
}
USERINFOS: Mapping[str, Mapping[str, Becomes]] = {
    "userinfo.sub.foreign": {"sub": OTHER},
    "userinfo.sub.missing": {"sub": GONE},
    "userinfo.sub.empty": {"sub": ""},
    "userinfo.iss.foreign": {"iss": around},
    "userinfo.aud.foreign": {"aud": around},
    "userinfo.exp.past": {"exp": plus(-HALF - 60), "iat": plus(-HALF - 60)},
    "userinfo.clock.skewed": {"iat": plus(300), "exp": plus(300)},
    "userinfo.given_name.object": {"given_name": {"$ne": "", "valeur": "Angela"}},
    "userinfo.given_name.number": {"given_name": 42},
    "userinfo.given_name.null": {"given_name": None},
    "userinfo.given_name.empty": {"given_name": ""},
    "userinfo.given_name.huge": {"given_name": "A" * 1_000_000},
    "userinfo.given_name.markup": {"given_name": _MARKUP},
    "userinfo.family_name.control": {"family_name": "DU\x00BOIS\r\nX-Nom: autre\u202e"},
    "userinfo.family_name.formula": {"family_name": '=HYPERLINK("https://ailleurs.example";"DUBOIS")'},
    "userinfo.family_name.list": {"family_name": ["DUBOIS", "MARTIN"]},
    "userinfo.birthdate.impossible": {"birthdate": "1962-02-30"},
    "userinfo.birthdate.text": {"birthdate": "le 24 août 1962"},
    "userinfo.gender.unknown": {"gender": "inconnu"},
    "userinfo.email.markup": {"email": "angela@example.org\r\nBcc: tiers@example.org"},
    "userinfo.claims.extra": {
        "__proto__": {"admin": True},
        "constructor": {"prototype": {"admin": True}},
        "role": "administrateur",
        "phone_number": "0000000000",
    },
    "userinfo.claim.missing": {"given_name": GONE},
    "userinfo.claims.none": NOTHING,
}

# ------------------------------------------------------------------ whole answers: status, media type, and what the body becomes
Body = Callable[[bytes, bytes], bool]  # right, told
_HTML, _JSON, _TEXT, _JWT = "text/html", "application/json", "text/plain", "application/jwt"


def _holds(text: bytes) -> Body:
    return lambda _, told: text in told


def _half(right: bytes, told: bytes) -> bool:
    return abs(len(told) - len(right) // 2) < 60


def _nothing(_: bytes, told: bytes) -> bool:
    return told == b""


def _gateway(status: int, title: str) -> tuple[int, str, Body]:
    return status, _HTML, _holds(f"<h1>{status} {title}</h1>".encode())


_ANSWERS: Mapping[str, tuple[int, str, Body]] = {
    "response.500": (500, _TEXT, _holds(b"Internal Server Error")),
    "response.502": _gateway(502, "Bad Gateway"),
    "response.503": _gateway(503, "Service Temporarily Unavailable"),
    "response.html": (200, _HTML, _holds(b"<!DOCTYPE html>")),
}
_TYPES = {"token": _JSON, "userinfo": _JWT, "discovery": _JSON, "jwks": "application/jwk-set+json"}
ANSWERS: Mapping[str, tuple[int, str, Body]] = {
    **{
        f"{endpoint}.{name}": row
        for endpoint in _TYPES
        for name, row in _ANSWERS.items()
        if not (name == "response.502" and endpoint in {"discovery", "jwks"})
    },
    **{f"{endpoint}.response.empty": (200, media_type, _nothing) for endpoint, media_type in _TYPES.items()},
    **{f"{endpoint}.response.truncated": (200, media_type, _half) for endpoint, media_type in _TYPES.items()},
    "token.response.invalid_grant": (
        400,
        _JSON,
        _holds(
            b'"error":"invalid_grant","error_description":"grant request is invalid (authorization code not found)"'
        ),
    ),
    "token.response.invalid_request": (
        400,
        _JSON,
        _holds(b'"error":"invalid_request","error_description":"missing required parameter \'code\' (undefined)"'),
    ),
    "token.response.invalid_client": (
        401,
        _JSON,
        _holds(
            b'"error":"invalid_client","error_description":"client authentication failed (invalid secret provided)"'
        ),
    ),
    "token.response.429": (429, _TEXT, _holds(b"Too Many Requests")),
    "token.response.redirect": (307, _TEXT, _nothing),
    "token.response.type": (200, _HTML, _holds(b'"id_token":"ey')),
    "token.response.list": (200, _JSON, lambda _, told: told.startswith(b'[{"access_token"') and told.endswith(b"}]")),
    "userinfo.response.unsigned": (200, _JSON, _holds(b'"given_name":"Angela')),
    "userinfo.response.type": (200, _JSON, lambda _, told: told.startswith(b"ey") and told.count(b".") == 2),
    "userinfo.response.401": (
        401,
        _JSON,
        _holds(b'"error":"invalid_token","error_description":"invalid token provided (access token not found)"'),
    ),
    "userinfo.response.403": (403, _JSON, _holds(b'"error":"insufficient_scope"')),
    "discovery.response.huge": (200, _JSON, lambda right, told: len(told) - len(right) > 5_000_000),
    "jwks.response.huge": (200, _TYPES["jwks"], lambda right, told: len(told) - len(right) > 5_000_000),
}

# ------------------------------------------------------------------ JSON documents: members of the right one that change
_NOBODYS = "jeton-que-franceconnect-ne-connait-pas-0123"
DOCUMENTS: Mapping[str, Mapping[str, Becomes]] = {
    "token.response.extra": {
        "refresh_token": "jeton-que-nul-n-a-demande",
        "not_before_policy": 0,
        "autre": {"a": [1, None]},
    },
    "token.id_token.missing": {"id_token": GONE},
    "token.id_token.null": {"id_token": None},
    "token.access_token.missing": {"access_token": GONE},
    "token.access_token.foreign": {"access_token": _NOBODYS},
    "token.token_type.foreign": {"token_type": "mac"},
    "token.expires_in.text": {"expires_in": "soixante"},
    "discovery.issuer.foreign": {"issuer": FOREIGN},
    "discovery.issuer.missing": {"issuer": GONE},
    "discovery.token_endpoint.foreign": {"token_endpoint": f"{FOREIGN}/token"},
    "discovery.jwks_uri.missing": {"jwks_uri": GONE},
    "jwks.keys.empty": {"keys": []},
    "jwks.kid.missing": {"keys": lambda keys: [{name: one[name] for name in one if name != "kid"} for one in keys]},
}
# Whose rows are tests of their own.
APART = frozenset({"callback.delivered.twice", "id_token.replayed", "jwks.keys.foreign", "jwks.keys.extra"})
MANNERS = ("delay", "drip", "cut", "silence", "reset")
TRANSPORTS = frozenset(
    f"{endpoint}.transport.{manner}" for endpoint in ("token", "userinfo", "discovery", "jwks") for manner in MANNERS
)

# ------------------------------------------------------------------ headers and signatures, of both tokens
# header members that change; who verifies: the keys read before, those read again, or nobody.
HEADERS: Mapping[str, tuple[Mapping[str, Becomes], str]] = {
    "alg.none": ({"alg": "none"}, "nobody"),
    "alg.none_disguised": ({"alg": "nOnE"}, "nobody"),
    "alg.confused": ({"alg": "HS256"}, "nobody"),
    "alg.downgraded": ({"alg": "HS256", "kid": GONE}, "nobody"),
    "kid.unknown": ({"kid": "simulateur:ES256:inconnue"}, "nobody"),
    "kid.missing": ({"kid": GONE}, "before"),
    "kid.rotated": ({"kid": OTHER}, "after"),
    "jwk.embedded": ({"kid": OTHER, "jwk": OTHER}, "nobody"),
    "jku.foreign": ({"jku": f"{FOREIGN}/jwks"}, "nobody"),
    "crit.unknown": ({"crit": ["urn:unefois:inconnue"], "urn:unefois:inconnue": True}, "before"),
    "signature.broken": ({}, "nobody"),
    "signature.truncated": ({}, "nobody"),
    "signature.stripped": ({}, "nobody"),
    "payload.tampered": ({}, "nobody"),
    "payload.list": ({}, "before"),
    "payload.text": ({}, "before"),
}
SIGNED = frozenset(f"{jwt}.{name}" for jwt in ("id_token", "userinfo") for name in (*HEADERS, "compact.malformed"))
ROWS = frozenset({*CALLBACKS, *LOGOUTS, *ID_TOKENS, *USERINFOS, *ANSWERS, *DOCUMENTS, *SIGNED, *TRANSPORTS, *APART})
