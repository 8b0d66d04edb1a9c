"""The world of a space: who is recognised, and what a life looks like after its last stated year."""

from datetime import date
from typing import Any

import pytest
from gateway_bench import AVIS, SPI, foyer, habilitation, identity, persona
from hypothesis import given
from hypothesis import strategies as st

from rulebook.formats.persona import Foyer, Persona, Situation
from rulebook.formats.reading import Unreadable
from rulebook.formats.statement import Somebody, StatedFoyer, Statement
from scenarios.datasets.reading import Refused, read
from scenarios.personas import Resident, residents
from scenarios.pivot import pivot_of
from scenarios.population.population import Population
from scenarios.worlds import World, Worlds
from simulator.spaces import DEFAULT, Address, Addresses, Space

SPOUSE = "0123456700600"
TODAY = date(2026, 11, 23)
HERE = Address("http://localhost:8700")


@pytest.fixture
def world() -> World:
    """The default world, with its named personas."""
    return World(Space(DEFAULT, Addresses(HERE, HERE, HERE, HERE)))


def test_everybody_is_recognised_by_their_own_identity(world: World) -> None:
    """Each named persona is the only one whom their own pivot identity describes."""
    people = list(world.residents())
    assert people
    for citizen in people:
        assert [found.login for found in world.by_pivot(pivot_of(citizen.identity))] == [citizen.login]


def test_namesakes_are_all_given(world: World) -> None:
    """Two people with one identity are both found: the caller must not pick."""
    world.add(persona(SPI))
    world.add(persona("0123456789790"))
    assert [found.login for found in world.by_pivot(pivot_of(identity()))] == [SPI, "0123456789790"]


def test_an_inhabitant_gives_way_to_who_takes_their_number(world: World) -> None:
    """Found by number and by identity until somebody named has that number; the former identity is then nobody's."""
    inhabitant = Population(0).individu(30)
    assert inhabitant
    spi, former = inhabitant.spi, inhabitant.pivot
    assert [found.login for found in world.by_pivot(former)] == [spi]
    assert world.foyers(spi, 2023)
    world.add(persona(spi))
    assert world.by_pivot(former) == ()
    assert [found.login for found in world.by_pivot(pivot_of(identity()))] == [spi]
    assert world.foyers(spi, 2021) == ()


def test_a_whole_souche_gives_way(world: World) -> None:
    """The joint notice of the other spouse would name somebody whom the number no longer means."""
    population = Population(0)
    first, second = next(
        (population.spi(2 * souche), population.spi(2 * souche + 1))
        for souche in range(1_000)
        if any(len(notice.declarants) == 2 for notice in population.foyers(souche, 2023))
    )
    assert world.foyers(first, 2023)
    world.add(persona(second))
    assert world.foyers(first, 2023) is None
    assert world.by_login(first) is None


def test_a_persona_with_the_identity_of_an_inhabitant_is_a_namesake(world: World) -> None:
    """Both are found: the caller must not pick."""
    inhabitant = Population(0).individu(30)
    assert inhabitant
    world.add(persona(SPI, inhabitant.identity()))
    assert {found.login for found in world.by_pivot(inhabitant.pivot)} == {SPI, inhabitant.spi}


def test_a_replaced_persona_is_forgotten(world: World) -> None:
    """The same login replaces: the former identity leads nowhere."""
    world.add(persona(SPI))
    world.add(persona(SPI, identity(family_name="Autre")))
    assert world.by_pivot(pivot_of(identity())) == ()


def test_newcomers_come_first_and_a_trait_finds_them(world: World) -> None:
    """Whatever the case of the trait; an empty one finds everybody."""
    newcomer = world.admit(Statement(id="nouvelle", traits=("Très rare",)), date(2026, 11, 23))
    assert world.residents()[0] is newcomer
    assert list(world.residents("TRÈS RARE")) == [newcomer]
    assert len(list(world.residents())) == len(residents()) + 1


ALONE = StatedFoyer(annee=2024)
JOINT: dict[str, Any] = {"annee": 2024, "situation": Situation(sit_fam="M"), "spi_conjoint": SPOUSE}


@pytest.mark.parametrize("own", [(ALONE,), (StatedFoyer(),), None])
def test_nobody_has_a_notice_beside_a_joint_one(world: World, own: tuple[StatedFoyer, ...] | None) -> None:
    """A joint notice with the number of somebody who declares alone that year is refused, whoever comes first; shipped personas too."""
    host = Statement(id="conjoint-e", foyer=(StatedFoyer(**JOINT),))
    other = Statement(id="seul-e", login=SPOUSE, foyer=own, identity=Somebody(birthdate="1980-01-01"))
    for first, second in ((host, other), (other, host)):
        here = World(Space(DEFAULT, Addresses(HERE, HERE, HERE, HERE)))
        here.admit(first, TODAY)
        with pytest.raises(Unreadable, match="seul-e aurait deux avis de 20"):
            here.admit(second, TODAY)
    joined = StatedFoyer(**{**JOINT, "spi_conjoint": "1900000001792"})
    with pytest.raises(Unreadable, match="celibataire aurait deux avis de 2024"):
        world.admit(Statement(id="intrus", foyer=(joined,)), TODAY)


def test_a_survivor_has_a_joint_notice_then_their_own(world: World) -> None:
    """The two notices of a year of death, from two files; and a couple may be stated again."""
    host = Statement(id="defunt", foyer=(StatedFoyer(**JOINT, fin=date(2024, 5, 1)),))
    world.admit(host, TODAY)
    # A file states both notices of a death; the survivor alone comes in as a complete record.
    world.add(Persona(**persona(SPOUSE).model_dump(exclude={"foyer"}), foyer=(foyer(2024, debut=date(2024, 5, 2)),)))
    world.admit(host, TODAY)
    assert [(found.fin, found.debut) for found in world.foyers(SPOUSE, 2024) or ()] == [
        (date(2024, 5, 1), None),
        (None, date(2024, 5, 2)),
    ]


def test_a_number_belongs_to_one_id(world: World) -> None:
    """Both together replace; one of them alone is refused, from the control API as from a data set."""
    today = date(2026, 11, 23)
    first = world.admit(Statement(id="une"), today)
    again = world.admit(Statement(id="une", traits=("changée",)), today)
    assert world.by_login(first.login) is again
    for wrong in (Statement(id="autre", login=first.login), Statement(id="une", login=SPI)):
        with pytest.raises(Unreadable, match="est déjà celui"):
            world.admit(wrong, today)
    files = [("a.toml", 'id = "deux"\nlogin = "0123456700600"'), ("b.toml", f'id = "une"\nlogin = "{SPI}"')]
    with pytest.raises(Refused, match=r"b\.toml: l'id une est déjà celui"):
        world.load(read(files), today)
    assert world.by_login("0123456700600") is None


def test_a_given_name_may_hold_a_space() -> None:
    """`Marie Ange` is the same person whether one given name or two."""
    one, two = identity(given_name_array=("Marie Ange",)), identity(given_name_array=("Marie", "Ange"))
    assert pivot_of(one) == pivot_of(two)


def test_nobody_has_that_number(world: World) -> None:
    """An unknown number is None, which is not the same as no notice."""
    world.add(persona(SPI, None, foyer(2023)))
    assert world.foyers("0999999999999", 2023) is None
    assert world.foyers(SPI, 2022) == ()


def test_a_spouse_leads_to_the_household(world: World) -> None:
    """The second declarant's number gives the household's notice in the years they share, and nothing in the others."""
    world.add(persona(SPI, None, foyer(2022), foyer(2023, spi_conjoint=SPOUSE)))
    assert world.foyers(SPOUSE, 2023) == world.foyers(SPI, 2023) != ()
    assert world.foyers(SPOUSE, 2022) == ()


WAGES = {"1AJ": 24000}
EXPLAINED = {**AVIS, "rfr": 21600, "nbPart": 1}


@given(st.integers(2025, 2037))  # she is 65 in 2038, and has an allowance from then on
def test_life_goes_on_after_the_last_stated_year(annee: int) -> None:
    """Years after the last stated one: the same boxes under that year's law, with the dates of the notice moved."""
    last = foyer(2024, declaration=WAGES, avis=EXPLAINED)
    (later,) = Resident(persona(SPI, None, foyer(2023), last)).foyers(annee)
    assert later.annee == annee
    assert later.avis["datEtab"] == f"07/07/{annee + 1}"
    assert later.avis["dateNaisDec1"]["annee"] == "1973"
    assert later.avis["rfr"] == 21600
    # 11 % × (21 600 − 11 600) = 1 100 under the law of 2025, the last one published; 1 111 were stated for 2024.
    assert (last.avis["mntRevbareme"], later.avis["mntRevbareme"]) == (1111, 1100)


def test_a_notice_that_its_boxes_do_not_make_says_nothing_of_later_years() -> None:
    """Figures stated without the declaration that makes them stay in their year."""
    assert Resident(persona(SPI, None, foyer(2024))).foyers(2025) == ()


def test_a_year_between_two_stated_ones_stays_empty() -> None:
    """Only what follows the last stated year is made up."""
    stated = persona(SPI, None, foyer(2021), foyer(2024))
    assert Resident(stated).foyers(2022) == ()
    assert Resident(stated).foyers(2020) == ()


WIDOWED = {**AVIS, "sitFam": "V", "nbPart": 2}


def test_a_survivor_lives_on_alone(world: World) -> None:
    """After a death, the survivor's notice goes on, whole years; the deceased has none."""
    world.add(
        persona(
            SPI,
            None,
            foyer(2024, debut=date(2024, 3, 2), situation=Situation(sit_fam="V"), declaration=WAGES, avis=WIDOWED),
            foyer(2024, spi_conjoint=SPOUSE, fin=date(2024, 3, 1)),
        )
    )
    both = world.foyers(SPI, 2024)
    assert both is not None
    assert [found.fin for found in both] == [date(2024, 3, 1), None]
    assert both[1].avis["nbPart"] == 2
    (later,) = world.foyers(SPI, 2026) or ()
    assert (later.debut, later.spi_conjoint) == (None, None)
    assert later.avis["nbPart"] == 1
    assert world.foyers(SPOUSE, 2026) == ()


def test_a_household_that_ended_gives_nothing_more() -> None:
    """A last notice with an end is the last."""
    ended: Foyer = foyer(2024, fin=date(2024, 6, 30), declaration=WAGES, avis=EXPLAINED)
    assert Resident(persona(SPI, None, ended)).foyers(2025) == ()


def test_somebody_who_never_declared() -> None:
    """Nobody's household is made up from nothing."""
    nobody = persona(SPI, None, foyer(2024)).model_copy(update={"foyer": ()})
    assert Resident(nobody).foyers(2030) == ()


def test_a_reset_world_is_made_again() -> None:
    """Forgetting a space's world loses what was added to it, and keeps its credentials."""
    space, worlds = Space(DEFAULT, Addresses(HERE, HERE, HERE, HERE)), Worlds()
    worlds.of(space).add(persona(SPI))
    provider = worlds.of(space).dgfip
    worlds.forget(space)
    assert worlds.of(space).by_login(SPI) is None
    assert worlds.of(space).dgfip == provider


def test_applications_are_found_by_each_of_their_names() -> None:
    """By id, by FranceConnect's client_id, by the gateway's key; never by another's."""
    world = World(Space(DEFAULT, Addresses(HERE, HERE, HERE, HERE), seed=3))
    application = world.register(habilitation())
    credentials = application.credentials
    assert world.application("cantine") is application
    assert world.by_client_id(credentials.client_id) is application
    assert world.by_apim_key(credentials.apim_key) is application
    assert world.by_client_id(credentials.apim_key) is None
    assert world.application("autre") is None
