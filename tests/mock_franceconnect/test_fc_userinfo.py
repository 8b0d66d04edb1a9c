"""/userinfo, row by row of the register of facts."""

import re

import pytest
from franceconnect_bench import (
    ISSUER,
    LOGIN,
    PERSON,
    credentials,
    decoded,
    error_code,
    federator,
    habilitation,
)
from joserfc import jws
from joserfc.jwk import KeySet


def test_each_scope_gives_its_claims() -> None:
    """sub, then the claims of the scopes, then aud, exp, iat, iss; `given_name` gives the array too."""
    with federator() as fc:
        browser = fc.browser()
        tokens = browser.tokens(scope="openid given_name idp_id idp_birthdate amr")
        client_id, _ = credentials(fc)
        _, claims = decoded(browser.userinfo(tokens["access_token"]).text)
        assert claims | {"sub": "", "exp": 0, "iat": 0} == {
            "sub": "",
            "given_name": "Angela Claire Louise",
            "given_name_array": ["Angela", "Claire", "Louise"],
            "idp_birthdate": "1962-08-24",
            "idp_id": "fip1-low",
            "aud": client_id,
            "exp": 0,
            "iat": 0,
            "iss": ISSUER,
        }


def test_all_identity_scopes_give_fifteen_members() -> None:
    """The full identity of the low platform."""
    with federator() as fc:
        browser = fc.browser()
        scope = "openid identite_pivot profile birth email idp_birthdate"
        _, claims = decoded(browser.userinfo(browser.tokens(scope=scope)["access_token"]).text)
        assert len(claims) == 15


def test_what_a_person_does_not_have_is_left_out_and_a_foreign_birthplace_is_empty() -> None:
    """No usage name: no preferred_username. Born abroad: birthplace is the empty string."""
    identity = PERSON.identity.model_copy(
        update={"preferred_username": None, "birthplace": "", "birthcountry": "99350"}
    )
    with federator() as fc:
        world = fc.bench.worlds.of(fc.bench.place("default").space)
        world.add(PERSON.model_copy(update={"identity": identity, "login": "0123456780600"}))
        browser = fc.browser()
        code = browser.log_in("0123456780600", scope="openid profile birth")["code"]
        _, claims = decoded(browser.userinfo(browser.exchange(code).json()["access_token"]).text)
        assert "preferred_username" not in claims
        assert (claims["birthplace"], claims["birthcountry"]) == ("", "99350")


def test_data_scopes_give_nothing_here() -> None:
    """Tax data are never in FranceConnect's userinfo."""
    with federator() as fc:
        browser = fc.browser()
        _, claims = decoded(browser.userinfo(browser.tokens(scope="openid dgfip_rfr")["access_token"]).text)
        assert list(claims) == ["sub", "aud", "exp", "iat", "iss"]


def test_exp_is_the_access_tokens() -> None:
    """The expiry does not move with the call."""
    with federator() as fc:
        browser = fc.browser()
        tokens = browser.tokens()
        _, id_token = decoded(tokens["id_token"])
        _, claims = decoded(browser.userinfo(tokens["access_token"]).text)
        assert claims["exp"] == id_token["iat"] + 60
        assert claims["sub"] == id_token["sub"]


@pytest.mark.parametrize("accept", ["application/json", "text/html", "*/*"])
def test_a_signed_jwt_whatever_the_accept_header_says(accept: str) -> None:
    """A header of alg and kid, a signature that holds."""
    with federator() as fc:
        browser = fc.browser()
        token = browser.tokens()["access_token"]
        answer = browser.get("/api/v2/userinfo", headers={"Authorization": f"Bearer {token}", "Accept": accept})
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/jwt; charset=utf-8")
        keys = KeySet.import_key_set(browser.get("/api/v2/jwks").json())
        assert list(jws.deserialize_compact(answer.text, keys, ["ES256"]).protected) == ["alg", "kid"]


def test_the_registered_algorithm_signs() -> None:
    """RS256 when the habilitation says so."""
    with federator(habilitation(userinfo_alg="RS256")) as fc:
        browser = fc.browser()
        header, _ = decoded(browser.userinfo(browser.tokens()["access_token"]).text)
        assert header["alg"] == "RS256"


def test_the_token_may_be_in_the_address() -> None:
    """`?access_token=` is accepted; both ways at once are not."""
    with federator() as fc:
        browser = fc.browser()
        token = browser.tokens()["access_token"]
        assert browser.get("/api/v2/userinfo", params={"access_token": token}).status_code == 200
        both = browser.get(
            "/api/v2/userinfo", params={"access_token": token}, headers={"Authorization": f"Bearer {token}"}
        )
        assert (both.status_code, both.json()["error_description"]) == (
            400,
            "access token must only be provided using one mechanism (undefined)",
        )


def test_of_two_authorization_headers_the_first_counts() -> None:
    """As Node does: the second is discarded, never joined."""
    with federator() as fc:
        browser = fc.browser()
        good, bad = f"Bearer {browser.tokens()['access_token']}", "Bearer x"
        for headers, status in (((good, bad), 200), ((bad, good), 401)):
            sent = [("Authorization", header) for header in headers]
            assert browser.get("/api/v2/userinfo", headers=sent).status_code == status


ROWS = {
    "no token": ("", 401, "invalid_token", "no access token provided (no access token provided)", "Y04146A2"),
    "unknown": ("Bearer xyz", 401, "invalid_token", "invalid token provided (access token not found)", "Y040001"),
    "scheme": (
        "Basic xyz",
        400,
        "invalid_request",
        "authorization header scheme must be `Bearer` (undefined)",
        "Y043D61A",
    ),
    "one word": ("Bearer", 400, "invalid_request", "invalid authorization header value format (undefined)", "Y04B729E"),
    "three words": (
        "Bearer a b",
        400,
        "invalid_request",
        "invalid authorization header value format (undefined)",
        "Y04B729E",
    ),
}


@pytest.mark.parametrize(("header", "status", "error", "description", "code"), ROWS.values(), ids=ROWS.keys())
def test_each_refusal_is_json_with_a_challenge(
    header: str, status: int, error: str, description: str, code: str
) -> None:
    """Same three members as /token; the challenge repeats the error without its detail."""
    with federator() as fc:
        answer = fc.browser().get("/api/v2/userinfo", headers={"Authorization": header} if header else {})
        document = answer.json()
        assert answer.status_code == status
        assert (document["error"], document["error_description"]) == (error, description)
        assert f"?code={code}&id=" in document["error_uri"]
        challenge = answer.headers["www-authenticate"]
        if header:
            bare = description.rpartition(" (")[0]
            assert challenge == f'Bearer realm="{ISSUER}", error="{error}", error_description="{bare}"'
        else:
            assert challenge == f'Bearer realm="{ISSUER}", DPoP realm="{ISSUER}", algs="ES256 RS256"'


def test_html_is_served_under_the_media_type_of_a_token() -> None:
    """An odd one, as recorded: an error page that says it is a JWT."""
    with federator() as fc:
        answer = fc.browser().get("/api/v2/userinfo", headers={"Accept": "text/html"})
        assert (answer.status_code, answer.headers["content-type"]) == (401, "application/jwt; charset=utf-8")
        assert error_code(answer) == "Y04146A2"


def test_get_only() -> None:
    """POST is not declared."""
    with federator() as fc:
        answer = fc.browser().post("/api/v2/userinfo")
        assert (answer.status_code, error_code(answer)) == (404, "Y000404")


def test_scope_narrows_and_never_widens() -> None:
    """`?scope=` less than the token's: fewer claims; more: insufficient_scope."""
    with federator() as fc:
        browser = fc.browser()
        header = {"Authorization": f"Bearer {browser.tokens()['access_token']}"}
        narrow = browser.get("/api/v2/userinfo", params={"scope": "openid email"}, headers=header)
        assert list(decoded(narrow.text)[1]) == ["sub", "email", "aud", "exp", "iat", "iss"]
        wide = browser.get("/api/v2/userinfo", params={"scope": "openid profile"}, headers=header)
        assert (wide.status_code, wide.json()["error"]) == (403, "insufficient_scope")


@pytest.mark.parametrize(
    ("seconds", "status", "detail"),
    [(29, 200, ""), (31, 401, "grant not found"), (61, 401, "access token not found")],
)
def test_the_grant_dies_before_the_token(seconds: int, status: int, detail: str) -> None:
    """30 s after consent userinfo is refused, although the token says 60; after 60 s the token itself is unknown."""
    with federator() as fc:
        lease = fc.lease("cantine")
        browser = fc.browser()
        token = browser.tokens()["access_token"]
        fc.elapse(lease, seconds)
        answer = browser.userinfo(token)
        assert answer.status_code == status
        assert detail in answer.text


def test_an_origin_is_refused_once_the_client_is_known() -> None:
    """A good token from a page is refused; an unknown one is unknown."""
    with federator() as fc:
        browser = fc.browser()
        headers = {"Authorization": f"Bearer {browser.tokens()['access_token']}", "Origin": "https://x.example.org"}
        refused = browser.get("/api/v2/userinfo", headers=headers)
        assert refused.status_code == 400
        assert re.match(r"origin https://x\.example\.org not allowed for client: ", refused.json()["error_description"])
        unknown = browser.get("/api/v2/userinfo", headers=headers | {"Authorization": "Bearer x"})
        assert unknown.status_code == 401


def test_old_tokens_survive_a_new_login() -> None:
    """The same browser starts again: what it had stays good."""
    with federator() as fc:
        browser = fc.browser()
        token = browser.tokens()["access_token"]
        browser.authorize()
        assert browser.userinfo(token).status_code == 200
        assert LOGIN not in browser.userinfo(token).text
