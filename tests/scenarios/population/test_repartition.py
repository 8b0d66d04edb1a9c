"""The world of income year 2023 looks like the published one, on 84 000 souches: some 76 000 foyers, 100 000 declarants.

Targets: fact sheet of the tax, "Population". The statuses, the dependants and the quantiles of the RFR are said from memory there.
A foyer is a notice still open on 31 December; "taxed" means a total above zero once credits are counted, as in the DGFiP's count of
"foyers imposés"; a reduction counts when there is tax to reduce, and the levy that banks already paid (2CK) is no credit here.
"""

from collections import Counter
from typing import NamedTuple

import pytest

from scenarios.fiscal.avis import Avis, calculer
from scenarios.fiscal.parametres import loi
from scenarios.population.avis import redevable
from scenarios.population.foyers import foyers
from scenarios.population.souches import SOUCHES
from scenarios.population.tirage import cle_de

CLE = cle_de(0)
DRAWN = 84_000
WAGES = {"1AJ", "1BJ", "1AP", "1BP", "1GH", "1HH"}
PENSIONS = {"1AS", "1BS", "1AO", "1BO"}
NOT_INCOME = {"1AK", "1BK", "2CK", "2OP", "4BC", "5KF", "5LF", "5QE", "5RE"}

pytestmark = pytest.mark.xdist_group("repartition")


class Sample(NamedTuple):
    """What the tests look at, a count or a sorted list each."""

    foyers: int
    declarants: int
    situations: Counter[str]
    dependants: Counter[int]
    rfr: list[int]
    taxes: list[int]
    incomes: Counter[str]
    relieved: int
    wealthy: int


@pytest.fixture(scope="module")
def sample() -> Sample:
    """One notice per household: the corrected one, and of the year of a death the last."""
    law = loi(2023)
    rfr, taxes, declarants, relieved, wealthy = [], [], 0, 0, 0
    situations: Counter[str] = Counter()
    dependants: Counter[int] = Counter()
    incomes: Counter[str] = Counter()
    for drawn in range(DRAWN):
        notices = {f.declarants: f for f in foyers(CLE, drawn * 7_654_321 % SOUCHES, 2023) if f.fin is None}
        for f in notices.values():
            avis = calculer(f.foyer, law)
            rfr.append(avis.rfr)
            taxes.append(avis.total)
            declarants += len(f.declarants)
            situations["MO" if f.foyer.situation in "MO" else f.foyer.situation] += 1
            dependants[min(f.foyer.personnes_a_charge, 3)] += 1
            relieved += _relieved(avis)
            wealthy += redevable(f)
            for case, montant in f.foyer.declaration.items():
                if case[0] in "12345" and case not in NOT_INCOME:
                    incomes["wages" if case in WAGES else "pensions" if case in PENSIONS else "others"] += montant
    return Sample(len(rfr), declarants, situations, dependants, sorted(rfr), sorted(taxes), incomes, relieved, wealthy)


def _relieved(avis: Avis) -> bool:
    impot = avis.impot
    return impot.reductions_imputees > 0 or any(credit.cases != ("2CK",) for credit in impot.credits)


def test_it_is_large_enough(sample: Sample) -> None:
    """A hundred thousand people, in three quarters as many foyers: what souches stand for is about one foyer each."""
    assert sample.declarants >= 98_000
    assert 0.85 < sample.foyers / DRAWN < 1.1


@pytest.mark.parametrize(("situation", "target"), [("C", 42), ("MO", 33), ("D", 14), ("V", 10)])
def test_situations(sample: Sample, situation: str, target: float) -> None:
    """Single, united, divorced, widowed: within 1.5 points."""
    assert 100 * sample.situations[situation] / sample.foyers == pytest.approx(target, abs=1.5)


def test_dependants(sample: Sample) -> None:
    """30 % of foyers have some, within 2 points; one, two, three or more of them: within 3 points of 45, 37, 18."""
    some = sample.foyers - sample.dependants[0]
    assert 100 * some / sample.foyers == pytest.approx(30, abs=2)
    shares = [100 * sample.dependants[number] / some for number in (1, 2, 3)]
    assert shares == pytest.approx([45, 37, 18], abs=3)


@pytest.mark.parametrize(("decile", "target"), list(enumerate((6, 12, 16, 19, 22, 26, 32, 41, 58), 1)))
def test_deciles_of_the_reference_income(sample: Sample, decile: int, target: int) -> None:
    """In thousands of euros, each within 8 %."""
    assert sample.rfr[sample.foyers * decile // 10] == pytest.approx(1_000 * target, rel=0.08)


def test_the_richest_hundredth(sample: Sample) -> None:
    """180 000 €, from memory and of an order of magnitude: within 20 %."""
    assert sample.rfr[sample.foyers * 99 // 100] == pytest.approx(180_000, rel=0.2)


def test_who_is_taxed_and_how_much(sample: Sample) -> None:
    """45 % of foyers within 1.5 points; 4 649 € on average for those, within 12 %."""
    taxed = [tax for tax in sample.taxes if tax > 0]
    assert 100 * len(taxed) / sample.foyers == pytest.approx(45, abs=1.5)
    assert sum(taxed) / len(taxed) == pytest.approx(4_649, rel=0.12)


def test_what_incomes_are_made_of(sample: Sample) -> None:
    """Wages 62 %, pensions 26 % of declared incomes, within 4 points."""
    total = sample.incomes.total()
    shares = [100 * sample.incomes[kind] / total for kind in ("wages", "pensions")]
    assert shares == pytest.approx([62, 26], abs=4)


def test_reductions_and_credits(sample: Sample) -> None:
    """About three foyers in ten have one, within 4 points."""
    assert 100 * sample.relieved / sample.foyers == pytest.approx(30, abs=4)


def test_the_tax_on_real_estate(sample: Sample) -> None:
    """0.4 % of foyers owe it, within 0.1 point."""
    assert 100 * sample.wealthy / sample.foyers == pytest.approx(0.4, abs=0.1)


@pytest.mark.parametrize("annee", [2021, 2026, 2035])
def test_other_years_stay_sensible(annee: int) -> None:
    """From the first income year to one long after the last law: people are born, unite and die, and the shares drift by a few points."""
    law = loi(annee)
    notices = [
        f
        for drawn in range(4_000)
        for f in foyers(CLE, drawn * 7_654_321 % SOUCHES, annee)
        if f.fin is None and not f.correctif
    ]
    assert len(notices) == pytest.approx(3_700, rel=0.1)
    joint = sum(f.foyer.situation in "MO" for f in notices)
    dependants = sum(f.foyer.personnes_a_charge > 0 for f in notices)
    taxed = sum(calculer(f.foyer, law).total > 0 for f in notices)
    assert 100 * joint / len(notices) == pytest.approx(33, abs=5)
    assert 100 * dependants / len(notices) == pytest.approx(30, abs=5)
    assert 100 * taxed / len(notices) == pytest.approx(45, abs=5)
