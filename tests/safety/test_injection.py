"""What a caller writes into an address, a header or a token decides nothing that is not theirs to decide."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest
from franceconnect_bench import (
    CALLBACK,
    GOODBYE,
    PAGE,
    Federator,
    credentials,
    decoded,
    error_code,
    federator,
    location,
    parameters,
)
from joserfc import jws
from joserfc.jwk import ECKey, OctKey

BREAK = "a\r\nSet-Cookie: zq=1\r\n\r\n<script>alert(1)</script>\0é"
# Close to the registered address, each elsewhere.
ELSEWHERE = (
    "https://evil.example/retour",
    "//evil.example/retour",
    "https://cantine.example.org@evil.example/retour",
    "https://cantine.example.org:8443/retour",
    "https://cantine.example.org.evil.example/retour",
    "https://evil.example\\@cantine.example.org/retour",
    "https://cantine.example.org\\.evil.example/retour",
    "https://user@cantine.example.org/retour",
    "http://cantine.example.org/retour",
    f"{CALLBACK}/../autre",
    f"{CALLBACK}/",
    f"{CALLBACK}?x=1",
    f"{CALLBACK}#x",
    f"{CALLBACK}%00",
    f"{CALLBACK}%0d%0aX: 1",
    "javascript:alert(1)//cantine.example.org/retour",
    "https://ｃantine.example.org/retour",
    "https://[::1/retour",
)


@pytest.fixture(scope="module")
def fc() -> Iterator[Federator]:
    """One bench for all."""
    with federator() as made:
        yield made


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nobody_is_sent_elsewhere(fc: Federator, address: str) -> None:
    """Neither when a login begins, nor when a citizen gives up, nor after a logout: a page says so, and nothing redirects."""
    browser = fc.browser()
    begun = browser.authorize(redirect_uri=address)
    assert (begun.status_code, error_code(begun)) in {(400, "Y04C013C"), (400, "Y030007")}
    wrong_scope = browser.authorize(redirect_uri=address, scope="email")
    assert (wrong_scope.status_code, error_code(wrong_scope)) in {(400, "Y040001"), (400, "Y030007")}
    given_up = browser.get("/api/v2/redirect-to-sp-with-error", params={"redirect_uri": address, "error": "x"})
    assert (given_up.status_code, error_code(given_up)) == (500, "Y030030")
    hint = browser.tokens()["id_token"]
    left = browser.leave(hint, post_logout_redirect_uri=address.replace("/retour", "/au-revoir"))
    assert (left.status_code, error_code(left)) in {(400, "Y04CFAEF"), (400, "Y000400")}
    assert not any("location" in answer.headers for answer in (begun, wrong_scope, given_up, left))


@pytest.mark.parametrize("address", [f"{CALLBACK}\r\nX: 1", f"{CALLBACK}\t", f" {CALLBACK}", f"{CALLBACK}\0"])
def test_an_address_with_control_characters_leads_to_the_registered_one_or_nowhere(fc: Federator, address: str) -> None:
    """Parsers drop some of them: what is left is either refused or exactly what was registered."""
    answer = fc.browser().authorize(redirect_uri=address, scope="email")
    if answer.is_redirect:
        assert location(answer).startswith(f"{CALLBACK}?error=")
    assert "x" not in answer.headers


def test_an_error_may_say_anything_and_is_one_line(fc: Federator) -> None:
    """The link by which a citizen goes back carries free text: the téléservice reads it back whole, and no header is born of it."""
    said = {"error": BREAK, "error_description": BREAK, "state": BREAK}
    answer = fc.browser().get("/api/v2/redirect-to-sp-with-error", params={**said, "redirect_uri": CALLBACK})
    assert answer.status_code == 302
    assert location(answer).startswith(f"{CALLBACK}?")
    assert {**parameters(location(answer)), **said} == parameters(location(answer))
    assert answer.headers.get_list("set-cookie") == []


def test_a_state_comes_back_whole_and_is_one_line(fc: Federator) -> None:
    """By every redirect that returns it: an error, a code, a logout."""
    browser = fc.browser()
    assert parameters(location(browser.authorize(state=BREAK, scope="email")))["state"] == BREAK
    assert browser.log_in(state=BREAK)["state"] == BREAK
    other = fc.browser()
    gone = other.log_out(other.tokens()["id_token"], state=BREAK)
    assert parse_qs(urlsplit(location(gone)).query)["state"] == [BREAK]
    assert urlsplit(location(gone))._replace(query="").geturl() == GOODBYE


@pytest.mark.parametrize(
    "hint", ["../../evil", "fip1-low?x=", "//evil.example", "fip1-low\r\nX: 1", "__proto__", "FIP1-LOW"]
)
def test_a_hint_names_a_provider_or_nothing(fc: Federator, hint: str) -> None:
    """Back to the téléservice with its error."""
    answer = fc.browser().authorize(idp_hint=hint)
    assert (answer.status_code, parameters(location(answer))["error"]) == (302, "invalid_idp_hint")
    assert location(answer).startswith(f"{CALLBACK}?")


def test_the_provider_s_logout_keeps_its_state_on_one_line(fc: Federator) -> None:
    """Whatever came with it, the browser goes to FranceConnect's own callback."""
    answer = fc.browser().get(f"/fi/fip1-low/session/end?{urlencode({'state': BREAK})}")
    if answer.status_code == 302:
        assert location(answer).startswith("/api/v2/client/logout-callback?state=")
        assert parameters(location(answer)) == {"state": BREAK}
    else:
        assert answer.status_code == 404


@pytest.mark.parametrize("language", ["en; HttpOnly", "<script>", "../../etc", "en-GB", "de", ""])
def test_a_language_is_one_of_two(fc: Federator, language: str) -> None:
    """The cookie and the parameter choose a language, and are never said again as they came."""
    browser = fc.browser()
    mire = location(browser.authorize())
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    page = browser.get(mire, headers={"Cookie": f"{cookies}; langue={language}"})
    assert '<html lang="fr">' in page.text or language.startswith("en")
    asked = browser.get(mire, params={"ui_locales": language})
    kept = asked.headers.get_list("set-cookie")
    assert all(cookie.startswith(("langue=fr; ", "langue=en; ")) for cookie in kept if cookie.startswith("langue"))
    assert "<script>" not in page.text + asked.text


FORGED = {
    "Host": "evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "6.6.6.6",
    "X-Forwarded-Prefix": "/s/autre",
    "Forwarded": "host=evil.example;proto=https",
    "X-Original-URL": "/api/v2/jwks",
    "X-HTTP-Method-Override": "POST",
}


@pytest.mark.parametrize("name", FORGED)
@pytest.mark.parametrize(
    "path", ["/api/v2/.well-known/openid-configuration", "/api/v2/interaction/x", "/api/v2", "/api/v2/token"]
)
def test_nothing_depends_on_where_a_request_says_that_it_went(fc: Federator, name: str, path: str) -> None:
    """The issuer and every address are the space's own."""
    plain, forged = fc.browser().get(path), fc.browser().get(path, headers={name: FORGED[name]})
    assert (forged.status_code, headers_of(forged)) == (plain.status_code, headers_of(plain))
    assert "evil.example" not in forged.text


def test_a_login_s_cookies_do_not_depend_on_it_either(fc: Federator) -> None:
    """Same names, same attributes, no domain."""
    plain = fc.browser().authorize()
    forged = fc.browser().get(plain.request.url.raw_path.decode(), headers=FORGED)
    assert shapes(forged) == shapes(plain)
    assert location(forged).startswith("/api/v2/interaction/")


def shapes(answer: httpx2.Response) -> list[tuple[str, str]]:
    """Cookies without their values."""
    said = answer.headers.get_list("set-cookie")
    return [(cookie.partition("=")[0], cookie.partition(";")[2]) for cookie in said]


def headers_of(answer: httpx2.Response) -> dict[str, str]:
    """But for those that change each time."""
    return {name: value for name, value in answer.headers.items() if name != "content-length"}


# ------------------------------------------------------------------ tokens
def forged_hints(fc: Federator, genuine: str) -> dict[str, str]:
    """A logout's hint, signed by anybody but FranceConnect."""
    header, claims = decoded(genuine)
    own = ECKey.generate_key("P-256", {"kid": header["kid"]})
    public = json.loads(fc.browser().get("/api/v2/jwks").text)["keys"][0]
    payload = json.dumps(claims).encode()

    def signed(extra: dict[str, object], key: ECKey | OctKey, alg: str = "ES256") -> str:
        registry = jws.JWSRegistry(algorithms=[alg], strict_check_header=False)
        return jws.serialize_compact({"alg": alg, "kid": header["kid"], **extra}, payload, key, registry=registry)

    bare = [urlsafe_b64encode(part).decode().rstrip("=") for part in (b'{"alg":"none"}', payload)]
    return {
        "its own key": signed({}, own),
        "its own key, shown": signed({"jwk": own.as_dict(private=False)}, own),
        "its own keys, elsewhere": signed({"jku": "http://127.0.0.1:9/jwks"}, own),
        "its own certificate, elsewhere": signed({"x5u": "http://127.0.0.1:9/x5u"}, own),
        "a path for a key": signed({"kid": "../../../dev/null"}, own),
        "a header for a key": signed({"kid": "a\r\nX: 1"}, own),
        "the public key as a secret": signed({}, OctKey.import_key(json.dumps(public)), "HS256"),
        "no signature": ".".join([*bare, ""]),
        "no signature, said otherwise": ".".join([urlsafe_b64encode(b'{"alg":"nOnE"}').decode(), bare[1], ""]),
        "half a signature": genuine[:-40],
    }


def test_a_hint_that_franceconnect_did_not_sign_ends_nothing(fc: Federator) -> None:
    """Whatever its header proposes instead of the key."""
    browser = fc.browser()
    genuine = browser.tokens()["id_token"]
    for name, hint in forged_hints(fc, genuine).items():
        answer = browser.leave(hint)
        assert (answer.status_code, error_code(answer)) == (400, "Y045AFAE"), name
        assert "x" not in answer.headers
    assert browser.get("/api/v2/session/end", params={"id_token_hint": genuine}, headers=PAGE).status_code == 200


@pytest.mark.parametrize(
    "claims", [{"aud": BREAK}, {"aud": [1]}, {"iss": BREAK}, {"aud": {"a": 1}}, {"iss": 10**400}, {"sub": "\ud800"}]
)
@pytest.mark.parametrize("alg", ["ES256", "none", BREAK, None])
def test_a_hint_may_say_anything_and_is_refused(fc: Federator, claims: dict[str, object], alg: str | None) -> None:
    """Members of any type, in header and claims."""
    told = {"aud": credentials(fc)[0], **claims}
    parts = (urlsafe_b64encode(json.dumps(part).encode()).decode() for part in ({"alg": alg}, told, "x"))
    assert fc.browser().leave(".".join(parts)).status_code == 400
