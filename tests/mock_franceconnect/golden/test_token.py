"""Section A.5 of the register of facts, and what L recorded at /token: of several faults in one request, the one that is told."""

from base64 import b64encode
from urllib.parse import urlencode

import pytest
from franceconnect_bench import Browser, credentials, federator, habilitation, token_parameters

TOKEN = "/api/v2/token"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
OTHER = "http://localhost:8704/retour"
MISMATCH = (
    "client authentication failed (the provided authentication mechanism does not match the registered client"
    " authentication method)"
)


def sent(
    browser: Browser, code: str, more: tuple[tuple[str, str], ...] = (), /, **changes: str | None
) -> tuple[int, str, str]:
    """Status, description and code of the answer to a token request with `more` pairs at its end."""
    pairs = [*token_parameters(browser.federator, code, **changes).items(), *more]
    answer = browser.post(TOKEN, content=urlencode(pairs), headers=FORM)
    told = answer.json()
    return answer.status_code, told["error_description"], told["error_uri"].partition("?code=")[2].partition("&")[0]


TWICE = "'{}' parameter must not be provided twice (undefined)"
GRANT = "grant request is invalid ({})"
# In the engine's order; each request has the fault of its row and, where it can, those of the rows below.
ORDER: dict[str, tuple[tuple[tuple[str, str], ...], dict[str, str | None], tuple[int, str, str]]] = {
    "client_id twice": (
        (("client_id", "x"), ("code", "y")),
        {"client_secret": "faux", "grant_type": None},
        (400, TWICE.format("client_id"), "Y0496E4A"),
    ),
    "client_secret twice": ((("client_secret", "x"),), {}, (400, TWICE.format("client_secret"), "Y0496E4A")),
    "no client": (
        (("code", "y"),),
        {"client_id": None, "client_secret": None, "grant_type": None},
        (400, "no client authentication mechanism provided (undefined)", "Y044FEB3"),
    ),
    "unknown client": (
        (("code", "y"),),
        {"client_id": "inconnu", "client_secret": None, "grant_type": None},
        (401, "client authentication failed (client not found)", "Y0479FCE"),
    ),
    "no secret": ((("code", "y"),), {"client_secret": None, "grant_type": None}, (401, MISMATCH, "Y044D82C")),
    "wrong secret": (
        (("code", "y"),),
        {"client_secret": "faux", "grant_type": None},
        (401, "client authentication failed (invalid secret provided)", "Y0434A7B"),
    ),
    "no grant_type": (
        (("code", "y"),),
        {"grant_type": None, "redirect_uri": None},
        (400, "missing required parameter 'grant_type' (undefined)", "Y048017B"),
    ),
    "bad grant_type": (
        (("code", "y"),),
        {"grant_type": "client_credentials", "redirect_uri": None},
        (400, "unsupported grant_type requested (undefined)", "Y04C2044"),
    ),
    "code twice": ((("code", "y"),), {"redirect_uri": None}, (400, TWICE.format("code"), "Y0496E4A")),
    "redirect_uri twice": ((("redirect_uri", OTHER),), {}, (400, TWICE.format("redirect_uri"), "Y0496E4A")),
    "no redirect_uri": (
        (("code_verifier", "v"),),
        {"redirect_uri": None},
        (400, "missing required parameter 'redirect_uri' (undefined)", "Y048017B"),
    ),
    "unknown code": (
        (("code_verifier", "v"),),
        {"code": "x" * 43, "redirect_uri": OTHER},
        (400, GRANT.format("authorization code not found"), "Y049E20B"),
    ),
    "verifier before redirect_uri": (
        (("code_verifier", "v" * 43),),
        {"redirect_uri": OTHER},
        (400, GRANT.format("PKCE verification failed"), "Y0446550"),
    ),
    "short verifier": (
        (("code_verifier", "v" * 42),),
        {},
        (400, "code_verifier must be a string with a minimum length of 43 characters (undefined)", "Y04F7D1A"),
    ),
    "long verifier": (
        (("code_verifier", "v" * 129),),
        {},
        (400, "code_verifier must be a string with a maximum length of 128 characters (undefined)", "Y04E55DE"),
    ),
    "verifier of other characters": (
        (("code_verifier", "é" * 43),),
        {},
        (400, "code_verifier contains invalid characters (undefined)", "Y04A079C"),
    ),
}


@pytest.mark.parametrize(("more", "changes", "expected"), ORDER.values(), ids=ORDER.keys())
def test_the_first_fault_is_the_one_told(
    more: tuple[tuple[str, str], ...], changes: dict[str, str | None], expected: tuple[int, str, str]
) -> None:
    """Duplicated credentials, who the client is, the grant type, other duplicates, presence, the code, then what it is bound to."""
    with federator() as fc:
        browser = fc.browser()
        code = browser.log_in()["code"]
        assert sent(browser, code, more, **changes) == expected
        assert browser.exchange(code).status_code == 200


def test_a_foreign_code_is_told_before_its_other_faults() -> None:
    """Client mismatch, before verifier and redirect_uri."""
    with federator(habilitation(), habilitation("piscine")) as fc:
        browser = fc.browser()
        client_id, secret = credentials(fc, "piscine")
        told = sent(
            browser,
            browser.log_in()["code"],
            (("code_verifier", "v"),),
            client_id=client_id,
            client_secret=secret,
            redirect_uri=OTHER,
        )
        assert told == (400, GRANT.format("client mismatch"), "Y047A2EA")


def test_a_used_code_is_told_last() -> None:
    """A second use with another redirect_uri is still a mismatch, and revokes nothing; the right one says consumed."""
    with federator() as fc:
        browser = fc.browser()
        code = browser.log_in()["code"]
        token = browser.exchange(code).json()["access_token"]
        wrong = sent(browser, code, redirect_uri=OTHER)
        assert wrong == (400, GRANT.format("authorization code redirect_uri mismatch"), "Y04F8199")
        assert browser.userinfo(token).status_code == 200
        assert sent(browser, code) == (400, GRANT.format("authorization code already consumed"), "Y0416228")
        assert browser.userinfo(token).status_code == 401


def test_the_media_type_comes_first() -> None:
    """A JSON body is not looked into."""
    with federator() as fc:
        answer = fc.browser().post(TOKEN, json={"client_id": "inconnu"})
        assert answer.status_code == 400
        assert answer.json()["error_description"] == (
            "only application/x-www-form-urlencoded content-type bodies are supported on POST /token (undefined)"
        )
        assert "?code=Y043C322&id=" in answer.json()["error_uri"]


def pair(text: str) -> str:
    """A Basic header, whatever it holds."""
    return f"Basic {b64encode(text.encode()).decode()}"


FORMAT = "invalid authorization header value format (undefined)"
BASIC: dict[str, tuple[str, dict[str, str | None], str, str]] = {
    "another scheme": ("Bearer x", {}, FORMAT, "Y04F62CD"),
    "three words": ("Basic x y", {}, FORMAT, "Y04F62CD"),
    "no colon": (pair("seul"), {}, FORMAT, "Y046ADF1"),
    "badly encoded": (
        pair("%:x"),
        {},
        "client_id and client_secret in the authorization header are not properly encoded (undefined)",
        "Y04328E9",
    ),
    "another client_id": (
        pair("autre:x"),
        {},
        "mismatch in body and authorization client ids (undefined)",
        "Y0419ECE",
    ),
    "no secret": (
        pair("autre:"),
        {"client_id": None},
        "client_secret must be provided in the Authorization header (undefined)",
        "Y045CC8C",
    ),
    "secret in both": (
        pair("autre:x"),
        {"client_id": None},
        "client authentication must only be provided using one mechanism (undefined)",
        "Y04DADA6",
    ),
}


@pytest.mark.parametrize(("header", "changes", "description", "code"), BASIC.values(), ids=BASIC.keys())
def test_what_is_wrong_with_a_basic_header(
    header: str, changes: dict[str, str | None], description: str, code: str
) -> None:
    """400, never challenged: the request itself is malformed."""
    with federator() as fc:
        data = token_parameters(fc, "x" * 43, **changes)
        answer = fc.browser().post(TOKEN, data=data, headers={"Authorization": header})
        assert (answer.status_code, answer.json()["error_description"]) == (400, description)
        assert f"?code={code}&id=" in answer.json()["error_uri"]
        assert "www-authenticate" not in answer.headers


def test_another_origin_is_refused_with_its_own_code() -> None:
    """Once the client is known, and before its secret is looked at."""
    with federator() as fc:
        browser = fc.browser()
        data = token_parameters(fc, "x", client_secret="faux")
        answer = browser.post(TOKEN, data=data, headers={"Origin": "https://x.example"})
        assert "?code=Y0489AFE&id=" in answer.json()["error_uri"]
        unknown = token_parameters(fc, "x", client_id="inconnu")
        stranger = browser.post(TOKEN, data=unknown, headers={"Origin": "https://x.example"})
        assert stranger.json()["error"] == "invalid_client"
        assert not any(name.startswith("access-control-") for name in answer.headers)
