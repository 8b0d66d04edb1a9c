"""Income years: what a source states, what is assumed, what scopes open."""

from datetime import date

import pytest

from rulebook.resources import ASSIETTES, DEUXANS, LEP, Resource
from rulebook.tax_scopes import income_years
from rulebook.years import STATED, taxation_day


@pytest.mark.parametrize(("annee", "published"), [(2022, False), (2023, True), (2024, True), (2025, False)])
def test_a_year_is_served_from_22_july_of_the_next_one(annee: int, published: bool) -> None:
    """22/07/2024 and 22/07/2025 are published, other years are assumed alike."""
    assert taxation_day(annee) == date(annee + 1, 7, 22)
    assert (annee in STATED) is published


@pytest.mark.parametrize(
    ("scopes", "resource", "years"),
    [
        (["dgfip_annee_n_moins_1"], ASSIETTES, {2024}),
        (["dgfip_annee_n_moins_2", "dgfip_annee_n_moins_3"], ASSIETTES, {2023, 2022}),
        (["dgfip_annee_n_moins_2_si_indispo_n_moins_1"], DEUXANS, {2024, 2023}),
        (["dgfip_annee_n_moins_2_si_indispo_n_moins_1"], ASSIETTES, set()),
        (["dgfip_annee_n_moins_1"], LEP, {2024}),
        (["dgfip_rfr", "openid"], ASSIETTES, set()),
    ],
)
def test_scopes_open_years_before_the_last_one(scopes: list[str], resource: Resource, years: set[int]) -> None:
    """Counted from the last year available; the scope of two years is of one resource, and a scope that is no year opens none."""
    assert income_years(scopes, resource, 2024) == years
