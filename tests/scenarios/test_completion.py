"""What a file leaves out is completed: names, numbers, figures, lives; the same for everybody who asks."""

import json
from datetime import date
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.boxes import BOXES
from rulebook.formats.family import FIRST_LAW, MOST
from rulebook.formats.persona import visibly_fictitious
from rulebook.formats.reading import Unreadable, read_json, read_toml
from rulebook.formats.statement import Somebody, Statement
from scenarios.datasets.reading import Refused, read
from scenarios.fiscal import ANNEES
from scenarios.fiscal.cases import CONNUES
from scenarios.personas import Resident, catalogue, complete, residents
from scenarios.population.identites import numero_de_spi
from scenarios.population.tirage import cle_de
from scenarios.worlds import World
from simulator.spaces import DEFAULT, Address, Addresses, Space

HERE = Address("http://localhost:8700")
YEARS = {2023, 2024, 2025}


@pytest.fixture
def world() -> World:
    """The default world, with its named personas."""
    return World(Space(DEFAULT, Addresses(HERE, HERE, HERE, HERE)))


@pytest.mark.parametrize("resident", residents(), ids=lambda resident: resident.id)
def test_everybody_teaches_something_and_is_nobody(resident: Resident) -> None:
    """A lesson in two languages, traits, an SPI that no real person has, an address that reaches nobody, every year that the law knows."""
    assert resident.traits
    assert resident.lesson_fr.endswith(".")
    assert resident.lesson_en.endswith((".", "”"))
    assert resident.lesson_fr != resident.lesson_en
    assert all(map(visibly_fictitious, (resident.login, *resident.spouses)))
    assert resident.identity.email.isascii()
    assert resident.identity.email.endswith(("@example.org", ".test"))
    for foyer in resident.persona.foyer:
        assert foyer.avis["aft"] == foyer.avis["aft"].upper()
        assert foyer.avis["revenuBrutGlobal"] is not None


def test_what_is_drawn_for_personas_is_nobodys_in_a_world() -> None:
    """Numbers that are not stated belong to no one of the population, whatever its seed."""
    drawn = [one.login for one in residents() if isinstance(one.stated, Statement) and one.stated.login is None]
    spouses = [number for one in residents() for number in one.spouses if not number.startswith(("19", "06"))]
    assert len(drawn) > 50
    assert len(spouses) == 7
    for seed in (0, 1, 7):
        assert [number for number in (*drawn, *spouses) if numero_de_spi(cle_de(seed), number) is not None] == []


def test_personas_come_back_from_their_own_export() -> None:
    """A complete record is a statement, and completing it changes nothing."""
    for persona in catalogue():
        assert complete(read_json(Statement, persona.model_dump_json(exclude_none=True))) == persona


def test_an_id_alone_is_a_person() -> None:
    """What is not stated is made, the same every time; another id is another person; every year has a notice, even without a law yet."""
    stated = read_toml(Statement, 'id = "quelqu-un"')
    one, again, other = complete(stated), complete(stated), complete(stated.model_copy(update={"id": "autre"}))
    assert one == again
    assert one.identity != other.identity
    assert one.login != other.login
    assert {foyer.annee for foyer in one.foyer} >= {2023, 2024, 2025}
    assert Resident(stated).foyers(2040)


@pytest.mark.parametrize(
    ("birthdate", "shown"),
    [
        ("1946-05-05", {"1AS"}),  # retired for long
        ("1985-05-05", {"1AJ", "1AP", "5HQ", "5KP", "5QC", "5TE", "5TB"}),  # at work, one way or another
    ],
)
def test_a_life_is_borrowed_with_its_age(birthdate: str, shown: set[str]) -> None:
    """Who states a birth date and no household has the life of somebody of that age, under the stated name."""
    for rank in range(5):
        persona = complete(Statement(id=f"p-{rank}", identity=Somebody(family_name="ÉNONCÉ", birthdate=birthdate)))
        assert persona.foyer
        assert all(foyer.avis["nmNaiDec1"] == "ENONCE" for foyer in persona.foyer)
        assert all(shown & set(foyer.declaration) for foyer in persona.foyer if foyer.declaration)


def test_a_minor_borrows_no_household() -> None:
    """A child has a number and no notice, whoever lent the rest."""
    assert complete(Statement(id="enfant", identity=Somebody(birthdate="2016-05-05"))).foyer == ()


def test_a_spouse_of_a_borrowed_life_leads_to_the_same_notice(world: World) -> None:
    """An empty [conjoint] alone: two adults, whose joint notices both numbers find."""
    she = world.admit(Statement(id="deux", conjoint=Somebody(family_name="AUTRE")), date(2026, 11, 23))
    (spouse,) = she.spouses
    joint = [annee for annee in ANNEES if any(foyer.spi_conjoint for foyer in she.foyers(annee))]
    assert joint
    assert all(world.foyers(spouse, annee) == she.foyers(annee) for annee in joint)
    assert she.foyers(joint[0])[-1].avis["nmNaiDec2"] == "AUTRE"


def test_a_couple_borrows_a_second_declarant() -> None:
    """An empty [conjoint] is somebody; what is stated of them is kept; a number is made for them."""
    text = 'id = "paire"\n[conjoint]\ngender = "male"\nfamily_name = "STATED"\n[[foyer]]\nsituation = { sit_fam = "M" }\ndeclaration = { 1AJ = 20000, 1BJ = 10000 }'
    (foyer, *_) = complete(read_toml(Statement, text)).foyer
    assert foyer.avis["nmNaiDec2"] == "STATED"
    assert foyer.avis["prnmDec2"]
    assert foyer.spi_conjoint
    assert visibly_fictitious(foyer.spi_conjoint)
    assert foyer.avis["rfr"] == 27000


def test_a_stated_field_wins_over_the_calculation_alone() -> None:
    """`avis` in part: that field as stated, the others computed; the stated part of an address over the borrowed one."""
    text = 'id = "a"\n[[foyer]]\ndeclaration = { 1AJ = 24000 }\navis = { rfr = 5, sitPart = "X", aftDetail = { codePostal = "97400 SAINT-DENIS" } }'
    foyer = next(foyer for foyer in complete(read_toml(Statement, text)).foyer if foyer.annee == 2024)
    assert (foyer.avis["rfr"], foyer.avis["sitPart"], foyer.avis["revImposable"]) == (5, "X", 21600)
    # 1 111 less 30 % (333.3 → 333): the address decides the overseas abatement.
    assert foyer.avis["mntRevbareme"] == 778
    assert foyer.avis["aft"].endswith("97400 SAINT-DENIS")
    assert foyer.avis["aftDetail"]["voie"] in foyer.avis["aft"]


def _households() -> st.SearchStrategy[dict[str, Any]]:
    letters = st.dictionaries(st.sampled_from("FGHIJNPR"), st.integers(0, 3) | st.just(99), max_size=3)
    return st.fixed_dictionaries(
        {
            "situation": st.fixed_dictionaries(
                {"sit_fam": st.sampled_from("MOCDV"), "enfants": letters},
                optional={
                    "cases": st.lists(st.sampled_from("TLNPFWS"), max_size=2),
                    "imposition_separee": st.booleans(),
                    "non_resident": st.booleans(),
                },
            )
        },
        optional={
            "annee": st.integers(2021, 2030),
            "declaration": st.dictionaries(st.sampled_from(sorted(BOXES)), st.integers(0, MOST), max_size=4),
            "patrimoine": st.just({"autres_biens": 1}),
            "avis": st.sampled_from(({}, {"rfr": 3}, {"aftDetail": {"codePostal": "97200 FORT-DE-FRANCE"}})),
        },
    )


@given(_households(), st.booleans())
@settings(max_examples=60)
def test_whatever_household_is_accepted_can_be_completed(household: dict[str, Any], couple: bool) -> None:
    """Parts by quarters, a tax, a body that the gateway can write; and the record comes back from its export."""
    stated = {"id": "hasard", "foyer": [household], **({"conjoint": {}} if couple else {})}
    try:
        statement = read_json(Statement, json.dumps(stated))
    except Unreadable:
        return
    persona = complete(statement)
    for foyer in persona.foyer:
        assert foyer.avis["nbPart"] * 4 == int(foyer.avis["nbPart"] * 4)
        assert orjson.dumps(foyer.avis)
    assert complete(read_json(Statement, persona.model_dump_json(exclude_none=True))) == persona


def test_a_file_is_read_among_the_others_that_a_bench_imports() -> None:
    """`unefois up --people` takes a statement of a few lines; its faults are told by file and line."""
    (found,) = read([("a.toml", 'id = "a"\n[identity]\nfamily_name = "X"\n')]).personas
    assert (found.id, found.identity.family_name, {foyer.annee for foyer in found.foyer} & YEARS) == ("a", "X", YEARS)
    with pytest.raises(Refused, match="vouliez-vous"):
        read([("a.toml", 'id = "a"\n[identity]\nfamilyname = "X"\n')])


def test_boxes_that_may_be_stated_are_those_that_the_calculation_knows_and_more() -> None:
    """The rulebook's list lacks none of the calculator's."""
    assert CONNUES <= BOXES
    assert ANNEES[0] == FIRST_LAW


def test_what_the_provider_says_and_what_a_login_meets_are_kept(world: World) -> None:
    """`[idp]`, `trouble` and `deces` go from the file to the complete persona, and to whoever asks the world."""
    text = 'format = 1\nid = "x"\ntrouble = "E010008"\ndeces = 2024-02-01\n[idp]\nfamily_name = "minuscule"\nemail = ""'
    newcomer = world.admit(read_toml(Statement, text), date(2026, 1, 1))
    for one in (newcomer, newcomer.persona, world.by_login(newcomer.login)):
        assert one
        assert (one.trouble, one.deces) == ("E010008", date(2024, 2, 1))
        assert one.idp.model_dump(exclude_none=True) == {"family_name": "minuscule", "email": ""}


def test_a_life_ends_with_a_death(world: World) -> None:
    """The last notice is that of the year; without a stated death the same household goes on."""
    text = 'format = 1\nid = "{}"\n{}[identity]\nbirthdate = "1960-05-05"\n[[foyer]]\ndeclaration = {{ 1AJ = 20000 }}'
    dead, alive = (
        world.admit(read_toml(Statement, text.format(id_, deces)), date(2026, 1, 1))
        for id_, deces in (("morte", "deces = 2024-02-01\n"), ("vivante", ""))
    )
    assert [len(dead.foyers(annee)) for annee in (2023, 2024, 2025, 2026)] == [1, 1, 0, 0]
    assert [len(alive.foyers(annee)) for annee in (2023, 2024, 2025, 2026)] == [1, 1, 1, 1]
    assert {foyer.annee for foyer in dead.persona.foyer} == {2021, 2022, 2023, 2024}
