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
from mock_api_impot.protocol.consent import Active, of_taxes
from mock_api_impot.protocol.decision import Answer, malformed
from mock_api_impot.protocol.faults import QUOTA, RESPONSE, TOKEN, disturbed
from mock_api_impot.protocol.gateway import bearer
from mock_api_impot.protocol.rights import Rights, rights
from rulebook.faults import FAULTS, Stage
from rulebook.fields import FIELDS
from rulebook.formats.control import FaultOrder
from rulebook.formats.habilitation import ApiImpot
from rulebook.refusals import gateway as refusals
from rulebook.resources import ASSIETTES, DERNIERE, DEUXANS, FACTURES, IFI, LEP, MULTIPLE, TH
from rulebook.tax_scopes import TAX_SCOPES, paths
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
    opened = sorted(Rights(CONTRACT.scopes).years(ASSIETTES, calendar.last_taxed(0)))
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
    assert years.calendar_for(CONTRACT, space, Calendar()) is space


@given(st.dictionaries(st.sampled_from(FIELDS), VALUE), st.sets(st.sampled_from(sorted(TAX_SCOPES))))
def test_nothing_outside_the_scopes_is_written(avis: dict[str, Any], scopes: set[str]) -> None:
    """Whatever a notice states, the body holds members that some scope opens, in order, and no null member."""
    avis.pop("nbPart", None)
    opened_paths = paths(scopes, ASSIETTES)
    body = written(avis, opened_paths)
    opened = {path.partition(".")[0] for path in opened_paths}
    assert set(body) <= opened
    assert set(body) >= {field for field in avis.keys() & opened_paths if avis[field] is not None}
    assert list(body) == [field for field in FIELDS if field in body]
    assert all(value is not None for value in body.values())
    for field in set(body) - opened_paths:
        assert {f"{field}.{name}" for name in body[field]} <= opened_paths


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


WHO = pivot(
    family_name="A", given_name_array=("B",), birthdate="2000-01-01", gender="male", birthplace="", birthcountry="1"
)


def _contract(*scopes: str, specific: tuple[str, ...] = ()) -> ApiImpot:
    return CONTRACT.model_copy(update={"scopes": scopes, "specific_requirements": specific})


def _consented(*scopes: str) -> Active:
    return Active("client", frozenset(scopes), WHO)


def test_rights_without_franceconnect_are_the_contract() -> None:
    """In SPI mode nobody consents at FranceConnect: the contract stands."""
    own = rights(_contract("dgfip_rfr", "dgfip_annee_n_moins_1"), None, intersect=True)
    assert own.paths(ASSIETTES) == {"rfr"}
    assert own.years(ASSIETTES, 2024) == {2024}


def test_rights_are_cut_by_a_live_consent_when_the_switch_says_so() -> None:
    """Fields, lines and years that were not consented to fall out."""
    contract = _contract(
        *("dgfip_rfr", "dgfip_nbpart", "dgfip_annee_n_moins_1", "dgfip_annee_n_moins_2"),
        *("dgfip_RevNets_Cat1_Tspr", "dgfip_PaDeduc_Autres"),
    )
    consent = _consented("openid", "dgfip_rfr", "dgfip_annee_n_moins_2", "dgfip_PaDeduc_Autres")
    cut, whole = (rights(contract, consent, intersect=switch) for switch in (True, False))
    assert cut.paths(ASSIETTES) == {"rfr"}
    assert cut.lines() == {"1330", "1340"}
    assert cut.years(ASSIETTES, 2024) == {2023}
    assert whole.paths(ASSIETTES) == {"rfr", "nbPart"}
    assert whole.years(ASSIETTES, 2024) == {2024, 2023}
    assert whole.lines() == {"0240", "1330", "1340"}


def test_what_franceconnect_does_not_offer_stays() -> None:
    """A scope of DataPass alone, and a specific requirement that no scope opens, cannot be consented to; one that a scope opens can."""
    contract = _contract("dgfip_rbg", specific=("montTotIr", "rfr", "facture.1830", "facture.0240"))
    own = rights(contract, _consented("dgfip_sitfam"), intersect=True)
    assert own.paths(ASSIETTES) & set(FIELDS) == {"revenuBrutGlobal", "montTotIr"}
    assert own.lines() == {"1830"}


@pytest.mark.parametrize("specific", [("montTotIr",), ("facture.1830",), ("spiDec1", "rev")])
def test_a_specific_requirement_opens_notices_and_nothing_else(specific: tuple[str, ...]) -> None:
    """Neither the tax on real estate, nor the livret, nor a home; the number of a declarant only among several notices."""
    own = rights(_contract("dgfip_rfr", specific=specific), None, intersect=True)
    assert not any(own.paths(resource) for resource in (IFI, LEP, TH))
    assert ("spiDec1" in own.paths(MULTIPLE)) is ("spiDec1" in specific)
    assert "spiDec1" not in own.paths(ASSIETTES)


def test_a_whole_object_is_cut_member_by_member() -> None:
    """A specific requirement of `pac` or `rev` is no way around the consent to their members; the same for a home."""
    own = rights(_contract("dgfip_rfr", specific=("pac", "rev")), _consented("dgfip_rfr"), intersect=True)
    assert own.paths(ASSIETTES) == {"rfr", "rev.pro", "rev.chges", "rev.rici", "rev.alpha", "rev.div"}
    home = rights(_contract("dgfip_locaux_th"), _consented("dgfip_locaux_th_ident"), intersect=True)
    assert home.paths(TH) == {"locaux.invariant"}


def test_an_old_name_of_franceconnect_opens_what_its_label_says() -> None:
    """`dgfip_nbpac` and `dgfip_decl` are no scopes of DataPass any more; a citizen may still consent to them."""
    contract = _contract("dgfip_pac_nbPac", "dgfip_nmNaiDec1", "dgfip_rfr")
    own = rights(contract, _consented("dgfip_nbpac", "dgfip_decl"), intersect=True)
    assert own.paths(ASSIETTES) == {"pac.nbPac", "nmNaiDec1"}


def test_a_scope_opens_its_own_resource_and_no_other() -> None:
    """The indicator of IFI, the lines of a notice and the two years belong each to one resource."""
    own = Rights(("dgfip_indiIFI", "dgfip_RevNets_Cat1_Tspr", "dgfip_annee_n_moins_2_si_indispo_n_moins_1"))
    assert own.paths(IFI) == {"indicateurIfiIsf"}
    assert not own.paths(ASSIETTES)
    assert not own.paths(FACTURES)
    assert own.years(DEUXANS, 2024) == {2024, 2023}
    assert not own.years(DERNIERE, 2024)


def test_what_is_about_taxes() -> None:
    """Identity scopes are not."""
    assert of_taxes(("openid", "email", "dgfip_rfr")) == {"dgfip_rfr"}


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
    assert named == {*RESPONSE, *TOKEN, QUOTA}
    answer, delay = Answer("x/y", {}), {"fault": "transport.cut", "on": {"endpoint": "assiettes"}}
    assert disturbed(answer, ()) == (answer, None)
    assert disturbed(answer, (FaultOrder.model_validate(delay),)) == (answer, None)


def test_a_refusal_without_a_constraint_is_no_row_of_its_own() -> None:
    """A row cannot be made from a constraint that is not there."""
    with pytest.raises(ValueError, match="DGFIP-GW-SCOPE"):
        malformed(refusals.SCOPE_LACKING, str)
