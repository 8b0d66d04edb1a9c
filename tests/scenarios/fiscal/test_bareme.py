"""The scale and the ceiling of the quotient, on amounts worked out by hand."""

import pytest

from scenarios.fiscal.arrondi import arrondi, fraction
from scenarios.fiscal.avis import calculer
from scenarios.fiscal.bareme import impot
from scenarios.fiscal.foyer import Foyer
from scenarios.fiscal.parametres import loi


@pytest.mark.parametrize(
    ("numerateur", "denominateur", "attendu"), [(5, 2, 3), (-5, 2, -2), (4, 2, 2), (7, 4, 2), (5, 4, 1), (0, 3, 0)]
)
def test_half_goes_up(numerateur: int, denominateur: int, attendu: int) -> None:
    """Half up, below zero too: floor(x + 1/2)."""
    assert arrondi(numerateur, denominateur) == attendu


def test_a_rate_is_in_ten_thousandths() -> None:
    """45.25 % of 200 is 90.5, so 91."""
    assert fraction(200, 4525) == 91


@pytest.mark.parametrize(("revenu", "parts", "attendu"), [(30_000, 1, 2104), (60_000, 2, 4208), (90_000, 2, 13_208)])
def test_published_examples_of_income_2025(revenu: int, parts: int, attendu: int) -> None:
    """The administration's own examples: the quotient is not rounded, the tax is, once."""
    assert impot(revenu, 4 * parts, loi(2025).bareme) == attendu


# 200 000 and one part, bracket by bracket. 2023: 1 925.33 + 16 063.20 + 38 853.65 + 10 302.30 = 67 144.48.
@pytest.mark.parametrize(
    ("annee", "attendu"), [(2021, 69_309), (2022, 68_191), (2023, 67_144), (2024, 66_733), (2025, 66_524)]
)
def test_every_bracket_of_every_year(annee: int, attendu: int) -> None:
    """The four rates on the thresholds of each year."""
    assert impot(200_000, 4, loi(annee).bareme) == attendu


# Wages that leave a taxable income of 82 362 in 2024. One part: 1 959.98 + 30 % × 53 047 = 17 874.08, so 17 874.
AISE = {"1AJ": 91_513}


@pytest.mark.parametrize(
    ("situation", "pac", "cases", "attendu"),
    [
        ("C", {}, "", 17_874),
        ("C", {"H": 1}, "", 16_978),  # a quarter: 1 791 / 2 = 895.5, so 896
        ("C", {"F": 1}, "T", 13_650),  # the first part of a lone parent: 4 224
        ("C", {"J": 1}, "T", 13_650),  # an attached adult child is a first child
        ("D", {"F": 2}, "T", 11_859),  # 4 224 + 1 791
        ("D", {"F": 1, "H": 1}, "T", 12_754),  # 4 224 + 896
        ("C", {"H": 1}, "T", 15_762),  # half of 4 224
        ("C", {"H": 2}, "T", 13_650),  # shared children alone: 2 × 2 112
        ("C", {"R": 1}, "T", 10_716),  # no child: 3 × 1 791, and 1 785 for the card
        ("C", {"F": 1, "G": 1}, "", 12_507),  # 2 × 1 791 + 1 785
        ("C", {"H": 1, "I": 1}, "", 15_190),  # 1 791 + half of 1 785, so 893
        ("C", {}, "L", 16_805),  # 1 069
        ("V", {"F": 2}, "", 8_717),  # 4 × 1 791 + 1 993
        ("C", {}, "P", 14_457),  # 1 791 + 1 785 would leave 14 298, less than the tax with 1.5 part
    ],
)
def test_each_ceiling(situation: str, pac: dict[str, int], cases: str, attendu: int) -> None:
    """What the added parts save is limited, part by part; the tax with all parts stays the lowest possible."""
    avis = calculer(Foyer(situation, AISE, pac, frozenset(cases)), loi(2024))
    assert avis.revenus.imposable == 82_362
    assert avis.impot.bareme.ligne_14 == attendu


def test_a_quarter_in_2025() -> None:
    """1 807 / 2 = 903.5: the published ceiling of a quarter is 904."""
    avis = calculer(Foyer("C", {"1AJ": 200_000}, {"H": 1}), loi(2025))
    assert avis.impot.bareme.quotient.plafond == 904
    assert avis.impot.bareme.ligne_14 == avis.impot.bareme.quotient.sans_parts - 904


def test_quarters_of_two_kinds_are_rounded_together() -> None:
    """A lone parent's disabled shared child, income 2023: 4 149 / 2 + 1 759 / 2 is 2 954, not 2 075 + 880."""
    avis = calculer(Foyer("C", {"1AJ": 150_000}, {"H": 1, "I": 1}, frozenset("T")), loi(2023))
    quotient = avis.impot.bareme.quotient
    assert (quotient.plafond, quotient.complement) == (2_954, 877)
    assert avis.impot.bareme.ligne_14 == quotient.sans_parts - 3_831


@pytest.mark.parametrize(("pac", "complement"), [({"H": 1}, 1_993), ({"R": 1}, 3_778), ({"J": 1}, 1_993)])
def test_any_dependant_makes_the_widows_further_reduction(pac: dict[str, int], complement: int) -> None:
    """A shared child, a disabled dependant (whose card adds 1 785) or an attached adult is enough; the death's own year is not."""
    foyer = Foyer("V", {"1AJ": 150_000}, pac)
    assert calculer(foyer, loi(2024)).impot.bareme.quotient.complement == complement
    annee_du_deces = Foyer("V", {"1AJ": 150_000}, {"H": 1}, deces_dans_l_annee=True)
    assert calculer(annee_du_deces, loi(2024)).impot.bareme.quotient.complement == 0


@pytest.mark.parametrize(
    ("pac", "cases", "plafond", "complement"),
    [
        ({}, "LW", 1_791, 1_785),  # the veteran's half-part, not box L's
        ({"H": 1}, "L", 896, 0),  # box L gives no half-part, so no ceiling of its own
        ({"F": 1}, "W", 1_791, 0),  # nor box W a further reduction
        ({"R": 1}, "T", 5_373, 1_785),  # no "first child" for a lone parent: 3 × 1 791
        ({"H": 1}, "TP", 3_903, 1_785),  # 4 224 / 2 + 1 791
    ],
)
def test_ceilings_where_letters_meet(pac: dict[str, int], cases: str, plafond: int, complement: int) -> None:
    """A letter that gives no part changes no ceiling (income 2024)."""
    quotient = calculer(Foyer("C", {"1AS": 150_000}, pac, frozenset(cases)), loi(2024)).impot.bareme.quotient
    assert (quotient.plafond, quotient.complement) == (plafond, complement)


def test_boxes_p_and_l_together() -> None:
    """The half-part is the disabled person's: 7 701, not 8 229 that box L's ceiling would give (income 2022)."""
    avis = calculer(Foyer("C", {"1AJ": 64_112}, cases=frozenset("PL")), loi(2022))
    assert (avis.revenus.imposable, avis.impot.bareme.ligne_14) == (57_701, 7_701)


def test_the_year_of_a_death_has_no_ceiling() -> None:
    """The survivor's two parts are their own in that year."""
    avis = calculer(Foyer("V", {"1AJ": 200_000}, deces_dans_l_annee=True), loi(2024))
    assert avis.impot.bareme.quotient.plafond == 0
    assert avis.impot.bareme.ligne_14 == calculer(Foyer("M", {"1AJ": 200_000}), loi(2024)).impot.bareme.ligne_14
