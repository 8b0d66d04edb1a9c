"""The price: years, quotient and table."""

import asyncio
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_client import annees, recu, tarif
from reference_client.impot import Fields, Spi
from reference_client.outcome import Kind, Trouble
from reference_client.tarif import Assiette


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 7, 21), date(2026, 12, 31)])
def test_the_last_year_is_asked_first_all_year_long(today: date) -> None:
    """No month is compared: whether a year is taxed is the DGFiP's to say."""
    assert annees.to_ask(today) == (2025, 2024)


def answers(known: dict[int, Fields | Kind], asked: list[int]) -> annees.Ask:
    """A DGFiP that knows `known`, and nothing for the other years."""

    async def ask(annee: int) -> Fields:
        asked.append(annee)
        found = known.get(annee, Kind.NO_YEAR)
        if isinstance(found, Kind):
            raise Trouble(found)
        return found

    return ask


ONE: Fields = {"rfr": 12_000, "nbPart": 1}


def test_the_first_taxed_year_wins_and_no_other_is_asked() -> None:
    """One call when the last year is there, two when it is not."""
    asked: list[int] = []
    assert asyncio.run(annees.latest((2025, 2024), answers({2025: ONE, 2024: ONE}, asked))) == (2025, ONE)
    assert asyncio.run(annees.latest((2025, 2024), answers({2024: ONE}, asked))) == (2024, ONE)
    assert asked == [2025, 2025, 2024]


def test_two_years_without_data_is_said_as_such() -> None:
    """The third year is never asked: it is not in the contract."""
    asked: list[int] = []
    with pytest.raises(Trouble) as caught:
        asyncio.run(annees.latest((2025, 2024), answers({2023: ONE}, asked)))
    assert caught.value.kind is Kind.NO_YEAR
    assert asked == [2025, 2024]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.NO_YEAR])
def test_another_error_is_not_a_reason_to_ask_another_year(kind: Kind) -> None:
    """A fault, a quota or a refusal stops at once."""
    asked: list[int] = []
    with pytest.raises(Trouble) as caught:
        asyncio.run(annees.latest((2025, 2024), answers({2025: kind, 2024: ONE}, asked)))
    assert caught.value.kind is kind
    assert asked == [2025]


@pytest.mark.parametrize(
    ("rfr", "parts", "quotient", "line"),
    [
        (0, "1", 0, "A"),
        (24_000, "2.5", 800, "C"),
        (4_799, "1", 399, "A"),
        (4_800, "1", 400, "B"),
        (8_400, "1", 700, "C"),
        (48_583, "2.75", 1472, "E"),
        (16_799, "1", 1399, "D"),
        (16_800, "1", 1400, "E"),
    ],
)
def test_the_quotient_and_its_line(rfr: int, parts: str, quotient: int, line: str) -> None:
    """Worked by hand, on both sides of each limit; the quotient is rounded down."""
    found = tarif.quotient(Assiette(rfr, Decimal(parts)))
    assert (found, tarif.tranche(found).name) == (quotient, line)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"rfr": 1000},
        {"nbPart": 1},
        {"rfr": None, "nbPart": 1},
        {"rfr": 1000, "nbPart": None},
        {"rfr": "1000", "nbPart": 1},
        {"rfr": True, "nbPart": 1},
        {"rfr": -1, "nbPart": 1},
        {"rfr": 2**63 - 1, "nbPart": 1},
        {"rfr": 10**12, "nbPart": 1},
        {"rfr": Decimal("1000.5"), "nbPart": 1},
        {"rfr": [1000], "nbPart": 1},
        {"rfr": 1000, "nbPart": 0},
        {"rfr": 1000, "nbPart": Decimal("0.75")},
        {"rfr": 1000, "nbPart": -1},
        {"rfr": 1000, "nbPart": 100},
        {"rfr": 1000, "nbPart": Decimal("1e999")},
        {"rfr": 1000, "nbPart": Decimal("2.3")},
        {"rfr": 1000, "nbPart": Decimal("1." + "0" * 60 + "1")},
    ],
)
def test_without_both_figures_there_is_no_price(fields: Fields) -> None:
    """A figure that is missing, null or absurd is never zero, and never rounded into one."""
    with pytest.raises(Trouble) as caught:
        tarif.decide(fields, date(2026, 9, 15))
    assert caught.value.kind is Kind.API_ANSWER


@pytest.mark.parametrize("parts", ["1", "1.25", "2.75", "6.75"])
def test_parts_stay_exact_and_the_rest_of_the_notice_is_not_read(parts: str) -> None:
    """Quarters, zero income, and fields that are none of the canteen's business, whatever they hold."""
    strange = {"sitFam": None, "montTotIr": -36, "rev": {"rcm": [{"code": "2ZZZ", "valeur": "x"}]}, "nouveau": {"a": 1}}
    found = tarif.decide({"rfr": 0, "nbPart": Decimal(parts), **strange}, date(2026, 9, 15))
    assert found.assiette == Assiette(0, Decimal(parts))
    assert found.tranche.name == "A"


@given(st.integers(0, 10**12), st.integers(1, 100), st.integers(0, 10**6))
def test_more_income_never_pays_less(rfr: int, quarters: int, more: int) -> None:
    """The price never falls when income rises."""
    parts = Decimal(quarters) / 4
    poor, rich = (tarif.tranche(tarif.quotient(Assiette(income, parts))).price for income in (rfr, rfr + more))
    assert poor <= rich


def test_receipts_have_their_own_reference() -> None:
    """A reference is drawn: it says nothing and is not shared."""
    receipts = {recu.new_reference("CANT", Spi("0123456789789")) for _ in range(100)}
    assert len(receipts) == 100
