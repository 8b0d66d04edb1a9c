"""Whatever is sent to FranceConnect, it answers with something it planned; and one space knows nothing of another."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from franceconnect_bench import (
    CALLBACK,
    PAGE,
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
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rulebook.refusals import REFUSALS
from rulebook.refusals.edge import LONGEST_BODY

PLANNED = {200, 301, 302, 303} | {refusal.status for refusal in REFUSALS.values()}
CRASHES = {
    "FC-AUTHORIZE-ACR-VALUES-TWICE",
    "FC-AUTHORIZE-POST",
    "FC-AUTHORIZE-POST-CLIENT",
    "FC-GIVEN-UP-NOWHERE",
    "FC-LOGOUT-DISCONNECT",
}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
XSS = "\"'><script>alert(1)</script>{{7*7}}%(x)s"
FEW = settings(max_examples=80, suppress_health_check=list(HealthCheck))
WORD = st.text(max_size=30) | st.sampled_from(
    ("", "eidas1 eidas2", "openid", "\0", "a\r\nX-Injected: 1", "é" * 70, '{"id_token":')
)
NAMES = ("client_id", "acr_values", "response_type", "nonce", "state", "redirect_uri", "scope", "prompt", "claims")


@pytest.fixture(scope="module")
def fc() -> Iterator[Federator]:
    """One bench for all, with one more space."""
    with federator() as made:
        made.bench.spaces.make("essai", 0)
        made.register(habilitation(), "essai")
        made.bench.worlds.of(made.bench.place("essai").space).add(PERSON)
        yield made


def encoded(word: str) -> str:
    """Percent-encoded, lone surrogates included."""
    return "".join(f"%{byte:02X}" for byte in word.encode("utf-8", "surrogatepass"))


def planned(fc: Federator, status: int) -> bool:
    """Whether the bench meant it: a 5xx has a record of its own."""
    return status in PLANNED and (status < 500 or fc.last().refused_by in CRASHES)


@FEW
@given(changes=st.dictionaries(st.sampled_from(NAMES), WORD, max_size=4), method=st.sampled_from(("GET", "POST")))
def test_no_authorization_request_breaks_it(fc: Federator, changes: dict[str, str], method: str) -> None:
    """Any value of any parameter, and no header but those that are planned."""
    asked = {**authorize_parameters(fc), **changes}
    raw = "&".join(f"{name}={encoded(value)}" for name, value in asked.items())
    sent = {"content": raw, "headers": FORM} if method == "POST" else {"params": raw}
    answer = fc.browser().request(method, "/api/v2/authorize", **sent)
    assert planned(fc, answer.status_code)
    assert "x-injected" not in answer.headers


@FEW
@given(
    path=st.sampled_from(
        ("token", "checktoken", "token/revocation", "session/end/confirm", "login", "redirect-to-idp")
    ),
    body=st.binary(max_size=200),
)
def test_no_body_breaks_it(fc: Federator, path: str, body: bytes) -> None:
    """Neither as a form nor as JSON."""
    for media_type in (*FORM.values(), "application/json"):
        answer = fc.browser().post(f"/api/v2/{path}", content=body, headers={"Content-Type": media_type})
        assert 400 <= answer.status_code < 500


@FEW
@given(words=st.lists(WORD, max_size=3), query=WORD)
def test_no_address_breaks_it(fc: Federator, words: list[str], query: str) -> None:
    """Any path, any query."""
    for start in ("/", "/api/v2/interaction/", "/api/v2/authorize/", "/fi/"):
        answer = fc.browser().get(f"{start}{'/'.join(map(encoded, words))}?state={encoded(query)}")
        assert planned(fc, answer.status_code)


@FEW
@given(
    changes=st.dictionaries(
        st.sampled_from(("id_token_hint", "post_logout_redirect_uri", "state", "client_id", "x")), WORD, max_size=4
    ),
    page=st.booleans(),
)
def test_no_logout_breaks_it(fc: Federator, changes: dict[str, str], page: bool) -> None:
    """Any value of any parameter, in a browser that has a session or not."""
    asked = "&".join(f"{name}={encoded(value)}" for name, value in changes.items())
    for path in ("session/end", "session/end/success", "client/logout-callback"):
        answer = fc.browser().get(f"/api/v2/{path}?{asked}", headers=PAGE if page else {})
        assert answer.status_code in {200, 400, 401}
        assert "x-injected" not in answer.headers


@FEW
@given(claims=st.dictionaries(st.sampled_from(("aud", "iss", "sub")), WORD | st.integers() | st.none(), max_size=3))
@pytest.mark.parametrize("alg", ["ES256", "none"])
def test_no_hint_breaks_it(fc: Federator, claims: dict[str, object], alg: str) -> None:
    """Whatever a token says that nobody signed."""
    told = {"aud": credentials(fc)[0], **claims}
    parts = (urlsafe_b64encode(json.dumps(part).encode()).decode() for part in ({"alg": alg}, told, "x"))
    assert fc.browser().leave(".".join(parts)).status_code == 400


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
