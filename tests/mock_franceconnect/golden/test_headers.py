"""Section K of the register of facts: headers, cookies, and what other origins may read."""

import pytest
from franceconnect_bench import Browser, csrf, federator, location

HELMET = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-permitted-cross-domain-policies": "none",
    "origin-agent-cluster": "?1",
    "x-dns-prefetch-control": "off",
    "x-download-options": "noopen",
    "x-xss-protection": "0",
}


@pytest.mark.parametrize("path", ["/api/v2/authorize", "/api/v2/jwks", "/api/v2/userinfo", "/nulle-part"])
def test_helmet_everywhere(path: str) -> None:
    """Its defaults, but for form-action, which is left out, and sources that are our own."""
    with federator() as fc:
        headers = fc.browser().get(path).headers
        assert {name: headers[name] for name in HELMET} == HELMET
        assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split(";"))
        assert "form-action" not in policy
        assert (policy["script-src"], policy["style-src"], policy["font-src"]) == ("'self'", "'self'", "'self'")
        assert policy["img-src"] == "'self' data:"


def whole_way(browser: Browser) -> list[tuple[str, list[str], str]]:
    """Each page of a login: cookies that it sets, and whether it may be kept."""
    seen = []
    started = browser.authorize()
    mire = location(started)
    page = browser.get(mire)
    chosen = browser.post("/api/v2/redirect-to-idp", data={"csrfToken": csrf(page), "providerUid": "fip1-low"})
    back = browser.get(location(browser.identify(location(chosen))))
    verified = browser.get(location(back))
    consent = browser.get(location(verified))
    agreed = browser.post("/api/v2/login", data={"csrfToken": csrf(consent)})
    over = browser.get(location(agreed))
    for name, answer in {
        "authorize": started,
        "mire": page,
        "choice": chosen,
        "callback": back,
        "verify": verified,
        "consent": consent,
        "login": agreed,
        "resume": over,
    }.items():
        seen.append((name, answer.headers.get_list("set-cookie"), answer.headers["cache-control"]))
    return seen


def test_cookies_of_a_login() -> None:
    """The session's at each step, which lets it live half an hour more; the engine's at the start and at the end."""
    with federator() as fc:
        seen = whole_way(fc.browser())
        assert {name: [cookie.partition("=")[0] for cookie in cookies] for name, cookies, _ in seen} == {
            "authorize": ["fc_session_id", "_interaction", "_interaction_resume"],
            **{name: ["fc_session_id"] for name in ("mire", "choice", "callback", "verify", "consent", "login")},
            "resume": ["_interaction", "_interaction_resume", "_session"],
        }
        cookies = [cookie for _, of_page, _ in seen for cookie in of_page]
        assert all("; Path=/;" in cookie and cookie.endswith("; HttpOnly; SameSite=Lax") for cookie in cookies)
        sessions = [cookie for cookie in cookies if cookie.startswith("fc_session_id=")]
        assert all("; Max-Age=1800;" in cookie for cookie in sessions)
        ids = [cookie.partition("=")[2].partition(";")[0] for cookie in sessions]
        assert {len(one) for one in ids} == {64}
        assert ids[0] == ids[1] == ids[2] != ids[3] == ids[-1]
        assert {kept for _, _, kept in seen} == {"no-store"}


def test_the_partners_routes_set_no_cookie() -> None:
    """Token, userinfo, checktoken, revocation, discovery, keys: good or refused."""
    with federator() as fc:
        browser = fc.browser()
        code = browser.log_in()["code"]
        answers = [browser.exchange(code), browser.exchange("x")]
        token = answers[0].json()["access_token"]
        answers += [browser.userinfo(token), browser.userinfo("x"), browser.checktoken(token), browser.checktoken("")]
        answers += [browser.revoke(token), browser.revoke("x")]
        answers += [browser.get(f"/api/v2/{path}") for path in (".well-known/openid-configuration", "jwks")]
        assert [answer.headers.get("set-cookie") for answer in answers] == [None] * len(answers)
        assert {answer.headers["cache-control"] for answer in answers[:8]} == {"no-store"}


def test_nothing_but_discovery_and_keys_is_open_to_other_origins() -> None:
    """And nothing answers a preflight."""
    with federator() as fc:
        browser = fc.browser()
        headers = {"Origin": "https://x.example"}
        token = browser.tokens()["access_token"]
        for answer in (
            browser.get("/api/v2/userinfo", headers=headers | {"Authorization": f"Bearer {token}"}),
            browser.post("/api/v2/token", data={}, headers=headers),
            browser.get("/api/v2/authorize", headers=headers),
            browser.request("OPTIONS", "/api/v2/token", headers=headers | {"Access-Control-Request-Method": "POST"}),
        ):
            assert "access-control-allow-origin" not in answer.headers
            assert answer.status_code >= 400


def test_each_authorization_starts_afresh() -> None:
    """New session, new interaction, and the engine's session of the last login is taken away."""
    with federator() as fc:
        browser = fc.browser()
        browser.log_in()
        before = dict(browser.cookies)
        again = browser.authorize()
        cookies = [cookie.partition("=") for cookie in again.headers.get_list("set-cookie")]
        told = {name: value.partition(";")[0] for name, _, value in cookies}
        assert told["fc_session_id"] != before["fc_session_id"]
        assert told["_session"] == ""
        assert told["_interaction"] in location(again)
