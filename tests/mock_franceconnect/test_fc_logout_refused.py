"""What /session/end refuses, row by row of the register of facts: its strict list by a page, then the engine, to browsers and machines."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from franceconnect_bench import (
    GOODBYE,
    PAGE,
    STATE,
    credentials,
    error_code,
    federator,
    habilitation,
    location,
)

END = "/api/v2/session/end"
LOCAL = "http://localhost:8704/"
STRICT: dict[str, dict[str, Any]] = {
    "no hint": {"id_token_hint": None},
    "empty hint": {"id_token_hint": ""},
    "more": {"autre": "x"},
    "twice": {"state": ["x", "y"]},
    "no address": {"post_logout_redirect_uri": "example.com"},
    "empty address": {"post_logout_redirect_uri": ""},
    "plain http": {"post_logout_redirect_uri": "http://cantine.example.org/au-revoir"},
}


@pytest.mark.parametrize("changes", STRICT.values(), ids=STRICT.keys())
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_the_list_is_strict_and_answers_by_a_page(changes: dict[str, Any], accept: str) -> None:
    """400 Y000400, whatever is accepted; the session stays."""
    with federator() as fc:
        browser = fc.browser()
        right = {"id_token_hint": browser.tokens()["id_token"], "post_logout_redirect_uri": GOODBYE, "state": STATE}
        asked = {name: value for name, value in {**right, **changes}.items() if value is not None}
        answer = browser.get(END, params=asked, headers={"Accept": accept})
        assert (answer.status_code, error_code(answer)) == (400, "Y000400")
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert location(browser.authorize()).endswith("/verify")


def segment(document: object) -> str:
    """A part of a token."""
    return urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")


def resigned(hint: str, **claims: Any) -> str:
    """The same token with other claims, under a signature that is not its own."""
    header, payload, signature = hint.split(".")
    del payload
    return f"{header}.{segment(claims)}.{signature}"


ENGINE = {
    "undecodable": ("invalid_request", "could not decode id_token_hint (invalid JWT.decode input)", "Y04FEDB9"),
    "client_id": (
        "invalid_request",
        "client_id does not match the provided id_token_hint (undefined)",
        "Y0467882",
    ),
    "audience": ("invalid_client", "unrecognized id_token_hint audience (client not found)", "Y0429C91"),
    "signature": ("invalid_request", "could not validate id_token_hint (signature verification failed)", "Y045AFAE"),
    "unregistered": ("invalid_request", "post_logout_redirect_uri not registered (undefined)", "Y04CFAEF"),
}
UNREGISTERED = "https://ailleurs.example.org/"
# Each request has the fault of its row and those of all the rows below: the first one is told.
CASES: dict[str, tuple[str, dict[str, str]]] = {
    "undecodable": ("pas.un.jeton", {"client_id": "x", "post_logout_redirect_uri": UNREGISTERED}),
    "client_id": ("audience", {"client_id": "x", "post_logout_redirect_uri": UNREGISTERED}),
    "audience": ("audience", {"post_logout_redirect_uri": UNREGISTERED}),
    "signature": ("signature", {"post_logout_redirect_uri": UNREGISTERED}),
    "unregistered": ("", {"post_logout_redirect_uri": UNREGISTERED}),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("accept", [PAGE["Accept"], "*/*", None])
def test_the_engine_says_the_first_fault_to_browsers_and_machines(name: str, accept: str | None) -> None:
    """A page for who wants HTML, three members of JSON for anybody else; never a redirect."""
    kind, changes = CASES[name]
    error, description, code = ENGINE[name]
    with federator() as fc:
        browser = fc.browser()
        hint = browser.tokens()["id_token"]
        sent = {
            "": hint,
            "audience": resigned(hint, aud="inconnu"),
            "signature": resigned(hint, aud=credentials(fc)[0]),
        }.get(kind, kind)
        headers = {"Accept": accept or ""}
        answer = browser.get(END, params={"id_token_hint": sent, "state": STATE, **changes}, headers=headers)
        assert answer.status_code == 400
        if accept == PAGE["Accept"]:
            assert error_code(answer) == code
            assert 'id="retour-fs"' not in answer.text
            return
        told = answer.json()
        assert (told["error"], told["error_description"]) == (error, description)
        assert f"?code={code}&id=" in told["error_uri"]


@pytest.mark.parametrize("hint", ["a.b", "a.b.c.d", "é.é.é", "..", f"{segment(1)}.{segment(2)}.x", "[" * 3000])
def test_what_is_no_token_is_not_read(hint: str) -> None:
    """Y04FEDB9, and never a traceback."""
    with federator() as fc:
        assert error_code(fc.browser().leave(hint)) == "Y04FEDB9"


@pytest.mark.parametrize(
    "header", [{"alg": "none"}, {"alg": ["ES256"]}, {"alg": None}, {}, {"alg": "ES256", "crit": 1}]
)
def test_only_the_clients_own_algorithm_counts(header: dict[str, Any]) -> None:
    """No signature, none at all, or a header that is none: not validated."""
    with federator() as fc:
        claims = {"aud": credentials(fc)[0], "iss": "http://localhost:8701/api/v2"}
        for signature in ("", "x", "é"):
            assert error_code(fc.browser().leave(f"{segment(header)}.{segment(claims)}.{signature}")) == "Y045AFAE"


def test_a_hint_signed_for_another_algorithm_or_issuer_is_not_good() -> None:
    """A client that moved from RS256 to ES256; a hint of another space."""
    with federator(habilitation(id_token_alg="RS256")) as fc:
        browser = fc.browser()
        hint = browser.tokens()["id_token"]
        fc.register(habilitation())
        assert error_code(browser.leave(hint)) == "Y045AFAE"
    with federator() as fc:
        fc.lease("cantine", "id_token.iss.foreign")
        browser = fc.browser()
        assert error_code(browser.leave(browser.tokens()["id_token"])) == "Y045AFAE"


@pytest.mark.parametrize("method", ["POST", "OPTIONS"])
def test_a_logout_is_asked_by_get(method: str) -> None:
    """POST is the 404 page."""
    with federator() as fc:
        answer = fc.browser().request(method, END)
        assert (answer.status_code, error_code(answer)) == (404, "Y000404")
