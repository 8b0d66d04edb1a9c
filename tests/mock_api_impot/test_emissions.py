"""When a notice exists: its year is taxed, and it was issued to that household."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from gateway_bench import SPI, Gateway, foyer, habilitation, identity, persona

from mock_api_impot.protocol.years import issued
from rulebook.formats.persona import Foyer
from scenarios.tax_file import Filed, TaxFile
from simulator.calendar import Calendar, midnight

SPOUSE = "0123456700600"
MARCH, MAY = date(2026, 3, 1), date(2026, 5, 1)


def at(day: date) -> float:
    """Noon of that day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()


def notice(rfr: int, **changes: Any) -> Foyer:
    """A notice of income 2024 told from others by its figure."""
    return foyer(2024, avis={"rfr": rfr}, **changes)


def figures(calendar: Calendar, day: date, *notices: Foyer) -> list[int]:
    """Figures of the notices that exist that day."""
    file = TaxFile(frozenset({SPI, SPOUSE}), tuple(Filed(found, (SPI, SPOUSE)) for found in notices))
    return [found.avis["rfr"] for found in issued(file, calendar, 2024, at(day))]


# ------------------------------------------------------------ pure
def test_a_notice_exists_from_its_day() -> None:
    """The day before, it does not; without a day, it always did."""
    late = notice(1, emission=MARCH)
    assert figures(Calendar(), date(2026, 2, 28), late) == []
    assert figures(Calendar(), MARCH, late) == [1]
    assert figures(Calendar(), date(2020, 1, 1), notice(1)) == [1]
    assert midnight(MARCH).timestamp() < at(MARCH)


def test_a_notice_exists_at_its_very_instant() -> None:
    """Midnight in Paris is the day already; the second before is not."""
    file = TaxFile(frozenset({SPI}), (Filed(notice(1, emission=MARCH), (SPI,)),))
    instant = midnight(MARCH).timestamp()
    assert len(issued(file, Calendar(), 2024, instant)) == 1
    assert issued(file, Calendar(), 2024, instant - 1) == ()


def test_the_latest_notice_of_a_period_wins() -> None:
    """Whatever their order in the file."""
    first, corrected = notice(1), notice(2, emission=MAY)
    for order in ((first, corrected), (corrected, first)):
        assert figures(Calendar(), MARCH, *order) == [1]
        assert figures(Calendar(), MAY, *order) == [2]


def test_two_periods_have_a_notice_each() -> None:
    """A corrective notice after a death corrects its own period."""
    before, after = notice(1, fin=date(2024, 6, 1)), notice(2, debut=date(2024, 6, 2))
    corrected = notice(3, debut=date(2024, 6, 2), emission=MAY)
    assert figures(Calendar(), MARCH, before, after, corrected) == [1, 2]
    assert sorted(figures(Calendar(), MAY, before, after, corrected)) == [1, 3]


def test_the_calendar_moves_the_first_notice_of_a_household() -> None:
    """Later or earlier than stated, whichever declarant it names; a corrective one is never before it."""
    for spi in (SPI, SPOUSE):
        late = Calendar(emissions={spi: {2024: midnight(MARCH)}})
        assert figures(late, date(2026, 2, 28), notice(1)) == []
        assert figures(late, MARCH, notice(1)) == [1]
        assert figures(late, MARCH, notice(1, emission=MAY)) == [1]
        assert figures(late, date(2026, 2, 28), notice(1), notice(2, emission=date(2026, 1, 1))) == []
        assert figures(late, MARCH, notice(1), notice(2, emission=date(2026, 1, 1))) == [2]
        assert figures(late, MARCH, notice(1), notice(2, emission=MAY)) == [1]
    elsewhere = Calendar(emissions={SPI: {2023: midnight(MARCH)}, "0123456789999": {2024: midnight(MARCH)}})
    assert figures(elsewhere, date(2026, 2, 28), notice(1)) == [1]


# ------------------------------------------------------------ over HTTP
def today(gateway: Gateway, day: date, **calendar: Any) -> None:
    """Move the space to that day."""
    gateway.spaces.set_calendar("default", Calendar(today=day, **calendar))


def code(gateway: Gateway, spi: str = SPI) -> str | int:
    """The figure that is served, or the code of the refusal."""
    answer = gateway.by_spi(spi)
    return int(answer.json()["rfr"]) if answer.status_code == 200 else str(answer.json()["erreur"]["code"])


def test_a_late_person_has_no_data_until_their_notice_comes(gateway: Gateway) -> None:
    """410/4101 for both spouses until that day, in both modes; everybody else has theirs."""
    gateway.world.add(persona(SPI, None, notice(7, spi_conjoint=SPOUSE, emission=MARCH)))
    gateway.world.add(persona("0123456789790", identity(family_name="Autre"), foyer(2024)))
    today(gateway, date(2026, 2, 28))
    assert [code(gateway, SPI), code(gateway, SPOUSE)] == ["4101", "4101"]
    assert gateway.by_franceconnect().status_code == 410
    assert gateway.exchanges()[-1].refused_by == "DGFIP-IR-NO-NOTICE"
    assert code(gateway, "0123456789790") == 21600
    today(gateway, MARCH)
    assert [code(gateway, SPI), code(gateway, SPOUSE)] == [7, 7]


def test_a_year_that_is_not_taxed_has_no_early_notice(gateway: Gateway) -> None:
    """Taxed and issued: both."""
    early = {SPI: {2024: midnight(date(2025, 5, 1))}}
    today(gateway, date(2025, 6, 1), emissions=early)
    assert code(gateway) == "4101"
    today(gateway, date(2025, 7, 22), emissions=early)
    assert code(gateway) == 21600


def test_figures_change_on_the_day_of_a_corrective_notice(gateway: Gateway) -> None:
    """One notice at a time, the latest."""
    gateway.world.add(persona(SPI, None, notice(1), notice(2, emission=MAY)))
    today(gateway, date(2026, 4, 30))
    assert code(gateway) == 1
    today(gateway, MAY)
    assert code(gateway) == 2


def test_a_lease_makes_somebody_late_for_its_own_application(gateway: Gateway) -> None:
    """Its `today` moves it too; the neighbour in the same space sees nothing."""
    gateway.world.add(persona(SPI, None, notice(7, spi_conjoint=SPOUSE)))
    neighbour = gateway.world.register(habilitation("voisine", id_teleservice="VOISINE"))
    theirs = {"authorization": f"Bearer {gateway.token(neighbour)}", "ID_Teleservice": "VOISINE"}
    lease = gateway.lease()
    late = Calendar(emissions={SPOUSE: {2024: midnight(MARCH)}})
    gateway.change(lease, calendar=late)
    assert [code(gateway, SPI), code(gateway, SPOUSE)] == ["4101", "4101"]
    assert gateway.by_spi(**theirs).status_code == 200
    gateway.change(lease, calendar=replace(late, today=MARCH))
    assert [code(gateway, SPI), code(gateway, SPOUSE)] == [7, 7]


@pytest.mark.parametrize(("who", "figure"), [(SPI, "4101"), (SPOUSE, "4101"), ("0123456789790", 21600)])
def test_a_space_may_make_somebody_late(gateway: Gateway, who: str, figure: str | int) -> None:
    """For everybody who asks."""
    gateway.world.add(persona(SPI, None, notice(7, spi_conjoint=SPOUSE)))
    gateway.world.add(persona("0123456789790", None, foyer(2024)))
    today(gateway, date(2025, 11, 3), emissions={SPI: {2024: midnight(MARCH)}})
    assert code(gateway, who) == figure


def test_the_next_life_is_not_late_again(gateway: Gateway) -> None:
    """A persona's last stated year was late; the years after it, which nobody wrote, come with everybody's."""
    late = foyer(2023, declaration={"1AJ": 24000}, avis={"rfr": 21600, "nbPart": 1}, emission=date(2030, 1, 1))
    gateway.world.add(persona(SPI, None, late))
    assert code(gateway) == 21600
