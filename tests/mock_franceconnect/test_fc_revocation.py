"""/token/revocation, row by row of the register of facts."""

from base64 import b64encode
from typing import Any

import httpx2
import pytest
from franceconnect_bench import (
    Federator,
    credentials,
    decoded,
    error_code,
    federator,
    habilitation,
    opened,
    revocation_parameters,
)

PATH = "/api/v2/token/revocation"
_CLIENT = "client authentication failed"


def active(fc: Federator, answer: httpx2.Response) -> bool:
    """What the data provider reads of a token."""
    found: bool = decoded(opened(fc, answer.text)[1])[1]["token_introspection"]["active"]
    return found


def test_a_revoked_token_opens_nothing_any_more() -> None:
    """200, empty, text/plain; then userinfo is 401 and the introspection inactive. Again: 200, as for an unknown token."""
    with federator() as fc:
        browser = fc.browser()
        token = browser.tokens()["access_token"]
        assert browser.userinfo(token).status_code == 200
        assert active(fc, browser.checktoken(token)) is True
        for _ in range(2):
            answer = browser.revoke(token)
            assert (answer.status_code, answer.content) == (200, b"")
            assert answer.headers["cache-control"] == "no-store"
            assert "set-cookie" not in answer.headers
        told = browser.userinfo(token)
        assert told.status_code == 401
        assert told.json()["error_description"] == "invalid token provided (access token not found)"
        assert active(fc, browser.checktoken(token)) is False


def test_the_session_outlives_the_token() -> None:
    """Single sign-on goes on: only the token was given back."""
    with federator() as fc:
        browser = fc.browser()
        browser.revoke(browser.tokens()["access_token"])
        assert browser.authorize().headers["location"].endswith("/verify")


@pytest.mark.parametrize("token", ["x" * 43, "x" * 200])
def test_an_unknown_token_is_as_good_as_revoked(token: str) -> None:
    """200."""
    with federator() as fc:
        assert fc.browser().revoke(token).status_code == 200


def test_an_expired_token_is_as_good_as_revoked() -> None:
    """The engine does not find it any more."""
    with federator() as fc:
        lease = fc.lease("cantine")
        browser = fc.browser()
        token = browser.tokens()["access_token"]
        fc.elapse(lease, 61)
        assert browser.revoke(token).status_code == 200


def test_the_token_of_another_client_stays() -> None:
    """400, JSON of three members, and the token still opens."""
    with federator(habilitation(), habilitation("piscine")) as fc:
        browser = fc.browser()
        token = browser.tokens()["access_token"]
        client_id, secret = credentials(fc, "piscine")
        answer = browser.revoke(token, client_id=client_id, client_secret=secret)
        assert answer.status_code == 400
        told = answer.json()
        assert list(told) == ["error", "error_description", "error_uri"]
        assert told["error"] == "invalid_request"
        assert told["error_description"] == "this token does not belong to you (undefined)"
        assert "?code=Y0466776&id=" in told["error_uri"]
        assert browser.userinfo(token).status_code == 200


STRICT: dict[str, dict[str, str | None]] = {
    "no token": {"token": None},
    "short token": {"token": "x" * 42},
    "blank in the token": {"token": "x" * 43 + " "},
    "sign in the token": {"token": "x" * 43 + "."},
    "no client_id": {"client_id": None},
    "no secret": {"client_secret": None},
    "short secret": {"client_secret": "x" * 31},
    "secret not ASCII": {"client_secret": "é" * 32},
    "hint": {"token_type_hint": "access_token"},
}


@pytest.mark.parametrize("changes", STRICT.values(), ids=STRICT.keys())
def test_the_form_is_strict(changes: dict[str, str | None]) -> None:
    """400, an HTML page under the media type of JSON."""
    with federator() as fc:
        browser = fc.browser()
        token = browser.tokens()["access_token"]
        answer = browser.revoke(token, **changes)
        assert answer.status_code == 400
        assert answer.headers["content-type"].startswith("application/json")
        assert answer.text.startswith("<!doctype html>")
        assert error_code(answer) == "Y000400"
        assert browser.userinfo(token).status_code == 200


def test_a_member_twice_or_basic_credentials_are_not_the_form() -> None:
    """Same page: the strict list comes before the client."""
    with federator() as fc:
        browser = fc.browser()
        right = revocation_parameters(fc, "x" * 43)
        twice = browser.post(PATH, data={**right, "token": ["x" * 43, "y" * 43]})
        basic = b64encode(f"{right['client_id']}:{right['client_secret']}".encode()).decode()
        alone = browser.post(PATH, data={"token": "x" * 43}, headers={"Authorization": f"Basic {basic}"})
        empty = browser.post(PATH)
        for answer in (twice, alone, empty):
            assert (answer.status_code, error_code(answer)) == (400, "Y000400")


CLIENTS: dict[str, tuple[dict[str, Any], int, str, str, str]] = {
    "wrong secret": (
        {"client_secret": "x" * 43},
        401,
        "invalid_client",
        f"{_CLIENT} (invalid secret provided)",
        "Y0434A7B",
    ),
    "unknown client": ({"client_id": "inconnu"}, 401, "invalid_client", f"{_CLIENT} (client not found)", "Y0479FCE"),
    "empty client": (
        {"client_id": ""},
        400,
        "invalid_request",
        "no client authentication mechanism provided (undefined)",
        "Y044FEB3",
    ),
}


@pytest.mark.parametrize(("changes", "status", "error", "description", "code"), CLIENTS.values(), ids=CLIENTS.keys())
def test_the_client_is_known_as_at_token(
    changes: dict[str, str], status: int, error: str, description: str, code: str
) -> None:
    """Same words, same codes, JSON whatever the Accept header says; before the token is looked for."""
    with federator() as fc:
        browser = fc.browser()
        token = browser.tokens()["access_token"]
        data = revocation_parameters(fc, token, **changes)
        answer = browser.post(PATH, data=data, headers={"Accept": "text/html"})
        told = answer.json()
        assert (answer.status_code, told["error"], told["error_description"]) == (status, error, description)
        assert f"?code={code}&id=" in told["error_uri"]
        assert "www-authenticate" not in answer.headers
        assert browser.userinfo(token).status_code == 200


def test_a_page_of_another_origin_may_not() -> None:
    """Refused once the client is known."""
    with federator() as fc:
        browser = fc.browser()
        data = revocation_parameters(fc, "x" * 43)
        answer = browser.post(PATH, data=data, headers={"Origin": "https://x.example"})
        assert answer.status_code == 400
        assert answer.json()["error_description"].startswith("origin https://x.example not allowed for client: ")


def test_json_passes_the_list_and_not_the_engine() -> None:
    """An assumption: the wrapper reads both, the engine wants a form."""
    with federator() as fc:
        browser = fc.browser()
        right = revocation_parameters(fc, "x" * 43)
        answer = browser.post(PATH, json=right)
        assert answer.status_code == 400
        assert answer.json()["error_description"].startswith("only application/x-www-form-urlencoded")
        for document in ({**right, "token": 1}, {**right, "autre": 1}, [right], None):
            refused = browser.post(PATH, json=document)
            assert (refused.status_code, error_code(refused)) == (400, "Y000400")


@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_only_post_exists(method: str) -> None:
    """Anything else is the 404 page."""
    with federator() as fc:
        answer = fc.browser().request(method, PATH)
        assert (answer.status_code, error_code(answer)) == (404, "Y000404")


def test_the_exchange_belongs_to_the_client() -> None:
    """Journaled with its lease, and the secret and the token hidden."""
    with federator() as fc:
        lease = fc.lease("cantine")
        browser = fc.browser()
        token = browser.tokens()["access_token"]
        browser.revoke(token)
        seen = fc.exchanges(lease.id)[-1]
        assert (seen.endpoint, seen.application, seen.refused_by) == ("revocation", "cantine", None)
        assert token not in seen.model_dump_json()
        assert credentials(fc)[1] not in seen.model_dump_json()
