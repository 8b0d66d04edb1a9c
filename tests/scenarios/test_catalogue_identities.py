"""Identities of the catalogue: what FranceConnect's own test identities vary."""

from typing import Any

import pytest

from scenarios.personas import residents

PEOPLE = {resident.id: resident for resident in residents()}


@pytest.mark.parametrize(
    ("persona", "claims"),
    [
        ("trois-prenoms", {"given_name": "Angela Claire Louise", "preferred_username": None}),
        ("deux-prenoms", {"given_name_array": ("Hugo", "Élie")}),
        ("nom-d-usage", {"family_name": "ORTEVENT", "preferred_username": "SAINTAMOND"}),
        ("nom-compose", {"family_name": "GRANDVERGER-SOLTAIN"}),
        ("accents-et-ligatures", {"family_name": "LECŒUR-ÇAVÉ"}),
        ("prenom-compose", {"given_name_array": ("Anne-Lise",)}),
        ("prenom-a-espace", {"given_name_array": ("Marie Ange", "Rose"), "given_name": "Marie Ange Rose"}),
        ("genre-non-precise", {"gender": "unspecified"}),
        ("corse", {"birthplace": "2A004", "birthcountry": "99100"}),
        ("nee-en-haute-corse", {"birthplace": "2B033", "birthcountry": "99100"}),
        ("polynesie", {"birthplace": "98729", "birthcountry": "99100"}),
        ("ne-a-wallis", {"birthplace": "98611", "birthcountry": "99100"}),
        ("nee-en-algerie", {"birthplace": "", "birthcountry": "99352"}),
        ("ne-au-portugal", {"birthplace": "", "birthcountry": "99139"}),
        ("nee-en-italie", {"birthplace": "", "birthcountry": "99127"}),
        ("jour-de-naissance-presume", {"birthdate": "1951-11-01", "birthcountry": "99350"}),
        ("date-de-naissance-presumee", {"birthdate": "1948-01-01", "birthcountry": "99352"}),
    ],
)
def test_identities_are_what_their_file_is_about(persona: str, claims: dict[str, Any]) -> None:
    """The claims that FranceConnect's own test identities vary."""
    identity = PEOPLE[persona].identity
    assert {name: getattr(identity, name) for name in claims} == claims


def test_a_ligature_is_two_letters_in_a_notice() -> None:
    """The lesson of accents-et-ligatures, and departments of three digits for births overseas."""
    assert PEOPLE["accents-et-ligatures"].foyers(2024)[0].avis["nmNaiDec1"] == "LECOEUR-CAVE"
    assert PEOPLE["ne-a-wallis"].foyers(2024)[0].avis["dptNaissDec1"] == "986"
    assert len(PEOPLE["nom-de-soixante-lettres"].identity.family_name) > 50
    assert len(PEOPLE["nom-de-quarante-lettres"].identity.family_name) == 40


def test_ages_of_the_young() -> None:
    """Under 16 and under 18 for years to come; the young adult declares from the year in which she is 18, 2023."""
    assert PEOPLE["moins-de-16-ans"].identity.birthdate > "2013"
    assert PEOPLE["moins-de-18-ans"].identity.birthdate > "2009"
    assert [len(PEOPLE["moins-de-25-ans"].foyers(annee)) for annee in (2022, 2023)] == [0, 1]
