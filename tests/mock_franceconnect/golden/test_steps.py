"""Section K of the register of facts: one-shot forms, and pages that accept only what comes before them."""

import pytest
from franceconnect_bench import Browser, csrf, error_code, federator, location, parameters

LOGIN, CHOICE, BACK = (f"/api/v2/{name}" for name in ("login", "redirect-to-idp", "oidc-callback"))


def told(browser: Browser, method: str, path: str, **kwargs: object) -> tuple[int, str]:
    """Status and code of the error page that comes."""
    answer = browser.request(method, path, **kwargs)
    return answer.status_code, error_code(answer)


def at_consent(browser: Browser) -> str:
    """On the information page: the token of its form."""
    return csrf(browser.get(browser.to_consent()))


# ------------------------------------------------------------------ the token of a form
@pytest.mark.parametrize("path", [LOGIN, CHOICE])
def test_a_form_without_its_token(path: str) -> None:
    """Y470002, with or without a session; any token without a session is Y470003, session or not before the page was shown."""
    with federator() as fc:
        stranger, browser = fc.browser(), fc.browser()
        browser.authorize()
        for one in (stranger, browser):
            assert told(one, "POST", path) == (400, "Y470002")
            assert told(one, "POST", path, data={"csrfToken": "x" * 32}) == (401, "Y470003")


def test_the_token_of_the_choice_serves_once() -> None:
    """Another is Y470001; sent again, Y470004; the mire shown again gives a new one."""
    with federator() as fc:
        browser = fc.browser()
        mire = location(browser.authorize())
        token = csrf(browser.get(mire))
        assert len(token) == 32
        assert told(browser, "POST", CHOICE, data={"csrfToken": "x", "providerUid": "fip1-low"}) == (401, "Y470001")
        good = {"csrfToken": token, "providerUid": "fip1-low"}
        assert browser.post(CHOICE, data=good).status_code == 302
        assert told(browser, "POST", CHOICE, data=good) == (401, "Y470004")
        assert csrf(browser.get(mire)) != token
        assert told(browser, "POST", CHOICE, data=good) == (401, "Y470001")


def test_the_token_of_the_consent_serves_once() -> None:
    """Another is Y470001; sent again, Y470004, and the login that it gave stays."""
    with federator() as fc:
        browser = fc.browser()
        token = at_consent(browser)
        assert told(browser, "POST", LOGIN, data={"csrfToken": "x"}) == (401, "Y470001")
        resume = location(browser.post(LOGIN, data={"csrfToken": token}))
        assert told(browser, "POST", LOGIN, data={"csrfToken": token}) == (401, "Y470004")
        assert "code" in parameters(location(browser.get(resume)))


def test_the_token_may_be_a_header() -> None:
    """x-csrf-token; accept and consent are cosmetic."""
    with federator() as fc:
        browser = fc.browser()
        answer = browser.post(LOGIN, headers={"x-csrf-token": at_consent(browser)}, data={"accept": "1"})
        assert answer.status_code == 303


# ------------------------------------------------------------------ the step
def test_a_one_shot_page_is_not_refreshed() -> None:
    """Callback and verify: Y420001 at once; later they are out of order, Y190004."""
    with federator() as fc:
        browser = fc.browser()
        callback = location(browser.identify(location(browser.choose(location(browser.authorize())))))
        verify = location(browser.get(callback))
        assert told(browser, "GET", callback) == (400, "Y420001")
        browser.get(verify)
        assert told(browser, "GET", verify) == (400, "Y420001")
        assert told(browser, "GET", callback) == (409, "Y190004")


@pytest.mark.parametrize("path", ["verify", "consent"])
def test_a_page_out_of_order(path: str) -> None:
    """From the mire straight on: the session does not hold what the page needs."""
    with federator() as fc:
        browser = fc.browser()
        mire = location(browser.authorize())
        browser.get(mire)
        assert told(browser, "GET", f"{mire}/{path}") == (409, "Y190004")


def test_a_lost_session() -> None:
    """Y190001 on the pages that may be refreshed, Y420002 on those that may not: their refresh is looked at first."""
    with federator() as fc:
        mire = location(fc.browser().authorize())
        for path in (mire, f"{mire}/consent"):
            assert told(fc.browser(), "GET", path) == (401, "Y190001")
        for path in (BACK, f"{mire}/verify", "/api/v2/auto-login"):
            assert told(fc.browser(), "GET", path) == (400, "Y420002")


def test_an_unknown_session_is_a_lost_one() -> None:
    """A cookie that nothing stands behind; the next authorization starts afresh all the same."""
    with federator() as fc:
        browser = fc.browser()
        mire = location(browser.authorize())
        browser.cookies.clear()
        browser.cookies.set("fc_session_id", "x" * 64, domain="localhost.local")
        assert told(browser, "GET", mire) == (401, "Y190001")
        assert browser.get(location(browser.authorize())).status_code == 200


def test_pages_that_may_be_seen_again() -> None:
    """The mire and the information page refreshed; the mire again from the provider, and from the information page."""
    with federator() as fc:
        browser = fc.browser()
        mire = location(browser.authorize())
        assert [browser.get(mire).status_code for _ in range(2)] == [200, 200]
        browser.choose(mire)
        provider = location(browser.choose(mire))
        consent = location(browser.get(location(browser.get(location(browser.identify(provider))))))
        assert [browser.get(consent).status_code for _ in range(2)] == [200, 200]
        assert browser.get(mire).status_code == 200
        assert location(browser.choose(mire)).startswith("/fi/fip1-low")


def test_the_last_tab_wins() -> None:
    """An authorization begun in another tab takes the session: the first tab's page is no longer its own."""
    with federator() as fc:
        browser = fc.browser()
        first, second = location(browser.authorize()), location(browser.authorize())
        assert told(browser, "GET", first) == (409, "Y190004")
        assert browser.get(second).status_code == 200


# ------------------------------------------------------------------ the engine takes it back
def test_the_ways_to_lose_a_login() -> None:
    """No cookie (and after the end there is none), nothing behind the cookie, another login's cookie."""
    with federator() as fc:
        lease = fc.lease("cantine")
        browser = fc.browser()
        resume = location(browser.post(LOGIN, data={"csrfToken": at_consent(browser)}))
        assert told(fc.browser(), "GET", resume) == (400, "Y04D5AB7")
        other = fc.browser()
        other.authorize()
        assert told(other, "GET", resume) == (400, "Y04D7C28")
        assert "code" in parameters(location(browser.get(resume)))
        assert told(browser, "GET", resume) == (400, "Y04D5AB7")
        fc.elapse(lease, 1801)
        assert told(other, "GET", resume) == (400, "Y04CAB72")
