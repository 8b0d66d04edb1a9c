"""/checktoken, row by row of the register of facts."""

import hashlib
from base64 import b64encode
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest
from franceconnect_bench import (
    ISSUER,
    Federator,
    credentials,
    decoded,
    federator,
    habilitation,
    opened,
)
from joserfc import jws
from joserfc.jwk import ECKey, KeySet

from simulator.chance import derive


def members(fc: Federator, **changes: Any) -> dict[str, Any]:
    """A right request of the DGFiP, but for `changes`."""
    dgfip = fc.bench.worlds.of(fc.bench.place("default").space).dgfip
    right = {"token": "x" * 43, "client_id": dgfip.client_id, "client_secret": dgfip.client_secret}
    return {name: value for name, value in {**right, **changes}.items() if value is not None}


def introspection(fc: Federator, answer: httpx2.Response) -> dict[str, Any]:
    """What the data provider reads, signature verified."""
    assert answer.status_code == 200, answer.text
    _, compact = opened(fc, answer.text)
    keys = KeySet.import_key_set(fc.browser().get("/api/v2/jwks").json())
    jws.deserialize_compact(compact, keys, ["ES256"])
    found: dict[str, Any] = decoded(compact)[1]
    return found


def test_an_active_token_says_whose_it_is() -> None:
    """The RNIPP identity and the token's own facts, in the recorded order; no e-mail, no client_id member, no exp outside."""
    with federator(habilitation(entity_id="entite")) as fc:
        browser = fc.browser()
        token = browser.tokens(scope="dgfip_nbpart openid email dgfip_rfr profile")["access_token"]
        answer = browser.checktoken(token)
        assert answer.headers["content-type"] == "application/token-introspection+jwt"
        assert "set-cookie" not in answer.headers
        outer, compact = opened(fc, answer.text)
        assert (outer["alg"], outer["enc"], set(outer)) == ("ECDH-ES", "A256GCM", {"alg", "enc", "epk"})
        assert list(decoded(compact)[0]) == ["alg", "kid"]
        told = introspection(fc, answer)
        assert list(told) == ["iss", "aud", "iat", "token_introspection"]
        dgfip = members(fc)["client_id"]
        assert (told["iss"], told["aud"]) == (ISSUER, dgfip)
        about = told["token_introspection"]
        assert list(about) == [
            "active",
            "aud",
            "sub",
            "iat",
            "exp",
            "jti",
            "acr",
            "scope",
            "gender",
            "family_name",
            "given_name",
            "given_name_array",
            "birthdate",
            "birthplace",
            "birthcountry",
        ]
        identity = b64encode(hashlib.sha256(b"Angela Claire LouiseDUBOIS1962-08-24female7510799100").digest()).decode()
        secret = derive(0, "pairwise")
        assert about["sub"] == hashlib.sha256((dgfip + identity + secret).encode()).hexdigest() + "v1"
        assert about["scope"] == "dgfip_nbpart dgfip_rfr"
        assert (about["aud"], about["jti"]) == (credentials(fc)[0], token)


def test_a_token_without_data_scope_is_active_all_the_same() -> None:
    """An empty scope is the provider's own business."""
    with federator() as fc:
        browser = fc.browser()
        told = introspection(fc, browser.checktoken(browser.tokens(scope="openid email")["access_token"]))
        assert (told["token_introspection"]["active"], told["token_introspection"]["scope"]) == (True, "")


def test_an_unknown_token_is_inactive_and_nothing_more() -> None:
    """Still 200, signed and encrypted."""
    with federator() as fc:
        assert introspection(fc, fc.browser().checktoken("x" * 43))["token_introspection"] == {"active": False}


@pytest.mark.parametrize(("seconds", "active"), [(31, True), (59, True), (61, False)])
def test_only_the_tokens_own_minute_counts(seconds: int, active: bool) -> None:
    """The grant's 30 s do not matter here."""
    with federator() as fc:
        lease = fc.lease("cantine")
        browser = fc.browser()
        token = browser.tokens()["access_token"]
        fc.elapse(lease, seconds)
        assert introspection(fc, browser.checktoken(token))["token_introspection"]["active"] is active


def test_json_is_read_too() -> None:
    """The low platform parses both."""
    with federator() as fc:
        assert introspection(fc, fc.browser().post("/api/v2/checktoken", json=members(fc)))["aud"]


ROWS: dict[str, dict[str, Any]] = {
    "no token": {"token": None},
    "empty token": {"token": ""},
    "no client_id": {"client_id": None},
    "no secret": {"client_secret": None},
    "empty secret": {"client_secret": ""},
    "one more": {"token_type_hint": "access_token"},
}


@pytest.mark.parametrize("changes", ROWS.values(), ids=ROWS.keys())
@pytest.mark.parametrize("body", ["data", "json"])
def test_exactly_three_members(changes: dict[str, Any], body: str) -> None:
    """400 with two members, no address of explanation."""
    with federator() as fc:
        answer = fc.browser().request("POST", "/api/v2/checktoken", **{body: members(fc, **changes)})
        assert answer.status_code == 400
        assert answer.headers["content-type"].startswith("application/json")
        assert answer.json() == {
            "error": "invalid_request",
            "error_description": "Required parameter missing or invalid.",
        }


@pytest.mark.parametrize("body", [b"[]", b"{", b'{"token": 1}', b"null"])
def test_json_that_is_no_request(body: bytes) -> None:
    """Not an object, not JSON, not strings."""
    with federator() as fc:
        headers = {"Content-Type": "application/json"}
        assert fc.browser().post("/api/v2/checktoken", content=body, headers=headers).status_code == 400


@pytest.mark.parametrize("media_type", ["text/plain", "multipart/form-data; boundary=x", ""])
def test_a_form_says_that_it_is_one(media_type: str) -> None:
    """Only forms and JSON are parsed: any other body is as good as none."""
    with federator() as fc:
        body = urlencode(members(fc)).encode()
        headers = {"Content-Type": media_type} if media_type else {}
        assert fc.browser().post("/api/v2/checktoken", content=body, headers=headers).status_code == 400


@pytest.mark.parametrize("changes", [{"client_id": "inconnu"}, {"client_secret": "faux"}])
def test_a_stranger_learns_nothing(changes: dict[str, str]) -> None:
    """401, the same words for an unknown provider and a wrong secret; the journal tells them apart."""
    with federator() as fc:
        answer = fc.browser().post("/api/v2/checktoken", data=members(fc, **changes))
        assert answer.status_code == 401
        assert answer.json() == {"error": "invalid_client", "error_description": "Client authentication failed."}


_OTHER = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}).as_dict(private=False)
KEYS: dict[str, tuple[httpx2.Response, str]] = {
    "server down": (httpx2.Response(503), "failed to fetch JWKS"),
    "redirect": (httpx2.Response(302, headers={"location": "https://ailleurs.example.org"}), "failed to fetch JWKS"),
    "not JSON": (httpx2.Response(200, text="<html>"), "invalid JWKS format"),
    "no keys": (httpx2.Response(200, json={}), "invalid JWKS format"),
    "too long": (httpx2.Response(200, content=b" " * 70_000), "invalid JWKS format"),
    "no key to encrypt": (
        httpx2.Response(200, json={"keys": [_OTHER]}),
        "authentication aborted due to a technical error on the authorization server",
    ),
    "broken key": (
        httpx2.Response(200, json={"keys": [{"use": "enc", "alg": "ECDH-ES", "kty": "EC", "crv": "P-256", "x": "a"}]}),
        "authentication aborted due to a technical error on the authorization server",
    ),
}


@pytest.mark.parametrize(("answer", "description"), KEYS.values(), ids=KEYS.keys())
def test_without_the_providers_key_nothing_is_said(answer: httpx2.Response, description: str) -> None:
    """500 server_error, never an unencrypted identity."""
    with federator() as fc:
        fc.jwks_answer = answer
        browser = fc.browser()
        told = browser.checktoken(browser.tokens()["access_token"])
        assert told.status_code == 500
        assert told.json() == {"error": "server_error", "error_description": description}


def test_the_exchange_belongs_to_the_tokens_application() -> None:
    """A data provider's call is journaled with the lease of the téléservice whose token it carries."""
    with federator() as fc:
        lease = fc.lease("cantine")
        browser = fc.browser()
        browser.checktoken(browser.tokens()["access_token"])
        seen = fc.exchanges(lease.id)[-1]
        assert (seen.endpoint, seen.application) == ("checktoken", "cantine")
        assert [(jwt.where, jwt.signature) for jwt in seen.jwts] == [("token_introspection", "valid")]
        browser.checktoken("x" * 43)
        assert fc.last().endpoint == "checktoken"
