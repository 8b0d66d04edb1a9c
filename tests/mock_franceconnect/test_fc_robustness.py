"""What is typed or registered stays text, and one space knows nothing of another; `tests/safety` sends the rest."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from franceconnect_bench import (
    CALLBACK,
    PERSON,
    Browser,
    Federator,
    authorize_parameters,
    credentials,
    csrf,
    error_code,
    federator,
    habilitation,
    location,
    parameters,
    token_parameters,
)

from mock_franceconnect.ports.memory import Memory
from rulebook.refusals.edge import LONGEST_BODY

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
XSS = "\"'><script>alert(1)</script>{{7*7}}%(x)s"


@pytest.fixture(scope="module")
def fc() -> Iterator[Federator]:
    """One bench for all, with one more space."""
    with federator() as made:
        made.bench.spaces.make("essai", 0)
        made.register(habilitation(), "essai")
        made.bench.worlds.of(made.bench.place("essai").space).add(PERSON)
        yield made


@pytest.mark.parametrize(
    "path", ["token", "checktoken", "token/revocation", "session/end/confirm", "login", "authorize"]
)
def test_a_body_too_long_is_refused_by_the_edge(fc: Federator, path: str) -> None:
    """413, whatever the framework would say."""
    answer = fc.browser().post(f"/api/v2/{path}", content=b"a=" + b"x" * LONGEST_BODY, headers=FORM)
    assert answer.status_code == 413


@pytest.mark.parametrize("name", ["recherche", "login"])
def test_what_a_visitor_types_stays_text(fc: Federator, name: str) -> None:
    """The provider's page shows it back, escaped, and evaluates nothing."""
    browser = fc.browser()
    provider = location(browser.choose(location(browser.authorize())))
    page = browser.get(provider.partition("?")[0], params={**parameters(provider), name: XSS})
    assert page.status_code == 200
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}%(x)s" in page.text
    assert "<script" not in page.text


def test_what_a_partner_registers_stays_text() -> None:
    """A title is shown on two pages."""
    with federator(habilitation(title=XSS)) as fc:
        browser = fc.browser()
        mire = location(browser.authorize())
        pages = [browser.get(mire)]
        back = location(browser.identify(location(browser.choose(mire))))
        pages.append(browser.get(location(browser.get(location(browser.get(back))))))
        for page in pages:
            assert page.text.count("&lt;script&gt;") >= 2
            assert "<script" not in page.text


# ------------------------------------------------------------------ one space and another
def test_a_code_and_a_token_are_good_in_their_own_space_only(fc: Federator) -> None:
    """Same seed, same credentials, other memory."""
    assert credentials(fc) == credentials(fc, space="essai")
    browser = fc.browser()
    code = browser.log_in()["code"]
    elsewhere = browser.post("/s/essai/api/v2/token", data=token_parameters(fc, code))
    assert elsewhere.json()["error_description"] == "grant request is invalid (authorization code not found)"
    token = browser.exchange(code).json()["access_token"]
    read = browser.get("/s/essai/api/v2/userinfo", headers={"Authorization": f"Bearer {token}"})
    assert read.json()["error_description"] == "invalid token provided (access token not found)"


def test_a_session_is_good_in_its_own_space_only(fc: Federator) -> None:
    """Neither under the real cookie name nor under the name of the other space."""
    browser = fc.browser()
    mire = location(browser.authorize())
    session = browser.cookies["fc_session_id"]
    for name in ("fc_session_id", "fc_session_id_low_essai"):
        stranger = Browser(fc, "http://localhost:8701")
        page = stranger.get(f"/s/essai{mire}", headers={"Cookie": f"{name}={session}"})
        assert (page.status_code, error_code(page)) == (401, "Y190001")


def test_a_login_in_one_space_signs_on_nowhere_else(fc: Federator) -> None:
    """Single sign-on stops at the wall."""
    browser = fc.browser()
    browser.log_in()
    assert location(browser.authorize()).endswith("/verify")
    asked = urlencode(authorize_parameters(fc, redirect_uri=CALLBACK))
    started = browser.get(f"/s/essai/api/v2/authorize?{asked}")
    assert location(started).startswith("/s/essai/api/v2/interaction/")
    assert csrf(browser.get(location(started)))


def test_a_session_that_changes_at_each_look_is_told_so(fc: Federator, monkeypatch: pytest.MonkeyPatch) -> None:
    """After three tries, 503 in plain text, with its record: never a crash."""

    async def changed(*_: object) -> bool:
        return False

    monkeypatch.setattr(Memory, "commit", changed)
    answer = fc.browser().authorize()
    assert (answer.status_code, answer.headers["content-type"]) == (503, "text/plain; charset=utf-8")
    assert fc.last().refused_by == "EDGE-BUSY"
