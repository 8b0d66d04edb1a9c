"""Who lives in a souche, and what happens to them."""

from collections import Counter
from datetime import date

from scenarios.population.homonymes import modele
from scenarios.population.souches import DERNIERE, DEUX, PREMIERE, SOUCHES, Nature, souche
from scenarios.population.tirage import cle_de
from scenarios.population.vie import DEPART, vie

CLE = cle_de(0)
SAMPLE = [souche(CLE, n * 7_919 % SOUCHES) for n in range(6_000)]
LIVES = [vie(CLE, celle) for celle in SAMPLE]


def test_two_adults_for_life_or_one() -> None:
    """A couple, or one that parted, has two adults; the others have one, their former spouse being nobody."""
    assert {celle.nature: len(celle.adultes) for celle in SAMPLE} == {
        Nature.SEUL: 1,
        Nature.COUPLE: 2,
        Nature.ROMPU: 2,
        Nature.DIVORCE: 1,
        Nature.VEUF: 1,
    }


def test_births_stay_within_the_known_years() -> None:
    """Everybody is old enough to have a first notice by 2042, and nobody is older than the tables."""
    years = {adulte.naissance.year for celle in SAMPLE for adulte in celle.adultes}
    assert PREMIERE <= min(years) < 1940
    assert 2010 < max(years) <= DERNIERE


def test_wives_are_a_little_younger() -> None:
    """On average by one to four years, whichever of both is the first adult."""
    gaps = []
    for celle in SAMPLE:
        if {adulte.genre for adulte in celle.adultes} == {"female", "male"}:
            years = {adulte.genre: adulte.naissance.year for adulte in celle.adultes}
            gaps.append(years["female"] - years["male"])
    assert 1 < sum(gaps) / len(gaps) < 4


def test_a_double_has_adults_of_the_same_ages_but_its_own_life() -> None:
    """Homonyms on purpose share the birth; what they live is theirs."""
    double = next(n for n in range(20_000) if modele(CLE, n) != n)
    celle, source = souche(CLE, double), souche(CLE, double - 1)
    assert celle.adultes == source.adultes
    assert celle.numero != source.numero
    assert vie(CLE, celle).deces != vie(CLE, source).deces


def test_nobody_dies_before_the_world_begins() -> None:
    """Everybody is alive on 1 January 2021, some die in the years after; no death is on 31 December, which would leave no period."""
    deaths = [jour for life in LIVES for jour in life.deces]
    assert min(deaths) >= date(DEPART, 1, 1)
    assert 0.008 < sum(jour.year == 2023 for jour in deaths) / len(deaths) < 0.016
    assert not any((jour.month, jour.day) == (12, 31) for jour in deaths)


def test_unions_join_two_adults_who_are_alive_and_of_age() -> None:
    """At twenty or more, both living through the year; a PACS exists since 1999 and may become a marriage."""
    letters: Counter[str] = Counter()
    for celle, life in zip(SAMPLE, LIVES, strict=True):
        if life.union is None:
            continue
        assert celle.nature in DEUX
        assert all(adulte.naissance.year + 20 <= life.union.annee for adulte in celle.adultes)
        assert all(life.union.annee < jour.year for jour in life.deces)
        assert life.union.lettre == "M" or life.union.annee >= 1999
        assert life.union.mariage >= life.union.annee
        letters[life.union.lettre_en(9_998) + life.union.lettre] += 1
    assert set(letters) == {"MM", "OO", "MO"}


def test_partners_of_a_pacs_marry_while_both_live_together() -> None:
    """Never after a separation or a death: a survivor takes no name at a wedding that did not happen."""
    weddings = [life for life in LIVES if life.union and life.union.annee < life.union.mariage < 9_999]
    assert len(weddings) > 100
    for life in weddings:
        assert life.union
        assert life.union.mariage < min(life.separation, *(jour.year for jour in life.deces))


def test_a_separation_follows_a_union_and_two_living_people() -> None:
    """Only a souche that parts has one, years after the union; death comes first for some."""
    parted = [life for life in LIVES if life.separation < 9_999]
    assert parted
    for life in parted:
        assert life.union
        assert life.souche.nature == Nature.ROMPU
        assert life.union.annee + 2 < life.separation < min(life.deces).year


def test_children_are_born_to_a_mother_of_that_age_and_before_the_end() -> None:
    """Between 18 and 45, not more than six years before the union, not after a separation or a death."""
    for life in LIVES:
        mothers = [adulte for adulte in life.souche.adultes if adulte.genre == "female"] or list(life.souche.adultes)
        for enfant in life.enfants:
            assert 18 <= enfant.naissance - mothers[0].naissance.year <= 45
            assert enfant.naissance < min(life.separation, *(jour.year for jour in life.deces), 9_999)
            if life.union:
                assert enfant.naissance >= life.union.annee - 6
            if life.souche.nature in {Nature.DIVORCE, Nature.VEUF}:
                assert enfant.naissance < 2018
        assert [enfant.naissance for enfant in life.enfants] == sorted({enfant.naissance for enfant in life.enfants})


def test_the_first_notice_comes_between_eighteen_and_twenty_five() -> None:
    """Until then a young adult is attached to parents whom this world does not know; a union ends it."""
    for celle, life in zip(SAMPLE, LIVES, strict=True):
        for adulte, annee in zip(celle.adultes, life.autonomie, strict=True):
            assert 18 <= annee - adulte.naissance.year <= 25
