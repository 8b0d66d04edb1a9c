"""Decisions with plain values: years, rights, notices."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from gateway_bench import CONTRACT
from hypothesis import given
from hypothesis import strategies as st

from mock_api_impot.protocol import years
from mock_api_impot.protocol.avis import written
from mock_api_impot.protocol.call import read_headers
from mock_api_impot.protocol.consent import Active, consented, rights
from mock_api_impot.protocol.decision import Answer, malformed
from mock_api_impot.protocol.faults import RESPONSE, disturbed
from mock_api_impot.protocol.gateway import bearer
from rulebook.faults import FAULTS, Stage
from rulebook.fields import ASSIETTES_BY_SCOPE, FIELDS, assiettes_paths
from rulebook.formats.control import FaultOrder
from rulebook.refusals import gateway as refusals
from scenarios.pivot import capitals, pivot
from simulator.calendar import Calendar

NOW = datetime(2025, 11, 3, tzinfo=UTC).timestamp()
VALUE = (
    st.none() | st.integers() | st.text(max_size=5) | st.dictionaries(st.text(max_size=6), st.integers(), max_size=3)
)


@given(st.integers(0, 9999), st.dates(date(2005, 1, 1), date(2090, 1, 1)))
def test_a_year_is_served_or_not_for_one_reason(annee: int, today: date) -> None:
    """Any year of four digits is too old, not taxed yet, or one of the four that may be served."""
    calendar = Calendar(today=today)
    early, late = years.is_too_old(calendar, annee, 0), years.is_not_taxed_yet(calendar, annee, 0)
    assert not (early and late)
    assert (not early and not late) == (calendar.is_served(annee, 0) and calendar.is_taxed(annee, 0))


@given(st.dates(date(2005, 1, 1), date(2090, 1, 1)))
def test_three_years_are_open_to_a_whole_contract(today: date) -> None:
    """The three year scopes open three years in a row, the last of which is taxed and the next is not."""
    calendar = Calendar(today=today)
    opened = sorted(years.contracted(CONTRACT.scopes, calendar, 0))
    assert opened == [opened[0], opened[0] + 1, opened[0] + 2]
    assert calendar.is_taxed(opened[-1], 0)
    assert not calendar.is_taxed(opened[-1] + 1, 0)


def test_what_a_tester_leases_wins_over_the_contract_over_the_space() -> None:
    """Three calendars, the nearest to the tester first."""
    instants = [datetime(2025, month, 1, tzinfo=UTC) for month in (1, 2, 3)]
    contract = CONTRACT.model_copy(update={"calendar": {"2024": instants[1], "2023": instants[1]}})
    space = Calendar({2024: instants[2], 2023: instants[2], 2022: instants[2]}, date(2025, 5, 5))
    merged = years.calendar_for(contract, space, Calendar({2024: instants[0]}))
    assert merged == Calendar({2024: instants[0], 2023: instants[1], 2022: instants[2]}, date(2025, 5, 5))
    assert years.calendar_for(None, space, Calendar()) == space


@given(st.dictionaries(st.sampled_from(FIELDS), VALUE), st.sets(st.sampled_from(sorted(ASSIETTES_BY_SCOPE))))
def test_nothing_outside_the_scopes_is_written(avis: dict[str, Any], scopes: set[str]) -> None:
    """Whatever a notice states, the body holds members that some scope opens, in order, and no null member."""
    avis.pop("nbPart", None)
    paths = assiettes_paths(scopes)
    body = written(avis, paths)
    opened = {path.partition(".")[0] for path in paths}
    assert set(body) <= opened
    assert list(body) == [field for field in FIELDS if field in body]
    assert all(value is not None for value in body.values())
    for field in set(body) - paths:
        assert {f"{field}.{name}" for name in body[field]} <= paths


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ({"jour": "2", "mois": 8, "annee": 1973}, {"jour": "02", "mois": "08", "annee": "1973"}),
        ({"annee": "1973"}, {"jour": None, "mois": None, "annee": "1973"}),
    ],
)
def test_dates_are_padded_strings(stated: dict[str, Any], shown: dict[str, Any]) -> None:
    """Day and month have two digits; an unknown one is null."""
    assert written({"dateNaisDec2": stated}, frozenset({"dateNaisDec2"})) == {"dateNaisDec2": shown}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("D’Étrebraiz-Le Goëlan", "D'ETREBRAIZ-LE GOELAN"),
        ("  Lœtitia   Maëlys ", "LOETITIA MAELYS"),
        ("Çağla", "CAGLA"),
        ("Strauß", "STRAUSS"),
    ],
)
def test_names_are_in_capitals(name: str, shown: str) -> None:
    """Capitals without accents, hyphens and apostrophes kept, one space between given names."""
    assert capitals(name) == shown


@given(st.text(max_size=30))
def test_capitals_stay_capitals(name: str) -> None:
    """A name already in capitals is left alone."""
    assert capitals(capitals(name)) == capitals(name)


def test_rights_without_franceconnect_are_the_contract() -> None:
    """In SPI mode nobody consents at FranceConnect: the contract stands."""
    assert rights(("dgfip_rfr",), None, intersect=True) == {"dgfip_rfr"}


def test_rights_are_cut_only_by_a_live_consent() -> None:
    """The cut follows the switch."""
    who = pivot(
        family_name="A", given_name_array=("B",), birthdate="2000-01-01", gender="male", birthplace="", birthcountry="1"
    )
    consent = Active("client", frozenset({"openid", "dgfip_rfr"}), who)
    assert rights(("dgfip_rfr", "dgfip_nbpart"), consent, intersect=True) == {"dgfip_rfr"}
    assert rights(("dgfip_rfr", "dgfip_nbpart"), consent, intersect=False) == {"dgfip_rfr", "dgfip_nbpart"}
    assert consented(("openid", "email")) == frozenset()


@pytest.mark.parametrize(
    ("header", "token"),
    [
        (None, None),
        ("", None),
        ("Bearer", None),
        ("Bearer  ", None),
        ("Basic abc", None),
        ("abc", None),
        ("bearer abc", "abc"),
        ("BEARER  abc ", "abc"),
    ],
)
def test_bearer(header: str | None, token: str | None) -> None:
    """Only a Bearer scheme with something behind it carries a token."""
    assert bearer(header) == token


def test_headers_in_any_case() -> None:
    """Names are compared without case; an absent header is None, an empty one is empty."""
    read = read_headers([(b"AUTHORIZATION", b"a"), (b"x-Correlation-id", b" b "), (b"ID_TELESERVICE", b"")])
    assert (read.authorization, read.correlation_id, read.teleservice, read.franceconnect) == ("a", "b", "", None)


def test_every_fault_of_this_api_has_its_function() -> None:
    """The rulebook names no response fault of the DGFiP that this simulator does not know."""
    named = {fault.name for fault in FAULTS.values() if fault.by == "dgfip" and fault.stage is Stage.RESPONSE}
    assert named == set(RESPONSE)
    answer, delay = Answer("x/y", {}), {"fault": "transport.cut", "on": {"endpoint": "assiettes"}}
    assert disturbed(answer, ()) == (answer, None)
    assert disturbed(answer, (FaultOrder.model_validate(delay),)) == (answer, None)


def test_a_refusal_without_a_constraint_is_no_row_of_its_own() -> None:
    """A row cannot be made from a constraint that is not there."""
    with pytest.raises(ValueError, match="DGFIP-GW-SCOPE"):
        malformed(refusals.SCOPE_LACKING, str)
