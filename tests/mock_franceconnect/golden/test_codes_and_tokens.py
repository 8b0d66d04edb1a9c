"""Section C of the register of facts: codes, access tokens and id_tokens, as a téléservice receives them."""

import re

import pytest
from franceconnect_bench import NONCE, credentials, decoded, federator, habilitation
from joserfc import jws
from joserfc.jwk import KeySet, OctKey

OPAQUE = re.compile(r"[A-Za-z0-9_-]{43}")
AMR = '{"id_token": {"amr": {"essential": true}}}'


def test_codes_and_tokens_are_43_url_safe_characters() -> None:
    """Opaque, new each time; the code comes with the state and the issuer, the token with four other members."""
    with federator() as fc:
        browser = fc.browser()
        back = browser.log_in()
        assert list(back) == ["code", "state", "iss"]
        assert OPAQUE.fullmatch(back["code"])
        tokens = browser.exchange(back["code"]).json()
        assert list(tokens) == ["access_token", "expires_in", "id_token", "scope", "token_type"]
        assert OPAQUE.fullmatch(tokens["access_token"])
        assert (tokens["expires_in"], tokens["token_type"]) == (60, "Bearer")
        assert fc.browser().log_in()["code"] != back["code"]


@pytest.mark.parametrize("algorithm", ["ES256", "RS256", "HS256"])
def test_an_id_token_has_a_short_header_and_eight_members(algorithm: str) -> None:
    """Only alg and kid (no kid with HS256, whose key is the secret), no typ; no at_hash, sid or azp, no identity."""
    with federator(habilitation(id_token_alg=algorithm)) as fc:
        browser = fc.browser()
        compact = browser.tokens(scope="openid identite_pivot email")["id_token"]
        header, claims = decoded(compact)
        client_id, secret = credentials(fc)
        keys = KeySet.import_key_set(browser.get("/api/v2/jwks").json())
        jws.deserialize_compact(compact, OctKey.import_key(secret) if algorithm == "HS256" else keys, [algorithm])
        assert list(header) == (["alg"] if algorithm == "HS256" else ["alg", "kid"])
        assert list(claims) == ["sub", "acr", "auth_time", "nonce", "aud", "exp", "iat", "iss"]
        assert (claims["aud"], claims["nonce"], claims["acr"]) == (client_id, NONCE, "eidas1")
        assert claims["exp"] - claims["iat"] == 60
        assert re.fullmatch(r"[0-9a-f]{64}v1", claims["sub"])


def test_amr_is_the_ninth_member() -> None:
    """Asked as an essential claim of the id_token, by a téléservice that may: the methods of the provider."""
    with federator(habilitation(claims=("amr",))) as fc:
        claims = decoded(fc.browser().tokens(claims=AMR)["id_token"])[1]
        assert list(claims)[:2] == ["sub", "amr"]
        assert (len(claims), claims["amr"]) == (9, ["fc", "pwd"])


@pytest.mark.parametrize(
    ("scope", "claims"),
    [
        ("openid amr", None),
        ("openid", '{"id_token": {"amr": null}}'),
        ("openid", '{"id_token": {"rep_scope": {"essential": true}}}'),
    ],
)
def test_what_adds_nothing_to_the_id_token(scope: str, claims: str | None) -> None:
    """The scope amr, an amr that is not essential, the mandates of Aidants Connect."""
    with federator(habilitation(claims=("amr",))) as fc:
        told = decoded(fc.browser().tokens(scope=scope, claims=claims)["id_token"])[1]
        assert list(told) == ["sub", "acr", "auth_time", "nonce", "aud", "exp", "iat", "iss"]


@pytest.mark.parametrize("claims", ['{"userinfo": {"email": null}}', '{"id_token": {"given_name": null}}'])
def test_an_identity_claim_asked_alone_opens_another_interaction(claims: str) -> None:
    """After the consent the browser is back at the choice of a provider: the login never ends."""
    with federator() as fc:
        browser = fc.browser()
        again = browser.agree(browser.to_consent(claims=claims))
        assert again.status_code == 303
        assert re.fullmatch(r"/api/v2/interaction/[\w-]{43}", again.headers["location"])


def test_how_long_each_one_lives() -> None:
    """The code 30 s, the grant 30 s, the token 60 s: userinfo stops at 30, the data provider's answer at 60."""
    with federator() as fc:
        lease = fc.lease("cantine")
        late, browser = fc.browser(), fc.browser()
        code = late.log_in()["code"]
        token = browser.tokens()["access_token"]
        fc.elapse(lease, 29)
        assert browser.userinfo(token).status_code == 200
        fc.elapse(lease, 2)
        assert "authorization code not found" in late.exchange(code).text
        assert "?code=Y0489D15&id=" in browser.userinfo(token).json()["error_uri"]
        fc.elapse(lease, 30)
        assert "?code=Y040001&id=" in browser.userinfo(token).json()["error_uri"]


def test_no_refresh_token() -> None:
    """Even when one is asked for."""
    with federator() as fc:
        assert "refresh_token" not in fc.browser().tokens(scope="openid offline_access")
