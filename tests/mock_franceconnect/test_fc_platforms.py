"""One engine, two platforms: what each serves, and that neither knows the other's clients."""

import pytest
from franceconnect_bench import decoded, error_code, federator, habilitation, location, parameters
from pydantic import ValidationError

from rulebook.platforms import HIGH, LOW, Platform


def test_franceconnect_plus_serves_its_own_settings() -> None:
    """Levels, algorithms and encryption of the discovery document, one elliptic key."""
    with federator(platform=HIGH) as fc:
        found = fc.browser().get("/api/v2/.well-known/openid-configuration").json()
        keys = fc.browser().get("/api/v2/jwks").json()["keys"]
    assert found["issuer"] == "http://localhost:8702/api/v2"
    assert found["acr_values_supported"] == ["eidas2", "eidas3"]
    assert found["id_token_signing_alg_values_supported"] == ["ES256"]
    assert found["token_endpoint_auth_signing_alg_values_supported"] == ["ES256"]
    assert found["userinfo_encryption_alg_values_supported"] == ["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"]
    assert found["id_token_encryption_enc_values_supported"] == ["A256GCM"]
    assert found["request_object_encryption_alg_values_supported"] == ["ECDH-ES", "RSA-OAEP"]
    assert found["dpop_signing_alg_values_supported"] == ["ES256"]
    assert len(found["scopes_supported"]) == 22 + 44 + 8 + 7
    assert "rnipp_identite_pivot" in found["scopes_supported"]
    assert "idp_birthdate" not in found["claims_supported"]
    assert [(key["kty"], key["alg"]) for key in keys] == [("EC", "ES256")]


def test_a_login_on_franceconnect_plus() -> None:
    """The level is the one asked, and cookies do not meet those of the low platform on the same host."""
    with federator(platform=HIGH) as fc:
        browser = fc.browser()
        tokens = browser.tokens()
        assert decoded(tokens["id_token"])[1]["acr"] == "eidas2"
        assert set(browser.cookies) == {"fc_session_id_high_default", "_session_high_default"}


@pytest.mark.parametrize(("platform", "age"), [(LOW, "; Max-Age=1800"), (HIGH, "")])
def test_how_long_the_session_cookie_lives(platform: Platform, age: str) -> None:
    """Half an hour on FranceConnect, as long as the browser on FranceConnect+."""
    with federator(platform=platform) as fc:
        cookie = fc.browser().authorize().headers["set-cookie"]
    assert f"; Path=/{age}; HttpOnly; SameSite=Lax" in cookie


@pytest.mark.parametrize(("platform", "elsewhere"), [(LOW, HIGH), (HIGH, LOW)])
def test_a_client_of_the_other_platform_is_unknown(platform: Platform, elsewhere: Platform) -> None:
    """Y04EA6EF: a registration is for one platform."""
    with federator(habilitation(platform=elsewhere.key), platform=platform) as fc:
        assert error_code(fc.browser().authorize(scope="openid")) == "Y04EA6EF"


def test_the_default_level_of_franceconnect_plus() -> None:
    """An unknown level stands for eidas3; a low one is refused with what was expected."""
    with federator(platform=HIGH) as fc:
        assert decoded(fc.browser().tokens(acr_values="inconnu")["id_token"])[1]["acr"] == "eidas3"
        browser = fc.browser()
        refused = browser.get(location(browser.get(location(browser.authorize(acr_values="eidas1")))))
    told = parameters(location(refused))
    assert told["error_description"].endswith("expected eidas2,eidas3, got eidas1")


def test_franceconnect_plus_signs_with_es256_only() -> None:
    """A registration that asks for another algorithm is refused with the ones that there are."""
    with pytest.raises(ValidationError, match=r"FranceConnect\+.*ES256"):
        habilitation(platform="high", id_token_alg="RS256")


def test_the_session_of_franceconnect_plus_does_not_slide() -> None:
    """Ten minutes from the request on, whatever the citizen does meanwhile: the step is refused."""
    with federator(platform=HIGH) as fc:
        lease, browser = fc.lease("cantine"), fc.browser()
        mire = location(browser.authorize())
        fc.elapse(lease, 400)
        assert browser.get(mire).status_code == 200
        fc.elapse(lease, 201)
        assert error_code(browser.get(mire)) == "Y190001"
