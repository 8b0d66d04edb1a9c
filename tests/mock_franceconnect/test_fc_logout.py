"""The way out, row by row of the register of facts."""

import re
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest
from franceconnect_bench import (
    CALLBACK,
    GOODBYE,
    PAGE,
    STATE,
    Browser,
    authorize_parameters,
    credentials,
    error_code,
    federator,
    habilitation,
    location,
    parameters,
    token_parameters,
)

from simulator import store

END = "/api/v2/session/end"
LOCAL = "http://localhost:8704/"


def remembered(browser: Browser) -> list[str]:
    """Kinds of the records that the store still holds for logins."""
    held: Any = browser.federator.bench.store
    return sorted(key.kind for key in held._entries if key.kind.startswith("low/"))


# ------------------------------------------------------------------ the way out
def test_each_hop_of_a_logout_is_the_recorded_one() -> None:
    """200, 200, 303: FranceConnect's page, the engine's page, then the téléservice with the state and nothing else."""
    with federator() as fc:
        browser = fc.browser()
        hint = browser.tokens()["id_token"]
        first = browser.leave(hint)
        assert (first.status_code, first.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert 'method="get" action="/api/v2/client/logout-callback"' in first.text
        assert first.headers["cache-control"] == "no-store"
        second = browser.onward(first)
        assert second.status_code == 200
        assert 'method="post" action="/api/v2/session/end/confirm"' in second.text
        assert re.findall(r'type="hidden" name="(\w+)"', second.text) == ["xsrf"]
        last = browser.onward(second)
        assert (last.status_code, location(last)) == (303, f"{GOODBYE}?state={STATE}")


def test_a_provider_with_a_logout_of_its_own_is_passed_by() -> None:
    """FranceConnect's page, 302 to the provider, 302 back, then as without it."""
    with federator() as fc:
        browser = fc.browser()
        back = location(browser.identify(location(browser.choose(location(browser.authorize()), "fip2-low"))))
        consent = location(browser.get(location(browser.get(back))))
        tokens = browser.exchange(parameters(location(browser.agree(consent)))["code"]).json()
        first = browser.leave(tokens["id_token"])
        assert 'method="post" action="/api/v2/client/disconnect-from-idp"' in first.text
        sent = browser.onward(first)
        assert (sent.status_code, location(sent).partition("?")[0]) == (302, "/fi/fip2-low/session/end")
        returned = browser.get(location(sent))
        assert (returned.status_code, location(returned).partition("?")[0]) == (302, "/api/v2/client/logout-callback")
        assert browser.onward(browser.get(location(returned))).status_code == 303
        assert remembered(browser) == []


def test_only_that_provider_has_one() -> None:
    """The other's is an unknown page; and without a session there is nobody to send."""
    with federator() as fc:
        assert error_code(fc.browser().get("/fi/fip1-low/session/end")) == "Y000404"
        answer = fc.browser().post("/api/v2/client/disconnect-from-idp")
        assert (answer.status_code, error_code(answer)) == (401, "Y190001")


def test_nothing_of_the_session_is_left() -> None:
    """Interactions, grants, codes, tokens and sessions are deleted, and the two cookies with them."""
    with federator() as fc:
        browser = fc.browser()
        tokens = browser.tokens()
        assert "low/AccessToken" in remembered(browser)
        browser.log_out(tokens["id_token"])
        assert remembered(browser) == []
        assert "fc_session_id" not in browser.cookies
        assert "_session" not in browser.cookies
        told = browser.userinfo(tokens["access_token"])
        assert told.json()["error_description"] == "invalid token provided (access token not found)"


def test_what_elapsed_away_is_swept_a_minute_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half an hour elapsed is the end of everything that a login left; until the minute is over the journal still knows whose it was."""
    moment = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(store, "time", SimpleNamespace(monotonic=lambda: moment.now))
    with federator(habilitation(), habilitation("piscine")) as fc:
        browser, lease = fc.browser(), fc.lease("cantine")
        tokens = browser.tokens()
        held = remembered(browser)
        assert "low/Session" in held
        fc.elapse(lease, 1800)
        assert browser.userinfo(tokens["access_token"]).status_code == 401
        assert fc.exchanges(lease.id)[-1].application == "cantine"
        moment.now += 61
        fc.runner.run(fc.bench.store.commit([]))
        assert remembered(browser) == []
        browser.tokens()
        assert remembered(browser) == held


def test_a_code_not_yet_exchanged_is_gone_too() -> None:
    """Token: 'authorization code not found'."""
    with federator() as fc:
        browser = fc.browser()
        hint = browser.tokens()["id_token"]
        code = browser.agree(location(browser.get(location(browser.authorize()))))
        browser.log_out(hint)
        answer = browser.exchange(parameters(location(code))["code"])
        assert answer.json()["error_description"] == "grant request is invalid (authorization code not found)"


def test_single_sign_on_is_over() -> None:
    """The next authorization starts at the choice of a provider, where it would have gone straight to the checks."""
    with federator() as fc:
        browser, other = fc.browser(), fc.browser()
        hint = browser.tokens()["id_token"]
        other.tokens()
        browser.log_out(hint)
        assert not location(browser.authorize()).endswith("/verify")
        assert location(other.authorize()).endswith("/verify")


def test_a_login_begun_in_another_tab_hides_the_session_from_the_logout() -> None:
    """The authorization took the engine's cookie away: the browser is sent back, and single sign-on goes on."""
    with federator() as fc:
        browser = fc.browser()
        hint = browser.tokens()["id_token"]
        browser.authorize()
        assert location(browser.log_out(hint)) == f"{GOODBYE}?state={STATE}"
        assert location(browser.authorize()).endswith("/verify")


def test_the_last_login_of_the_browser_is_the_one_that_ends() -> None:
    """Two téléservices in one browser: the first one's hint ends the session of the second; the first one's token stays."""
    with federator(habilitation(), habilitation("piscine")) as fc:
        browser = fc.browser()
        first = browser.tokens()
        client_id, secret = credentials(fc, "piscine")
        verify = location(browser.get("/api/v2/authorize", params=authorize_parameters(fc, client_id=client_id)))
        code = parameters(location(browser.agree(location(browser.get(verify)))))["code"]
        data = token_parameters(fc, code, client_id=client_id, client_secret=secret)
        second = browser.post("/api/v2/token", data=data).json()
        assert location(browser.log_out(first["id_token"])) == f"{GOODBYE}?state={STATE}"
        assert browser.userinfo(second["access_token"]).status_code == 401
        assert browser.userinfo(first["access_token"]).status_code == 200
        assert not location(browser.authorize()).endswith("/verify")


# ------------------------------------------------------------------ hints
def test_an_expired_hint_in_any_browser_as_often_as_one_likes() -> None:
    """Without an engine session, one page only, which confirms by itself; the session of the other browser stays."""
    with federator() as fc:
        lease = fc.lease("cantine")
        owner = fc.browser()
        hint = owner.tokens()["id_token"]
        fc.elapse(lease, 120)
        stranger = fc.browser()
        for _ in range(2):
            page = stranger.leave(hint)
            assert 'action="/api/v2/session/end/confirm"' in page.text
            assert 'name="logout" value="yes"' in page.text
            assert location(stranger.onward(page)) == f"{GOODBYE}?state={STATE}"
        assert location(owner.authorize()).endswith("/verify")


def test_a_logout_left_halfway_can_be_asked_again() -> None:
    """FranceConnect's session is gone, the engine's is not: the confirmation page at once."""
    with federator() as fc:
        browser = fc.browser()
        hint = browser.tokens()["id_token"]
        browser.onward(browser.leave(hint))
        again = browser.leave(hint)
        assert 'action="/api/v2/session/end/confirm"' in again.text
        assert location(browser.onward(again)) == f"{GOODBYE}?state={STATE}"
        assert remembered(browser) == []


@pytest.mark.parametrize("algorithm", ["ES256", "RS256", "HS256"])
def test_the_hint_is_signed_as_the_client_wants_it(algorithm: str) -> None:
    """All three algorithms of the low platform."""
    with federator(habilitation(id_token_alg=algorithm)) as fc:
        browser = fc.browser()
        assert browser.log_out(browser.tokens()["id_token"]).status_code == 303


# ------------------------------------------------------------------ where to
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"state": None}, GOODBYE),
        ({"state": ""}, GOODBYE),
        ({"post_logout_redirect_uri": LOCAL}, f"{LOCAL}?state={STATE}"),
        (
            {"post_logout_redirect_uri": "https://CANTINE.example.org:443/au-revoir"},
            f"https://CANTINE.example.org:443/au-revoir?state={STATE}",
        ),
        ({"logout_hint": "x", "ui_locales": "en"}, f"{GOODBYE}?state={STATE}"),
    ],
)
def test_the_way_back_has_a_state_when_one_came(changes: dict[str, str | None], expected: str) -> None:
    """Only the state, when it is not empty; addresses are compared parsed."""
    with federator() as fc:
        browser = fc.browser()
        assert location(browser.log_out(browser.tokens()["id_token"], **changes)) == expected


def test_an_address_with_a_query_keeps_it() -> None:
    """Nothing is added where there is nothing to add."""
    where = f"{GOODBYE}?a=1"
    with federator(habilitation(post_logout_redirect_uris=(where,))) as fc:
        browser = fc.browser()
        hint = browser.tokens()["id_token"]
        assert location(browser.log_out(hint, post_logout_redirect_uri=where, state=None)) == where
        assert location(browser.log_out(hint, post_logout_redirect_uri=where)) == f"{where}&state={STATE}"


def test_without_an_address_a_last_page_says_so() -> None:
    """303 to it with the client_id, then 200; the state goes nowhere."""
    with federator() as fc:
        browser = fc.browser()
        last = browser.log_out(browser.tokens()["id_token"], post_logout_redirect_uri=None)
        assert last.status_code == 303
        assert location(last) == f"/api/v2/session/end/success?client_id={credentials(fc)[0]}"
        page = browser.get(location(last))
        assert page.status_code == 200
        assert "Vous êtes bien déconnecté" in page.text
        assert f'href="?ui_locales=en&amp;client_id={credentials(fc)[0]}"' in page.text
        assert "Vous êtes bien déconnecté" in browser.get("/api/v2/session/end/success").text


def test_a_browser_that_the_engine_does_not_know_is_not_told_whose_logout_it_was() -> None:
    """The engine's own page says logout=yes, and then the last address has no client_id."""
    with federator() as fc:
        hint = fc.browser().tokens()["id_token"]
        last = fc.browser().log_out(hint, post_logout_redirect_uri=None)
        assert location(last) == "/api/v2/session/end/success"


# ------------------------------------------------------------------ the pages between
def confirmed(browser: Browser, xsrf: str, accept: str = PAGE["Accept"]) -> httpx2.Response:
    """The engine's form, with that token."""
    return browser.post(f"{END}/confirm", data={"xsrf": xsrf}, headers={"Accept": accept})


def test_a_confirmation_out_of_nothing_is_refused() -> None:
    """No logout was asked for in this browser: by a page, or in JSON."""
    with federator() as fc:
        stranger = fc.browser()
        assert error_code(confirmed(stranger, "x")) == "Y047B9D9"
        told = confirmed(stranger, "x", "*/*").json()
        assert told["error_description"] == "could not find logout details (undefined)"
        browser = fc.browser()
        browser.tokens()
        assert error_code(confirmed(browser, "")) == "Y047B9D9"


def test_nobody_else_confirms_for_this_browser() -> None:
    """A wrong token ends nothing, and the right one still does."""
    with federator() as fc:
        browser = fc.browser()
        tokens = browser.tokens()
        page = browser.onward(browser.leave(tokens["id_token"]))
        for xsrf in ("", "x", "é"):
            refused = confirmed(browser, xsrf)
            assert (refused.status_code, error_code(refused)) == (400, "Y04976CE")
        assert browser.userinfo(tokens["access_token"]).status_code == 200
        assert browser.onward(page).status_code == 303


def test_a_session_is_needed_to_end_it() -> None:
    """The middle page alone, without a session: 401 Y190001."""
    with federator() as fc:
        answer = fc.browser().get("/api/v2/client/logout-callback")
        assert (answer.status_code, error_code(answer)) == (401, "Y190001")


def test_the_middle_page_alone_ends_a_login_under_way() -> None:
    """Session and interaction are forgotten; the engine, of whom nothing was asked, refuses the last form."""
    with federator() as fc:
        browser = fc.browser()
        mire = location(browser.authorize())
        page = browser.get("/api/v2/client/logout-callback")
        assert remembered(browser) == []
        assert error_code(browser.get(mire)) == "Y190001"
        assert error_code(browser.onward(page)) == "Y047B9D9"


def test_a_logout_waits_half_an_hour_at_most() -> None:
    """Then its details are not found."""
    with federator() as fc:
        lease = fc.lease("cantine")
        browser = fc.browser()
        page = browser.leave(browser.tokens()["id_token"])
        second = browser.onward(page)
        fc.elapse(lease, 1801)
        assert error_code(browser.onward(second)) == "Y047B9D9"


def test_the_last_page_knows_its_clients() -> None:
    """An unknown client_id is refused."""
    with federator() as fc:
        answer = fc.browser().get(f"{END}/success", params={"client_id": "inconnu"})
        assert answer.status_code == 400
        assert answer.json()["error_description"] == "client is invalid (client not found)"


# ------------------------------------------------------------------ spaces, journal
def test_a_hint_is_good_in_its_own_space_only() -> None:
    """Same seed, same client, other keys; and the way out of a space stays in it."""
    with federator() as fc:
        fc.bench.spaces.make("essai", 0)
        fc.register(habilitation(), "essai")
        browser = fc.browser()
        hint = browser.tokens()["id_token"]
        asked = {"id_token_hint": hint, "post_logout_redirect_uri": GOODBYE}
        elsewhere = browser.get(f"/s/essai{END}", params=asked, headers=PAGE)
        assert error_code(elsewhere) == "Y045AFAE"
        assert location(browser.authorize(redirect_uri=CALLBACK)).endswith("/verify")


def test_each_hop_is_the_applications_and_shows_no_secret() -> None:
    """Journaled with its lease; neither the signature of the hint nor the xsrf token leaves."""
    with federator() as fc:
        lease = fc.lease("cantine")
        browser = fc.browser()
        hint = browser.tokens()["id_token"]
        page = browser.onward(browser.leave(hint))
        xsrf = re.search(r'name="xsrf" value="([^"]+)"', page.text)
        assert xsrf
        browser.onward(page)
        seen = fc.exchanges(lease.id)[-3:]
        assert [(one.endpoint, one.application) for one in seen] == [
            (endpoint, "cantine") for endpoint in ("session_end", "logout_callback", "session_end_confirm")
        ]
        told = "".join(one.model_dump_json() for one in seen)
        assert hint.rpartition(".")[2] not in told
        assert xsrf[1] not in told
