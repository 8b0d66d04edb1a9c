"""The world of income year 2023 looks like the published one, on 84 000 souches: some 76 000 foyers, 100 000 declarants.

Targets: published statistics. The statuses, the dependants and the quantiles of the RFR are from memory.
A foyer is a notice still open on 31 December; "taxed" means a total above zero once credits are counted, our reading of
"foyers imposés"; a reduction counts when there is tax to reduce, and the levy that banks already paid (2CK) is no credit here.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from scenarios.fiscal.avis import Avis, calculer
from scenarios.fiscal.parametres import loi
from scenarios.population.avis import redevable
from scenarios.population.foyers import FoyerAnnuel, foyers
from scenarios.population.souches import SOUCHES
from scenarios.population.tirage import cle_de

CLE = cle_de(0)
DRAWN = 84_000
WAGES = {"1AJ", "1BJ", "1AP", "1BP", "1GH", "1HH"}
PENSIONS = {"1AS", "1BS", "1AO", "1BO"}
NOT_INCOME = {"1AK", "1BK", "2CK", "2OP", "4BC", "5KF", "5LF", "5QE", "5RE"}


class Target(NamedTuple):
    """A published figure, and how far from it the sample may be."""

    figure: float
    within: float


def percent(target: float, points: float) -> Target:
    """A share, to so many points."""
    return Target(target, points)


def euros(target: float, share: float) -> Target:
    """An amount, to so many hundredths of itself."""
    return Target(target, target * share / 100)


TARGETS = {
    # From memory.
    "C": percent(42, 1.5),
    "M or O": percent(33, 1.5),
    "D": percent(14, 1.5),
    "V": percent(10, 1.5),
    "with dependants": percent(30, 2),
    "one dependant, of those": percent(45, 3),
    "two dependants, of those": percent(37, 3),
    "three or more, of those": percent(18, 3),
    **{
        f"decile {rank} of the RFR": euros(1_000 * k, 8)
        for rank, k in enumerate((6, 12, 16, 19, 22, 26, 32, 41, 58), 1)
    },
    "hundredth of the RFR": euros(180_000, 20),
    # DGFiP.
    "taxed": percent(45, 1.5),
    "mean tax of the taxed": euros(4_649, 12),
    "wages in incomes": percent(62, 4),
    "pensions in incomes": percent(26, 4),
    "with a reduction or a credit": percent(30, 4),
    "owing the tax on real estate": percent(0.4, 0.1),
}


class Sample:
    """What is counted on the way: one notice per household, the corrected one, and of the year of a death the last."""

    def __init__(self) -> None:
        self.rfr: list[int] = []
        self.taxes: list[int] = []
        self.counts: Counter[str] = Counter()
        self.dependants: Counter[int] = Counter()
        self.incomes: Counter[str] = Counter()

    def add(self, f: FoyerAnnuel, avis: Avis) -> None:
        """Count one notice."""
        self.rfr.append(avis.rfr)
        self.taxes.append(avis.total)
        self.dependants[min(f.foyer.personnes_a_charge, 3)] += 1
        self.counts["M or O" if f.foyer.situation in "MO" else f.foyer.situation] += 1
        self.counts["declarants"] += len(f.declarants)
        self.counts["with a reduction or a credit"] += _relieved(avis)
        self.counts["owing the tax on real estate"] += redevable(f)
        for case, montant in f.foyer.declaration.items():
            if case[0] in "12345" and case not in NOT_INCOME:
                self.incomes["wages" if case in WAGES else "pensions" if case in PENSIONS else "others"] += montant

    def figures(self) -> Iterator[tuple[str, float]]:
        """Every figure that has a target."""
        total = len(self.rfr)
        for name in ("C", "M or O", "D", "V", "with a reduction or a credit", "owing the tax on real estate"):
            yield name, 100 * self.counts[name] / total
        some = total - self.dependants[0]
        yield "with dependants", 100 * some / total
        for number, name in enumerate(("one dependant", "two dependants", "three or more"), 1):
            yield f"{name}, of those", 100 * self.dependants[number] / some
        self.rfr.sort()
        for rank in range(1, 10):
            yield f"decile {rank} of the RFR", self.rfr[total * rank // 10]
        yield "hundredth of the RFR", self.rfr[total * 99 // 100]
        taxed = [tax for tax in self.taxes if tax > 0]
        yield "taxed", 100 * len(taxed) / total
        yield "mean tax of the taxed", sum(taxed) / len(taxed)
        for kind in ("wages", "pensions"):
            yield f"{kind} in incomes", 100 * self.incomes[kind] / self.incomes.total()


def _relieved(avis: Avis) -> bool:
    impot = avis.impot
    return impot.reductions_imputees > 0 or any(credit.cases != ("2CK",) for credit in impot.credits)


def test_income_year_2023_looks_like_the_published_one() -> None:
    """Every figure of the table is within its tolerance, on a hundred thousand declarants."""
    law, sample = loi(2023), Sample()
    for drawn in range(DRAWN):
        notices = {f.declarants: f for f in foyers(CLE, drawn * 7_654_321 % SOUCHES, 2023) if f.fin is None}
        for f in notices.values():
            sample.add(f, calculer(f.foyer, law))
    assert sample.counts["declarants"] >= 98_000
    figures = dict(sample.figures())
    assert figures.keys() == TARGETS.keys()
    far = {
        name: (round(figures[name], 2), target)
        for name, target in TARGETS.items()
        if abs(figures[name] - target.figure) > target.within
    }
    assert far == {}


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
