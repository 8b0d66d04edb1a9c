"""The livret d'épargne populaire: zones, ceilings, and the answers that nobody can give."""

import pytest

from scenarios.fiscal.lep import Zone, ouvert, plafond, zone_de
from scenarios.fiscal.parametres import baremes_lep


@pytest.mark.parametrize(
    ("zone", "bareme", "parts", "attendu"),
    [
        (Zone.METROPOLE, 2022, 1, 20_297),
        (Zone.METROPOLE, 2022, 1.25, 23_007),
        (Zone.METROPOLE, 2025, 2.5, 41_108),  # 22 823 + 3 × 6 095
        (Zone.ANTILLES_REUNION, 2022, 1, 24_018),
        (Zone.ANTILLES_REUNION, 2022, 1.25, 26_887),  # half of 5 737, rounded up
        (Zone.ANTILLES_REUNION, 2022, 1.5, 29_755),
        (Zone.ANTILLES_REUNION, 2022, 2, 35_175),
        (Zone.ANTILLES_REUNION, 2023, 1.75, 34_220),  # 25 316 + 6 047 + 2 857
        (Zone.GUYANE, 2024, 1.5, 35_371),
        (Zone.MAYOTTE, 2023, 2, 59_137),
        (Zone.MAYOTTE, 2024, 1.25, 47_289),
        (Zone.MAYOTTE, 2024, 1.5, 53_008),
        (Zone.MAYOTTE, 2024, 1.75, None),
        (Zone.MAYOTTE, 2025, 2, None),
    ],
)
def test_ceilings(zone: Zone, bareme: int, parts: float, attendu: int | None) -> None:
    """Base, first half-part, the next ones, and quarters; an amount that no source gives makes no answer."""
    assert plafond(baremes_lep()[zone][bareme], int(4 * parts)) == attendu


@pytest.mark.parametrize(
    ("departement", "zone"),
    [
        ("750", Zone.METROPOLE),
        ("13", Zone.METROPOLE),
        ("2A0", Zone.METROPOLE),
        ("2B", Zone.METROPOLE),
        ("971", Zone.ANTILLES_REUNION),
        ("972", Zone.ANTILLES_REUNION),
        ("974", Zone.ANTILLES_REUNION),
        ("973", Zone.GUYANE),
        ("976", Zone.MAYOTTE),
        ("975", None),
        ("988", None),
        ("960", None),
        ("000", None),
        ("", None),
    ],
)
def test_zones(departement: str, zone: Zone | None) -> None:
    """Two or three characters in metropolitan France, three overseas."""
    assert zone_de(departement) is zone


@pytest.mark.parametrize(
    ("rfr", "bareme", "attendu"), [(20_297, 2022, True), (20_298, 2022, False), (0, 2020, None), (22_000, 2023, False)]
)
def test_the_ceiling_itself_opens_the_right(rfr: int, bareme: int, attendu: bool | None) -> None:
    """Up to the ceiling included; no answer for a scale that nobody published."""
    assert ouvert(rfr, 4, Zone.METROPOLE, bareme, baremes_lep()) is attendu


def test_no_answer_for_mayotte_in_2026() -> None:
    """Our sources have no amount: never a no for want of knowing."""
    assert ouvert(0, 4, Zone.MAYOTTE, 2026, baremes_lep()) is None
