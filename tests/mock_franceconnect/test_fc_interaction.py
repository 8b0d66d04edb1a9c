"""From the mire to the way back: pages, steps, sessions, cookies."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from franceconnect_bench import (
    CALLBACK,
    ISSUER,
    PERSON,
    STATE,
    Browser,
    authorize_parameters,
    credentials,
    csrf,
    error_code,
    federator,
    habilitation,
    location,
    parameters,
)


def refused(answer_code: tuple[int, str], browser: Browser, method: str, path: str, **kwargs: object) -> None:
    """The page that comes is that error."""
    answer = browser.request(method, path, **kwargs)
    assert (answer.status_code, error_code(answer)) == answer_code


# ------------------------------------------------------------------ cookies
def test_the_default_space_keeps_the_real_cookie_names() -> None:
    """fc_session_id and the engine's two, HttpOnly, SameSite=Lax, for the whole host."""
    with federator() as fc:
        cookies = fc.browser().authorize().headers.get_list("set-cookie")
        assert [cookie.partition("=")[0] for cookie in cookies] == [
            "fc_session_id",
            "_interaction",
            "_interaction_resume",
        ]
        for cookie in cookies:
            assert "; Path=/;" in cookie
            assert "; HttpOnly; SameSite=Lax" in cookie
            assert "Secure" not in cookie
        assert "; Max-Age=1800;" in cookies[0]
        assert len(cookies[0].partition("=")[2].partition(";")[0]) == 64


def test_another_space_has_names_and_a_path_of_its_own() -> None:
    """Ports and spaces share a host: their cookies must not meet."""
    with federator() as fc:
        fc.bench.spaces.make("essai", 7)
        fc.register(habilitation(), "essai")
        client_id, _ = credentials(fc, space="essai")
        browser = fc.browser("/s/essai")
        cookies = browser.authorize(client_id=client_id).headers.get_list("set-cookie")
        assert [cookie.partition("=")[0] for cookie in cookies] == [
            "fc_session_id_low_essai",
            "_interaction_low_essai",
            "_interaction_resume_low_essai",
        ]
        assert all("; Path=/s/essai;" in cookie for cookie in cookies)


def test_the_whole_way_in_another_space() -> None:
    """Addresses, pages and issuer carry the prefix; the keys are the space's own."""
    with federator() as fc:
        fc.bench.spaces.make("essai", 7)
        fc.register(habilitation(), "essai")
        fc.bench.worlds.of(fc.bench.place("essai").space).add(PERSON)
        client_id, _ = credentials(fc, space="essai")
        asker = fc.browser("/s/essai")
        walker = fc.browser()
        walker.cookies.update(asker.cookies)
        mire = location(walker.get("/s/essai/api/v2/authorize", params=authorize_parameters(fc, client_id=client_id)))
        assert mire.startswith("/s/essai/api/v2/interaction/")
        provider = location(walker.choose(mire))
        assert provider.startswith("/s/essai/fi/fip1-low?state=")
        verify = location(walker.get(location(walker.identify(provider))))
        back = walker.agree(location(walker.get(verify)))
        assert parameters(location(back))["iss"] == "http://localhost:8701/s/essai/api/v2"
        keys = [walker.get(f"{prefix}/api/v2/jwks").json()["keys"][0]["kid"] for prefix in ("", "/s/essai")]
        assert keys[0] != keys[1]


def test_a_new_session_at_each_authorize_and_at_the_callback() -> None:
    """The session id changes when somebody could have planted it."""
    with federator() as fc:
        browser = fc.browser()
        seen = []
        mire = location(browser.authorize())
        seen.append(browser.cookies["fc_session_id"])
        mire = location(browser.authorize())
        seen.append(browser.cookies["fc_session_id"])
        browser.get(location(browser.identify(location(browser.choose(mire)))))
        seen.append(browser.cookies["fc_session_id"])
        assert len(set(seen)) == 3


# ------------------------------------------------------------------ steps
def test_the_mire_and_the_information_page_may_be_refreshed() -> None:
    """And the way goes on with the latest token."""
    with federator() as fc:
        browser = fc.browser()
        mire = location(browser.authorize())
        assert browser.get(mire).status_code == browser.get(mire).status_code == 200
        verify = location(browser.get(location(browser.identify(location(browser.choose(mire))))))
        consent = location(browser.get(verify))
        assert browser.get(consent).status_code == browser.get(consent).status_code == 200
        assert "code" in parameters(location(browser.agree(consent)))


def test_one_shot_steps_may_not() -> None:
    """The callback and verify again: Y420001, with a link back that tells the téléservice access_denied."""
    with federator() as fc:
        browser = fc.browser()
        mire = location(browser.authorize())
        callback = location(browser.identify(location(browser.choose(mire))))
        verify = location(browser.get(callback))
        refused((400, "Y420001"), browser, "GET", callback)
        browser.get(verify)
        answer = browser.get(verify)
        assert (answer.status_code, error_code(answer)) == (400, "Y420001")
        assert "error=access_denied" in answer.text
        assert "user%20authentication%20aborted" in answer.text


def test_back_from_the_provider_to_the_mire_is_natural() -> None:
    """The citizen may choose again."""
    with federator() as fc:
        browser = fc.browser()
        mire = location(browser.authorize())
        browser.choose(mire)
        assert location(browser.choose(mire, "fip2-low")).startswith("/fi/fip2-low")


@pytest.mark.parametrize("page", ["verify", "consent"])
def test_steps_cannot_be_skipped(page: str) -> None:
    """From the mire straight to consent, or to verify: the session does not hold what the page needs."""
    with federator() as fc:
        browser = fc.browser()
        mire = location(browser.authorize())
        browser.get(mire)
        refused((409, "Y190004"), browser, "GET", f"{mire}/{page}")


def test_without_a_session_there_is_nothing() -> None:
    """Another browser, or half an hour later: Y190001."""
    with federator() as fc:
        lease = fc.lease("cantine")
        browser = fc.browser()
        mire = location(browser.authorize())
        refused((401, "Y190001"), fc.browser(), "GET", mire)
        fc.elapse(lease, 1801)
        refused((401, "Y190001"), browser, "GET", mire)


def test_a_session_slides_and_an_interaction_does_not() -> None:
    """Each step gives the session half an hour more; the engine's interaction dies half an hour after its birth."""
    with federator() as fc:
        lease = fc.lease("cantine")
        browser = fc.browser()
        mire = location(browser.authorize())
        fc.elapse(lease, 1700)
        assert browser.get(mire).status_code == 200
        fc.elapse(lease, 200)
        refused((500, "Y030025"), browser, "GET", mire)


def test_the_last_tab_wins() -> None:
    """An interaction that is not the session's: Y190004."""
    with federator() as fc:
        browser = fc.browser()
        first = location(browser.authorize())
        browser.authorize()
        refused((409, "Y190004"), browser, "GET", first)


@pytest.mark.parametrize("uid", ["court", "u" * 61])
def test_an_interaction_id_has_a_shape(uid: str) -> None:
    """21 to 60 characters."""
    with federator() as fc:
        refused((400, "Y000400"), fc.browser(), "GET", f"/api/v2/interaction/{uid}")


def test_the_engine_resumes_once_and_only_in_this_browser() -> None:
    """Its own cookie lost, or the interaction over."""
    with federator() as fc:
        browser = fc.browser()
        consent = browser.to_consent()
        page = browser.get(consent)
        resume = location(browser.post("/api/v2/login", data={"csrfToken": csrf(page)}))
        refused((400, "Y04D5AB7"), fc.browser(), "GET", resume)
        assert "code" in parameters(location(browser.get(resume)))
        refused((400, "Y04D5AB7"), browser, "GET", resume)


# ------------------------------------------------------------------ provider and CSRF
def test_the_choice_of_a_provider_wants_the_pages_token() -> None:
    """Missing Y470002, wrong Y470001; a provider that is missing, unknown or filtered has its own codes."""
    with federator(habilitation(idp_filter={"exclude": True, "list": ("fip2-low",)})) as fc:
        browser = fc.browser()
        page = browser.get(location(browser.authorize()))
        assert "fip2-low" not in page.text
        good = {"csrfToken": csrf(page), "providerUid": "fip1-low"}
        path = "/api/v2/redirect-to-idp"
        refused((400, "Y470002"), browser, "POST", path, data={"providerUid": "fip1-low"})
        refused((401, "Y470001"), browser, "POST", path, data=good | {"csrfToken": "x"})
        refused((400, "Y000400"), browser, "POST", path, data=good | {"providerUid": ""})
        refused((500, "Y020019"), browser, "POST", path, data=good | {"providerUid": "inconnu"})
        refused((403, "Y020023"), browser, "POST", path, data=good | {"providerUid": "fip2-low"})
        assert browser.post(path, data=good).status_code == 302


def test_consent_wants_the_pages_token() -> None:
    """Missing Y470002, wrong Y470001."""
    with federator() as fc:
        browser = fc.browser()
        page = browser.get(browser.to_consent())
        refused((400, "Y470002"), browser, "POST", "/api/v2/login")
        refused((401, "Y470001"), browser, "POST", "/api/v2/login", data={"csrfToken": "x"})
        assert browser.post("/api/v2/login", data={"csrfToken": csrf(page)}).status_code == 303


def test_the_callback_wants_its_state_and_a_code_that_serves_once() -> None:
    """No state, a foreign one, no code, an unknown code; and the errors do not end the way."""
    with federator() as fc:
        browser = fc.browser()
        callback = location(browser.identify(location(browser.choose(location(browser.authorize())))))
        state, path = parameters(callback)["state"], "/api/v2/oidc-callback"
        refused((400, "Y020021"), browser, "GET", path, params={"code": "x"})
        refused((403, "Y020022"), browser, "GET", path, params={"code": "x", "state": "x"})
        refused((400, "Y020025"), browser, "GET", path, params={"state": state})
        refused((502, "Y020026"), browser, "GET", path, params={"code": "x", "state": state})
        assert browser.get(callback).status_code == 302


def test_a_citizen_who_gives_up_at_the_provider_is_back_on_the_mire() -> None:
    """With a word naming the provider; the téléservice sees nothing."""
    with federator() as fc:
        browser = fc.browser()
        mire = location(browser.authorize())
        provider = location(browser.choose(mire))
        state = parameters(provider)["state"]
        given_up = browser.post(urlsplit(provider).path, data={"state": state, "renoncer": "1"})
        again = location(browser.get(location(browser.get(location(given_up)))))
        assert again == mire
        page = browser.get(again)
        assert "Fournisseur d’identité de démonstration" in page.text
        assert 'role="alert"' in page.text
        assert 'role="alert"' not in browser.get(again).text


def test_the_providers_page_lists_filters_and_says_who_is_nobody() -> None:
    """Personas with their lesson, a search, a free login."""
    with federator() as fc:
        browser = fc.browser()
        provider = location(browser.choose(location(browser.authorize())))
        assert "Trois prénoms, un nom d’usage." in browser.get(provider).text
        assert "DUBOIS" in browser.get(f"{provider}&recherche=dubois").text
        assert "DUBOIS" not in browser.get(f"{provider}&recherche=zzz").text
        unknown = browser.identify(provider, "9999")
        assert unknown.status_code == 200
        assert "« 9999 »" in unknown.text
        refused((401, "Y190001"), browser, "GET", "/fi/fip1-low?state=x")
        refused((401, "Y190001"), browser, "GET", provider.replace("fip1", "fip2"))


# ------------------------------------------------------------------ information and consent
def test_the_information_page_lists_labels_by_provider_of_data() -> None:
    """Identity labels, then the DGFiP's, in the official words; technical claims are hidden; one button."""
    with federator() as fc:
        browser = fc.browser()
        page = browser.get(browser.to_consent(scope="openid identite_pivot email idp_id dgfip_rfr dgfip_nbpart")).text
        for label in (
            "Date de naissance",
            "Adresse e-mail",
            "Direction générale des Finances publiques",
            "Revenu fiscal de référence",
            "Nombre de parts du foyer fiscal",
        ):
            assert label in page
        assert "idp_id" not in page
        assert 'name="consent"' not in page
        assert '<details id="donnees">' in page


@pytest.mark.parametrize(
    ("kind", "identity_consent", "scope", "box"),
    [
        ("private", True, "openid email", True),
        ("private", True, "openid", False),
        ("private", False, "openid email", False),
        ("public", True, "openid email", False),
    ],
)
def test_consent_is_for_private_bodies_that_ask_for_it(
    kind: str,
    identity_consent: bool,
    scope: str,
    box: bool,
) -> None:
    """The box is there or not; the server itself only checks the token."""
    with federator(habilitation(type=kind, identity_consent=identity_consent)) as fc:
        browser = fc.browser()
        consent = browser.to_consent(scope=scope)
        assert ('name="consent"' in browser.get(consent).text) is box
        assert "code" in parameters(location(browser.agree(consent)))


def test_an_anonymous_login_says_so_twice() -> None:
    """Scope exactly openid: nothing is listed, on the mire neither."""
    with federator() as fc:
        browser = fc.browser()
        mire = browser.get(location(browser.authorize(scope="openid"))).text
        page = browser.get(browser.to_consent(scope="openid")).text
        assert "anonyme" in mire
        assert "anonyme" in page
        assert "<details" not in page


# ------------------------------------------------------------------ giving up
def test_the_link_back_tells_access_denied() -> None:
    """302 to the téléservice: error, description, state, iss."""
    with federator() as fc:
        browser = fc.browser()
        page = browser.get(location(browser.authorize()))
        href = page.text.partition('id="retour-fs" href="')[2].partition('"')[0].replace("&amp;", "&")
        answer = browser.get(href)
        assert answer.status_code == 302
        assert location(answer).startswith(CALLBACK)
        assert list(parameters(location(answer)).items()) == [
            ("error", "access_denied"),
            ("error_description", "User auth aborted"),
            ("state", STATE),
            ("iss", ISSUER),
        ]


def test_out_of_flow_the_defaults_apply() -> None:
    """Any registered address will do; the state that did not come is "undefined"; the error is whatever is asked."""
    with federator() as fc:
        path = "/api/v2/redirect-to-sp-with-error"
        plain = fc.browser().get(path, params={"redirect_uri": CALLBACK})
        assert parameters(location(plain)) == {
            "error": "access_denied",
            "error_description": "user authentication aborted",
            "state": "undefined",
            "iss": ISSUER,
        }
        odd = fc.browser().get(path, params={"redirect_uri": CALLBACK, "error": "n_importe_quoi", "state": "e"})
        assert parameters(location(odd))["error"] == "n_importe_quoi"
        refused((500, "Y030030"), fc.browser(), "GET", path)
        empty = fc.browser().get(path, params={"redirect_uri": CALLBACK, "state": ""})
        assert parse_qsl(urlsplit(location(empty)).query, keep_blank_values=True)[2] == ("state", "")


@pytest.mark.parametrize(
    "address",
    [
        "https://ailleurs.example.org",
        CALLBACK.upper(),
        f"{CALLBACK}#ailleurs",
        CALLBACK.replace("https://", "https://ailleurs.example.org\\@"),
        CALLBACK.replace("://", "://ailleurs@"),
        CALLBACK.replace("cantine", "can\ttine"),
    ],
)
def test_the_link_back_leads_to_registered_addresses_only(address: str) -> None:
    """Compared to the letter: what /authorize takes for the same address is not enough here."""
    with federator() as fc:
        path = "/api/v2/redirect-to-sp-with-error"
        refused((500, "Y030030"), fc.browser(), "GET", path, params={"redirect_uri": address})
