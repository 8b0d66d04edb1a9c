"""The catalogue against a table of cases: each row has its personas, and they show what the row says.

Figures are of income year 2024 unless said otherwise, worked out by hand from the law; where the working is
long, it stands in the persona's own file.
"""

from datetime import date
from typing import Any

import pytest

from rulebook.formats.persona import Foyer, Identity
from scenarios.fiscal import ifi
from scenarios.fiscal.parametres import loi
from scenarios.personas import Resident, residents
from scenarios.pivot import pivot_of
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
    return World(Space(DEFAULT, Addresses(HERE, HERE, HERE, HERE)))


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
