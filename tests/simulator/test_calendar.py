"""The calendar: when an income year exists, for whom, and who says so."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from simulator.calendar import Calendar

PARIS_SUMMER = timezone(timedelta(hours=2))
PARIS_WINTER = timezone(timedelta(hours=1))


def epoch(*parts: int, zone: timezone = PARIS_SUMMER) -> float:
    """Seconds of a Paris instant."""
    year, month, day, *time = parts
    hour, minute, second = (*time, 0, 0, 0)[:3]
    return datetime(year, month, day, hour, minute, second, tzinfo=zone).timestamp()


def test_a_year_exists_from_22_july_of_the_next_one_in_paris() -> None:
    """22/07/2025 at midnight in Paris, to the second, for income year 2024."""
    calendar = Calendar()
    assert not calendar.is_taxed(2024, epoch(2025, 7, 21, 23, 59, 59))
    assert calendar.is_taxed(2024, epoch(2025, 7, 22))


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (epoch(2026, 11, 23, zone=PARIS_WINTER), 2025),
        (epoch(2026, 7, 21), 2024),
        (epoch(2026, 7, 22), 2025),
        (epoch(2026, 1, 1, 12, zone=PARIS_WINTER), 2024),
        (epoch(2025, 12, 31, 12, zone=PARIS_WINTER), 2024),
    ],
)
def test_the_last_year_taxed(now: float, last: int) -> None:
    """Before the taxation of N the last is N-2, after it N-1, and New Year changes nothing."""
    assert Calendar().last_taxed(now) == last


def test_the_last_four_years_are_served() -> None:
    """Neither the running year nor the fifth one back."""
    now = epoch(2026, 11, 23, zone=PARIS_WINTER)
    assert [year for year in range(2018, 2030) if Calendar().is_served(year, now)] == [2022, 2023, 2024, 2025]


def test_moving_the_instant_makes_a_year_not_taxed_yet() -> None:
    """What a tester moves: one instant of one year."""
    now = epoch(2026, 11, 23, zone=PARIS_WINTER)
    moved = Calendar({2025: datetime(2026, 12, 1, tzinfo=UTC)})
    assert Calendar().is_taxed(2025, now)
    assert not moved.is_taxed(2025, now)
    assert moved.last_taxed(now) == 2024
    assert moved.is_taxed(2024, now)


def test_today_replaces_the_date_and_nothing_else() -> None:
    """Availability and years follow `today`, at its noon."""
    calendar = Calendar(today=date(2025, 3, 1))
    now = epoch(2026, 11, 23, zone=PARIS_WINTER)
    assert calendar.moment(now) == datetime(2025, 3, 1, 12, tzinfo=UTC)
    assert calendar.last_taxed(now) == 2023
    assert [year for year in range(2018, 2030) if calendar.is_served(year, now)] == [2021, 2022, 2023, 2024]
    assert Calendar(today=date(2025, 7, 22)).is_taxed(2024, 0)
    assert not Calendar(today=date(2025, 7, 21)).is_taxed(2024, 0)


def test_a_lease_calendar_lies_over_the_space_calendar() -> None:
    """What the upper one says wins, what it does not say comes from below; neither is changed."""
    july, august, september = (datetime(2026, month, 1, tzinfo=UTC) for month in (7, 8, 9))
    below = Calendar({2024: july, 2025: july}, date(2026, 1, 1))
    above = Calendar({2025: august, 2023: september})
    both = above.over(below)
    assert both == Calendar({2023: september, 2024: july, 2025: august}, date(2026, 1, 1))
    assert Calendar(today=date(2026, 2, 2)).over(below).today == date(2026, 2, 2)
    assert below.taxation == {2024: july, 2025: july}
    assert Calendar().over(Calendar()) == Calendar()


def test_an_emission_is_that_of_the_household() -> None:
    """Set for either declarant; for both, the latest: they share one notice. Years and people are told apart."""
    march, may = (datetime(2026, month, 1, tzinfo=UTC) for month in (3, 5))
    calendar = Calendar(emissions={"a": {2024: march}, "b": {2024: may, 2023: march}})
    assert calendar.emitted_at(("a",), 2024) == march
    assert calendar.emitted_at(("a", "b"), 2024) == calendar.emitted_at(("b", "a"), 2024) == may
    assert calendar.emitted_at(("a", "b"), 2023) == march
    assert calendar.emitted_at(("a",), 2023) is None
    assert calendar.emitted_at((), 2024) is None


def test_emissions_lie_over_each_other_person_by_person_and_year_by_year() -> None:
    """The upper calendar wins where it says something."""
    march, may = (datetime(2026, month, 1, tzinfo=UTC) for month in (3, 5))
    below = Calendar(emissions={"a": {2024: march, 2023: march}, "b": {2024: march}})
    both = Calendar(emissions={"a": {2024: may}, "c": {2024: may}}).over(below)
    assert both.emissions == {"a": {2024: may, 2023: march}, "b": {2024: march}, "c": {2024: may}}
    assert Calendar().over(below) == below
