"""Each category of income and each charge, by hand."""

from collections.abc import Mapping

import pytest

from scenarios.fiscal.avis import Avis, calculer
from scenarios.fiscal.foyer import Foyer
from scenarios.fiscal.parametres import loi


def avis(declaration: Mapping[str, int], situation: str = "C", annee: int = 2023, **autres: object) -> Avis:
    """The notice of a return of income 2023."""
    return calculer(Foyer(situation, declaration, **autres), loi(annee))  # type: ignore[arg-type]  # a test's shorthand


@pytest.mark.parametrize(
    ("declaration", "brut_global"),
    [
        ({"1AJ": 300}, 0),  # the minimum of 495 takes all
        ({"1AJ": 2_000}, 1_505),
        ({"1AJ": 1_005}, 510),  # 10 % is 100.5: the minimum
        ({"1AJ": 10_005}, 9_004),  # 1 000.5, so 1 001
        ({"1AJ": 200_000}, 185_829),  # the maximum, 14 171
        ({"1AJ": 20_000, "1AP": 4_000}, 21_600),  # one deduction for wages and unemployment together
        ({"1AJ": 12_000, "1BJ": 12_000}, 21_600),
        ({"1AJ": 24_000, "1AK": 5_000}, 19_000),  # real expenses win
        ({"1AJ": 24_000, "1AK": 1_000}, 21_600),  # … when they are larger
        ({"1AJ": 24_000, "1AK": 30_000}, -6_000),  # … beyond the wages
        ({"1AA": 9_000, "1GA": 4_000}, 4_500),  # a childminder's own allowance, then 10 %
        ({"1AJ": 30_000, "3VJ": 10_000}, 36_000),  # gains that are taxed as wages
        ({"1AS": 400}, 0),  # the pensions' minimum is 442
        ({"1AS": 14_000, "1AZ": 1_000, "1AO": 2_000}, 15_300),  # one deduction for all pensions of a person
        ({"1CW": 10_000}, 4_000),  # annuity begun between 60 and 69
        ({"1AW": 1_000, "1BW": 1_000, "1CW": 1_000, "1DW": 1_000}, 1_900),
        ({"4BE": 9_000}, 6_300),
        ({"4BA": 5_000, "4BB": 2_000, "4BD": 1_000}, 2_000),
        ({"4BA": 1_000, "4BD": 5_000}, 0),
        ({"4BC": 9_800}, -9_800),
        ({"4BC": 12_000}, -10_700),
        ({"5KO": 10_000}, 2_900),
        ({"5KP": 10_000}, 5_000),
        ({"5HQ": 30_000}, 19_800),
        ({"5IQ": 30_000}, 19_800),  # declarant 2
        ({"5XB": 10_000}, 1_300),
        ({"5ND": 10_000}, 5_000),
        ({"5KO": 400}, 95),  # at least 305
        ({"5KO": 200}, 0),
        ({"5KC": 20_000, "5LF": 25_000}, -5_000),
        ({"5QC": 20_000, "5HC": 3_000}, 23_000),
        ({"5TE": 20_000}, 0),  # tax already paid
    ],
)
def test_gross_global_income(declaration: Mapping[str, int], brut_global: int) -> None:
    """Boxes to RBG, income 2023."""
    calcul = avis(declaration)
    assert calcul.revenus.brut_global == brut_global
    assert calcul.revenus.imposable == max(brut_global, 0)
    assert calcul.ignorees == ()


def test_lodges_changed_in_2025() -> None:
    """71 % for lodges, 50 % from income 2025."""
    assert [avis({"5NG": 10_000}, annee=annee).revenus.brut_global for annee in (2024, 2025)] == [2_900, 5_000]


def test_the_pensions_ceiling_is_shared() -> None:
    """3 000 + 2 000 is above the household's 4 321: 2 592.6 and 1 728.4, each rounded."""
    un, deux, *_ = avis({"1AS": 30_000, "1BS": 20_000}, "M").revenus.traitements.personnes
    assert (un.deduction_pensions, deux.deduction_pensions) == (2_593, 1_728)


@pytest.mark.parametrize(
    ("declaration", "situation", "imposable", "rfr", "impot"),
    [
        ({"2CH": 6_000}, "C", 1_400, 1_400, 0),
        ({"2CH": 10_000}, "M", 800, 800, 0),
        ({"2VV": 3_000}, "C", 0, 0, 0),
        ({"2CH": 3_000, "2VV": 5_000}, "C", 0, 3_400, 255),  # 1 600 of the allowance is left: 7.5 % of 3 400
        ({"2WW": 14_600}, "C", 0, 10_000, 1_280),
        ({"2DC": 50_000}, "C", 0, 50_000, 6_400),
        ({"2DC": 50_000, "2CK": 6_400}, "C", 0, 50_000, 0),  # paid in advance
        ({"2EE": 8_000, "2DH": 2_000}, "C", 0, 10_000, 0),
        ({"3VG": 10_000}, "C", 0, 10_000, 1_280),
        ({"3VG": 10_000, "3SG": 4_000, "2OP": 1}, "C", 6_000, 10_000, 0),
        ({"3VZ": 30_000}, "C", 0, 30_000, 0),
        ({"2DC": 1_000, "2CA": 5_000, "2OP": 1}, "C", 0, 400, 0),
        ({"1AJ": 40_000, "2TR": 1_000, "2BH": 1_000, "2OP": 1}, "C", 36_932, 36_932, 4_366),  # CSG: 68
        ({"5TE": 20_000}, "C", 0, 13_200, 0),
        ({"1AJ": 20_000, "1GH": 1_500}, "C", 18_000, 19_500, 199),  # 738 less 539
    ],
)
def test_capital_and_what_only_the_rfr_counts(
    declaration: Mapping[str, int], situation: str, imposable: int, rfr: int, impot: int
) -> None:
    """Flat taxes, the option for the scale, and the RFR that counts all of it."""
    calcul = avis(declaration, situation)
    assert (calcul.revenus.imposable, calcul.rfr) == (imposable, rfr)
    assert calcul.total == impot


@pytest.mark.parametrize(
    ("charges", "imposable", "rfr"),
    [
        ({"6DE": 1_000}, 35_000, 35_000),
        ({"6EL": 10_000}, 29_326, 29_326),  # 6 674 for a child
        ({"6EL": 10_000, "6EM": 1_000}, 28_326, 28_326),
        ({"6GU": 10_000}, 26_000, 26_000),
        ({"6EU": 10_000, "6EV": 2}, 28_064, 28_064),  # 3 968 each
        ({"6FA": 6_000}, 30_000, 30_000),
        ({"6NS": 5_000, "6PS": 4_000}, 32_000, 36_000),
        ({"6NS": 1_000, "6RS": 500, "6DD": 200}, 34_300, 35_800),
        ({"6GU": 35_000, "6NS": 3_000}, 0, 1_000),  # no more comes back than was deducted
        ({"6GU": 90_000}, 0, 0),
    ],
)
def test_charges(charges: Mapping[str, int], imposable: int, rfr: int) -> None:
    """Deducted from 36 000 of net income; retirement savings come back in the RFR."""
    calcul = avis({"1AJ": 40_000, **charges})
    assert (calcul.revenus.imposable, calcul.rfr) == (imposable, rfr)


@pytest.mark.parametrize(
    ("annee", "pac", "imposable"), [(2023, {"N": 1}, 29_326), (2024, {"N": 2}, 22_412), (2023, {"P": 1}, 32_663)]
)
def test_married_children_give_an_allowance(annee: int, pac: Mapping[str, int], imposable: int) -> None:
    """6 674 or 6 794 each, half for a grandchild in shared residence, and no part."""
    calcul = avis({"1AJ": 40_000}, annee=annee, pac=pac)
    assert calcul.revenus.imposable == imposable
    assert calcul.parts.quarts == 4


@pytest.mark.parametrize(
    ("naissance", "cases", "imposable"),
    [
        (1958, "", 13_454),  # 65 on 31 December 2023
        (1959, "", 16_200),
        (1980, "P", 13_454),
        (1958, "P", 13_454),  # old and disabled: one allowance
    ],
)
def test_age_and_disability(naissance: int, cases: str, imposable: int) -> None:
    """A pension of 18 000, 16 200 net, under 17 200: 2 746 less."""
    calcul = avis({"1AS": 18_000}, cases=frozenset(cases), naissances=(naissance,))
    assert calcul.revenus.imposable == imposable


@pytest.mark.parametrize(
    ("pension", "imposable"), [(19_111, 14_454), (19_112, 15_828), (30_745, 26_297), (30_746, 27_671)]
)
def test_thresholds_of_the_age_allowance(pension: int, imposable: int) -> None:
    """Up to 17 200 whole, up to 27 670 half (1 373), none above."""
    assert avis({"1AS": pension}, naissances=(1940,)).revenus.imposable == imposable


def test_a_recorded_sandbox_notice() -> None:
    """The gateway's own test household of income 2021: 13 070 gross, 10 586 taxable, one allowance of 2 484."""
    calcul = avis({"5HC": 13_070}, "O", 2021, naissances=(1950, 1980))
    assert (calcul.revenus.brut_global, calcul.revenus.imposable) == (13_070, 10_586)


def test_unknown_boxes_are_said() -> None:
    """A box without a rule changes nothing, and the result names it."""
    sans, avec = avis({"1AJ": 24_000}), avis({"1AJ": 24_000, "2GO": 900, "9XX": 1})
    assert avec.ignorees == ("2GO", "9XX")
    assert (avec.rfr, avec.total) == (sans.rfr, sans.total)
