"""Between the scale and what is owed: thresholds, reductions, credits, contribution, special territories and people."""

from collections.abc import Mapping

import pytest

from scenarios.fiscal.avis import calculer
from scenarios.fiscal.champs import champs
from scenarios.fiscal.foyer import Foyer
from scenarios.fiscal.ifi import redevable
from scenarios.fiscal.parametres import loi


@pytest.mark.parametrize(
    ("declaration", "decote", "avant", "total"),
    [
        ({"1AJ": 19_043}, 582, 61, 61),  # line 14 is 643: 873 − 290.96 = 582.04
        ({"1AJ": 19_033}, 582, 0, 0),  # 642: 582.495; 60 euros are not collected
        ({"1AJ": 19_033, "7AC": 100}, 582, 0, -66),  # credits are paid all the same
        ({"1AJ": 24_000, "7GA": 1_524}, 360, 774, 12),
        ({"1AJ": 24_000, "7GA": 1_526}, 360, 774, 0),  # 11 euros are not collected
        ({"1AJ": 24_000, "7GA": 1_548}, 360, 774, 0),
    ],
)
def test_small_amounts_are_not_collected(declaration: Mapping[str, int], decote: int, avant: int, total: int) -> None:
    """Under 61 before credits, under 12 after them."""
    avis = calculer(Foyer("C", declaration), loi(2023))
    assert (avis.impot.decote, avis.impot.avant_imputations, avis.total) == (decote, avant, total)


@pytest.mark.parametrize(
    ("avantages", "avant"),
    [
        ({"7EA": 1, "7EC": 1, "7EF": 1}, 3_689),  # 61 + 153 + 183
        ({"7EA": 2, "7EB": 1}, 3_933),  # 122 + 30.5, so 153
        ({"7UD": 1_000}, 3_336),
        ({"7UD": 1_500, "7UF": 1_000}, 2_346),  # 750, and 66 % of 1 500
        ({"7UF": 6_000}, 126),  # 3 960
        ({"7UF": 10_000}, 0),  # 66 % of 7 200, which is 20 % of 36 000, is above the tax: the rest is lost
        ({"7CD": 4_000}, 3_086),
        ({"7CD": 30_000}, 1_586),
    ],
)
def test_reductions(avantages: Mapping[str, int], avant: int) -> None:
    """From a tax of 4 086; never below zero."""
    avis = calculer(Foyer("C", {"1AJ": 40_000, **avantages}), loi(2023))
    assert avis.impot.bareme.ligne_14 == 4_086
    assert avis.impot.avant_imputations == avis.total == avant


def test_reductions_do_not_touch_the_flat_tax() -> None:
    """They bear on the scale alone."""
    avis = calculer(Foyer("C", {"1AJ": 24_000, "2TR": 1_000, "7UF": 5_000}), loi(2023))
    assert avis.impot.avant_imputations == 128


@pytest.mark.parametrize(
    ("annee", "pac", "avantages", "credits_"),
    [
        (2023, {"F": 1}, {"7GA": 3_000}, 1_500),
        (2023, {"F": 1}, {"7GA": 4_000}, 1_750),
        (2021, {"F": 1}, {"7GA": 4_000}, 1_150),
        (2023, {"F": 2}, {"7GA": 4_000, "7GB": 1_000}, 2_250),
        (2023, {"H": 1}, {"7GE": 4_000}, 875),
        (2023, {}, {"7DB": 3_000}, 1_500),
        (2023, {}, {"7DB": 20_000}, 6_000),
        (2023, {"F": 1, "H": 1}, {"7DB": 20_000}, 7_125),  # 12 000 + 1 500 + 750
        (2023, {"F": 4}, {"7DB": 20_000}, 7_500),
        (2023, {}, {"7DB": 20_000, "7DQ": 1}, 7_500),
        (2023, {}, {"7DB": 30_000, "7DG": 1}, 10_000),
        (2023, {"F": 2}, {"7DB": 20_000, "7GA": 4_000, "7GB": 4_000}, 10_000),  # 7 500 + 3 500, under 10 000 in all
        (2023, {}, {"7AC": 200}, 132),
        (2023, {}, {"7AC": 900}, 264),  # 1 % of 40 000
    ],
)
def test_credits(annee: int, pac: Mapping[str, int], avantages: Mapping[str, int], credits_: int) -> None:
    """Child care, work at home and union dues, under their ceilings."""
    avis = calculer(Foyer("M", {"1AJ": 40_000, **avantages}, pac), loi(annee))
    assert avis.impot.avant_imputations - avis.total == credits_


def test_credits_above_the_tax_are_paid_back() -> None:
    """774 of tax, 1 500 of credit: −726."""
    avis = calculer(Foyer("C", {"1AJ": 24_000, "7GA": 3_000}, {"N": 0}), loi(2023))
    assert champs(avis)["montTotIr"] == -726
    assert champs(avis)["impAvImput"] == 774


def test_nothing_declared() -> None:
    """No line 14, and zeros elsewhere."""
    for declaration in ({}, {"1AJ": 0}, {"2OP": 1}, {"7UF": 50}):
        avis = champs(calculer(Foyer("C", declaration), loi(2024)))
        assert "mntRevbareme" not in avis
        assert [avis[champ] for champ in ("rfr", "impAvImput", "montTotIr", "revImposable")] == [0, 0, 0, 0]


def test_low_or_flat_taxed_income_has_a_line_14() -> None:
    """Zero when income is under the first bracket, or all of it outside the scale."""
    for declaration in ({"1AJ": 9_000}, {"2DC": 50_000}):
        assert champs(calculer(Foyer("C", declaration), loi(2024)))["mntRevbareme"] == 0


@pytest.mark.parametrize(
    ("declaration", "brut_global"),
    [({"1AJ": 24_000, "1AK": 30_000}, -6_000), ({"5KF": 8_000}, -8_000), ({"4BC": 500}, -500)],
)
def test_deficit(declaration: Mapping[str, int], brut_global: int) -> None:
    """A loss shows in the gross income and in its indicator; the RFR stays at zero."""
    avis = champs(calculer(Foyer("C", declaration), loi(2024)))
    assert (avis["revenuBrutGlobal"], avis["rfr"], avis["indDeficit"], avis["mntRevbareme"]) == (brut_global, 0, "O", 0)


def test_an_earlier_deficit_is_one_too() -> None:
    """The indicator looks at earlier years, and at what land leaves for later."""
    for declaration in ({"1AJ": 24_000, "6FA": 10}, {"4BA": 100, "4BD": 300}, {"1AJ": 24_000, "4BC": 12_000}):
        assert champs(calculer(Foyer("C", declaration), loi(2024)))["indDeficit"] == "O"
    assert "indDeficit" not in champs(calculer(Foyer("C", {"1AJ": 24_000}), loi(2024)))


@pytest.mark.parametrize(
    ("departement", "ligne_14"),
    [
        ("75", 9_486),
        ("971", 7_036),  # 30 % is above 2 450
        ("972", 7_036),
        ("974", 7_036),
        ("973", 5_692),  # 40 %, 3 794
        ("976", 5_692),
        ("975", 9_486),
    ],
)
def test_overseas(departement: str, ligne_14: int) -> None:
    """The abatement, on 54 000 of income 2023."""
    avis = calculer(Foyer("C", {"1AJ": 60_000}, departement=departement), loi(2023))
    assert avis.impot.bareme.ligne_14 == ligne_14


@pytest.mark.parametrize(
    ("situation", "declaration", "cehr"),
    [
        ("C", {"5QC": 250_000}, 0),
        ("C", {"5QC": 250_100}, 3),
        ("C", {"5QC": 500_000}, 7_500),
        ("C", {"2TR": 600_000}, 11_500),  # the RFR counts flat-taxed income
        ("M", {"5QC": 500_000}, 0),
        ("M", {"5QC": 1_200_000}, 23_000),
        ("V", {"5QC": 12_000_000}, 467_500),
    ],
)
def test_contribution_on_high_incomes(situation: str, declaration: Mapping[str, int], cehr: int) -> None:
    """3 % then 4 % of the RFR above the thresholds, doubled for two; it joins the total."""
    avis = calculer(Foyer(situation, declaration), loi(2023))
    assert avis.cehr == avis.total - avis.impot.avant_imputations == cehr


@pytest.mark.parametrize(
    ("situation", "declaration", "pac", "cdhr"),
    [
        ("C", {"2DC": 250_000}, {}, 0),
        ("C", {"2DC": 280_000}, {}, 0),  # 82.5 % of 30 000 is less than the tax
        ("C", {"2DC": 320_000}, {}, 14_690),  # 82.5 % of 70 000 = 57 750; 40 960 and 2 100 are paid
        ("C", {"2DC": 330_000}, {}, 21_360),  # both bounds are 66 000
        ("C", {"2DC": 400_000}, {}, 24_300),  # 80 000 − 51 200 − 4 500
        ("C", {"2DC": 600_000}, {}, 31_700),
        ("M", {"2DC": 700_000}, {}, 31_900),  # 140 000 − 89 600 − 6 000 − 12 500
        ("M", {"2DC": 700_000}, {"F": 2}, 28_900),
        ("M", {"2DC": 700_000}, {"H": 1}, 31_150),
        ("C", {"2DC": 300_000, "1AJ": 60_000}, {}, 19_976),  # 70 800 − 9 304 − 38 400 − 3 120
        ("M", {"2DC": 600_000, "1AJ": 30_000}, {}, 11_665),
        ("C", {"2DC": 300_000, "1AJ": 60_000, "7UF": 9_000}, {}, 19_976),  # a reduction does not bring the floor back
        (
            "C",
            {"2DC": 400_000, "2EE": 100_000},
            {},
            21_300,
        ),  # what is taxed elsewhere does not count: 80 000 − 51 200 − 7 500
        ("C", {"2DC": 500_000, "2OP": 1}, {}, 0),  # at the scale, far above 20 %
        # 20 % of 1 060 000, the 40 % of dividends left out; 71 024 at the scale on 210 000, 31 500 on an RFR of 1 100 000
        ("C", {"3VG": 1_000_000, "3SG": 850_000, "2DC": 100_000, "2OP": 1}, {}, 109_476),
        ("C", {"1AJ": 620_000}, {}, 0),
    ],
)
def test_differential_contribution(
    situation: str, declaration: Mapping[str, int], pac: Mapping[str, int], cdhr: int
) -> None:
    """From income 2025 at least 20 % is paid, a couple's 12 500 and 1 500 a dependant being deemed paid; it joins the total."""
    avis = calculer(Foyer(situation, declaration, pac), loi(2025))
    assert avis.cdhr == avis.total - avis.impot.apres_credits - avis.cehr == cdhr
    assert calculer(Foyer(situation, declaration, pac), loi(2024)).cdhr == 0
    assert calculer(Foyer(situation, declaration, pac, non_resident=True), loi(2025)).cdhr == 0


@pytest.mark.parametrize(
    ("salaires", "ligne_14", "avant"),
    [
        (24_000, None, 4_320),  # 20 % of 21 600, far above 1 134; no relief
        (60_000, None, 13_320),  # 5 759.40 + 30 % of 25 203 = 13 320.30
        (620_000, 249_768, 249_768),  # the scale is higher
    ],
)
def test_non_residents(salaires: int, ligne_14: int | None, avant: int) -> None:
    """A minimum of 20 then 30 %, no décote, and no line 14 when the minimum applies."""
    avis = calculer(Foyer("C", {"1AJ": salaires, "7UF": 100, "6GU": 100}, non_resident=True), loi(2023))
    assert (avis.impot.bareme.ligne_14, avis.impot.avant_imputations) == (ligne_14, avant)


def test_effective_rate() -> None:
    """21 600 taxed at the rate of 41 600: 5 766 × 21 600 / 41 600 = 2 993.88; no line 14; the RFR counts all."""
    avis = calculer(Foyer("C", {"1AJ": 24_000, "8TI": 20_000}), loi(2023))
    assert avis.impot.bareme.ligne_14 is None
    assert (avis.impot.avant_imputations, avis.rfr) == (2_994, 41_600)


def test_separate_taxation_is_that_of_one() -> None:
    """The spouse who opts has one part, one person's décote, and says so."""
    avis = champs(calculer(Foyer("M", {"1AJ": 24_000}, option_imposition_separee=True), loi(2023)))
    assert (avis["nbPart"], avis["mntRevbareme"], avis["impAvImput"]) == (1, 1_134, 774)
    assert avis["indOptionImpotSepar"] == "O"


@pytest.mark.parametrize(
    ("residence", "autres", "impose"),
    [
        (0, 1_300_000, False),
        (0, 1_300_001, True),
        (1_857_142, 0, False),
        (1_857_144, 0, True),
        (1_000_000, 700_000, True),
    ],
)
def test_wealth_tax(residence: int, autres: int, impose: bool) -> None:
    """Above 1 300 000 once the main home is abated by 30 %."""
    assert redevable(residence, autres, loi(2024).ifi) is impose
