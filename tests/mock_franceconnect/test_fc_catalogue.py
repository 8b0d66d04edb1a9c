"""People of the catalogue at FranceConnect: logged in over HTTP, and found among many on the provider's page."""

import re
from typing import Any

import pytest
from franceconnect_bench import Federator, decoded, federator, location

from mock_franceconnect.protocol.identity.provider import SHOWN
from scenarios.personas import residents

PEOPLE = {resident.id: resident for resident in residents()}


def claims(fc: Federator, persona: str) -> dict[str, Any]:
    """What a téléservice reads of that person."""
    browser = fc.browser()
    code = browser.log_in(PEOPLE[persona].login, scope="openid identite_pivot profile birth email idp_birthdate")[
        "code"
    ]
    _, said = decoded(browser.userinfo(browser.exchange(code).json()["access_token"]).text)
    return said


@pytest.mark.parametrize(
    ("persona", "expected"),
    [
        # An unknown day or month is the first one for FranceConnect; the identity provider's own value keeps its zeros.
        ("jour-de-naissance-presume", {"birthdate": "1951-11-01", "idp_birthdate": "1951-11-00", "birthplace": ""}),
        ("date-de-naissance-presumee", {"birthdate": "1948-01-01", "idp_birthdate": "1948-00-00"}),
        ("accents-et-ligatures", {"family_name": "LECŒUR-ÇAVÉ", "given_name_array": ["Zoé", "Maëva"]}),
        ("prenom-a-espace", {"given_name": "Marie Ange Rose", "given_name_array": ["Marie Ange", "Rose"]}),
        ("genre-non-precise", {"gender": "unspecified"}),
        ("ne-a-wallis", {"birthplace": "98611", "birthcountry": "99100"}),
        ("moins-de-16-ans", {"birthdate": "2014-06-18"}),
    ],
)
def test_identities_are_served_as_their_file_states_them(persona: str, expected: dict[str, Any]) -> None:
    """From the login to userinfo."""
    with federator() as fc:
        said = claims(fc, persona)
        assert {name: said[name] for name in expected} == expected


def test_namesakes_have_two_subs() -> None:
    """Same names, same day: the birthplace alone makes two people."""
    with federator() as fc:
        one, other = claims(fc, "homonyme-nantes"), claims(fc, "homonyme-reims")
        assert one["family_name"] == other["family_name"]
        assert one["sub"] != other["sub"]


def test_somebody_is_found_among_many() -> None:
    """The page shows the first ones, newcomers first, and says how many more; a trait or a word finds the others."""
    with federator() as fc:
        browser = fc.browser()
        provider = location(browser.choose(location(browser.authorize())))
        shown = browser.get(provider).text
        logins = re.findall(r'name="login" value="(\d{13})"', shown)
        assert len(logins) == SHOWN < len(PEOPLE)
        assert logins[0] not in {one.login for one in PEOPLE.values()}
        assert f"… et {len(PEOPLE) + 1 - SHOWN} autres" in shown
        assert "<option>avis correctif</option>" in shown
        found = browser.get(f"{provider}&trait=avis+correctif").text
        assert re.findall(r'name="login" value="(\d{13})"', found) == [PEOPLE["avis-correctif"].login]
        assert "<option selected>avis correctif</option>" in found
        assert PEOPLE["veuve-case-l"].login in browser.get(f"{provider}&recherche=veuve").text
        assert "Personne ne correspond." in browser.get(f"{provider}&recherche=veuve&trait=avis+correctif").text
