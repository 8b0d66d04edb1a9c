"""The whole way, as recorded on the engine: discovery to introspection."""

from franceconnect_bench import (
    CALLBACK,
    ISSUER,
    NONCE,
    STATE,
    credentials,
    decoded,
    federator,
    location,
    opened,
    parameters,
)


def test_each_hop_of_a_login_is_the_recorded_one() -> None:
    """303 to the mire, 302 to the provider and through the checks, 303 to the client with code, state, iss."""
    with federator() as fc:
        browser = fc.browser()
        started = browser.authorize(scope="openid identite_pivot email dgfip_rfr")
        assert started.status_code == 303
        mire = location(started)
        assert mire.startswith("/api/v2/interaction/")
        assert len(mire.rpartition("/")[2]) == 43
        chosen = browser.choose(mire)
        assert chosen.status_code == 302
        arrived = browser.identify(location(chosen))
        verify = browser.get(location(arrived))
        assert (verify.status_code, location(verify)) == (302, f"{mire}/verify")
        consent = browser.get(location(verify))
        assert (consent.status_code, location(consent)) == (302, f"{mire}/consent")
        back = browser.agree(location(consent))
        assert back.status_code == 303
        assert location(back).startswith(f"{CALLBACK}?")
        callback = parameters(location(back))
        assert list(callback) == ["code", "state", "iss"]
        assert (len(callback["code"]), callback["state"], callback["iss"]) == (43, STATE, ISSUER)


def test_the_partners_learn_what_they_may() -> None:
    """Tokens, userinfo, introspection: members and order as recorded."""
    with federator() as fc:
        browser = fc.browser()
        client_id, _ = credentials(fc)
        answer = browser.exchange(browser.log_in(scope="openid identite_pivot email dgfip_rfr")["code"])
        assert answer.status_code == 200
        tokens = answer.json()
        assert list(tokens) == ["access_token", "expires_in", "id_token", "scope", "token_type"]
        assert (len(tokens["access_token"]), tokens["expires_in"], tokens["token_type"]) == (43, 60, "Bearer")
        assert tokens["scope"] == "openid identite_pivot email dgfip_rfr"
        header, claims = decoded(tokens["id_token"])
        assert list(header) == ["alg", "kid"]
        assert header["alg"] == "ES256"
        assert list(claims) == ["sub", "acr", "auth_time", "nonce", "aud", "exp", "iat", "iss"]
        assert (claims["acr"], claims["nonce"], claims["aud"], claims["iss"]) == ("eidas1", NONCE, client_id, ISSUER)
        assert claims["exp"] - claims["iat"] == 60
        assert len(claims["sub"]) == 66
        assert claims["sub"].endswith("v1")

        told = browser.userinfo(tokens["access_token"])
        assert told.status_code == 200
        assert told.headers["content-type"] == "application/jwt; charset=utf-8"
        header, person = decoded(told.text)
        assert list(header) == ["alg", "kid"]
        assert list(person) == [
            "sub",
            "given_name",
            "given_name_array",
            "family_name",
            "birthdate",
            "gender",
            "birthplace",
            "birthcountry",
            "email",
            "aud",
            "exp",
            "iat",
            "iss",
        ]
        assert person["sub"] == claims["sub"]
        assert person["given_name_array"] == ["Angela", "Claire", "Louise"]

        checked = browser.checktoken(tokens["access_token"])
        assert checked.status_code == 200
        assert checked.headers["content-type"] == "application/token-introspection+jwt"
        outer, compact = opened(fc, checked.text)
        assert set(outer) == {"alg", "enc", "epk"}
        inner, introspection = decoded(compact)
        assert list(inner) == ["alg", "kid"]
        assert list(introspection) == ["iss", "aud", "iat", "token_introspection"]
        about = introspection["token_introspection"]
        assert about["scope"] == "dgfip_rfr"
        assert about["sub"] != claims["sub"]
        assert (about["active"], about["aud"], about["acr"]) == (True, client_id, "eidas1")
        assert about["jti"] == tokens["access_token"]
        assert about["exp"] - about["iat"] == 60
        assert "email" not in about
