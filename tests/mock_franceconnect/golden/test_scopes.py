"""Section D of the register of facts: what each scope gives, what the information page says, and when consent is asked."""

import html
import tomllib
from pathlib import Path

import pytest
from franceconnect_bench import csrf, decoded, error_code, federator, habilitation, location, parameters

from rulebook.platforms import HIGH, LOW, Platform

PROVIDERS = tomllib.loads((Path(__file__).parent / "data_scopes.toml").read_text(encoding="utf-8"))["provider"]
PROFILE = "given_name given_name_array family_name birthdate gender preferred_username"
PIVOT = "given_name given_name_array family_name birthdate gender birthplace birthcountry"

# Scope → claims beside sub, on the low platform.
LOW_CLAIMS = {
    "openid": "",
    "given_name": "given_name given_name_array",
    "family_name": "family_name",
    "gender": "gender",
    "birthdate": "birthdate",
    "birthplace": "birthplace",
    "birthcountry": "birthcountry",
    "email": "email",
    "preferred_username": "preferred_username",
    "profile": PROFILE,
    "birth": "birthplace birthcountry",
    "identite_pivot": PIVOT,
    "idp_birthdate": "idp_birthdate",
    "idp_id": "idp_id",
    "amr": "",
}


@pytest.mark.parametrize(("scope", "claims"), LOW_CLAIMS.items(), ids=LOW_CLAIMS.keys())
def test_each_identity_scope_of_the_low_platform(scope: str, claims: str) -> None:
    """Its claims and no other, between sub and the four members of the token itself."""
    with federator(habilitation(scopes=tuple(LOW_CLAIMS))) as fc:
        browser = fc.browser()
        told = decoded(browser.userinfo(browser.tokens(scope=f"openid {scope}")["access_token"]).text)[1]
        assert next(iter(told)) == "sub"
        assert list(told)[-4:] == ["aud", "exp", "iat", "iss"]
        assert sorted(told) == sorted(["sub", *claims.split(), "aud", "exp", "iat", "iss"])


@pytest.mark.parametrize("scope", ["address", "phone", "offline_access", "rnipp_birth", "inconnu"])
def test_a_scope_that_does_not_exist_is_ignored(scope: str) -> None:
    """No error, no claim, and the token's scope does not say it."""
    with federator() as fc:
        assert fc.browser().tokens(scope=f"openid {scope} email")["scope"] == "openid email"


@pytest.mark.parametrize("platform", [LOW, HIGH], ids=["low", "high"])
def test_each_data_scope_has_its_label_under_its_provider(platform: Platform) -> None:
    """The information page names providers and labels in these words; the token keeps the scopes, userinfo says nothing of them."""
    mine = [one for one in PROVIDERS if platform.key in one["platforms"]]
    scopes = [scope for one in mine for scope in one["labels"]]
    with federator(habilitation(platform=platform.key, scopes=("openid", *scopes)), platform=platform) as fc:
        browser = fc.browser()
        consent = browser.to_consent(scope=" ".join(["openid", *scopes]))
        page = html.unescape(browser.get(consent).text)
        for one in mine:
            assert one["name"] in page
            for label in one["labels"].values():
                assert label in page, label
        code = parameters(location(browser.agree(consent)))["code"]
        tokens = browser.exchange(code).json()
        assert tokens["scope"].split() == ["openid", *scopes]
        told = browser.userinfo(tokens["access_token"]).text
        if platform is LOW:
            assert list(decoded(told)[1]) == ["sub", "aud", "exp", "iat", "iss"]


@pytest.mark.parametrize(
    "scope", ["mesri_identite", "api_fc-liste-paiementsv1", "allocation_adulte_handicape", "idp_birthdate", "idp_id"]
)
def test_a_scope_of_the_low_platform_is_unknown_to_the_other(scope: str) -> None:
    """Ignored there, as any unknown one."""
    with federator(platform=HIGH) as fc:
        answer = fc.browser().authorize(scope=f"openid {scope}")
        assert location(answer).startswith("/api/v2/interaction/")


def test_technical_claims_are_not_shown() -> None:
    """sub, amr, idp_id, given_name_array, idp_birthdate have no label."""
    with federator() as fc:
        browser = fc.browser()
        page = browser.get(browser.to_consent(scope="openid given_name idp_id idp_birthdate amr")).text
        listed = page.partition("<details")[2].partition("</details>")[0]
        assert listed.count("<li>") == 1


@pytest.mark.parametrize(
    ("kind", "identity_consent", "scope", "asked"),
    [
        ("private", True, "openid email", True),
        ("private", True, "openid", False),
        ("private", False, "openid email", False),
        ("public", True, "openid email", False),
        ("public", False, "openid email", False),
    ],
)
def test_consent_is_asked_by_a_private_body_that_wants_it(
    kind: str, identity_consent: bool, scope: str, asked: bool
) -> None:
    """A box to tick instead of information alone, unless only openid is asked; the server looks at the form's token only."""
    with federator(habilitation(type=kind, identity_consent=identity_consent)) as fc:
        browser = fc.browser()
        page = browser.get(browser.to_consent(scope=scope))
        assert ('type="checkbox"' in page.text) is asked
        answer = browser.post("/api/v2/login", data={"csrfToken": csrf(page)})
        assert "code" in parameters(location(browser.get(location(answer))))


def test_prompt_login_skips_even_a_consent() -> None:
    """A client that may send prompt=login has no page at all, consent required or not; it must have been told to skip."""
    wanted = habilitation(type="private", identity_consent=True, allowed_prompts=("login",))
    with federator(wanted) as fc:
        browser = fc.browser()
        auto = browser.to_consent(prompt="login", scope="openid email")
        assert auto == "/api/v2/auto-login"
        resume = browser.get(auto)
        assert resume.status_code == 303
        again = browser.get(auto)
        assert (again.status_code, error_code(again)) == (400, "Y420001")
        assert "code" in parameters(location(browser.get(location(resume))))
