"""What people declare: careers over the years, couples that resemble each other, property, a year cut by a death."""

from collections import Counter
from datetime import date

import pytest

from scenarios.fiscal.cases import CONNUES
from scenarios.population.biens import MICRO_FONCIER, un_seul_regime
from scenarios.population.carriere import carriere
from scenarios.population.charges import Charge
from scenarios.population.declarations import au_prorata, declaration
from scenarios.population.depenses import SYNDICAT, garde, propres, scolarite
from scenarios.population.emissions import fin_de_mois, premiere_version
from scenarios.population.foyers import foyers
from scenarios.population.histoire import exercices, histoire
from scenarios.population.naissances import Enfant
from scenarios.population.revenus import (
    FRAIS,
    PENSION,
    PLAFONDS,
    SALAIRE,
    gains,
    indice,
    pension,
    revenus_de,
    reversion,
)
from scenarios.population.souches import SOUCHES, Nature, souche
from scenarios.population.tirage import UN, cle_de

CLE = cle_de(0)
MIDDLE = (UN // 2, UN - 1, UN // 2, UN // 2)
SINGLES = [celle for n in range(3_000) if (celle := souche(CLE, n)).nature == Nature.SEUL]


def _child(born: int) -> Enfant:
    return Enfant(born, 0, 0, 21, invalide=False, marie=False)


def test_only_boxes_that_the_calculator_knows() -> None:
    """Every box that ever comes out, over ten thousand households."""
    boxes = Counter(case for n in range(8_000) for f in foyers(CLE, n, 2024) for case in f.foyer.declaration)
    assert set(boxes) <= CONNUES
    common = {"1AJ", "1BJ", "1AS", "1BS", "1AP", "1AK", "2DC", "2TR", "2CK", "4BE", "4BA", "6NS", "7DB", "7UF", "7GA"}
    rare = {
        "3VG",
        "2OP",
        "1AO",
        "6GU",
        "6EL",
        "5HQ",
        "5KO",
        "5KP",
        "5ND",
        "5TE",
        "5QC",
        "4BC",
        "7EA",
        "7EC",
        "7EF",
        "7AC",
    }
    assert common | rare <= set(boxes)


def test_a_career_ends_in_a_pension() -> None:
    """Wages, then a year of both, then a pension: retirement between 61 and 67."""
    employees = 0
    for celle in SINGLES:
        career = carriere(CLE, celle, 0)
        if career.activite != "salarie" or career.habitudes[7] < UN // 10 or career.retraite not in range(2022, 2080):
            continue
        employees += 1
        assert 61 <= career.retraite - career.adulte.naissance.year <= 67
        before, year, after = (revenus_de(career, career.retraite + shift, MIDDLE) for shift in (-1, 0, 1))
        assert set(before) - {FRAIS} <= {SALAIRE, ("1GH", "1HH")}
        assert {SALAIRE, PENSION} <= set(year)
        assert set(after) == {PENSION}
        assert year[SALAIRE] < before[SALAIRE]
        assert year[PENSION] < after[PENSION]
    assert employees > 500


def test_wages_follow_the_rank_the_age_and_the_years() -> None:
    """A worker of thirty earns a little more every year, and never jumps by chance alone."""
    for celle in SINGLES[:400]:
        career = carriere(CLE, celle, 0)
        thirty = career.adulte.naissance.year + 31
        if career.activite == "salarie" and thirty in range(2021, 2025):
            one, other = (revenus_de(career, thirty + shift, MIDDLE)[SALAIRE] for shift in (0, 1))
            assert other == pytest.approx(one * indice(thirty + 1) / indice(thirty), abs=2)
    assert [indice(annee) for annee in (2023, 2025, 2035)] == [10_000, 10_480, 10_480]


def test_a_micro_trade_stays_under_its_ceiling() -> None:
    """Nobody declares at the micro regime what the regime does not admit."""
    boxes = {"5HQ": "liberal", "5KP": "services", "5KO": "ventes", "5TE": "liberatoire", "5XB": "agricole"}
    for n in range(6_000):
        for f in foyers(CLE, n, 2024):
            for case, trade in boxes.items():
                assert f.foyer.declaration.get(case, 0) <= PLAFONDS[trade]


def test_partners_resemble_each_other() -> None:
    """Their ranks go together more than chance would have it, and far from always."""
    ranks = []
    for n in range(4_000):
        celle = souche(CLE, n * 9_973 % SOUCHES)
        if len(celle.adultes) == 2:
            ranks.append([carriere(CLE, celle, rang).rang / UN for rang in (0, 1)])
    mean = [sum(pair[rang] for pair in ranks) / len(ranks) for rang in (0, 1)]
    assert mean == pytest.approx([0.5, 0.5], abs=0.03)
    covariance = sum((one - mean[0]) * (other - mean[1]) for one, other in ranks) / len(ranks)
    assert 0.2 < covariance * 12 < 0.6


def test_expenses_and_losses_are_no_gains() -> None:
    """Real expenses do not make anybody rich."""
    assert gains({SALAIRE: 20_000, FRAIS: 3_000, ("5KF", "5LF"): 2_000}) == 20_000


def test_a_year_is_shared_by_days() -> None:
    """Amounts by the days of the period, of 365 or 366 in the year; an option stays whole."""
    whole = {"1AJ": 36_600, "2OP": 1, "7AC": 366}
    assert au_prorata(whole, 73, 365) == {"1AJ": 7_320, "2OP": 1, "7AC": 73}
    assert au_prorata(whole, 73, 366) == {"1AJ": 7_300, "2OP": 1, "7AC": 73}


@pytest.mark.parametrize("annee", [2023, 2024])
def test_both_periods_of_a_death_make_the_survivor_s_year(annee: int) -> None:
    """What the survivor earns before and after adds up to a year, 366 days or not, but for roundings and the survivor's pension.

    What the household spends is in one of them, and nobody pays more dues than those of a whole year.
    """
    checked = dues = 0
    for n in range(30_000):
        if not any(jour.year == annee for jour in histoire(CLE, n).vie.deces):
            continue
        periods = [period for period in exercices(CLE, n, annee) if period.menage.fin or period.menage.debut]
        if len(periods) != 2 or periods[1].menage.fin or len(periods[0].menage.rangs) != 2:
            continue
        before, after = (declaration(period)[0] for period in periods)
        survivor = periods[1].menage.rangs[0]
        career = periods[1].histoire.carrieres[survivor]
        year = revenus_de(career, annee, periods[1].des[4 * survivor : 4 * survivor + 4])
        wage = before.get(SALAIRE[survivor], 0) + after.get("1AJ", 0)
        assert 0 <= year.get(SALAIRE, 0) - wage <= 2
        received = reversion(pension(periods[1].histoire.carrieres[1 - survivor], annee), 99)
        most = propres(career, 0, gains(year) + received, au_travail=False).get("7AC", 0)
        assert before.get(SYNDICAT[survivor], 0) + after.get("7AC", 0) <= most
        dues += most > 0
        assert not any(case[0] == "7" and case not in SYNDICAT for case in before)
        checked += 1
    assert checked > 50
    assert dues > 3


def test_rents_of_a_couple_are_all_micro_or_all_real() -> None:
    """Above the ceiling, or next to a real regime, micro rents become real ones."""
    for boxes, expected in (
        ({"4BE": 9_000}, {"4BE": 9_000}),
        ({"4BE": MICRO_FONCIER + 1}, {"4BA": MICRO_FONCIER + 1}),
        ({"4BE": 9_000, "4BA": 1_000}, {"4BA": 10_000}),
        ({"4BE": 9_000, "4BC": 1_000}, {"4BA": 9_000, "4BC": 1_000}),
    ):
        un_seul_regime(boxes)
        assert boxes == expected


def test_schools_and_child_care_follow_the_ages() -> None:
    """Under six a cost for each child, then pupils by level, shared residence in its own boxes."""
    own = tuple(Charge(_child(born), alternee=False) for born in (2005, 2008, 2011, 2020, 2021))
    shared = tuple(Charge(_child(born), alternee=True) for born in (2011, 2020))
    assert scolarite(2023, own) == {"7EA": 1, "7EC": 1, "7EF": 1}
    assert scolarite(2023, shared) == {"7EB": 1}
    assert garde(2023, own, 2_000) == {"7GA": 2_000, "7GB": 2_000}
    assert garde(2023, shared, 2_000) == {"7GE": 1_000}


def test_a_first_notice_forgets_part_of_an_income() -> None:
    """A few hundredths of the first income; who has none has nothing to correct."""
    assert premiere_version({"1AJ": 20_000, "7UF": 50}, 0) == {"1AJ": 19_400, "7UF": 50}
    assert premiere_version({"2TR": 20_000}, 0) is None
    assert fin_de_mois(2023, 0) == date(2024, 8, 31)
