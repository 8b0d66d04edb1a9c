"""The catalogue against the table of the tax fact sheet (§5): each row has its personas, and they show what the row says.

Figures are of income year 2024 unless said otherwise, worked out by hand from the fact sheet (§2.1, §2.2, §3.1); where the working is
long, it stands in the persona's own file.
"""

import json
from datetime import date
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.boxes import BOXES
from rulebook.formats.family import FIRST_LAW, MOST
from rulebook.formats.persona import Foyer, Identity, visibly_fictitious
from rulebook.formats.reading import Unreadable, read_json, read_toml
from rulebook.formats.statement import Statement
from scenarios.datasets.reading import Refused, read
from scenarios.fiscal import ANNEES, ifi
from scenarios.fiscal.cases import CONNUES
from scenarios.fiscal.parametres import loi
from scenarios.personas import Resident, catalogue, complete, residents
from scenarios.pivot import pivot_of
from scenarios.population.identites import numero_de_spi
from scenarios.population.tirage import cle_de
from scenarios.worlds import World
from simulator.spaces import DEFAULT, Address, Addresses, Space

PEOPLE = {resident.id: resident for resident in residents()}
HERE = Address("http://localhost:8700")
ABSENT = object()


def notice(persona: str, annee: int = 2024) -> Foyer:
    """The only notice of that year, or the latest issued."""
    return PEOPLE[persona].foyers(annee)[-1]


# Row, persona, income year, fields that the row is about. ABSENT: the field must not be there.
ROWS: list[tuple[int, str, int, dict[str, Any]]] = [
    (1, "veuvage", 2024, {"sitFam": "V", "nbPart": 2}),
    (2, "veuvage", 2025, {"sitFam": "V", "nbPart": 1}),
    (2, "veuve-case-l", 2024, {"sitFam": "V", "nbPart": 1.5, "mntRevbareme": 479}),
    (3, "veuve-deux-enfants", 2024, {"sitFam": "V", "nbPart": 3, "sitParIso": "T"}),
    (4, "divorce-elle", 2023, {"sitFam": "M", "nbPart": 2, "nmNaiDec2": "TRIBOULOT"}),
    (4, "divorce-elle", 2024, {"sitFam": "D", "nbPart": 1, "nmNaiDec2": ABSENT, "rfr": 26100}),
    (4, "divorce-lui", 2024, {"sitFam": "D", "nbPart": 1, "nmNaiDec2": ABSENT, "rfr": 31500}),
    (5, "pacs-elle", 2023, {"sitFam": "C", "nbPart": 1, "nmNaiDec2": ABSENT}),
    (5, "pacs-elle", 2024, {"sitFam": "O", "nbPart": 2, "nmNaiDec2": "QUERMOND", "rfr": 45900}),
    (5, "pacs-lui", 2023, {"sitFam": "C", "nbPart": 1, "rfr": 23400}),
    (6, "imposition-separee", 2024, {"sitFam": "M", "nbPart": 1, "indOptionImpotSepar": "O", "nmNaiDec2": ABSENT}),
    (6, "imposition-separee", 2025, {"sitFam": "M", "nbPart": 2, "indOptionImpotSepar": ABSENT}),
    (7, "concubine-mere", 2024, {"sitFam": "C", "nbPart": 1.5, "sitParIso": ABSENT}),
    (7, "concubin-pere", 2024, {"sitFam": "C", "nbPart": 1}),
    (8, "garde-alternee", 2024, {"sitFam": "D", "nbPart": 1.5, "rfr": 27000, "mntRevbareme": 1073, "impAvImput": 670}),
    (8, "garde-alternee-en-couple", 2024, {"nbPart": 1.25, "sitParIso": ABSENT}),
    (9, "garde-mixte", 2024, {"sitFam": "M", "nbPart": 2.75}),
    (10, "parents-d-etudiante", 2024, {"nbPart": 2.5}),
    (11, "jeune-couple-rattache", 2023, {"nbPart": 2, "revenuBrutGlobal": 69300, "revImposable": 69300 - 2 * 6674}),
    (11, "jeune-couple-rattache", 2024, {"nbPart": 2, "revImposable": 69300 - 2 * 6794}),
    (12, "carte-invalidite", 2024, {"nbPart": 3.5, "mntRevbareme": 18731 - 3 * 1791 - 2 * 1785}),
    (12, "carte-invalidite", 2024, {"sitParDeclaree": {"sitPartP": "P"}}),
    (13, "parent-isole-plafonne", 2023, {"nbPart": 2, "sitParIso": "T", "mntRevbareme": 12186 - 4149}),
    (13, "parent-isole-plafonne", 2024, {"nbPart": 2, "sitParIso": "T", "mntRevbareme": 12065 - 4224}),
    (14, "case-l", 2024, {"nbPart": 1.5, "mntRevbareme": 6665 - 1069, "sitParDeclaree": {"indEnfSeul5ansMin": "L"}}),
    (14, "case-l-en-couple", 2024, {"nbPart": 1, "mntRevbareme": 6665}),
    (15, "nee-a-l-etranger", 2024, {"dptNaissDec1": "99", "lieuNaissDec1": ABSENT}),
    (15, "ne-au-maroc", 2024, {"dptNaissDec1": "99", "lieuNaissDec1": "MAROC"}),
    (16, "homonyme-nantes", 2024, {"nmNaiDec1": "CARTIGNOL", "prnmDec1": "PAUL HENRI", "lieuNaissDec1": "NANTES"}),
    (16, "homonyme-reims", 2024, {"nmNaiDec1": "CARTIGNOL", "prnmDec1": "PAUL HENRI", "lieuNaissDec1": "REIMS"}),
    (17, "apostrophe", 2024, {"nmNaiDec1": "D'ARC"}),
    (17, "n-guyen", 2024, {"nmNaiDec1": "N'GUYEN"}),
    (17, "le-goff", 2024, {"nmNaiDec1": "LE GOFF"}),
    (17, "de-la-tour", 2024, {"nmNaiDec1": "DE LA TOUR", "prnmDec1": "JEAN-PIERRE MARIE"}),
    (18, "celibataire", 2024, {"nmUsaDec1": ABSENT}),
    (18, "nom-d-usage-identique", 2024, {"nmNaiDec1": "PERRIGNAC", "nmUsaDec1": "PERRIGNAC"}),
    (18, "nom-d-usage", 2024, {"nmNaiDec1": "ORTEVENT", "nmUsaDec1": "SAINTAMOND"}),
    (19, "prenom-unique", 2024, {"nmNaiDec1": "LY", "prnmDec1": "AN"}),
    (19, "nom-de-quarante-lettres", 2024, {"nmNaiDec1": "DE SAINT-AMBROISE D'ESCARGUEL DE VALMORE"}),
    (20, "revenu-nul", 2024, {"rfr": 0, "mntRevbareme": ABSENT, "impAvImput": 0, "montTotIr": 0}),
    (21, "sous-le-bareme", 2024, {"rfr": 9900, "mntRevbareme": 0, "impAvImput": 0}),
    (21, "parent-isole", 2024, {"mntRevbareme": 259, "impAvImput": 0}),
    (22, "impot-60", 2024, {"impAvImput": 0, "montTotIr": 0, "rfr": 8100 + 469}),
    (22, "impot-61", 2024, {"impAvImput": 61, "montTotIr": 61, "rfr": 8100 + 477}),
    (23, "deficit-commerce", 2024, {"indDeficit": "O", "revenuBrutGlobal": -7800, "rfr": 0}),
    (23, "deficit-foncier", 2024, {"indDeficit": "O", "revenuBrutGlobal": -4600, "rfr": 0}),
    (23, "frais-reels", 2024, {"indDeficit": "O", "revenuBrutGlobal": -3000, "rfr": 0}),
    (24, "credits-d-impot", 2024, {"impAvImput": 0, "montTotIr": -(3500 + 2000) // 2}),
    (25, "rentiere", 2024, {"rfr": 60000, "revImposable": 0, "impAvImput": 7680}),
    (26, "avis-correctif", 2024, {"rfr": 21600, "datEtab": "15/01/2026", "datRec": "28/02/2026", "numRole": "031"}),
    (27, "declaration-tardive", 2024, {"rfr": 23400, "datEtab": "10/12/2025"}),
    (29, "non-residente", 2024, {"mntRevbareme": ABSENT, "impAvImput": 3600}),
    (29, "non-residente", 2024, {"aft": "17 RUE DES GLYCINES BRUXELLES BELGIQUE"}),
    (30, "nee-a-l-etranger", 2024, {"rfr": 54000, "mntRevbareme": 9365 - 2450}),
    (30, "martinique", 2024, {"rfr": 54000, "mntRevbareme": 9365 - 2450}),
    (30, "guyane", 2024, {"rfr": 54000, "mntRevbareme": 9365 - 3746}),
    (30, "mayotte", 2024, {"rfr": 54000, "mntRevbareme": 9365 - 3746}),
    (30, "corse", 2024, {"dptNaissDec1": "2A", "lieuNaissDec1": "AJACCIO", "mntRevbareme": 1111}),
    (31, "revenu-600-000", 2024, {"rfr": 605574, "impAvImput": 249241, "montTotIr": 249241 + 11723}),
    (31, "revenu-12-millions", 2024, {"rfr": 11985574}),
    (32, "soixante-cinq-ans", 2023, {"revenuBrutGlobal": 18000, "rfr": 18000}),
    (32, "soixante-cinq-ans", 2024, {"revenuBrutGlobal": 18000, "rfr": 18000 - 1398}),
    (32, "retraites", 2024, {"revenuBrutGlobal": 21150, "rfr": 21150 - 2796}),
]
# Rows told by a test of their own: 28 is a matter of calendar, whoever asks.
APART = {28}


@pytest.mark.parametrize(
    ("persona", "annee", "expected"),
    [pytest.param(*row[1:], id=f"row-{row[0]}-{row[1]}-{row[2]}-{'-'.join(row[3])}") for row in ROWS],
)
def test_each_row_is_shown(persona: str, annee: int, expected: dict[str, Any]) -> None:
    """The notice has what the row of the table says of it, and lacks what the row says it lacks."""
    avis = notice(persona, annee).avis
    assert {field: avis.get(field, ABSENT) for field in expected} == expected


def test_every_row_of_the_table_has_somebody() -> None:
    """Thirty-two rows, none forgotten."""
    assert {row[0] for row in ROWS} | APART == set(range(1, 33))


@pytest.mark.parametrize(
    ("persona", "counted"),
    [
        ("garde-alternee", {"nbPac": 1, "nbPacH": 1}),
        ("garde-mixte", {"nbPac": 2, "nbPacF": 1, "nbPacH": 1}),
        ("parents-d-etudiante", {"nbPac": 1, "nbPacJ": 1}),
        ("jeune-couple-rattache", {"nbPac": 2, "nbPacN": 2}),
        ("carte-invalidite", {"nbPac": 1, "nbPacF": 1, "nbPacG": 1}),
        ("concubine-mere", {"nbPac": 1, "nbPacF": 1}),
        ("concubin-pere", {"nbPac": 0}),
        ("case-l", {"nbPac": 0}),
    ],
)
def test_dependants_are_counted_by_letter(persona: str, counted: dict[str, int]) -> None:
    """Rows 7 to 12: nbPac and its letters; the others are 0."""
    assert {letter: count for letter, count in notice(persona).avis["pac"].items() if count} | {
        "nbPac": notice(persona).avis["pac"]["nbPac"]
    } == counted


def test_a_year_of_death_has_a_joint_notice_then_one_alone() -> None:
    """Row 1."""
    before, after = PEOPLE["veuvage"].foyers(2024)
    assert (before.avis["sitFam"], after.avis["sitFam"]) == ("M", "V")
    assert (before.fin, after.debut) == (date(2024, 9, 3), date(2024, 9, 4))


def test_a_correction_is_a_second_notice_of_the_same_period() -> None:
    """Row 26: the first says 30 000 of wages, the second 24 000, under another role; other years have one."""
    first, second = PEOPLE["avis-correctif"].foyers(2024)
    assert (first.avis["rfr"], second.avis["rfr"]) == (27000, 21600)
    assert (first.emission, second.emission) == (None, date(2026, 1, 15))
    assert first.avis["numRole"] != second.avis["numRole"]
    assert len(PEOPLE["avis-correctif"].foyers(2025)) == 1


def test_a_late_notice_comes_after_everybodys() -> None:
    """Row 27: the year before it was on time."""
    assert notice("declaration-tardive").emission == date(2025, 12, 10)
    assert notice("declaration-tardive", 2023).emission is None


@pytest.mark.parametrize(
    "persona", ["etudiante-rattachee", "polynesie", "nouvelle-caledonie", "moins-de-16-ans", "moins-de-18-ans"]
)
def test_who_declares_nothing_is_known_and_has_nothing(world: World, persona: str) -> None:
    """Rows 10 and 30, and minors: a number that exists, no notice; not an unknown number."""
    assert world.foyers(PEOPLE[persona].login, 2024) == ()


@pytest.fixture
def world() -> World:
    """The default world, with its named personas."""
    return World(Space(DEFAULT, Addresses(HERE, HERE, HERE)))


@pytest.mark.parametrize(
    ("she", "he", "joint", "apart"),
    [("divorce-elle", "divorce-lui", 2023, 2024), ("pacs-elle", "pacs-lui", 2024, 2023)],
)
def test_two_who_log_in_share_a_notice_while_they_are_a_couple(
    world: World, she: str, he: str, joint: int, apart: int
) -> None:
    """Rows 4 and 5: the same document in the common years, one each in the others."""
    hers, his = PEOPLE[she].login, PEOPLE[he].login
    assert world.foyers(hers, joint) == world.foyers(his, joint)
    (one,), (other,) = world.foyers(hers, apart) or (), world.foyers(his, apart) or ()
    assert one.avis["nmNaiDec1"] != other.avis["nmNaiDec1"]
    declared = {name: value for name, value in notice(she, joint).avis.items() if name.endswith("NaiDec2")}
    assert declared["nmNaiDec2"] == PEOPLE[he].identity.family_name
    assert len(world.foyers(his, 2030) or ()) == 1


def test_namesakes_differ_by_their_birthplace_only() -> None:
    """Row 16: two pivot identities, two numbers."""
    one, other = PEOPLE["homonyme-nantes"], PEOPLE["homonyme-reims"]
    assert _but_for_the_place(one) == _but_for_the_place(other)
    assert pivot_of(one.identity) != pivot_of(other.identity)
    assert one.login != other.login


def _but_for_the_place(who: Resident) -> Identity:
    return who.identity.model_copy(update={"birthplace": "", "email": ""})


def test_the_wealth_tax_is_owed_above_the_threshold_only() -> None:
    """Row 25: 900 000 × 70 % + 1 900 000 = 2 530 000 is above 1 300 000; 428 573 × 70 % = 300 001, + 999 999 = 1 300 000 is not."""
    owed = {}
    for persona in ("rentiere", "rentier-sous-le-seuil"):
        stated = notice(persona).patrimoine
        assert stated
        owed[persona] = ifi.redevable(stated.residence_principale, stated.autres_biens, loi(2024).ifi)
    assert owed == {"rentiere": True, "rentier-sous-le-seuil": False}


# ------------------------------------------------------------------ identities (FranceConnect fact sheet, J and E)
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
    assert notice("accents-et-ligatures").avis["nmNaiDec1"] == "LECOEUR-CAVE"
    assert notice("ne-a-wallis").avis["dptNaissDec1"] == "986"
    assert len(PEOPLE["nom-de-soixante-lettres"].identity.family_name) > 50
    assert len(PEOPLE["nom-de-quarante-lettres"].identity.family_name) == 40


def test_ages_of_the_young() -> None:
    """Under 16 and under 18 for years to come; the young adult declares from the year in which she is 18, 2023."""
    assert PEOPLE["moins-de-16-ans"].identity.birthdate > "2013"
    assert PEOPLE["moins-de-18-ans"].identity.birthdate > "2009"
    assert [len(PEOPLE["moins-de-25-ans"].foyers(annee)) for annee in (2022, 2023)] == [0, 1]


# ------------------------------------------------------------------ the catalogue as a whole
@pytest.mark.parametrize("resident", residents(), ids=lambda resident: resident.id)
def test_everybody_teaches_something_and_is_nobody(resident: Resident) -> None:
    """A lesson in two languages, traits, an SPI that no real person has, an address that reaches nobody, every year that the law knows."""
    assert resident.traits
    assert resident.lesson_fr.endswith(".")
    assert resident.lesson_en.endswith((".", "”"))
    assert resident.lesson_fr != resident.lesson_en
    assert visibly_fictitious(resident.login)
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
    assert len(spouses) == 5
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
    assert [foyer.annee for foyer in one.foyer] == list(ANNEES)
    (later,) = Resident(stated).foyers(2040)
    assert later.avis["sitFam"] == "C"


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
    letters = st.dictionaries(st.sampled_from("FGHIJNPR"), st.integers(0, 3), max_size=3)
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
    assert (found.id, found.identity.family_name, len(found.foyer)) == ("a", "X", len(ANNEES))
    with pytest.raises(Refused, match="vouliez-vous"):
        read([("a.toml", 'id = "a"\n[identity]\nfamilyname = "X"\n')])


def test_boxes_that_may_be_stated_are_those_that_the_calculation_knows_and_more() -> None:
    """The rulebook's list lacks none of the calculator's."""
    assert CONNUES <= BOXES
    assert ANNEES[0] == FIRST_LAW
