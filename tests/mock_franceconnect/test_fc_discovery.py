"""Discovery, keys, and what surrounds every answer."""

from dataclasses import replace

import pytest
from franceconnect_bench import ISSUER, credentials, error_code, federator, habilitation

from mock_franceconnect.app.application import ROUTES, find
from mock_franceconnect.app.discovery import not_found
from simulator.spaces import Address


def test_the_discovery_document_says_what_the_real_one_says() -> None:
    """Every member of the table of facts, and no other."""
    with federator() as fc:
        answer = fc.browser().get("/api/v2/.well-known/openid-configuration")
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=600"
        assert answer.headers["content-type"].startswith("application/json")
        assert "set-cookie" not in answer.headers
        found = answer.json()
        scopes, claims = found.pop("scopes_supported"), found.pop("claims_supported")
        assert found == {
            "acr_values_supported": ["eidas1"],
            "authorization_endpoint": f"{ISSUER}/authorize",
            "claims_parameter_supported": True,
            "code_challenge_methods_supported": ["S256"],
            "end_session_endpoint": f"{ISSUER}/session/end",
            "grant_types_supported": ["authorization_code"],
            "issuer": ISSUER,
            "jwks_uri": f"{ISSUER}/jwks",
            "authorization_response_iss_parameter_supported": True,
            "response_modes_supported": ["form_post", "fragment", "query"],
            "response_types_supported": ["code"],
            "subject_types_supported": ["pairwise"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": ["ES256", "RS256"],
            "token_endpoint": f"{ISSUER}/token",
            "id_token_signing_alg_values_supported": ["ES256", "RS256", "HS256"],
            "userinfo_endpoint": f"{ISSUER}/userinfo",
            "userinfo_signing_alg_values_supported": ["ES256", "RS256", "HS256"],
            "revocation_endpoint": f"{ISSUER}/token/revocation",
            "request_parameter_supported": True,
            "request_uri_parameter_supported": False,
            "request_object_signing_alg_values_supported": ["ES256", "RS256", "HS256"],
            "dpop_signing_alg_values_supported": ["ES256", "RS256"],
        }
        assert len(scopes) == 104
        assert scopes[:5] == ["openid", "profile", "birth", "identite_pivot", "gender"]
        assert claims[0] == "sub"
        assert claims[-4:] == ["acr", "sid", "auth_time", "iss"]
        assert {"amr", "idp_id", "given_name_array", "idp_birthdate", "dgfip_rfr"} <= set(claims)
        assert "rep_scope" not in claims


def test_servers_are_sent_to_the_back_address_when_there_is_one() -> None:
    """Browsers keep the front address, and so does the issuer, which is a name."""
    with federator() as fc:
        addresses = replace(
            fc.bench.spaces.addresses, franceconnect=Address("http://localhost:8701", "http://banc:8701")
        )
        fc.bench.spaces.addresses = addresses
        fc.bench.spaces.make("conteneurs", 0)
        found = fc.browser("/s/conteneurs").get("/api/v2/.well-known/openid-configuration").json()
    front, back = "http://localhost:8701/s/conteneurs/api/v2", "http://banc:8701/s/conteneurs/api/v2"
    assert {name: value for name, value in found.items() if isinstance(value, str)} == {
        "issuer": front,
        "authorization_endpoint": f"{front}/authorize",
        "end_session_endpoint": f"{front}/session/end",
        "token_endpoint": f"{back}/token",
        "userinfo_endpoint": f"{back}/userinfo",
        "jwks_uri": f"{back}/jwks",
        "revocation_endpoint": f"{back}/token/revocation",
    }


def test_the_keys_are_public_one_elliptic_and_one_rsa() -> None:
    """kty, use, alg, kid and the public numbers; nothing private; the same at every call."""
    with federator() as fc:
        answer = fc.browser().get("/api/v2/jwks")
        assert answer.headers["content-type"] == "application/jwk-set+json; charset=utf-8"
        assert answer.headers["cache-control"] == "public, max-age=600"
        elliptic, rsa = answer.json()["keys"]
        assert set(elliptic) == {"kty", "use", "alg", "kid", "crv", "x", "y"}
        assert set(rsa) == {"kty", "use", "alg", "kid", "n", "e"}
        assert (elliptic["alg"], rsa["alg"], elliptic["use"], rsa["use"]) == ("ES256", "RS256", "sig", "sig")
        assert fc.browser().get("/api/v2/jwks").content == answer.content


def test_a_space_made_again_keeps_its_keys() -> None:
    """A client may have cached them."""
    with federator() as fc:
        fc.bench.spaces.make("essai", 1)
        before = fc.browser("/s/essai").get("/api/v2/jwks").content
        fc.bench.spaces.make("essai", 2)
        assert fc.browser("/s/essai").get("/api/v2/jwks").content == before


@pytest.mark.parametrize("path", ["/api/v2/jwks", "/api/v2/.well-known/openid-configuration"])
def test_these_two_may_be_read_from_any_origin(path: str) -> None:
    """CORS for GET, when an Origin asks."""
    with federator() as fc:
        browser = fc.browser()
        asked = browser.get(path, headers={"Origin": "https://x.example.org"})
        assert asked.headers["access-control-allow-origin"] == "https://x.example.org"
        assert "access-control-allow-origin" not in browser.get(path).headers


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/api/v2/token"),
        ("POST", "/api/v2/userinfo"),
        ("OPTIONS", "/api/v2/token"),
        ("OPTIONS", "/api/v2/authorize"),
        ("POST", "/api/v2/token/introspection"),
        ("POST", "/api/v2/reg"),
        ("POST", "/api/v2/request"),
        ("GET", "/api/v2/checktoken"),
        ("GET", "/api/v2/interaction/"),
        ("GET", "/fi/"),
        ("GET", "/fi/a/b"),
        ("GET", "/api/v2/jwks/"),
        ("GET", "//"),
        ("GET", "/s/default"),
        ("GET", "/s"),
    ],
)
def test_everything_else_is_a_page_not_found(method: str, path: str) -> None:
    """404, HTML, Y000404, whatever the method."""
    with federator() as fc:
        answer = fc.browser().request(method, path)
        assert (answer.status_code, error_code(answer)) == (404, "Y000404")
        assert answer.headers["content-type"].startswith("text/html")
        assert (fc.last().endpoint, fc.last().refused_by) == ("not_found", "FC-NOT-FOUND")


def test_the_front_door_leads_to_the_public_site() -> None:
    """301, text/plain."""
    with federator() as fc:
        answer = fc.browser().get("/api/v2")
        assert (answer.status_code, answer.headers["location"]) == (301, "https://franceconnect.gouv.fr")
        assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("path", ["/api/v2/authorize", "/api/v2/jwks", "/api/v2/userinfo", "/nulle-part"])
def test_every_answer_is_armoured(path: str) -> None:
    """What helmet sends, without form-action and without anything from elsewhere."""
    with federator() as fc:
        headers = fc.browser().get(path).headers
        policy = headers["content-security-policy"]
        assert "form-action" not in policy
        assert "http" not in policy
        assert "unsafe" not in policy
        for name, value in {
            "x-content-type-options": "nosniff",
            "x-frame-options": "SAMEORIGIN",
            "referrer-policy": "no-referrer",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "x-permitted-cross-domain-policies": "none",
        }.items():
            assert headers[name] == value
        assert headers["strict-transport-security"].startswith("max-age=")


def test_interactive_answers_are_never_stored() -> None:
    """no-store on pages, redirects and tokens."""
    with federator() as fc:
        browser = fc.browser()
        started = browser.authorize()
        mire = browser.get(started.headers["location"])
        for answer in (started, mire, browser.exchange("x"), browser.userinfo("x"), browser.checktoken("x")):
            assert answer.headers["cache-control"] == "no-store"


def test_each_route_leads_to_its_own_endpoint() -> None:
    """The variable segment is found, and nothing longer or shorter matches."""
    for method, path in ROUTES:
        endpoint, key = find(method, path.replace("*", "u" * 43))
        assert endpoint is ROUTES[method, path]
        assert key == ("u" * 43 if "*" in path else "")
        assert find(method, f"{path}/x/y/z")[0] is not_found or "*" in path


def test_https_outside_makes_cookies_secure() -> None:
    """Secure follows the public address, not the socket."""
    with federator() as fc:
        addresses = fc.bench.spaces.addresses
        fc.bench.spaces.addresses = replace(addresses, franceconnect=Address("https://fc.example.org"))
        fc.bench.spaces.make("sure", 0)
        fc.register(habilitation(), "sure")
        client_id, _ = credentials(fc, space="sure")
        cookies = fc.browser("/s/sure").authorize(client_id=client_id).headers.get_list("set-cookie")
        assert cookies
        assert all(cookie.endswith("; Secure") for cookie in cookies)
