"""Two identities for one citizen, the provider's and the RNIPP's, and what each platform serves of them."""

import hashlib
from base64 import b64encode
from typing import Any

import pytest
from franceconnect_bench import (
    LOGIN,
    SURMESURE,
    Browser,
    decoded,
    error_code,
    federator,
    habilitation,
    location,
    opened,
    parameters,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.platforms import HIGH, LOW, Platform
from scenarios.personas import residents

PEOPLE = {resident.id: resident for resident in residents()}
EVERYTHING = "openid identite_pivot profile birth email idp_birthdate"
PLUS = "openid identite_pivot profile birth email rnipp_identite_pivot"


def claims(browser: Browser, scope: str, persona: str) -> dict[str, Any]:
    """What a téléservice reads of that person."""
    code = browser.log_in(PEOPLE[persona].login, scope=scope)["code"]
    return decoded(browser.userinfo(browser.exchange(code).json()["access_token"]).text)[1]


# ------------------------------------------------------------------ rectified, on FranceConnect
@pytest.mark.parametrize(
    ("persona", "expected"),
    [
        (
            "rectifiee-minuscules",
            {"family_name": "TRÉVIGNAN", "given_name": "Solène Maud", "given_name_array": ["Solène", "Maud"]},
        ),
        ("rectifiee-sans-accents", {"family_name": "BÉRANGUEL", "given_name": "Jérémie Noël"}),
        ("rectifiee-prenoms", {"given_name_array": ["Lison", "Berthe", "Odile"]}),
        ("rectifiee-commune-etrangere", {"birthplace": "", "birthcountry": "99350"}),
        ("rectifiee-date-partielle", {"birthdate": "1962-01-01", "idp_birthdate": "1962-00-00"}),
    ],
)
def test_franceconnect_serves_the_rectified_identity(persona: str, expected: dict[str, Any]) -> None:
    """Whatever the provider wrote; only `idp_birthdate` is the provider's."""
    with federator() as fc:
        said = claims(fc.browser(), EVERYTHING, persona)
        assert {name: said[name] for name in expected} == expected


def test_the_sub_is_of_the_rectified_identity() -> None:
    """The formula, over the RNIPP's names: the provider's spelling does not change who it is."""
    with federator() as fc:
        said = claims(fc.browser(), EVERYTHING, "rectifiee-minuscules")
        pivot = "".join(str(said[name]) for name in ("given_name", "family_name", "birthdate", "gender", "birthplace"))
        known = b64encode(hashlib.sha256(f"{pivot}99100".encode("latin-1")).digest()).decode()
        here = fc.bench.place("default").here
        entity = habilitation().franceconnect
        assert entity
        digest = hashlib.sha256((entity.entity_id + known + here.pairwise_secret).encode()).hexdigest()
        assert said["sub"] == f"{digest}v1"


# ------------------------------------------------------------------ raw, on FranceConnect+
@pytest.mark.parametrize(
    ("persona", "expected"),
    [
        (
            "rectifiee-minuscules",
            {"family_name": "trévignan", "given_name": "solène maud", "rnipp_family_name": "TRÉVIGNAN"}
            | {"rnipp_given_name": "Solène Maud", "rnipp_given_name_array": ["Solène", "Maud"]},
        ),
        (
            "rectifiee-commune-etrangere",
            {
                "birthplace": "Casablanca",
                "birthcountry": "99350",
                "rnipp_birthplace": "",
                "rnipp_birthcountry": "99350",
            },
        ),
        ("rectifiee-date-partielle", {"birthdate": "1962-00-00", "rnipp_birthdate": "1962-01-01"}),
        ("jour-de-naissance-presume", {"birthdate": "1951-11-00", "rnipp_birthdate": "1951-11-01"}),
    ],
)
def test_franceconnect_plus_serves_both(persona: str, expected: dict[str, Any]) -> None:
    """The provider's identity untouched, and the RNIPP's under names of its own; one list of given names only."""
    with federator(habilitation(platform="high", scopes=tuple(PLUS.split())), platform=HIGH) as fc:
        said = claims(fc.browser(), PLUS, persona)
        assert {name: said[name] for name in expected} == expected
        assert "given_name_array" not in said
        assert "idp_birthdate" not in said


def test_the_full_identity_of_franceconnect_plus_has_thirteen_members() -> None:
    """Six of the pivot, the usage name, the e-mail, the sub, and aud, exp, iat, iss."""
    with federator(platform=HIGH) as fc:
        browser = fc.browser()
        code = browser.log_in(LOGIN, scope="openid identite_pivot profile email")["code"]
        said = decoded(browser.userinfo(browser.exchange(code).json()["access_token"]).text)[1]
        pivot = {"given_name", "family_name", "birthdate", "gender", "birthplace", "birthcountry"}
        assert set(said) == {*pivot, "preferred_username", "email", "sub", "aud", "exp", "iat", "iss"}
        assert len(said) == 13


def test_one_person_has_one_sub_whatever_the_platform_says_of_them() -> None:
    """A raw identity does not change it: two spellings, one sub."""
    with federator(platform=HIGH) as fc:
        browser, other = fc.browser(), fc.browser()
        one = claims(browser, "openid", "rectifiee-minuscules")
        rectified = PEOPLE["rectifiee-minuscules"].identity
        raw = {name: getattr(rectified, name) or "" for name in SURMESURE}
        assert other.finish(other.typed(**raw))["sub"] == one["sub"]


# ------------------------------------------------------------------ an identity typed in
def test_an_identity_typed_in_logs_in() -> None:
    """Who is nobody of the world is who they say."""
    with federator() as fc:
        browser = fc.browser()
        said = browser.finish(browser.typed(preferred_username="AUTREMENT"))
        expected = {"given_name": "Camille Ada", "given_name_array": ["Camille", "Ada"], "family_name": "SURMESURE"} | {
            name: SURMESURE[name] for name in ("birthdate", "gender", "birthplace", "birthcountry", "email")
        }
        assert {name: said[name] for name in expected} == expected


def test_an_identity_that_describes_somebody_is_that_person() -> None:
    """Whatever the case and the accents: same sub, rectified names, and the API will find them by pivot."""
    with federator() as fc:
        browser, known = fc.browser(), fc.browser()
        typed = {"given_name": "angela claire louise", "family_name": "dubois", "birthdate": "1962-08-24"}
        said = browser.finish(browser.typed(**typed, email="autre@example.org"))
        assert said["given_name"] == "Angela Claire Louise"
        assert said["email"] == "autre@example.org"
        assert (
            said["sub"]
            == known.finish(known.come_back(known.identify(location(known.choose(location(known.authorize()))))))["sub"]
        )


def test_the_data_provider_learns_the_rectified_identity() -> None:
    """Not what was typed in; no e-mail, no usage name."""
    with federator() as fc:
        browser = fc.browser()
        typed = {"given_name": "angela claire louise", "family_name": "dubois", "birthdate": "1962-08-24"}
        code = parameters(location(browser.agree(location(browser.typed(**typed)))))["code"]
        answer = browser.checktoken(browser.exchange(code).json()["access_token"])
        told = decoded(opened(fc, answer.text)[1])[1]["token_introspection"]
        assert told["given_name_array"] == ["Angela", "Claire", "Louise"]
        assert told["family_name"] == "DUBOIS"
        assert not {"email", "preferred_username"} & set(told)


@pytest.mark.parametrize(
    ("birthdate", "expected"),
    [("1977-00-00", "1977-01-01"), ("1977-05-00", "1977-05-01"), ("1977-05-31", "1977-05-31")],
)
def test_a_partial_birth_date_is_completed(birthdate: str, expected: str) -> None:
    """The first of the unknown; what the provider knew stays in idp_birthdate."""
    with federator() as fc:
        browser = fc.browser()
        page = location(browser.choose(location(browser.authorize(scope=EVERYTHING))))
        said = browser.finish(browser.come_back(browser.type_in(page, birthdate=birthdate)))
        assert (said["birthdate"], said["idp_birthdate"]) == (expected, birthdate)


@pytest.mark.parametrize(
    ("place", "country", "low", "high"),
    [
        ("2A004", "99100", "2A004", "2A004"),
        ("98729", "99100", "98729", "98729"),
        ("", "99139", "", ""),
        ("Lisboa", "99139", "", "Lisboa"),
    ],
)
def test_a_birthplace(place: str, country: str, low: str, high: str) -> None:
    """A commune in France, Corsica and overseas included; abroad FranceConnect says the empty string, FranceConnect+ what it was told."""
    with federator() as fc, federator(platform=HIGH) as plus:
        for bench, expected in ((fc, low), (plus, high)):
            browser = bench.browser()
            said = browser.finish(browser.typed(birthplace=place, birthcountry=country))
            assert (said["birthplace"], said["birthcountry"]) == (expected, country)


def test_the_information_page_names_the_person() -> None:
    """As the téléservice will get them: rectified here, as the provider says on FranceConnect+."""
    login = PEOPLE["rectifiee-minuscules"].login
    with federator() as fc, federator(platform=HIGH) as plus:
        browser, other = fc.browser(), plus.browser()
        assert "Solène Maud TRÉVIGNAN" in browser.get(browser.to_consent(login)).text
        assert "solène maud trévignan" in other.get(other.to_consent(login)).text


# ------------------------------------------------------------------ the European bridge
def european(browser: Browser, login: str) -> dict[str, Any]:
    """Through the bridge, by hint: the claims of userinfo."""
    provider = location(browser.authorize(idp_hint="eidas-bridge", scope="openid identite_pivot profile email"))
    return browser.finish(browser.come_back(browser.identify(provider, login)))


def test_a_european_citizen_has_fewer_claims() -> None:
    """No country of birth, no e-mail; what is optional and absent is left out."""
    with federator(platform=HIGH) as fc:
        said = european(fc.browser(), "PT/FR/fictif-0002")
        assert set(said) == {"sub", "given_name", "family_name", "birthdate", "aud", "exp", "iat", "iss"}
        said = european(fc.browser(), "IT/FR/fictif-0003")
        assert (said["birthplace"], said["preferred_username"]) == ("Napoli", "FINTA")
        assert "birthcountry" not in said


def test_the_sub_of_a_european_citizen_is_of_the_bridges_own() -> None:
    """sha256 of entity + base64(sha256(the bridge's sub)) + secret."""
    with federator(platform=HIGH) as fc:
        said = european(fc.browser(), "SE/FR/fictif-0001")
        known = b64encode(hashlib.sha256(b"SE/FR/fictif-0001").digest()).decode()
        entity = habilitation(platform="high", scopes=("openid",)).franceconnect
        assert entity
        secret = fc.bench.place("default").here.pairwise_secret
        assert said["sub"] == hashlib.sha256((entity.entity_id + known + secret).encode()).hexdigest() + "v1"


def test_the_rnipp_has_nothing_to_say_of_a_european_citizen() -> None:
    """No `rnipp_*` claim, and no refusal of the RNIPP."""
    with federator(habilitation(platform="high", scopes=tuple(PLUS.split())), platform=HIGH) as fc:
        browser = fc.browser()
        page = location(browser.authorize(idp_hint="eidas-bridge", scope=PLUS))
        said = browser.finish(browser.come_back(browser.type_in(page, ennui="E010015")))
        assert [name for name in said if name.startswith("rnipp_")] == []


@pytest.mark.parametrize(
    ("claim", "value", "good"),
    [
        ("gender", None, True),
        ("gender", "F", False),
        ("birthplace", "Napoli", True),
        ("email", None, True),
        ("birthcountry", None, True),
        ("given_name", None, False),
        ("birthdate", None, False),
    ],
)
def test_what_the_bridge_must_give(claim: str, value: str | None, good: bool) -> None:
    """Names and birth date; the rest is optional or not asked, but a gender is one of three."""
    with federator(platform=HIGH) as fc:
        assert fc.browser().typed("eidas-bridge", **{claim: value}).is_redirect is good


def test_after_the_bridge_the_pages_speak_english() -> None:
    """Forced, and the citizen may switch back."""
    with federator(platform=HIGH) as fc:
        browser = fc.browser()
        consent = location(browser.typed("eidas-bridge"))
        assert '<html lang="en">' in browser.get(consent).text
        assert '<html lang="fr">' in browser.get(f"{consent}?ui_locales=fr").text


def test_the_next_citizen_of_the_browser_is_not_european() -> None:
    """English was for that login: nobody chose it."""
    with federator(platform=HIGH) as fc:
        browser = fc.browser()
        assert '<html lang="en">' in browser.get(location(browser.typed("eidas-bridge"))).text
        assert '<html lang="fr">' in browser.get(location(browser.authorize())).text


def test_the_data_provider_gets_nothing_of_a_european_citizen() -> None:
    """No RNIPP identity, hence no sub for the provider: a failure, as far as the published code tells."""
    with federator(platform=HIGH) as fc:
        browser = fc.browser()
        code = parameters(location(browser.agree(location(browser.typed("eidas-bridge")))))["code"]
        answer = browser.checktoken(browser.exchange(code).json()["access_token"])
        assert (answer.status_code, answer.json()["error"]) == (500, "server_error")


# ------------------------------------------------------------------ whatever is typed in
ANYTHING = st.one_of(
    st.text(max_size=300),
    st.sampled_from(
        ("1977-02-31", "0000-00-00", "9999-12-31", "99100", "2A004", "75107", "female", "a@b.c", "\0", "É" * 256)
    ),
)


@settings(max_examples=60)
@given(changes=st.dictionaries(st.sampled_from(sorted(SURMESURE)), ANYTHING), platform=st.sampled_from((LOW, HIGH)))
def test_whatever_is_typed_in_is_a_login_or_a_refusal(changes: dict[str, str], platform: Platform) -> None:
    """Y600006 or the way on, to the claims; never a failure of ours."""
    with federator(platform=platform) as fc:
        browser = fc.browser()
        answer = browser.typed(**changes)
        if answer.is_redirect:
            assert browser.finish(answer)["sub"]
        else:
            assert error_code(answer) == "Y600006"
