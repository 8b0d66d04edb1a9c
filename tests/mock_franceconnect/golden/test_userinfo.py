"""Section A.6 of the register of facts, and what L recorded at /userinfo."""

import pytest
from franceconnect_bench import ISSUER, error_code, federator

from rulebook.platforms import HIGH, LOW, Platform

USERINFO = "/api/v2/userinfo"

# Accept → whether the error is a page. JSON when nothing tells the two apart.
ACCEPTS: dict[str, bool] = {
    "": False,
    "*/*": False,
    "application/json": False,
    "application/jwt": False,
    "text/plain": False,
    "text/html": True,
    "text/*": True,
    "text/html, application/json": True,
    "application/json, text/html": False,
    "text/html;q=0.5, application/json": False,
    "text/html;q=0.9, application/json;q=0.8": True,
    "application/json;q=0.1, */*": True,
    "text/html;q=0, */*": False,
    "text/html;q=nul, application/json": False,
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": True,
    "application/xml,application/xhtml+xml,text/html;q=0.9,*/*;q=0.8": True,
}


@pytest.mark.parametrize(("accept", "page"), ACCEPTS.items(), ids=ACCEPTS.keys())
def test_the_accept_header_chooses_between_json_and_a_page(accept: str, page: bool) -> None:
    """By quality, then precision, then order; a page comes under the media type of a token, as recorded."""
    with federator() as fc:
        answer = fc.browser().get(USERINFO, headers={"Accept": accept})
        assert answer.status_code == 401
        if page:
            assert error_code(answer) == "Y04146A2"
            assert answer.headers["content-type"] == "application/jwt; charset=utf-8"
        else:
            assert answer.json()["error"] == "invalid_token"
            assert answer.headers["content-type"].startswith("application/json")


@pytest.mark.parametrize(("platform", "algorithms"), [(LOW, "ES256 RS256"), (HIGH, "ES256")], ids=["low", "high"])
def test_without_a_token_two_schemes_are_proposed(platform: Platform, algorithms: str) -> None:
    """Bearer, and DPoP with the algorithms of the platform."""
    with federator(platform=platform) as fc:
        answer = fc.browser().get(USERINFO)
        issuer = ISSUER if platform is LOW else "http://localhost:8702/api/v2"
        assert answer.headers["www-authenticate"] == (
            f'Bearer realm="{issuer}", DPoP realm="{issuer}", algs="{algorithms}"'
        )
        assert answer.json()["error_description"] == "no access token provided (no access token provided)"
        assert "?code=Y04146A2&id=" in answer.json()["error_uri"]


def test_codes_of_the_other_refusals() -> None:
    """Two mechanisms, a parameter twice, a scope that the token has not, another origin: each with its own code."""
    with federator() as fc:
        browser = fc.browser()
        token = browser.tokens()["access_token"]
        header = {"Authorization": f"Bearer {token}"}
        asked = {
            "Y04514E0": (f"{USERINFO}?access_token={token}", header),
            "Y0496E4A": (f"{USERINFO}?access_token={token}&access_token={token}", {}),
            "Y04CE9C8": (f"{USERINFO}?scope=openid+birth", header),
            "Y0489AFE": (USERINFO, header | {"Origin": "https://x.example"}),
        }
        for code, (path, headers) in asked.items():
            told = browser.get(path, headers=headers)
            assert f"?code={code}&id=" in told.json()["error_uri"], code
            assert told.status_code == (403 if code == "Y04CE9C8" else 400)
            assert told.headers["cache-control"] == "no-store"
        assert browser.userinfo(token).status_code == 200


def test_a_token_dies_with_its_session() -> None:
    """Logged out: not found, as if it had never been."""
    with federator() as fc:
        browser = fc.browser()
        tokens = browser.tokens()
        browser.log_out(tokens["id_token"])
        told = browser.userinfo(tokens["access_token"]).json()
        assert told["error_description"] == "invalid token provided (access token not found)"
        assert "?code=Y040001&id=" in told["error_uri"]
