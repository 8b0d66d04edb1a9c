"""Limits that the register of facts states with a number, an address or a hand in the store, as plain values (A.4, A.5, A.8, B, G)."""

from typing import Any

import pytest
from franceconnect_bench import (
    GOODBYE,
    PAGE,
    Browser,
    credentials,
    error_code,
    federator,
    habilitation,
    location,
)

from simulator.store import Delete

# What came, and whether the interaction starts.
AUTHORIZE: dict[str, tuple[dict[str, str], bool]] = {
    "nonce of 22": ({"nonce": "n" * 22}, True),
    "nonce of 21": ({"nonce": "n" * 21}, False),
    "nonce of 1000 odd ones": ({"nonce": "é&" * 500}, True),
    "prompt of 64": ({"prompt": "login" + " " * 59}, True),
    "prompt of 65": ({"prompt": "login" + " " * 60}, False),
    "prompt with an unknown word": ({"prompt": "login inconnu"}, True),
    "prompt of an unknown word": ({"prompt": "inconnu"}, False),
    "prompt consent select_account": ({"prompt": "consent select_account"}, True),
    "acr_values of 65": ({"acr_values": "eidas3" + " " * 59}, True),
    "acr_values of words nobody knows": ({"acr_values": "a b c"}, True),
    "redirect_uri without scheme": ({"redirect_uri": "cantine.example.org/retour"}, False),
    "redirect_uri of another scheme": ({"redirect_uri": "ftp://cantine.example.org/retour"}, False),
}


@pytest.mark.parametrize(("changes", "starts"), AUTHORIZE.values(), ids=AUTHORIZE.keys())
def test_edges_of_the_list(changes: dict[str, str], starts: bool) -> None:
    """Within, 303 to the interaction; beyond, Y030007."""
    with federator() as fc:
        answer = fc.browser().authorize(**changes)
        if starts:
            assert answer.status_code == 303
            assert location(answer).startswith("/api/v2/interaction/")
        else:
            assert (answer.status_code, error_code(answer)) == (400, "Y030007")


# Where https is wanted: an address, and whether it passes the list of /session/end.
STRICT = {
    GOODBYE: True,
    "http://cantine.example.org/au-revoir": False,
    "http://localhost:8704/": False,
    "https://localhost/": False,
    "cantine.example.org": False,
    "": False,
}


@pytest.mark.parametrize(("address", "passes"), STRICT.items(), ids=lambda value: str(value) or "empty")
def test_where_https_is_wanted_a_logout_leads_to_https(address: str, passes: bool) -> None:
    """The list says Y000400; beyond it the hint is read, and is none: Y04FEDB9."""
    with federator() as fc:
        fc.bench.spaces.make("stricte", 0, strict_urls=True)
        fc.register(habilitation(), "stricte")
        asked = {"id_token_hint": "x", "post_logout_redirect_uri": address}
        answer = fc.browser().get("/s/stricte/api/v2/session/end", params=asked, headers=PAGE)
        assert (answer.status_code, error_code(answer)) == (400, "Y04FEDB9" if passes else "Y000400")


def forget(browser: Browser, kind: str) -> None:
    """Take every record of that kind out of the store, as its end of life would."""
    store: Any = browser.federator.bench.store
    gone = [Delete(key) for key in store._entries if key.kind == kind]
    assert gone
    browser.federator.runner.run(store.commit(gone))


def test_a_code_outlives_its_grant() -> None:
    """The grant is as old as the consent, the code a little younger: grant not found, Y04D8B5C."""
    with federator() as fc:
        browser = fc.browser()
        code = browser.log_in()["code"]
        forget(browser, "low/Grant")
        told = browser.exchange(code)
        assert told.status_code == 400
        assert told.json()["error_description"] == "grant request is invalid (grant not found)"
        assert "?code=Y04D8B5C&id=" in told.json()["error_uri"]


def test_a_provider_without_logout_is_not_left() -> None:
    """Sent there by hand: a page, 500, Y020028."""
    with federator() as fc:
        browser = fc.browser()
        browser.log_in()
        answer = browser.post("/api/v2/client/disconnect-from-idp")
        assert (answer.status_code, error_code(answer)) == (500, "Y020028")


def test_a_client_that_was_never_registered() -> None:
    """Unknown everywhere: a page at /authorize, JSON at /token and /token/revocation."""
    with federator() as fc:
        browser = fc.browser()
        assert error_code(browser.authorize(client_id="inconnu")) == "Y04EA6EF"
        for answer in (browser.exchange("x" * 43, client_id="inconnu"), browser.revoke("x" * 43, client_id="inconnu")):
            assert "?code=Y0479FCE&id=" in answer.json()["error_uri"]
        assert credentials(fc)[0] != "inconnu"
