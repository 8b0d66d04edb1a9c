"""sector_identifier_uri: read when the engine loads the client, before it trusts anything (A.4, H)."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from franceconnect_bench import (
    CALLBACK,
    LOCAL,
    PAGE,
    SECTOR,
    Browser,
    Federator,
    error_code,
    federator,
    habilitation,
)

from mock_franceconnect.protocol.clients import sector
from rulebook.refusals import registration
from rulebook.source import Basis

UNREACHABLE: dict[str, Any] = {
    "nobody there": httpx2.ConnectError("refused"),
    "too slow": httpx2.ReadTimeout("slow"),
    "not found": httpx2.Response(404),
    "down": httpx2.Response(503),
    "redirect": httpx2.Response(302, headers={"location": "https://cantine.example.org/autre.json"}),
    "ten megabytes": httpx2.Response(200, content=b"[" + b" " * 10_000_000 + b"]"),
}


def codes(fc: Federator) -> tuple[int, str]:
    """Status and code of the page that an authorization request gets."""
    answer = fc.browser().authorize()
    assert answer.headers["content-type"].startswith("text/html")
    assert "location" not in answer.headers
    return answer.status_code, error_code(answer)


@pytest.mark.parametrize("answer", UNREACHABLE.values(), ids=UNREACHABLE.keys())
def test_an_unreachable_list_is_a_page(answer: Any) -> None:
    """400 Y04A8220, and the téléservice hears nothing."""
    with federator() as fc:
        fc.publish(SECTOR, answer)
        assert codes(fc) == (400, "Y04A8220")


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (httpx2.Response(200, text="<html>"), "Y049E35D"),
        ({"uris": [CALLBACK, LOCAL]}, "Y040001"),
        ([CALLBACK], "Y040001"),
        ([CALLBACK + "/", LOCAL], "Y040001"),
    ],
    ids=["not JSON", "no array", "one missing", "not to the letter"],
)
def test_the_list_holds_every_redirect_uri(document: Any, code: str) -> None:
    """A list that does not parse, is none, or leaves one out: the client is not loaded."""
    with federator() as fc:
        fc.publish(SECTOR, document)
        assert codes(fc) == (400, code)
        fc.publish(SECTOR, [LOCAL, "https://autre.example.org/", CALLBACK])
        assert fc.browser().authorize().status_code == 303


@pytest.mark.parametrize(
    ("uris", "loaded"),
    [
        ((CALLBACK, "https://CANTINE.example.org:443/autre"), True),
        ((CALLBACK, "https://cantine.example.org:8443/retour"), False),
        ((CALLBACK, LOCAL), False),
    ],
    ids=["same host", "another port", "another host"],
)
def test_several_hosts_need_a_list(uris: tuple[str, ...], loaded: bool) -> None:
    """One host and port needs none."""
    with federator(habilitation(redirect_uris=uris, sector_identifier_uri=None)) as fc:
        if loaded:
            assert fc.browser().authorize().status_code == 303
        else:
            assert codes(fc) == (400, "Y040001")
            assert fc.last().refused_by == "FC-AUTHORIZE-SECTOR-MANDATORY"


def test_a_good_list_is_read_once() -> None:
    """Then the client is loaded, whatever becomes of the list; a changed habilitation is loaded again."""
    with federator() as fc:
        fc.browser().tokens()
        assert fc.fetched.count(SECTOR) == 1
        fc.publish(SECTOR, httpx2.Response(503))
        fc.browser().tokens()
        fc.register(habilitation(title="Autre"))
        fc.publish(SECTOR, httpx2.Response(503))
        assert codes(fc) == (400, "Y04A8220")


def test_the_strict_list_of_parameters_comes_first_and_the_engine_after() -> None:
    """Y030007 without a look at the client; a wrong redirect_uri and a scope without openid are not looked at."""
    with federator() as fc:
        fc.publish(SECTOR, httpx2.Response(503))
        assert error_code(fc.browser().authorize(nonce="court")) == "Y030007"
        assert error_code(fc.browser().authorize(redirect_uri="https://ailleurs.example.org")) == "Y04A8220"
        assert error_code(fc.browser().authorize(scope="email")) == "Y04A8220"


def test_a_document_that_lists_it_does_not_open_other_addresses() -> None:
    """The list vouches for registered addresses; it registers none."""
    with federator() as fc:
        fc.publish(SECTOR, [CALLBACK, LOCAL, "https://ailleurs.example.org/retour"])
        assert error_code(fc.browser().authorize(redirect_uri="https://ailleurs.example.org/retour")) == "Y04C013C"


# ------------------------------------------------------------------ the other endpoints load the client too
def reloaded(fc: Federator) -> None:
    """The habilitation changes, and its list cannot be read."""
    fc.register(habilitation(title="Autre"))
    fc.publish(SECTOR, httpx2.Response(503))


def exchanged(browser: Browser) -> httpx2.Response:
    """A token request."""
    code = browser.log_in()["code"]
    reloaded(browser.federator)
    return browser.exchange(code, client_secret="faux")


def read(browser: Browser) -> httpx2.Response:
    """A userinfo request."""
    token = browser.tokens()["access_token"]
    reloaded(browser.federator)
    return browser.userinfo(token)


def revoked(browser: Browser) -> httpx2.Response:
    """A revocation."""
    token = browser.tokens()["access_token"]
    reloaded(browser.federator)
    return browser.revoke(token)


def left(browser: Browser) -> httpx2.Response:
    """A logout asked by a machine."""
    hint = browser.tokens()["id_token"]
    reloaded(browser.federator)
    return browser.get("/api/v2/session/end", params={"id_token_hint": hint})


@pytest.mark.parametrize("ask", [exchanged, read, revoked, left])
def test_every_endpoint_of_the_engine_loads_the_client(ask: Callable[[Browser], httpx2.Response]) -> None:
    """400 invalid_client_metadata as JSON, before the secret is looked at."""
    with federator() as fc:
        answer = ask(fc.browser())
        assert answer.status_code == 400
        found = answer.json()
        assert found["error"] == "invalid_client_metadata"
        said = "unexpected sector_identifier_uri response status code, expected 200 OK, got 503 Service Unavailable"
        assert found["error_description"] == f"{said} (undefined)"
        assert "code=Y04A8220&" in found["error_uri"]


def test_a_logout_by_a_browser_gets_a_page() -> None:
    """The same code, on a page."""
    with federator() as fc:
        browser = fc.browser()
        hint = browser.tokens()["id_token"]
        reloaded(fc)
        answer = browser.get("/api/v2/session/end", params={"id_token_hint": hint}, headers=PAGE)
        assert (answer.status_code, error_code(answer)) == (400, "Y04A8220")


def test_the_data_provider_is_not_concerned() -> None:
    """/checktoken asks FranceConnect's own register, not the engine."""
    with federator() as fc:
        browser = fc.browser()
        token = browser.tokens()["access_token"]
        reloaded(fc)
        assert browser.checktoken(token).status_code == 200


# ------------------------------------------------------------------ the records
def test_each_refusal_of_a_registration_can_happen() -> None:
    """Each is provoked here or with the encryption; what no source settles says so."""
    provoked = {
        "MANDATORY": test_several_hosts_need_a_list,
        "UNREACHABLE": test_an_unreachable_list_is_a_page,
        "STATUS": test_an_unreachable_list_is_a_page,
        "JSON": test_the_list_holds_every_redirect_uri,
        "ARRAY": test_the_list_holds_every_redirect_uri,
        "URIS": test_the_list_holds_every_redirect_uri,
    }
    assert {cause.page.id for cause in registration.LOADING} == {f"FC-AUTHORIZE-SECTOR-{name}" for name in provoked}
    assumed = {refusal.id for refusal in registration.ALL if refusal.source.basis is Basis.ASSUMPTION}
    assert {id_ for id_ in assumed if id_.startswith("FC-AUTHORIZE")} == {
        f"FC-AUTHORIZE-SECTOR-{name}" for name in ("MANDATORY", "UNREACHABLE", "ARRAY", "URIS")
    }


@pytest.mark.parametrize("body", [b"", b"\xff", b"[" * 100_000, b"null", b"0", b'"x"', b"[[], {}, null]"])
def test_no_list_breaks_the_reading(body: bytes) -> None:
    """Whatever is published, one cause."""
    known = habilitation().franceconnect
    assert known is not None
    assert sector.broken(known, "200 OK", body) is not None
