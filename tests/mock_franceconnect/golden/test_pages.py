"""Sections A.4 and G of the register of facts: an error page has a code, an occurrence and a way back, and never leaves by itself."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import quote

import httpx2
import pytest
from franceconnect_bench import (
    CALLBACK,
    ISSUER,
    STATE,
    Browser,
    csrf,
    error_code,
    federator,
    habilitation,
    location,
    parameters,
)

UUID = re.compile(r'id="occurrence">[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}<')
ABORTED = "authentication aborted due to a technical error on the authorization server"


def way_back(page: httpx2.Response) -> str:
    """Where the page's link leads, empty when it has none."""
    found = re.search(r'id="retour-fs" href="([^"]+)"', page.text)
    return unescape(found[1]) if found else ""


def called_back(browser: Browser, **changes: str) -> httpx2.Response:
    """Back from the provider, with `changes`."""
    callback = location(browser.identify(location(browser.choose(location(browser.authorize())))))
    return browser.get("/api/v2/oidc-callback", params=parameters(callback) | changes)


def chosen(browser: Browser, provider: str) -> httpx2.Response:
    """A choice on the mire."""
    page = browser.get(location(browser.authorize()))
    return browser.post("/api/v2/redirect-to-idp", data={"csrfToken": csrf(page), "providerUid": provider})


def skipped(browser: Browser) -> httpx2.Response:
    """From the mire straight to the information page."""
    mire = location(browser.authorize())
    browser.get(mire)
    return browser.get(f"{mire}/consent")


# What happens, the page's status and code, and the OAuth error that its link carries.
PAGES: dict[str, tuple[Callable[[Browser], httpx2.Response], int, str, str]] = {
    "callback without state": (lambda browser: called_back(browser, state=""), 400, "Y020021", "invalid_request"),
    "callback with a foreign state": (
        lambda browser: called_back(browser, state="x"),
        403,
        "Y020022",
        "invalid_request",
    ),
    "callback without code": (lambda browser: called_back(browser, code=""), 400, "Y020025", "server_error"),
    "callback with a code nobody gave": (
        lambda browser: called_back(browser, code="x"),
        502,
        "Y020026",
        "server_error",
    ),
    "unknown provider": (lambda browser: chosen(browser, "inconnu"), 500, "Y020019", "server_error"),
    "filtered provider": (lambda browser: chosen(browser, "fip2-low"), 403, "Y020023", "access_denied"),
    "page out of order": (skipped, 409, "Y190004", "access_denied"),
}
DESCRIPTIONS = {
    "access_denied": "user authentication aborted",
    "server_error": ABORTED,
    "invalid_request": ABORTED,
}


@pytest.mark.parametrize("name", PAGES)
def test_an_error_after_the_start_is_a_page_with_a_way_back(name: str) -> None:
    """Code and occurrence; nothing that leaves by itself; the link gives the OAuth error, the state and iss to the téléservice."""
    act, status, code, error = PAGES[name]
    with federator(habilitation(idp_filter={"exclude": True, "list": ("fip2-low",)})) as fc:
        browser = fc.browser()
        page = act(browser)
        assert (page.status_code, error_code(page)) == (status, code)
        assert UUID.search(page.text)
        assert "location" not in page.headers
        assert "<script" not in page.text
        assert "http-equiv" not in page.text
        back = browser.get(way_back(page))
        assert back.status_code == 302
        assert location(back).startswith(f"{CALLBACK}?")
        assert list(parameters(location(back)).items()) == [
            ("error", error),
            ("error_description", DESCRIPTIONS[error]),
            ("state", STATE),
            ("iss", ISSUER),
        ]


def test_each_occurrence_has_an_id_of_its_own() -> None:
    """The same error twice: two ids."""
    with federator() as fc:
        found = [UUID.search(fc.browser().get("/nulle-part").text) for _ in range(2)]
        assert all(found)
        assert len({one[0] for one in found if one}) == 2


@pytest.mark.parametrize("changes", [{"nonce": "court"}, {"client_id": "inconnu"}, {"redirect_uri": f"{CALLBACK}/"}])
def test_before_the_start_there_is_no_way_back(changes: dict[str, str]) -> None:
    """Nobody is trusted yet: the téléservice hears nothing."""
    with federator() as fc:
        assert way_back(fc.browser().authorize(**changes)) == ""


def test_the_link_of_the_mire_says_that_the_citizen_aborted() -> None:
    """access_denied, User auth aborted, state, iss."""
    with federator() as fc:
        browser = fc.browser()
        link = way_back(browser.get(location(browser.authorize())))
        assert link.partition("?")[0] == "/api/v2/redirect-to-sp-with-error"
        back = browser.get(link)
        assert back.status_code == 302
        assert list(parameters(location(back)).items()) == [
            ("error", "access_denied"),
            ("error_description", "User auth aborted"),
            ("state", STATE),
            ("iss", ISSUER),
        ]


@pytest.mark.parametrize(("error", "description"), [("access_denied", "x y"), ("n_importe_quoi", "é&=")])
def test_the_link_says_whatever_its_address_says(error: str, description: str) -> None:
    """Out of any flow: a téléservice may receive any error there."""
    with federator() as fc:
        path = f"/api/v2/redirect-to-sp-with-error?redirect_uri={quote(CALLBACK)}&error={error}&state=e"
        back = fc.browser().get(f"{path}&error_description={quote(description)}")
        told = parameters(location(back))
        assert (told["error"], told["error_description"], told["state"]) == (error, description, "e")


def test_a_provider_that_fails_leads_back_to_the_mire() -> None:
    """A banner names it, once; the téléservice sees nothing; without its state it is an error page as any other return."""
    with federator() as fc:
        browser = fc.browser()
        mire = location(browser.authorize())
        state = parameters(location(browser.choose(mire)))["state"]
        path = "/api/v2/oidc-callback?error=server_error"
        refused = browser.get(path)
        assert (refused.status_code, error_code(refused)) == (400, "Y020021")
        foreign = browser.get(f"{path}&state=x")
        assert (foreign.status_code, error_code(foreign)) == (403, "Y020022")
        verify = browser.get(f"{path}&error_description=panne&state={state}")
        assert location(verify) == f"{mire}/verify"
        assert location(browser.get(location(verify))) == mire
        assert "Fournisseur d’identité de démonstration » n’a pas abouti" in browser.get(mire).text
        assert "n’a pas abouti" not in browser.get(mire).text
