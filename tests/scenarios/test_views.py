"""People as flat rows: the figures of a row are those of the notice that the API serves."""

from itertools import islice

import pytest

from scenarios import views
from scenarios.personas import catalogue
from scenarios.population.habitant import habitant
from scenarios.population.population import Population
from scenarios.population.traits import TRAITS, cherche

WORLD = Population(0)


def rows(annee: int, count: int, *traits: str) -> list[dict[str, object]]:
    """The first rows of the population, by column."""
    return [
        dict(zip(views.COLUMNS, row, strict=True)) for row in islice(views.of_population(WORLD, annee, traits), count)
    ]


def test_a_row_says_what_the_notice_says() -> None:
    """Claims, figures and postal code, for everybody who has a notice; nothing for the others."""
    seen = rows(2023, 200)
    assert len({row["spi"] for row in seen}) == len(seen)
    for row in seen:
        found = habitant(WORLD, str(row["spi"]))
        assert found is not None
        assert row["given_name"] == found.identity.given_name
        notices = found.foyers(2023)
        assert (row["annee"] is None) == (not notices)
        if notices:
            avis = notices[-1].avis
            assert [row[name] for name in ("rfr", "nbPart", "sitFam", "montTotIr", "mntRevbareme")] == [
                avis.get(name) for name in ("rfr", "nbPart", "sitFam", "montTotIr", "mntRevbareme")
            ]
            assert row["nbPac"] == avis["pac"]["nbPac"]
            assert avis["aftDetail"]["codePostal"].startswith(str(row["codePostal"]))


def test_only_living_adults_are_listed() -> None:
    """Whoever reaches 18 after that year has no tax number yet; whoever died before it is nobody's user any more."""
    seen = rows(2040, 300)
    assert all(int(str(row["birthdate"])[:4]) + 18 <= 2040 for row in seen)
    numbers = [WORLD.numero_de_spi(str(row["spi"])) for row in seen]
    assert all(number is not None and WORLD.deces(number).year >= 2040 for number in numbers)
    assert any(WORLD.deces(p).year < 2040 for p in range(max(filter(None, numbers))) if WORLD.individu(p))


@pytest.mark.parametrize("trait", TRAITS)
def test_every_trait_finds_somebody_who_has_it(trait: str) -> None:
    """Among the people of one year; their own record says so too."""
    found = [habitant(WORLD, str(row["spi"])) for row in rows(2023, 3, trait)]
    assert [trait in one.traits for one in found if one] == [True] * 3


def test_a_trait_is_looked_for_by_a_part_of_its_name() -> None:
    """Whatever the case; several may answer."""
    assert cherche("ALTERN") == ("garde alternée",)
    assert set(cherche("avis")) == {"avis tardif", "avis correctif"}
    assert cherche("astronaute") == ()


def test_a_named_persona_gives_the_same_columns() -> None:
    """With the figures that its file states."""
    persona = next(persona for persona in catalogue() if persona.id == "couple-enfants")
    row = dict(zip(views.COLUMNS, views.of_persona(persona, 2024), strict=True))
    assert (row["spi"], row["rfr"], row["nbPac"], row["montTotIr"]) == ("1900000002793", 58500, 2, 2366)
    assert row["codePostal"] == "38000"
    assert views.of_persona(persona, 2020)[len(views.IDENTITY) :] == (None,) * len((*views.FIGURES, *views.LOGIN))
