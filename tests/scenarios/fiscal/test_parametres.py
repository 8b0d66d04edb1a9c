"""The law as files: complete, sourced, and never invented for an unknown year."""

import dataclasses
from operator import attrgetter

import pytest

from scenarios.fiscal import ANNEES
from scenarios.fiscal.parametres import baremes_lep, loi

# The table of the law, line by line: incomes of 2021 to 2025.
TABLE = {
    "bareme.seuils": (
        (10_225, 26_070, 74_545, 160_336),
        (10_777, 27_478, 78_570, 168_994),
        (11_294, 28_797, 82_341, 177_106),
        (11_497, 29_315, 83_823, 180_294),
        (11_600, 29_579, 84_577, 181_917),
    ),
    "plafonnement.demi_part": (1_592, 1_678, 1_759, 1_791, 1_807),
    "plafonnement.parent_isole": (3_756, 3_959, 4_149, 4_224, 4_262),
    "plafonnement.personne_seule": (951, 1_002, 1_050, 1_069, 1_079),
    "plafonnement.complement": (1_587, 1_673, 1_753, 1_785, 1_801),
    "plafonnement.complement_veuf": (1_772, 1_868, 1_958, 1_993, 2_011),
    "decote.seuils": ((790, 1_307), (833, 1_378), (873, 1_444), (889, 1_470), (897, 1_483)),
    "salaires.minimum": (448, 472, 495, 504, 509),
    "salaires.maximum": (12_829, 13_522, 14_171, 14_426, 14_555),
    "pensions.minimum": (400, 422, 442, 450, 454),
    "pensions.maximum": (3_912, 4_123, 4_321, 4_399, 4_439),
    "abattements.double": (2_484, 2_620, 2_746, 2_796, 2_822),
    "abattements.double_jusqu_a": (15_560, 16_410, 17_200, 17_510, 17_670),
    "abattements.simple": (1_242, 1_310, 1_373, 1_398, 1_411),
    "abattements.simple_jusqu_a": (25_040, 26_400, 27_670, 28_170, 28_430),
    "charges.enfant": (6_042, 6_368, 6_674, 6_794, 6_855),
    "charges.accueil": (3_592, 3_786, 3_968, 4_039, 4_075),
}
# What the same section gives for every year; rates in ten-thousandths.
CONSTANTS = {
    "bareme.taux": (1_100, 3_000, 4_100, 4_500),
    "decote.taux": 4_525,
    "recouvrement.avant_credits": 61,
    "recouvrement.apres_credits": 12,
    "outre_mer.departements": {
        **dict.fromkeys(("971", "972", "974"), (3_000, 2_450)),
        **dict.fromkeys(("973", "976"), (4_000, 4_050)),
    },
    "micro.ventes": 7_100,
    "micro.services": 5_000,
    "micro.liberal": 3_400,
    "micro.agricole": 8_700,
    "micro.minimum": 305,
    "fonciers.micro": 3_000,
    "fonciers.deficit": 10_700,
    "capitaux.forfait": 1_280,
    "capitaux.dividendes": 4_000,
    "capitaux.abattement_assurance_vie": (4_600, 9_200),
    "rentes.taux": (7_000, 5_000, 4_000, 3_000),
    "reductions.college": 61,
    "reductions.lycee": 153,
    "reductions.superieur": 183,
    "hauts_revenus.seuils": (250_000, 500_000),
    "hauts_revenus.taux": (300, 400),
    "ifi.seuil": 1_300_000,
    "ifi.residence_principale": 3_000,
}


@pytest.mark.parametrize("annee", ANNEES)
def test_every_table_names_its_source(annee: int) -> None:
    """Each table of each year quotes an article of the code, and amounts are integers."""
    for champ in dataclasses.fields(loi(annee))[2:]:
        table = getattr(loi(annee), champ.name)
        assert "CGI, art." in table.source, champ.name
        for montant in dataclasses.astuple(table):
            assert isinstance(montant, int | str | tuple | dict), champ.name


@pytest.mark.parametrize(("name", "figures"), TABLE.items())
def test_each_year_has_its_own_figures(name: str, figures: tuple[object, ...]) -> None:
    """Every figure of the table, so that a slip of one euro in a file is seen without the oracle."""
    assert tuple(attrgetter(name)(loi(annee)) for annee in ANNEES) == figures


@pytest.mark.parametrize(("name", "figure"), CONSTANTS.items())
def test_what_does_not_change_is_the_same_every_year(name: str, figure: object) -> None:
    """Rates, overseas, micro regimes, land, capital, schooling, contribution, recovery, wealth."""
    assert [attrgetter(name)(loi(annee)) for annee in ANNEES] == [figure] * len(ANNEES)


def test_the_differential_contribution_begins_with_2025() -> None:
    """A floor of 20 % above 250 000, from which a couple takes 12 500 and each dependant 1 500."""
    assert [loi(annee).differentielle.taux for annee in ANNEES] == [0, 0, 0, 0, 2_000]
    of_2025 = loi(2025).differentielle
    assert (of_2025.seuil, of_2025.couple, of_2025.personne_a_charge) == (250_000, 12_500, 1_500)


def test_child_care_was_dearer_after_2021() -> None:
    """A ceiling that is ours (assumption): what a year's file replaces is that year's only."""
    assert [loi(annee).credits.garde_plafond for annee in ANNEES] == [2_300, 3_500, 3_500, 3_500, 3_500]


def test_a_year_without_law_takes_the_last_one_and_says_so() -> None:
    """Income 2026 is computed with the figures of 2025."""
    assert (loi(2026).annee, loi(2026).publiee) == (2026, 2025)
    assert loi(2026).bareme == loi(2025).bareme
    assert loi(2024).publiee == 2024


def test_no_law_before_the_first_year() -> None:
    """Nothing is made up for 2020."""
    with pytest.raises(LookupError, match="2021"):
        loi(2020)


def test_a_law_cannot_be_changed() -> None:
    """Frozen records of tuples."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        loi(2024).bareme.seuils = ()  # type: ignore[misc]  # the point of the test
    assert all(isinstance(montants, tuple) for table in baremes_lep().values() for montants in table.values())
