"""The law as files: complete, sourced, and never invented for an unknown year."""

import dataclasses

import pytest

from scenarios.fiscal import ANNEES
from scenarios.fiscal.parametres import baremes_lep, loi


@pytest.mark.parametrize("annee", ANNEES)
def test_every_table_names_its_source(annee: int) -> None:
    """Each table of each year quotes an article of the code, and amounts are integers."""
    for champ in dataclasses.fields(loi(annee))[2:]:
        table = getattr(loi(annee), champ.name)
        assert "CGI, art." in table.source, champ.name
        for montant in dataclasses.astuple(table):
            assert isinstance(montant, int | str | tuple | dict), champ.name


def test_each_year_has_its_own_figures() -> None:
    """The loader does not serve one year for another, nor forget what a year replaces."""
    assert [loi(annee).decote.seuils for annee in ANNEES] == [
        (790, 1_307),
        (833, 1_378),
        (873, 1_444),
        (889, 1_470),
        (897, 1_483),
    ]
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
