"""Histories of a few thousand souches, year after year, as the rest of the project meets them."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.fiscal.avis import calculer
from scenarios.fiscal.parametres import loi
from scenarios.population.foyers import RACONTEES, FoyerAnnuel, foyers
from scenarios.population.histoire import histoire
from scenarios.population.souches import SOUCHES
from scenarios.population.tirage import cle_de

CLE = cle_de(0)
YEARS = range(2021, 2036)
SAMPLE = [n * 104_729 % SOUCHES for n in range(700)]
souches_ = st.integers(0, SOUCHES - 1)
annees = st.sampled_from(YEARS)


@pytest.fixture(scope="module")
def histories() -> dict[int, dict[int, tuple[FoyerAnnuel, ...]]]:
    """Notices by souche and year."""
    return {n: {annee: foyers(CLE, n, annee) for annee in YEARS} for n in SAMPLE}


Histories = dict[int, dict[int, tuple[FoyerAnnuel, ...]]]


def final(avis: tuple[FoyerAnnuel, ...]) -> list[FoyerAnnuel]:
    """Those that are not replaced by a corrective one."""
    return list({(f.declarants, f.debut): f for f in avis}.values())


@given(n=souches_, annee=annees)
@settings(max_examples=150, deadline=None)
def test_a_question_asked_again_has_the_same_answer(n: int, annee: int) -> None:
    """Whatever was asked in between: no order, no memory, nothing but the number counts."""
    first = foyers(CLE, n, annee)
    histoire.cache_clear()
    foyers(CLE, (n + 1) % SOUCHES, annee)
    foyers(CLE, n, annee + 1)
    assert foyers(CLE, n, annee) == first


@given(n=souches_, annee=annees)
@settings(max_examples=300, deadline=None)
def test_every_notice_can_be_computed(n: int, annee: int) -> None:
    """The calculator knows every box; parts are quarters; amounts are whole and positive; the RFR is not below zero."""
    for f in foyers(CLE, n, annee):
        avis = calculer(f.foyer, loi(annee))
        assert avis.ignorees == ()
        assert avis.parts.quarts >= 4
        assert avis.rfr >= 0
        assert all(isinstance(montant, int) and montant > 0 for montant in f.foyer.declaration.values())
        assert list(f.foyer.declaration) == sorted(f.foyer.declaration)
        assert f.patrimoine >= 0
        assert 0 <= f.domicile < 2**60


@given(n=souches_, annee=annees)
@settings(max_examples=300, deadline=None)
def test_nobody_is_in_two_notices_of_one_period(n: int, annee: int) -> None:
    """One final notice per person on any day; in the year of a death, one that ends and one that begins on the morrow."""
    by_person: dict[int, list[FoyerAnnuel]] = defaultdict(list)
    for f in final(foyers(CLE, n, annee)):
        for p in f.declarants:
            by_person[p].append(f)
    for periods in by_person.values():
        assert len(periods) <= 2
        if len(periods) == 2:
            before, after = periods
            assert before.fin
            assert after.debut == before.fin + timedelta(1)
            assert (before.foyer.situation in "MO", after.foyer.situation) == (True, "V")


def test_who_is_declared_with_whom_follows_the_life(histories: Histories) -> None:
    """Statuses only move forward: alone, then together, then apart or widowed; a union happens once."""
    forward = {
        "C": "CMODV",
        "O": "OMCV",
        "M": "MDV",
        "D": "D",
        "V": "V",
    }
    for years in histories.values():
        last: dict[int, str] = {}
        unions: Counter[int] = Counter()
        for annee in YEARS:
            for f in final(years[annee]):
                for p in f.declarants:
                    before = last.get(p)
                    assert before is None or f.foyer.situation in forward[before]
                    unions[p] += f.foyer.situation in "MO" and before in {"C", "D", "V"}
                    last[p] = f.foyer.situation
        assert all(count <= 1 for count in unions.values())


def test_the_dead_declare_no_more_and_minors_not_yet(histories: Histories) -> None:
    """No notice after the year of a death nor before the year of 18; the living have one every year once they began."""
    for n, years in histories.items():
        life = histoire(CLE, n).vie
        for rang, (adulte, jour) in enumerate(zip(life.souche.adultes, life.deces, strict=True)):
            present = {annee for annee in YEARS if any(2 * n + rang in f.declarants for f in years[annee])}
            assert all(adulte.naissance.year + 18 <= annee <= jour.year for annee in present)
            assert present == {annee for annee in YEARS if life.autonomie[rang] <= annee <= jour.year}


def test_children_grow_older_from_year_to_year(histories: Histories) -> None:
    """A household that nothing happens to gains a child by a birth only, and its minors come of age."""
    for n, years in histories.items():
        births = Counter(enfant.naissance for enfant in histoire(CLE, n).vie.enfants)
        for annee in YEARS[1:]:
            before = {f.declarants: f for f in final(years[annee - 1]) if len(f.declarants) == 2 and f.fin is None}
            for f in final(years[annee]):
                if f.declarants in before and f.fin is None:
                    gained = f.foyer.pac.get("F", 0) - before[f.declarants].foyer.pac.get("F", 0)
                    assert gained <= births[annee]


def test_people_stay_where_they_live_for_years(histories: Histories) -> None:
    """Most addresses of one year are those of the year before; some people move."""
    moved = Counter[bool]()
    for years in histories.values():
        for annee in YEARS[1:]:
            homes = {f.declarants: f.domicile for f in years[annee - 1]}
            moved.update(homes[f.declarants] != f.domicile for f in years[annee] if f.declarants in homes)
    assert 0.04 < moved[True] / moved.total() < 0.2


def test_concubins_share_their_address() -> None:
    """Two notices, one home, in the years before a union; two homes again after a separation."""
    shared = apart = 0
    for n in range(4_000):
        life = histoire(CLE, n).vie
        avis = final(foyers(CLE, n, 2023))
        if len(avis) == 2 and all(f.fin is None and f.debut is None for f in avis):
            same = avis[0].domicile == avis[1].domicile
            assert same == (life.toit < 2024 and (life.separation > 2023))
            shared += same
            apart += not same
    assert shared > 5
    assert apart > 100


def test_alimony_paid_is_alimony_received() -> None:
    """What one parent deducts in 6GU is what the other declares in 1AO, to the euro."""
    pairs = 0
    for n in range(6_000):
        avis = final(foyers(CLE, n, 2024))
        received = [f.foyer.declaration.get("1AO", 0) for f in avis]
        paid = [f.foyer.declaration.get("6GU", 0) for f in avis]
        if len(avis) == 2 and (any(received) or any(paid)):
            assert sorted(received) == sorted(paid)
            assert received != paid
            pairs += 1
    assert pairs > 10


def test_late_and_corrective_notices_come_at_the_end_of_a_month() -> None:
    """About one in fifty is late; about one in a hundred is corrected, with other figures and a later day."""
    late = corrected = total = 0
    for n in range(8_000):
        avis = foyers(CLE, n, 2023)
        total += len(avis)
        for f in avis:
            if f.emission is not None:
                assert f.emission in {date(2024, m, d) for m, d in ((8, 31), (9, 30), (10, 31), (11, 30), (12, 31))}
                late += not f.correctif
            if f.correctif:
                corrected += 1
                first = next(g for g in avis if g.declarants == f.declarants and not g.correctif)
                assert avis.index(first) < avis.index(f)
                assert first.emission is None
                assert first.foyer.declaration != f.foyer.declaration
                assert (first.domicile, first.patrimoine) == (f.domicile, f.patrimoine)
    assert 0.015 < late / total < 0.03
    assert 0.006 < corrected / total < 0.015


def test_no_year_without_a_law_before_it_nor_after_the_tables() -> None:
    """Nothing is told of 2020; 2035 is told under the last known law."""
    assert foyers(CLE, 0, 2020) == ()
    assert foyers(CLE, 0, RACONTEES[-1] + 1) == ()
    (f,) = foyers(CLE, 0, 2035)
    assert loi(f.annee).publiee == 2025
