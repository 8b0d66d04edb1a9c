"""Golden notices, worked out by hand from the law, and every stated persona computed again."""

from collections.abc import Mapping

import pytest

from rulebook.formats.persona import Foyer as Enonce
from scenarios.fiscal.avis import Avis, calculer
from scenarios.fiscal.champs import champs
from scenarios.fiscal.enonce import departement_de, foyer_de
from scenarios.fiscal.foyer import Foyer
from scenarios.fiscal.parametres import loi
from scenarios.personas import residents

RETRAITES = Foyer("M", {"1AS": 14_000, "1BS": 9_500}, naissances=(1948, 1950))
ISOLE = Foyer("D", {"1AJ": 26_000, "1AO": 2_400}, {"F": 1}, frozenset("T"))
# Per case: RBG, RNI (= RFR), quarters, line 14, décote, before credits, contribution.
DORES = [
    (2023, Foyer("C", {"1AJ": 24_000}), (21_600, 21_600, 4, 1_134, 360, 774, 0)),
    (2024, Foyer("C", {"1AJ": 24_000}), (21_600, 21_600, 4, 1_111, 386, 725, 0)),
    (2023, Foyer("M", {"1AJ": 38_000, "1BJ": 27_000}, {"F": 2}), (58_500, 58_500, 12, 2_708, 219, 2_489, 0)),
    (2024, Foyer("M", {"1AJ": 38_000, "1BJ": 27_000}, {"F": 2}), (58_500, 58_500, 12, 2_641, 275, 2_366, 0)),
    (2023, ISOLE, (25_358, 25_358, 8, 305, 305, 0, 0)),
    (2024, ISOLE, (25_350, 25_350, 8, 259, 259, 0, 0)),
    (2023, Foyer("D", {"1AJ": 30_000}, {"H": 1}, frozenset("T")), (27_000, 27_000, 6, 1_106, 373, 733, 0)),
    (2024, Foyer("D", {"1AJ": 30_000}, {"H": 1}, frozenset("T")), (27_000, 27_000, 6, 1_073, 403, 670, 0)),
    (2023, RETRAITES, (21_150, 18_404, 8, 0, 0, 0, 0)),
    (2024, RETRAITES, (21_150, 18_354, 8, 0, 0, 0, 0)),
    (2023, Foyer("V", {"1AJ": 22_000}, {"F": 1}), (19_800, 19_800, 10, 0, 0, 0, 0)),
    (2024, Foyer("V", {"1AJ": 22_000}, {"F": 1}), (19_800, 19_800, 10, 0, 0, 0, 0)),
    (
        2023,
        Foyer("O", {"1AJ": 95_000, "1BJ": 60_000}, {"F": 3, "H": 1}),
        (139_500, 139_500, 18, 19_627, 0, 19_627, 0),
    ),
    (
        2024,
        Foyer("O", {"1AJ": 95_000, "1BJ": 60_000}, {"F": 3, "H": 1}),
        (139_500, 139_500, 18, 19_226, 0, 19_226, 0),
    ),
    (2023, Foyer("C", {"1AJ": 60_000}, departement="974"), (54_000, 54_000, 4, 7_036, 0, 7_036, 0)),
    (2024, Foyer("C", {"1AJ": 60_000}, departement="974"), (54_000, 54_000, 4, 6_915, 0, 6_915, 0)),
    (2023, Foyer("C", {"1AJ": 620_000}), (605_829, 605_829, 4, 249_768, 0, 249_768, 11_733)),
    (2024, Foyer("C", {"1AJ": 620_000}), (605_574, 605_574, 4, 249_241, 0, 249_241, 11_723)),
]


def figures(avis: Avis) -> tuple[int | None, ...]:
    """What the golden table states."""
    assert avis.rfr == avis.revenus.imposable
    impot = avis.impot
    return (
        avis.revenus.brut_global,
        avis.rfr,
        avis.parts.quarts,
        impot.bareme.ligne_14,
        impot.decote,
        impot.avant_imputations,
        avis.cehr,
    )


@pytest.mark.parametrize(("annee", "foyer", "attendu"), DORES)
def test_golden_cases(annee: int, foyer: Foyer, attendu: tuple[int, ...]) -> None:
    """Income 2023 and 2024, to the euro."""
    avis = calculer(foyer, loi(annee))
    assert figures(avis) == attendu
    assert avis.total == avis.impot.avant_imputations + avis.cehr


@pytest.mark.parametrize(
    ("declaration", "imposable", "rfr", "ligne_14", "impot"),
    [
        ({"1AJ": 40_000, "2DC": 10_000, "2TR": 2_000}, 36_000, 48_000, 4_086, 5_622),  # 12.8 % of 12 000 = 1 536
        ({"1AJ": 40_000, "2DC": 10_000, "2TR": 2_000, "2OP": 1}, 44_000, 48_000, 6_486, 6_486),  # dividends less 40 %
        ({"1AJ": 40_000, "6NS": 3_000}, 33_000, 36_000, 3_186, 3_186),  # savings leave the tax, not the RFR
        ({"1AJ": 40_000, "4BE": 9_000}, 42_300, 42_300, 5_976, 5_976),  # land, 6 300 net
    ],
)
def test_capital_savings_and_land(
    declaration: Mapping[str, int], imposable: int, rfr: int, ligne_14: int, impot: int
) -> None:
    """A single person's 40 000 of income 2023, and something else beside."""
    avis = calculer(Foyer("C", declaration), loi(2023))
    assert (avis.revenus.imposable, avis.rfr) == (imposable, rfr)
    assert (avis.impot.bareme.ligne_14, avis.total) == (ligne_14, impot)


@pytest.mark.parametrize(
    ("annee", "pensions", "naissances", "rfr"),
    [
        (2023, (9_000, 8_000), (1950, 1955), 9_808),  # 15 300 less two allowances of 2 746
        (2023, (9_000, 8_000), (1950, 1960), 12_554),  # one
        (2023, (9_000, 8_000), (1960, 1960), 15_300),
        (2021, (27_430, 0), (1950, 1960), 23_445),  # 24 687 less the half allowance, 1 242
    ],
)
def test_the_age_allowance(annee: int, pensions: tuple[int, int], naissances: tuple[int, int], rfr: int) -> None:
    """One allowance per person of 65: a couple may have two."""
    declaration = dict(zip(("1AS", "1BS"), pensions, strict=True))
    assert calculer(Foyer("M", declaration, naissances=naissances), loi(annee)).rfr == rfr


# Personas whose notices are stated whole, not computed here.
EIGHT = frozenset(
    "celibataire couple-enfants nee-a-l-etranger noms-composes parent-isole retraites revenu-nul veuvage".split()
)
STATED = [
    pytest.param(foyer, id=f"{persona.id}-{foyer.annee}{'-apres-deces' if foyer.debut else ''}")
    for persona in (one.persona for one in residents())
    for foyer in persona.foyer
    if persona.id in EIGHT
]


@pytest.mark.parametrize("enonce", STATED)
def test_stated_notices_are_computed_again(enonce: Enonce) -> None:
    """Every field that the calculator makes is the one that a persona states, and it makes all those that the law decides."""
    calcules = champs(calculer(foyer_de(enonce), loi(enonce.annee)))
    assert {champ: enonce.avis[champ] for champ in calculables(enonce.avis)} == calcules


def calculables(avis: Mapping[str, object]) -> list[str]:
    """Fields of a stated notice that are not identity, address, dates or numbers."""
    ailleurs = {"aft", "aftDetail", "datRec", "datEtab", "numRole", "fipNum"}
    return [champ for champ in avis if champ not in ailleurs and "Dec1" not in champ and "Dec2" not in champ]


@pytest.mark.parametrize(
    ("code_postal", "departement"), [("97400 SAINT-DENIS", "974"), ("37000 TOURS", "37"), ("", "")]
)
def test_a_department_is_read_from_the_address(code_postal: str, departement: str) -> None:
    """Three digits overseas, two elsewhere."""
    assert departement_de(code_postal) == departement
