"""The eight people: every figure of their notices is computed again here, from the declaration, by other means.

The calculation below shares nothing with the working written in the files: whole cents of quarter-parts, no fractions.
"""

import re
import unicodedata
from importlib.resources import files

import pytest

from rulebook.fields import FIELDS
from rulebook.formats.persona import Foyer, Persona
from rulebook.formats.reading import Unreadable, read_toml
from rulebook.formats.statement import StatedFoyer, Statement
from scenarios.personas import catalogue, residents

# Those whose every notice is stated whole: the others are completed, and told row by row in test_catalogue.
EIGHT = tuple(
    one.persona
    for one in residents()
    if one.entries and all(isinstance(entry, StatedFoyer) and entry.whole for entry in one.entries)
)
PERSONAS = {persona.id: persona for persona in catalogue()}
PEOPLE = {persona.id: persona for persona in EIGHT}
NOTICES = [
    pytest.param(persona, foyer, id=f"{persona.id}-{foyer.annee}{'-apres-deces' if foyer.debut else ''}")
    for persona in EIGHT
    for foyer in persona.foyer
]
every_notice = pytest.mark.parametrize(("persona", "foyer"), NOTICES)
everybody = pytest.mark.parametrize("persona", EIGHT, ids=lambda persona: persona.id)


# ------------------------------------------------------------------ the law, again
class Law:
    """Figures of one income year."""

    def __init__(self, annee: int) -> None:
        row = {
            2022: "10777 27478 78570 168994  1678 3959  833 1378  472 13522  422 4123  2620 16410 1310 26400",
            2023: "11294 28797 82341 177106  1759 4149  873 1444  495 14171  442 4321  2746 17200 1373 27670",
            2024: "11497 29315 83823 180294  1791 4224  889 1470  504 14426  450 4399  2796 17510 1398 28170",
            2025: "11600 29579 84577 181917  1807 4262  897 1483  509 14555  454 4439  2822 17670 1411 28430",
        }[annee]
        figures = [int(figure) for figure in row.split()]
        self.brackets = list(zip(figures[:4], (11, 19, 11, 4), strict=True))  # rates that add up to 11, 30, 41, 45 %
        self.half_part, self.lone_parent, self.decote_single, self.decote_couple = figures[4:8]
        self.wage_min, self.wage_max, self.pension_min, self.pension_max = figures[8:12]
        self.age_double, self.age_double_up_to, self.age_single, self.age_single_up_to = figures[12:]

    def tax(self, rni: int, quarters: int) -> int:
        """Tax for that many quarter-parts: each rate bites on what is above its threshold."""
        hundredths_of_quarters = sum(rate * max(0, 4 * rni - quarters * threshold) for threshold, rate in self.brackets)
        return (hundredths_of_quarters + 200) // 400


def half_up(numerator: int, denominator: int) -> int:
    """The quotient of two positive numbers, rounded half up."""
    return (2 * numerator + denominator) // (2 * denominator)


def quarters_of(foyer: Foyer) -> tuple[int, int]:
    """Quarter-parts without and with dependants."""
    children, shared = foyer.situation.enfants.get("F", 0), foyer.situation.enfants.get("H", 0)
    married = foyer.situation.sit_fam in {"M", "O"} or (foyer.situation.sit_fam == "V" and foyer.debut is not None)
    base = 8 if married else 4
    quarters = base + 2 * min(children, 2) + 4 * max(children - 2, 0)
    quarters += 2 * shared if children >= 2 else shared + max(shared - (1 if children else 2), 0)
    if "T" in foyer.situation.cases and children:
        quarters += 2
    return base, quarters


def gross(foyer: Foyer, law: Law) -> int:
    """Revenu brut global: each person's wages and pensions net of their 10 %."""
    total = pensions = 0
    for box, amount in foyer.declaration.items():
        assert box in {"1AJ", "1BJ", "1AS", "1BS", "1AO"}, "a box that this calculation does not know"
        ten_percent = half_up(amount, 10)
        if box.endswith("J"):
            total += amount - min(max(ten_percent, law.wage_min), law.wage_max, amount)
        else:
            deduction = min(max(ten_percent, law.pension_min), amount)
            pensions += deduction
            total += amount - deduction
    assert pensions <= law.pension_max, "the household's ceiling would have to be shared"
    return total


def allowance(foyer: Foyer, law: Law, rng: int) -> int:
    """Abattement of those who are 65 or more on 31 December."""
    years = [int(foyer.avis[f"dateNaisDec{n}"]["annee"]) for n in (1, 2) if f"dateNaisDec{n}" in foyer.avis]
    old = sum(foyer.annee - year >= 65 for year in years)
    each = law.age_double if rng <= law.age_double_up_to else law.age_single if rng <= law.age_single_up_to else 0
    return old * each


def line_14(foyer: Foyer, law: Law, rni: int) -> int:
    """Tax under the scale, after the ceiling of the quotient and the abatement of La Réunion."""
    base, quarters = quarters_of(foyer)
    extra = quarters - base
    if "T" in foyer.situation.cases:
        assert extra == 4, "the lone parent's ceiling is only written for a first child"
        ceiling = law.lone_parent
    else:
        ceiling = half_up(extra * law.half_part, 2)
    tax = max(law.tax(rni, quarters), law.tax(rni, base) - ceiling)
    if foyer.avis["aftDetail"]["codePostal"].startswith("974"):
        tax -= min(half_up(30 * tax, 100), 2450)
    return tax


def net(foyer: Foyer, law: Law, line: int) -> int:
    """After the décote and the 61 € threshold."""
    threshold = law.decote_couple if foyer.situation.sit_fam in {"M", "O"} else law.decote_single
    decote = min(half_up(max(0, threshold * 10_000 - 4525 * line), 10_000), line)
    return line - decote if line - decote >= 61 else 0


@every_notice
def test_a_notice_says_what_its_declaration_makes(persona: Persona, foyer: Foyer) -> None:
    """Income, parts and tax of each notice follow from its boxes."""
    law, avis = Law(foyer.annee), foyer.avis
    rbg = gross(foyer, law)
    rni = rbg - allowance(foyer, law, rbg)
    line = line_14(foyer, law, rni)
    assert persona.foyer
    assert avis["revenuBrutGlobal"] == rbg
    assert avis["revImposable"] == avis["rfr"] == rni
    assert avis["nbPart"] == quarters_of(foyer)[1] / 4
    assert avis.get("mntRevbareme") == (line if foyer.declaration else None)
    assert avis["impAvImput"] == avis["montTotIr"] == net(foyer, law, line)


@pytest.mark.parametrize(
    ("persona", "figures"),
    [
        ("celibataire", ((21600, 1, 1134, 774), (21600, 1, 1111, 725))),
        ("couple-enfants", ((58500, 3, 2708, 2489), (58500, 3, 2641, 2366))),
        ("parent-isole", ((25358, 2, 305, 0), (25350, 2, 259, 0))),
        ("retraites", ((18404, 2, 0, 0), (18354, 2, 0, 0))),
        ("noms-composes", ((139500, 4.5, 19627, 19627), (139500, 4.5, 19226, 19226))),
        ("nee-a-l-etranger", ((54000, 1, 7036, 7036), (54000, 1, 6915, 6915))),
    ],
)
def test_golden_cases(persona: str, figures: tuple[tuple[float, ...], ...]) -> None:
    """Income years 2023 and 2024 are golden cases worked by hand, to the euro."""
    for annee, expected in zip((2023, 2024), figures, strict=True):
        (foyer,) = (foyer for foyer in PEOPLE[persona].foyer if foyer.annee == annee)
        seen = tuple(foyer.avis[field] for field in ("rfr", "nbPart", "mntRevbareme", "impAvImput"))
        assert seen == expected, annee


# ------------------------------------------------------------------ who they are
def test_the_eight_are_there() -> None:
    """The walking skeleton's people, by name."""
    assert sorted(PEOPLE) == [
        "celibataire",
        "couple-enfants",
        "nee-a-l-etranger",
        "noms-composes",
        "parent-isole",
        "retraites",
        "revenu-nul",
        "veuvage",
    ]


def test_nobody_shares_a_number() -> None:
    """Each SPI is one adult's."""
    logins = [persona.login for persona in catalogue()]
    spouses = {foyer.spi_conjoint for persona in catalogue() for foyer in persona.foyer} - {None}
    assert len(set(logins)) == len(logins)
    couples = {PERSONAS["divorce-lui"].login, PERSONAS["pacs-lui"].login}  # both of these couples log in
    assert spouses & set(logins) == couples
    owners = [{foyer.spi_conjoint for foyer in persona.foyer} - {None} for persona in catalogue()]
    assert sum(len(numbers) for numbers in owners) == len(spouses)


@everybody
def test_four_years_are_stated(persona: Persona) -> None:
    """Every year that the API serves has its notice; only a year of death has two."""
    years = [foyer.annee for foyer in persona.foyer]
    assert sorted(set(years)) == [2022, 2023, 2024, 2025]
    assert len(years) == (5 if persona.id == "veuvage" else 4)


def capitals(name: str) -> str:
    """A name as the DGFiP prints it."""
    return "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char)).upper()


@every_notice
def test_the_notice_is_about_the_one_who_logs_in(persona: Persona, foyer: Foyer) -> None:
    """Names, usage name, birth date and place agree between FranceConnect and declarant 1."""
    identity, avis = persona.identity, foyer.avis
    assert avis["nmNaiDec1"] == capitals(identity.family_name)
    assert avis["prnmDec1"] == capitals(identity.given_name)
    assert avis.get("nmUsaDec1") == (capitals(identity.preferred_username) if identity.preferred_username else None)
    born = avis["dateNaisDec1"]
    assert f"{born['annee']}-{born['mois']}-{born['jour']}" == identity.birthdate
    assert avis["dptNaissDec1"] == (identity.birthplace[:2] or "99")
    assert ("lieuNaissDec1" in avis) == (identity.birthcountry == "99100")


@every_notice
def test_the_notice_is_printed_as_the_dgfip_does(persona: Persona, foyer: Foyer) -> None:
    """Capitals without accents, one-line address made of its details, boxes as texts, fields in the API's order."""
    avis = foyer.avis
    for field, value in avis.items():
        if isinstance(value, str) and field not in {"datRec", "datEtab", "fipNum", "numRole"}:
            assert value == capitals(value), (persona.id, field)
    detail = avis["aftDetail"]
    assert avis["aft"] == " ".join(detail[key] for key in ("complementAdresse", "voie", "codePostal") if key in detail)
    assert re.fullmatch(r"\d{5} [A-Z' -]+", detail["codePostal"])
    boxes = avis["rev"].get("tspr", [])
    assert {box["code"]: int(box["valeur"]) for box in boxes} == foyer.declaration
    assert list(avis) == [field for field in FIELDS if field in avis]


@every_notice
def test_the_notice_is_about_its_declaration(persona: Persona, foyer: Foyer) -> None:
    """Status, dependants, box T, alimony and the number of declarants are those of the return."""
    avis, situation = foyer.avis, foyer.situation
    children: dict[str, int] = {f"nbPac{letter}": count for letter, count in situation.enfants.items()}
    assert avis["sitFam"] == situation.sit_fam
    assert avis["pac"] == dict.fromkeys((f"nbPac{x}" for x in "FGHIJNPR"), 0) | children | {
        "nbPac": sum(children.values())
    }
    assert avis.get("sitParIso") == ("T" if "T" in situation.cases else None)
    assert avis.get("pensAlPer") == foyer.declaration.get("1AO")
    couple = situation.sit_fam in {"M", "O"}
    assert {"nmNaiDec2", "prnmDec2", "dateNaisDec2", "dptNaissDec2", "lieuNaissDec2"} <= set(avis) or not couple
    assert any(field.endswith("Dec2") for field in avis) == couple == (foyer.spi_conjoint is not None), persona.id


@every_notice
def test_dates_are_those_of_an_assessment(persona: Persona, foyer: Foyer) -> None:
    """A notice is established, then put into recovery, in July of the next year."""
    established, recovered = foyer.avis["datEtab"], foyer.avis["datRec"]
    assert re.fullmatch(rf"0\d/07/{foyer.annee + 1}", established), persona.id
    assert recovered == f"31/07/{foyer.annee + 1}"


@everybody
def test_identities_are_fit_for_franceconnect(persona: Persona) -> None:
    """Reserved e-mail domain, characters that the identity hash can hold, an adult, a lesson in two languages."""
    identity = persona.identity
    assert identity.email.endswith(("@example.org", ".test"))
    assert identity.email == identity.email.lower()
    f"{identity.given_name}{identity.family_name}".encode("latin-1")
    assert identity.birthdate < "2004"
    assert re.fullmatch(r"(\d{2}|2A|2B)\d{3}|", identity.birthplace)
    assert persona.traits
    assert persona.lesson_fr
    assert persona.lesson_en != persona.lesson_fr


# ------------------------------------------------------------------ what makes each one special
def test_the_year_of_a_death_has_two_notices() -> None:
    """Joint until the death, alone after it: two roles, and an income that is cut in two."""
    before, after = (foyer for foyer in PEOPLE["veuvage"].foyer if foyer.annee == 2024)
    assert before.fin is not None
    assert after.debut is not None
    assert (after.debut - before.fin).days == 1
    assert before.debut is after.fin is None
    assert (before.avis["sitFam"], after.avis["sitFam"]) == ("M", "V")
    assert (before.avis["nbPart"], after.avis["nbPart"]) == (2, 2)
    assert before.avis["numRole"] != after.avis["numRole"]
    assert [foyer.situation.sit_fam for foyer in PEOPLE["veuvage"].foyer] == ["M", "M", "M", "V", "V"]


def test_zero_income_is_not_an_absence() -> None:
    """Nothing declared: rfr is 0 and mntRevbareme is absent; a low income is the contrary for the tax."""
    for foyer in PEOPLE["revenu-nul"].foyer:
        assert foyer.avis["rfr"] == 0
        assert "mntRevbareme" not in foyer.avis
        assert foyer.avis["rev"] == {}
    assert PEOPLE["revenu-nul"].login.startswith("0")
    assert all(foyer.avis["mntRevbareme"] == 0 for foyer in PEOPLE["retraites"].foyer)


def test_a_tax_under_61_euros_is_not_collected() -> None:
    """The lone parent owes 36 € for 2025 and pays none: décote is only part of the tax."""
    avis = PEOPLE["parent-isole"].foyer[-1].avis
    assert (avis["mntRevbareme"], avis["impAvImput"]) == (642, 0)
    assert 642 - half_up(897 * 10_000 - 4525 * 642, 10_000) == 36


def test_names_that_break_naive_code() -> None:
    """A given name with a space, one with a hyphen, an apostrophe, accents: told apart by given_name_array alone."""
    identity = PEOPLE["noms-composes"].identity
    assert identity.given_name_array == ("Jean-Noël", "Marie Ange", "Gaël")
    assert identity.given_name.split(" ") != list(identity.given_name_array)
    assert "'" in identity.family_name
    assert capitals(identity.family_name) != identity.family_name.upper()


def test_born_abroad_without_a_place_or_a_usage_name() -> None:
    """The foreign-born has an empty birthplace, another country, and no usage name anywhere."""
    persona = PEOPLE["nee-a-l-etranger"]
    assert persona.identity.birthplace == ""
    assert persona.identity.birthcountry == "99333"
    assert persona.identity.preferred_username is None
    assert all("nmUsaDec1" not in foyer.avis for foyer in persona.foyer)


# ------------------------------------------------------------------ broken ones
def text_of(persona: str) -> str:
    """The file itself."""
    return (files("scenarios") / "catalogue" / f"{persona}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("persona", "find", "put", "sentence"),
    [
        (
            "celibataire",
            'login = "1900000001792"',
            'login = "1900000001017"',
            "le SPI 1900000001017 pourrait être réel",
        ),
        (
            "celibataire",
            'login = "1900000001792"',
            'login = "4900000001792"',
            "le SPI 4900000001792 pourrait être réel",
        ),
        ("celibataire", "rfr = 21600", "rfrr = 21600", "champ inconnu de l'API : rfrr"),
        ("celibataire", 'gender = "female"', 'genre = "female"', "clé inconnue"),
        ("celibataire", 'birthplace = "37261"', 'birthplace = ""', "il manque la commune de naissance"),
        (
            "nee-a-l-etranger",
            'birthplace = ""',
            'birthplace = "37261"',
            "né à l'étranger (99333), birthplace est vide",
        ),
        ("celibataire", 'given_name = "Camille Rose"', 'given_name = "Camille"', "jointe par une espace"),
        ("veuvage", "fin = 2024-09-03", "fin = 2024", "une date AAAA-MM-JJ est attendue"),
        ("retraites", 'spi_conjoint = "1900000008799"', 'spi_conjoint = "1900000008001"', "pourrait être réel"),
    ],
)
def test_a_broken_persona_is_refused_where_it_is_broken(persona: str, find: str, put: str, sentence: str) -> None:
    """One clear sentence, on the broken line itself."""
    text = text_of(persona)
    at = text[: text.index(find)].count("\n") + 1
    with pytest.raises(Unreadable) as refused:
        read_toml(Statement, text.replace(find, put, 1))
    said = {(problem.line, problem.says.fr) for problem in refused.value.problems}
    assert any(line == at and sentence in french for line, french in said), said
