"""Whatever is sent to any route of FranceConnect or FranceConnect+, the answer is one that was meant."""

import json
from collections.abc import Iterator

import pytest
from franceconnect_bench import CALLBACK, GOODBYE, credentials, federator
from hostile import Hostile, hostile, searched
from hostile_words import percent, value
from hypothesis import given
from hypothesis import strategies as st

from mock_franceconnect.app.application import ROUTES
from rulebook.platforms import HIGH, LOW

# What each route reads, so that the search goes further than its door. A route that is not here fails a test.
KNOWN = ("{client_id}", "{client_secret}", "{acr}")
AUTHORIZE = {
    "client_id": "{client_id}",
    "response_type": "code",
    "redirect_uri": CALLBACK,
    "scope": "openid identite_pivot email",
    "state": "s" * 32,
    "nonce": "n" * 32,
    "acr_values": "{acr}",
    "claims": '{"id_token":{"amr":{"essential":true}}}',
    "prompt": "login",
    "idp_hint": "fip1-low",
    "ui_locales": "fr",
}
TOKEN = {
    "grant_type": "authorization_code",
    "code": "c" * 43,
    "redirect_uri": CALLBACK,
    "client_id": "{client_id}",
    "client_secret": "{client_secret}",
}
CLIENT = {name: TOKEN[name] for name in ("client_id", "client_secret")}
PAGE = {"csrfToken": "x" * 32}
PROVIDER = {"state": "s" * 43, "login": "0123456789789", "recherche": "a", "trait": "b", "renoncer": "1"}
READS: dict[tuple[str, str], dict[str, str]] = {
    ("GET", "/api/v2"): {},
    ("GET", "/api/v2/accessibilite"): {"ui_locales": "en"},
    ("GET", "/api/v2/.well-known/openid-configuration"): {},
    ("GET", "/api/v2/jwks"): {},
    ("GET", "/api/v2/authorize"): AUTHORIZE,
    ("POST", "/api/v2/authorize"): AUTHORIZE,
    ("GET", "/api/v2/authorize/*"): {},
    ("GET", "/api/v2/interaction/*"): {"ui_locales": "en"},
    ("POST", "/api/v2/redirect-to-idp"): PAGE | {"providerUid": "fip1-low"},
    ("GET", "/fi/*"): PROVIDER,
    ("POST", "/fi/*"): PROVIDER,
    ("GET", "/api/v2/oidc-callback"): {"state": "s" * 43, "code": "c" * 43, "error": "access_denied"},
    ("GET", "/api/v2/interaction/*/verify"): {},
    ("GET", "/api/v2/interaction/*/consent"): {"ui_locales": "en"},
    ("POST", "/api/v2/login"): PAGE | {"accept": "1", "consent": "on"},
    ("GET", "/api/v2/auto-login"): {},
    ("GET", "/api/v2/redirect-to-sp-with-error"): {
        "error": "access_denied",
        "error_description": "User auth aborted",
        "state": "s",
        "redirect_uri": CALLBACK,
    },
    ("POST", "/api/v2/token"): TOKEN,
    ("GET", "/api/v2/userinfo"): {"access_token": "t" * 43, "scope": "openid"},
    ("POST", "/api/v2/checktoken"): CLIENT | {"token": "t" * 43},
    ("POST", "/api/v2/token/revocation"): CLIENT | {"token": "t" * 43},
    ("GET", "/api/v2/session/end"): {
        "id_token_hint": "e30.e30.x",
        "post_logout_redirect_uri": GOODBYE,
        "state": "s",
        "client_id": "{client_id}",
        "logout_hint": "x",
        "ui_locales": "en",
    },
    ("POST", "/api/v2/client/disconnect-from-idp"): {},
    ("GET", "/fi/*/session/end"): {"state": "s"},
    ("GET", "/api/v2/client/logout-callback"): {"state": "s"},
    ("POST", "/api/v2/session/end/confirm"): {"xsrf": "x", "logout": "yes"},
    ("GET", "/api/v2/session/end/success"): {"client_id": "{client_id}"},
    ("GET", "/api/v2/client/.well-known/keys"): {},
    ("GET", "/simulateur.css"): {},
    ("GET", "/suite.js"): {},
}
DEEP, HUGE = b"[" * 10_000, b'{"token":' + b"9" * 5_000 + b"}"
TARGETS = st.characters(codec="ascii", min_codepoint=0x21, exclude_characters="?#")
segment = (
    st.sampled_from(
        ["fip1-low", "u" * 43, "u" * 61, "..", "%2e%2e", "%2F", "%00", "%FF%FE", "%ED%A0%80", "*", "a" * 9_000]
    )
    | value
)
NAMES = (
    b"Authorization", b"Cookie", b"Accept", b"Content-Type", b"Origin", b"X-Suspicious", b"Accept-Language", b"Host",
    b"X-Forwarded-Host", b"X-Forwarded-Proto", b"X-Forwarded-For", b"Forwarded", b"Referer", b"X-Original-URL",
)  # fmt: skip
VALUES = (
    b"", b"Bearer", b"Bearer " + b"t" * 43, b"Basic Og==", b"Basic /////w==", b"DPoP x", b"a=b; c", b"fc_session_id=" + b"x" * 64,
    b"_session=;;==,", b"text/html", b"application/json", b"application/x-www-form-urlencoded; charset=utf-16",
    b"multipart/form-data; boundary=x", b"null", b"https://evil.example", b"1", b"https", b"evil.example", b"[::", b"\xff\xfe\xe9",
    b'"><zq>', b"x" * 9_000, b"*/*;q=NaN", b"en;q=x",
)  # fmt: skip


def printable(raw: bytes) -> bytes:
    """What a server lets through in a header: no control character."""
    return bytes(byte for byte in raw if byte >= 0x20 and byte != 0x7F).strip()


header = st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES) | st.binary(max_size=20).map(printable))
body = st.sampled_from((DEEP, HUGE, b"", b"\xff" * 50, b"a=%ED%A0%80&=&&=x&%", b"{}", b"null", b'"x"')) | st.binary(
    max_size=60
)


@pytest.fixture(scope="module", params=[LOW, HIGH], ids=lambda platform: platform.key)
def bench(request: pytest.FixtureRequest) -> Iterator[Hostile]:
    """A bench of each platform."""
    with federator(platform=request.param) as made:
        yield hostile(made)


def test_every_route_is_searched() -> None:
    """A new route says what it reads, or this fails."""
    assert READS.keys() == ROUTES.keys()


@st.composite
def requests(draw: st.DrawFn, reads: dict[str, str]) -> tuple[str, tuple[tuple[bytes, bytes], ...], bytes | None, str]:
    """Parameters as text, headers, a body that is none (or None: the parameters), and the variable segment."""
    changes = draw(st.dictionaries(st.sampled_from([*reads, "inconnu", "__proto__"]), value | st.none(), max_size=3))
    twice: bool = draw(st.booleans())
    right = {name: told if told in KNOWN else percent(told.encode()) for name, told in reads.items()}
    pairs = [(name, told) for name, told in {**right, **changes}.items() if told is not None]
    if pairs and twice:
        pairs.append(draw(st.sampled_from(pairs)))
    query = "&".join(f"{name}={told}" for name, told in pairs)
    headers = draw(st.lists(header, max_size=3))
    return query, tuple(headers), draw(st.none() | body), draw(segment)


@pytest.mark.parametrize("route", sorted(ROUTES), ids=" ".join)
@searched(3)
@given(data=st.data())
def test_no_request_breaks_a_route(bench: Hostile, route: tuple[str, str], data: st.DataObject) -> None:
    """Parameters right but for a few, headers of any kind, bodies that are not what they say."""
    method, path = route
    query, headers, raw, varied = data.draw(requests(READS[route]))
    for name, told in zip(KNOWN, (*credentials(bench.federator), bench.federator.bench.platform.acr[0]), strict=True):
        query = query.replace(name, told)
    target = path.replace("*", varied).encode()
    if method == "GET":
        bench.ask(method, target + b"?" + query.encode(), headers)
        return
    form = (b"content-type", b"application/x-www-form-urlencoded")
    told_as = headers if any(name == b"Content-Type" for name, _ in headers) else (*headers, form)
    bench.ask(method, target, told_as, query.encode() if raw is None else raw)
    as_json = json.dumps(dict(pair.split("=", 1) for pair in query.split("&") if "=" in pair)).encode()
    bench.ask(method, target, ((b"content-type", b"application/json"), *headers), as_json if raw is None else raw)


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """Any path, known or not, and any query."""
    starts = ("/", "/api/v2/", "/api/v2/interaction/", "/fi/", "//", "/api/v2/../", "/s/", "/s/default/", "")
    parts = draw(st.lists(segment | st.text(TARGETS, max_size=8), max_size=4))
    queries = st.sampled_from(("", "?", "?" + "a=1&" * 2_000, "?%", "?&&==", "?\x01")) | value.map("?{}".format)
    return str(draw(st.sampled_from(starts))) + "/".join(parts) + draw(queries)


@searched(25)
@given(
    method=st.sampled_from(("GET", "POST", "PUT", "HEAD", "OPTIONS", "TRACE", "PATCH", "DELETE", "ZQ", "get")),
    target=addresses(),
    headers=st.lists(header, max_size=2),
)
def test_no_address_breaks_it(bench: Hostile, method: str, target: str, headers: list[tuple[bytes, bytes]]) -> None:
    """By any method."""
    bench.ask(method, target.encode(), tuple(headers))
