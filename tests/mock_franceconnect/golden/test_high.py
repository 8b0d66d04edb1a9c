"""What the register of facts says of FranceConnect+ alone: scopes and their twins, sessions that do not slide, forms only."""

import pytest
from franceconnect_bench import decoded, error_code, federator, habilitation, location

from rulebook.platforms import HIGH

PIVOT = "given_name family_name birthdate gender birthplace birthcountry"
PROFILE = "given_name family_name birthdate gender preferred_username"
TWINS = "rnipp_given_name rnipp_family_name rnipp_birthdate rnipp_gender rnipp_birthplace rnipp_birthcountry"

# Scope → claims beside sub.
CLAIMS = {
    "openid": "",
    "given_name": "given_name",
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
    "amr": "",
    "rnipp_gender": "gender rnipp_gender",
    "rnipp_family_name": "family_name rnipp_family_name",
    "rnipp_birthdate": "birthdate rnipp_birthdate",
    "rnipp_birthplace": "birthplace rnipp_birthplace",
    "rnipp_birthcountry": "birthcountry rnipp_birthcountry",
    "rnipp_given_name": "given_name rnipp_given_name rnipp_given_name_array",
    "rnipp_profile": f"{PROFILE} rnipp_given_name rnipp_given_name_array rnipp_family_name rnipp_birthdate rnipp_gender",
    "rnipp_birth": "birthplace birthcountry rnipp_birthplace rnipp_birthcountry",
    "rnipp_identite_pivot": f"{PIVOT} {TWINS} rnipp_given_name_array",
}


@pytest.mark.parametrize(("scope", "claims"), CLAIMS.items(), ids=CLAIMS.keys())
def test_each_identity_scope(scope: str, claims: str) -> None:
    """Its claims and no other, between sub and the four members of the token itself."""
    with federator(habilitation(platform="high", scopes=tuple(CLAIMS)), platform=HIGH) as fc:
        browser = fc.browser()
        told = decoded(browser.userinfo(browser.tokens(scope=f"openid {scope}")["access_token"]).text)[1]
        assert sorted(told) == sorted(["sub", *claims.split(), "aud", "exp", "iat", "iss"])


def test_a_level_must_be_asked() -> None:
    """acr_values is required here too, by the code, whatever documents say."""
    with federator(platform=HIGH) as fc:
        answer = fc.browser().authorize(acr_values=None)
        assert (answer.status_code, error_code(answer)) == (400, "Y030007")


def test_a_session_does_not_slide() -> None:
    """Ten minutes from the start, whatever was visited meanwhile."""
    with federator(platform=HIGH) as fc:
        lease = fc.lease("cantine")
        browser = fc.browser()
        mire = location(browser.authorize())
        fc.elapse(lease, 500)
        assert browser.get(mire).status_code == 200
        fc.elapse(lease, 99)
        assert browser.get(mire).status_code == 200
        fc.elapse(lease, 2)
        lost = browser.get(mire)
        assert (lost.status_code, error_code(lost)) == (401, "Y190001")


def test_a_login_renews_the_session_once() -> None:
    """Ten more minutes of single sign-on after /login, and no more."""
    with federator(platform=HIGH) as fc:
        lease = fc.lease("cantine")
        browser = fc.browser()
        consent = browser.to_consent()
        fc.elapse(lease, 500)
        browser.agree(consent)
        fc.elapse(lease, 590)
        assert location(browser.authorize()).endswith("/verify")
    with federator(platform=HIGH) as fc:
        lease = fc.lease("cantine")
        browser = fc.browser()
        browser.log_in()
        fc.elapse(lease, 601)
        assert not location(browser.authorize()).endswith("/verify")


def test_data_providers_send_forms() -> None:
    """JSON is not parsed: nothing came, as far as FranceConnect+ can tell."""
    with federator(platform=HIGH) as fc:
        world = fc.bench.worlds.of(fc.bench.place("default").space)
        members = {"token": "x" * 43, "client_id": world.dgfip.client_id, "client_secret": world.dgfip.client_secret}
        answer = fc.browser().post("/api/v2/checktoken", json=members)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
        assert fc.browser().post("/api/v2/checktoken", data=members).status_code == 200
