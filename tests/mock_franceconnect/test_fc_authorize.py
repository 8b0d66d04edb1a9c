"""/authorize, row by row of the register of facts: what is refused, by which channel, in which words and order."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from franceconnect_bench import (
    CALLBACK,
    ISSUER,
    NONCE,
    STATE,
    authorize_parameters,
    credentials,
    error_code,
    federator,
    habilitation,
    location,
    parameters,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.refusals import REFUSALS
from rulebook.refusals.authorize import ALL, PARAMETERS

WHITELIST_PAGES: dict[str, dict[str, str | None]] = {
    "no client_id": {"client_id": None},
    "empty client_id": {"client_id": ""},
    "no acr_values": {"acr_values": None},
    "no nonce": {"nonce": None},
    "empty nonce": {"nonce": ""},
    "nonce of 21": {"nonce": "n" * 21},
    "no redirect_uri": {"redirect_uri": None},
    "empty redirect_uri": {"redirect_uri": ""},
    "redirect_uri without scheme": {"redirect_uri": "example.com"},
    "no response_type": {"response_type": None},
    "no scope": {"scope": None},
    "no state": {"state": None},
    "empty prompt": {"prompt": ""},
    "prompt none": {"prompt": "none"},
    "prompt select_account": {"prompt": "select_account"},
    "PKCE": {"code_challenge": "x" * 43, "code_challenge_method": "S256"},
    "response_mode": {"response_mode": "query"},
    "max_age": {"max_age": "10"},
    "login_hint": {"login_hint": "x"},
    "id_token_hint": {"id_token_hint": "x"},
    "display": {"display": "page"},
    "request": {"request": "x"},
    "request_uri": {"request_uri": "https://example.org/r"},
    "sp_name": {"sp_name": "x"},
    "dpop_jkt": {"dpop_jkt": "x"},
}


@pytest.mark.parametrize("changes", WHITELIST_PAGES.values(), ids=WHITELIST_PAGES.keys())
def test_the_whitelist_answers_by_a_page_and_never_redirects(changes: dict[str, str | None]) -> None:
    """Missing, malformed or unexpected parameters give an HTML page, 400, Y030007."""
    with federator() as fc:
        answer = fc.browser().authorize(**changes)
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "location" not in answer.headers
        assert error_code(answer) == "Y030007"


ACCEPTED: dict[str, dict[str, str | None]] = {
    "empty state": {"state": ""},
    "nonce of 22": {"nonce": "n" * 22},
    "empty acr_values": {"acr_values": ""},
    "unknown acr_values": {"acr_values": "inconnu"},
    "endless acr_values": {"acr_values": "eidas2 " * 20},
    "prompt none login": {"prompt": "none login"},
    "ui_locales": {"ui_locales": "fr"},
    "unknown scope": {"scope": "openid inconnu"},
    "http localhost": {"redirect_uri": "http://localhost:8704/retour"},
    "host case and default port": {"redirect_uri": "https://CANTINE.example.org:443/retour"},
    "valid hint": {"idp_hint": "fip1-low"},
}


@pytest.mark.parametrize("changes", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_what_the_real_one_tolerates_is_tolerated(changes: dict[str, str | None]) -> None:
    """A state that is empty, words that nobody knows, a redirect_uri written otherwise: the interaction starts, by 303."""
    with federator() as fc:
        answer = fc.browser().authorize(**changes)
        assert answer.status_code == 303
        assert location(answer).startswith(("/api/v2/interaction/", "/fi/fip1-low?state="))


REDIRECTS: dict[str, tuple[dict[str, str | None], dict[str, str]]] = {
    "response_type empty": (
        {"response_type": ""},
        {"error": "invalid_request", "error_description": "missing required parameter 'response_type'"},
    ),
    "response_type unknown": (
        {"response_type": "inconnu"},
        {"error": "unsupported_response_type", "error_description": "unsupported response_type requested"},
    ),
    "scope empty": (
        {"scope": ""},
        {
            "error": "invalid_request",
            "error_description": "openid scope must be requested when using the acr_values parameter",
        },
    ),
    "scope without openid": (
        {"scope": "email"},
        {
            "error": "invalid_request",
            "error_description": "openid scope must be requested when using the acr_values parameter",
        },
    ),
    "scope not allowed, first refused named": (
        {"scope": "openid cnam_caisse dgfip_pac"},
        {"error": "invalid_scope", "error_description": "requested scope is not allowed", "scope": "cnam_caisse"},
    ),
    "scope not allowed before openid": (
        {"scope": "cnam_caisse"},
        {"error": "invalid_scope", "error_description": "requested scope is not allowed", "scope": "cnam_caisse"},
    ),
    "claims not JSON": (
        {"claims": "{"},
        {"error": "invalid_request", "error_description": "could not parse the claims parameter JSON"},
    ),
    "claims NaN": (
        {"claims": '{"id_token": NaN}'},
        {"error": "invalid_request", "error_description": "could not parse the claims parameter JSON"},
    ),
    "claims not an object": (
        {"claims": "[]"},
        {"error": "invalid_request", "error_description": "claims parameter should be a JSON object"},
    ),
    "claims with neither": (
        {"claims": "{}"},
        {
            "error": "invalid_request",
            "error_description": "claims parameter should have userinfo or id_token properties",
        },
    ),
    "claims.userinfo": (
        {"claims": '{"userinfo": 1}'},
        {"error": "invalid_request", "error_description": "claims.userinfo should be an object"},
    ),
    "claims.id_token": (
        {"claims": '{"id_token": []}'},
        {"error": "invalid_request", "error_description": "claims.id_token should be an object"},
    ),
}


@pytest.mark.parametrize(("changes", "expected"), REDIRECTS.values(), ids=REDIRECTS.keys())
def test_the_engine_answers_by_redirect(changes: dict[str, str | None], expected: dict[str, str]) -> None:
    """303 to the client with error, error_description, [scope,] state, iss, in that order."""
    with federator() as fc:
        answer = fc.browser().authorize(**changes)
        assert answer.status_code == 303
        assert location(answer).startswith(f"{CALLBACK}?")
        found = parameters(location(answer))
        assert list(found.items()) == [*expected.items(), ("state", STATE), ("iss", ISSUER)]


@pytest.mark.parametrize("response_type", ["id_token", "id_token token", "code id_token", "code token"])
def test_a_response_type_with_token_answers_in_the_fragment(response_type: str) -> None:
    """The parameters come behind the number sign, nothing in the query."""
    with federator() as fc:
        parts = urlsplit(location(fc.browser().authorize(response_type=response_type)))
        assert parts.query == ""
        assert dict(parse_qsl(parts.fragment)) == {
            "error": "unsupported_response_type",
            "error_description": "unsupported response_type requested",
            "state": STATE,
            "iss": ISSUER,
        }


def test_an_empty_state_is_not_returned() -> None:
    """Empty counts as absent for the engine."""
    with federator() as fc:
        assert "state" not in parameters(location(fc.browser().authorize(state="", scope="")))


PAGES: dict[str, tuple[dict[str, str | None], str]] = {
    "unknown client": ({"client_id": "inconnu"}, "Y04EA6EF"),
    "unregistered redirect_uri": ({"redirect_uri": "https://ailleurs.example.org/retour"}, "Y04C013C"),
    "other path": ({"redirect_uri": f"{CALLBACK}/"}, "Y04C013C"),
    "two faults": ({"redirect_uri": "https://ailleurs.example.org/retour", "scope": "email"}, "Y040001"),
    "claims do not count as first fault": (
        {"redirect_uri": "https://ailleurs.example.org/retour", "claims": "{"},
        "Y04C013C",
    ),
    "amr not granted": ({"claims": '{"id_token": {"amr": {"essential": true}}}'}, "Y100009"),
}


@pytest.mark.parametrize(("changes", "code"), PAGES.values(), ids=PAGES.keys())
def test_what_cannot_be_redirected_is_a_page(changes: dict[str, str | None], code: str) -> None:
    """An address that is not trusted never receives anything."""
    with federator() as fc:
        answer = fc.browser().authorize(**changes)
        assert (answer.status_code, error_code(answer)) == (400, code)
        assert "location" not in answer.headers


@pytest.mark.parametrize("name", ["state", "scope", "inconnu"])
def test_a_parameter_that_comes_twice_is_refused_by_the_whitelist(name: str) -> None:
    """Arrays are no strings: Y030007."""
    with federator() as fc:
        pairs = [*authorize_parameters(fc).items(), (name, "a"), (name, "b")]
        answer = fc.browser().get("/api/v2/authorize", params=pairs)
        assert (answer.status_code, error_code(answer)) == (400, "Y030007")


def test_acr_values_that_come_twice_crash_the_real_one() -> None:
    """500, text/plain, as recorded."""
    with federator() as fc:
        pairs = [*authorize_parameters(fc).items(), ("acr_values", "eidas1")]
        answer = fc.browser().get("/api/v2/authorize", params=pairs)
        assert (answer.status_code, answer.headers["content-type"]) == (500, "text/plain; charset=utf-8")


def test_post_is_declared_and_not_served() -> None:
    """A right one crashes in text/plain, an unknown client shows Y000000, the whitelist answers as for GET."""
    with federator() as fc:
        browser = fc.browser()
        right = browser.post("/api/v2/authorize", data=authorize_parameters(fc))
        assert (right.status_code, right.headers["content-type"]) == (500, "text/plain; charset=utf-8")
        unknown = browser.post("/api/v2/authorize", data=authorize_parameters(fc, client_id="inconnu"))
        assert (unknown.status_code, error_code(unknown)) == (500, "Y000000")
        short = browser.post("/api/v2/authorize", data=authorize_parameters(fc, nonce="n"))
        assert (short.status_code, error_code(short)) == (400, "Y030007")


@pytest.mark.parametrize(
    ("acr_values", "got"),
    [("eidas2", "eidas2"), ("eidas3", "eidas3"), ("inconnu eidas3", "eidas3"), ("eidas3 eidas2", "eidas2")],
)
def test_a_level_that_the_platform_lacks_comes_back_after_the_mire(acr_values: str, got: str) -> None:
    """303 to the mire, 303 to the engine, 303 to the client with invalid_acr: the lowest known level is the one named."""
    with federator() as fc:
        browser = fc.browser()
        mire = browser.get(location(browser.authorize(acr_values=acr_values)))
        assert mire.status_code == 303
        answer = browser.get(location(mire))
        assert answer.status_code == 303
        assert list(parameters(location(answer)).items()) == [
            ("error", "invalid_acr"),
            (
                "error_description",
                f"acr_value is not valid, should be equal one of these values, expected eidas1, got {got}",
            ),
            ("state", STATE),
            ("iss", ISSUER),
        ]


@pytest.mark.parametrize("acr_values", ["eidas1 eidas2 eidas3", "eidas3 eidas1", "", "x" * 65])
def test_the_lowest_known_level_wins(acr_values: str) -> None:
    """eidas1 among others, or nothing known, is eidas1: the citizen chooses a provider."""
    with federator() as fc:
        browser = fc.browser()
        assert browser.get(location(browser.authorize(acr_values=acr_values))).status_code == 200


def test_a_refused_hint_loses_the_state() -> None:
    """302, not 303, and the state is literally "undefined"."""
    with federator(habilitation(allowed_idp_hints=("fip2-low",))) as fc:
        answer = fc.browser().authorize(idp_hint="fip1-low")
        assert answer.status_code == 302
        assert list(parameters(location(answer)).items()) == [
            ("error", "invalid_idp_hint"),
            ("error_description", "An idp_hint was provided but is not allowed"),
            ("state", "undefined"),
            ("iss", ISSUER),
        ]


def test_a_right_hint_leads_to_the_provider() -> None:
    """No mire in between, and the login goes to its end."""
    with federator() as fc:
        browser = fc.browser()
        answer = browser.authorize(idp_hint="fip2-low")
        assert (answer.status_code, location(answer).partition("?")[0]) == (303, "/fi/fip2-low")
        verify = location(browser.get(location(browser.identify(location(answer)))))
        assert "code" in parameters(location(browser.agree(location(browser.get(verify)))))


def test_a_strict_space_wants_https() -> None:
    """http://localhost is the low sandbox's own tolerance; production refuses it."""
    with federator() as fc:
        fc.bench.spaces.make("stricte", 0, strict_urls=True)
        fc.register(habilitation(), "stricte")
        client_id, _ = credentials(fc, space="stricte")
        asked = authorize_parameters(fc, client_id=client_id)
        browser = fc.browser("/s/stricte")
        assert browser.get("/api/v2/authorize", params=asked).status_code == 303
        local = browser.get("/api/v2/authorize", params=asked | {"redirect_uri": "http://localhost:8704/retour"})
        assert (local.status_code, error_code(local)) == (400, "Y030007")


CONSTRAINED = [
    pytest.param(refusal.id, edge, id=f"{refusal.id}-{number}")
    for refusal in ALL
    if refusal.constraint and refusal.parameter and refusal.id != "FC-AUTHORIZE-REDIRECT-URI-HTTPS"
    for number, edge in enumerate(refusal.constraint.edges())
]


@pytest.mark.parametrize(("id_", "edge"), CONSTRAINED)
def test_each_refusal_keeps_to_its_own_edges(id_: str, edge: str | None) -> None:
    """A value that the constraint accepts is never refused for it; one that it does not accept is refused about that parameter."""
    known = REFUSALS[id_]
    assert known.parameter
    assert known.constraint
    with federator(habilitation(redirect_uris=(CALLBACK, "http://localhost:9/cb", "https://example.com/cb"))) as fc:
        fc.browser().authorize(**{known.parameter: edge})
        refused_by = fc.last().refused_by
        if known.constraint.accepts(edge):
            assert refused_by != known.id
        else:
            assert refused_by
            assert REFUSALS[refused_by].parameter == known.parameter


@given(
    pairs=st.lists(
        st.tuples(
            st.sampled_from([*PARAMETERS, "inconnu"]), st.text(max_size=40) | st.sampled_from(["openid", "code"])
        ),
        max_size=12,
    ),
    right=st.booleans(),
)
@settings(max_examples=150)
def test_no_request_breaks_the_endpoint(pairs: list[tuple[str, str]], right: bool) -> None:
    """Whatever is sent: a page, a redirect, or the one crash that the real one has."""
    given_names = {name for name, _ in pairs}
    with federator() as fc:
        base = [(name, value) for name, value in authorize_parameters(fc).items() if right and name not in given_names]
        answer = fc.browser().get("/api/v2/authorize", params=[*base, *pairs])
        twice = sum(name == "acr_values" for name, _ in [*base, *pairs]) > 1
        assert answer.status_code in ({500} if twice else {302, 303, 400})


def test_the_journal_names_the_application_and_the_refusal() -> None:
    """An exchange says who asked and why it was refused; an unknown client is nobody's."""
    with federator() as fc:
        browser = fc.browser()
        browser.authorize(nonce="court")
        seen = fc.last()
        assert (seen.endpoint, seen.application, seen.refused_by) == ("authorize", "cantine", "FC-AUTHORIZE-NONCE")
        browser.authorize(client_id="inconnu")
        assert (fc.last().application, fc.last().refused_by) == (None, "FC-AUTHORIZE-CLIENT")
        browser.authorize(nonce=NONCE)
        assert fc.last().refused_by is None
