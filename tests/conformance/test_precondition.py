"""What the control showed, read before a story is told: a client may have asked for anything."""

import pytest
from judge_journeys import API, exchange, journey

from conformance.modules.impot import LATE_YEAR
from conformance.precondition import late_year


@pytest.mark.parametrize(
    ("asked", "year"),
    [
        ("2024", 2024),
        ("24", None),
        ("02024", None),
        ("n-1", None),
        ("٢٠٢٤", None),
        pytest.param("9" * 5_000, None, id="longer than a number"),
    ],
)
def test_a_year_has_four_figures(asked: str, year: int | None) -> None:
    """Nothing else is made untaxed, and nothing else ends the run."""
    control = journey(exchange(1, "dgfip", "assiettes", f"{API}/situations/ir/assiettes/annrev/{asked}"))
    assert late_year(LATE_YEAR, control) == year
