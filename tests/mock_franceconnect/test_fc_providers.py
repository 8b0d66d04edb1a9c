"""The mire and what stands behind it: several providers, levels, filters, hints, suspicious devices."""

import re

import httpx2
import pytest
from franceconnect_bench import (
    CALLBACK,
    STATE,
    Browser,
    authorize_parameters,
    credentials,
    csrf,
    decoded,
    error_code,
    federator,
    habilitation,
    location,
    parameters,
)
from msgspec.structs import replace

from mock_franceconnect.protocol.authorize import signs_on
from mock_franceconnect.protocol.identity.citizens import Citizen, Told
from mock_franceconnect.protocol.records import Asked, Here, Session, Step
from rulebook.platforms import HIGH, LOW, Platform

SUSPICIOUS = {"x-suspicious": "1"}


def choices(page: httpx2.Response) -> dict[str, bool]:
    """Providers on the mire, and whether they can be chosen."""
    found = re.findall(r'name="providerUid" value="([^"]+)"( disabled)?', page.text)
    return {uid: not disabled for uid, disabled in found}


def mire(browser: Browser, suspicious: str = "", **changes: str | None) -> httpx2.Response:
    """The choice of a provider, for a device that is suspicious or not."""
    asked = authorize_parameters(browser.federator, **changes)
    headers = {"x-suspicious": suspicious} if suspicious else {}
    return browser.get(location(browser.get("/api/v2/authorize", params=asked, headers=headers)))


def choose(browser: Browser, page: httpx2.Response, provider: str) -> httpx2.Response:
    """A choice by POST, which no button needs to offer."""
    return browser.post("/api/v2/redirect-to-idp", data={"csrfToken": csrf(page), "providerUid": provider})


# ------------------------------------------------------------------ the mire
def test_the_mire_of_franceconnect() -> None:
    """Three to choose from, one that is shown and cannot be chosen, one that is not shown; the first is plain."""
    with federator() as fc:
        page = mire(fc.browser())
        assert choices(page) == {"fip1-low": True, "fip2-low": True, "fip3-low": True, "fip4-low": False}
        assert "indisponible" in page.text


@pytest.mark.parametrize(
    ("acr", "expected"),
    [
        ("eidas2", {"fip1-high": True, "fip2-high": True, "fip3-high": True, "fip4-high": False, "eidas-bridge": True}),
        (
            "eidas3",
            {"fip1-high": True, "fip2-high": False, "fip3-high": True, "fip4-high": False, "eidas-bridge": True},
        ),
    ],
)
def test_the_mire_of_franceconnect_plus(acr: str, expected: dict[str, bool]) -> None:
    """Who cannot give the level that is asked stays on the mire and cannot be chosen."""
    with federator(platform=HIGH) as fc:
        assert choices(mire(fc.browser(), acr_values=acr)) == expected


@pytest.mark.parametrize(
    ("filtered", "expected"),
    [
        ({"exclude": True, "list": ("fip1-low", "fip4-low")}, {"fip2-low": True, "fip3-low": True}),
        ({"exclude": False, "list": ("fip2-low", "fip5-low")}, {"fip2-low": True}),
        ({"exclude": False, "list": ()}, {}),
    ],
)
def test_filters_are_a_blacklist_or_a_whitelist(filtered: dict[str, object], expected: dict[str, bool]) -> None:
    """Those left out are not on the page at all; a whitelist does not show who is hidden."""
    with federator(habilitation(idp_filter=filtered)) as fc:
        page = mire(fc.browser())
        assert choices(page) == expected
        assert ("Aucun fournisseur" in page.text) == (not expected)


@pytest.mark.parametrize(("header", "open_"), [("1", ["fip3-low"]), ("0", ["fip1-low", "fip2-low", "fip3-low"])])
def test_a_suspicious_device_needs_a_substantial_provider(header: str, open_: list[str]) -> None:
    """`x-suspicious: 1`: providers below eidas2 are disabled."""
    with federator() as fc:
        found = choices(mire(fc.browser(), header))
        assert [uid for uid, can in found.items() if can] == open_


def test_suspicion_lasts_as_long_as_the_session() -> None:
    """A refreshed mire has not forgotten."""
    with federator() as fc:
        browser = fc.browser()
        asked = authorize_parameters(fc)
        address = location(browser.get("/api/v2/authorize", params=asked, headers=SUSPICIOUS))
        browser.get(address)
        assert choices(browser.get(address))["fip1-low"] is False


@pytest.mark.parametrize(
    ("platform", "provider", "status", "code"),
    [
        (LOW, "fip4-low", 500, "Y020017"),
        (LOW, "inconnu", 500, "Y020019"),
        (LOW, "fip1-high", 500, "Y020019"),
        (LOW, "eidas-bridge", 500, "Y020019"),
        (LOW, "fip2-low", 403, "Y020023"),
        (HIGH, "fip4-high", 500, "Y020017"),
        (HIGH, "fip1-low", 500, "Y020019"),
    ],
)
def test_what_the_mire_does_not_offer_cannot_be_forced(
    platform: Platform, provider: str, status: int, code: str
) -> None:
    """Disabled Y020017, unknown to this platform Y020019, filtered for this client Y020023."""
    wanted = habilitation(platform=platform.key, idp_filter={"exclude": True, "list": ("fip2-low",)})
    with federator(wanted, platform=platform) as fc:
        browser = fc.browser()
        page = choose(browser, mire(browser), provider)
        assert (page.status_code, error_code(page)) == (status, code)


def test_a_whitelist_hides_even_that_a_provider_is_unknown() -> None:
    """The filter is looked at first."""
    with federator(habilitation(idp_filter={"exclude": False, "list": ("fip1-low",)})) as fc:
        browser = fc.browser()
        assert error_code(choose(browser, mire(browser), "inconnu")) == "Y020023"


# ------------------------------------------------------------------ hints
@pytest.mark.parametrize("hint", ["fip2-low", "fip5-low"])
def test_a_hint_leads_straight_to_the_provider(hint: str) -> None:
    """Even to one that the mire does not show."""
    with federator() as fc:
        browser = fc.browser()
        provider = location(browser.authorize(idp_hint=hint))
        assert provider.startswith(f"/fi/{hint}?state=")
        verified = browser.come_back(browser.identify(provider))
        assert browser.finish(verified)["sub"]


@pytest.mark.parametrize(("hint", "status", "code"), [("fip4-low", 500, "Y020017"), ("fip2-low", 403, "Y020023")])
def test_a_hint_may_name_a_provider_that_cannot_be_used(hint: str, status: int, code: str) -> None:
    """Allowed as a hint, then refused as a choice: a page, with the way back."""
    with federator(habilitation(idp_filter={"exclude": True, "list": ("fip2-low",)})) as fc:
        page = fc.browser().authorize(idp_hint=hint)
        assert (page.status_code, error_code(page)) == (status, code)
        assert 'id="retour-fs"' in page.text


@pytest.mark.parametrize(
    ("allowed", "hint", "good"),
    [
        (None, "fip2-low", True),
        (None, "fip1-high", False),
        (("fip2-low",), "fip2-low", True),
        (("fip2-low",), "fip1-low", False),
        ((), "fip1-low", False),
    ],
)
def test_hints_are_those_of_the_client_or_of_the_platform(
    allowed: tuple[str, ...] | None, hint: str, good: bool
) -> None:
    """A list of one's own replaces the platform's; a refusal is a 302 with `state=undefined`."""
    with federator(habilitation(allowed_idp_hints=allowed)) as fc:
        answer = fc.browser().authorize(idp_hint=hint)
        if good:
            assert location(answer).startswith(f"/fi/{hint}")
            return
        assert answer.status_code == 302
        told = parameters(location(answer))
        assert (told["error"], told["state"]) == ("invalid_idp_hint", "undefined")


# ------------------------------------------------------------------ levels
def level(browser: Browser, provider: str, acr: str) -> dict[str, str]:
    """The id_token of a login at that provider."""
    code = parameters(location(browser.agree(location(browser.typed(provider, acr)))))["code"]
    claims: dict[str, str] = decoded(browser.exchange(code).json()["id_token"])[1]
    return claims


@pytest.mark.parametrize(
    ("platform", "provider", "asked", "obtained"),
    [
        (LOW, "fip1-low", "eidas1", "eidas1"),
        (LOW, "fip3-low", "eidas1", "eidas1"),  # it gives eidas2, which this platform does not serve
        (HIGH, "fip1-high", "eidas2", "eidas2"),
        (HIGH, "fip1-high", "eidas3", "eidas3"),
        (HIGH, "fip3-high", "eidas2", "eidas3"),  # its lowest
    ],
)
def test_the_id_token_says_the_level_obtained(platform: Platform, provider: str, asked: str, obtained: str) -> None:
    """The provider's when the platform serves it, else the one asked."""
    with federator(platform=platform) as fc:
        assert level(fc.browser(), provider, asked)["acr"] == obtained


@pytest.mark.parametrize(
    ("provider", "asked", "given", "status", "code"),
    [
        ("fip1-high", "eidas3", "eidas2", 500, "Y100001"),
        ("fip2-high", "eidas3", "", 500, "Y100001"),  # chosen by force: it gives what it can
        ("fip1-high", "eidas2", "inconnu", 500, "Y100001"),
        ("fip2-high", "eidas2", "eidas3", 400, "Y100018"),
    ],
)
def test_a_provider_that_gives_another_level(provider: str, asked: str, given: str, status: int, code: str) -> None:
    """Lower than asked, or unknown: Y100001; not in its list: Y100018."""
    with federator(platform=HIGH) as fc:
        page = fc.browser().typed(provider, asked, niveau=given)
        assert (page.status_code, error_code(page)) == (status, code)


@pytest.mark.parametrize(
    ("platform", "provider", "amr"),
    [
        (LOW, "fip1-low", ["fc", "pwd"]),
        (HIGH, "fip1-high", ["fc", "pop", "mfa", "pin"]),
        (HIGH, "eidas-bridge", ["eidas"]),
    ],
)
def test_amr_is_the_providers(platform: Platform, provider: str, amr: list[str]) -> None:
    """When the client may ask for it, and asks."""
    with federator(habilitation(platform=platform.key, claims=("amr",)), platform=platform) as fc:
        browser = fc.browser()
        address = location(browser.authorize(claims='{"id_token": {"amr": {"essential": true}}}'))
        verified = browser.come_back(browser.type_in(location(browser.choose(address, provider))))
        code = parameters(location(browser.agree(location(verified))))["code"]
        assert decoded(browser.exchange(code).json()["id_token"])[1]["amr"] == amr


# ------------------------------------------------------------------ single sign-on
def signed_on(browser: Browser, acr: str) -> bool:
    """Whether the provider is skipped."""
    return location(browser.authorize(acr_values=acr)).endswith("/verify")


def test_single_sign_on_is_for_eidas2_on_franceconnect_plus() -> None:
    """Never for eidas3; a session of eidas3 is good enough for eidas2, and the id_token then says eidas2."""
    with federator(platform=HIGH) as fc:
        browser = fc.browser()
        assert level(browser, "fip3-high", "eidas2")["acr"] == "eidas3"
        assert not signed_on(fc.browser(), "eidas2")
        again = browser.authorize(acr_values="eidas2")
        code = parameters(location(browser.agree(location(browser.get(location(again))))))["code"]
        assert decoded(browser.exchange(code).json()["id_token"])[1]["acr"] == "eidas2"
        assert not signed_on(browser, "eidas3")


def test_single_sign_on_keeps_who_it_is_and_changes_the_session() -> None:
    """Same sub and identity, no new answer of the RNIPP, another `fc_session_id`; the suspicious device is not asked again."""
    with federator() as fc:
        browser = fc.browser()
        first = browser.finish(browser.typed())
        before = browser.cookies["fc_session_id"]
        verified = browser.get(location(browser.authorize()))
        assert browser.cookies["fc_session_id"] != before
        again = browser.finish(verified)
        assert {name: again[name] for name in ("sub", "family_name")} == {
            name: first[name] for name in ("sub", "family_name")
        }


def test_single_sign_on_stops_at_a_disabled_provider_or_a_filter() -> None:
    """Back to the mire, and nobody is logged in any more."""
    elsewhere = habilitation("piscine", idp_filter={"exclude": False, "list": ("fip2-low",)})
    with federator(habilitation(), elsewhere) as fc:
        browser = fc.browser()
        browser.log_in()
        client_id, _ = credentials(fc, "piscine")
        address = location(browser.get(location(browser.authorize(client_id=client_id))))
        assert choices(browser.get(address)) == {"fip2-low": True}
        assert not location(browser.authorize()).endswith("/verify")


def test_auto_login_goes_with_single_sign_on() -> None:
    """`prompt=login`, allowed: from the authorization to the code without a page."""
    with federator(habilitation(allowed_prompts=("login",))) as fc:
        browser = fc.browser()
        browser.log_in()
        auto = location(browser.get(location(browser.authorize(prompt="login"))))
        assert auto == "/api/v2/auto-login"
        told = parameters(location(browser.get(location(browser.get(auto)))))
        assert told["state"] == STATE
        assert told["code"]


@pytest.mark.parametrize("error", ["access_denied", "server_error", "login_required"])
def test_a_provider_that_answers_an_error_sends_back_to_the_mire(error: str) -> None:
    """With a banner that names it; the téléservice sees nothing, and another provider serves."""
    with federator() as fc:
        browser = fc.browser()
        address = location(browser.authorize())
        state = parameters(location(browser.choose(address, "fip3-low")))["state"]
        back = browser.get("/api/v2/oidc-callback", params={"error": error, "state": state})
        assert location(browser.get(location(back))) == address
        assert "« Fournisseur fictif renforcé »" in browser.get(address).text
        verified = browser.come_back(browser.identify(location(browser.choose(address, "fip2-low"))))
        assert browser.finish(verified)["sub"]


@pytest.mark.parametrize(("given", "good"), [("eidas1", False), ("inconnu", False), ("eidas2", True), ("eidas3", True)])
def test_single_sign_on_wants_a_level_as_high_as_the_one_asked(given: str, good: bool) -> None:
    """No session of the bench is below the lowest level of its platform: the rule itself."""
    citizen = Citizen("", "fip1-high", given, (), Told(), None)
    done = Session("s", "cantine", "i", Step.LOGIN, 10, citizen=citizen, done=True)
    asked = Asked("cantine", "c", "e", CALLBACK, ("openid",), STATE, "n" * 22, "eidas2")
    here = Here(HIGH, "http://localhost:8702/api/v2", "", strict_urls=False, pairwise_secret="")
    assert signs_on(done, asked, 9, here) is good
    assert not signs_on(done, asked, 10, here)
    assert not signs_on(replace(done, done=False), asked, 9, here)
