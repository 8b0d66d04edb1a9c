"""`/spi/{spi}/situations/ir/assiettes/annrev/{annrev}`, as the published contract says."""

import asyncio
import time
from datetime import UTC, date, datetime
from typing import Any

import pytest
from gateway_bench import CORRELATION, EVERY_FIELD, SPI, Gateway, foyer, habilitation, persona

from simulator.calendar import Calendar

ALL_IR = (
    "dgfip_rfr dgfip_sitfam dgfip_nbpart dgfip_pac dgfip_pac_nbPac dgfip_nmNaiDec1 dgfip_nmUsaDec1 dgfip_prnmDec1 "
    "dgfip_dateNaisDec1 dgfip_nmNaiDec2 dgfip_nmUsaDec2 dgfip_prnmDec2 dgfip_dateNaisDec2 dgfip_aft dgfip_pariso dgfip_rbg "
    "dgfip_mntRevbareme dgfip_inddeficit dgfip_RevDecl_Cat1_RentOn dgfip_RevDecl_Cat2_Rcm dgfip_annee_n_moins_1"
).split()


def test_the_notice_of_the_year(gateway: Gateway) -> None:
    """A good call gives the contracted fields, alone, under the published media type."""
    answer = gateway.by_spi()
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/prs.dgfip.part.situations.ir.assiettes.v1+json"
    assert answer.text == '{"rfr":21600,"sitFam":"C","nbPart":1.0}'


def test_every_field_as_the_notice_writes_it(gateway: Gateway) -> None:
    """Capitals without accents and with hyphens, dates as padded strings, a null date for nobody, nothing outside the contract."""
    gateway.contract(scopes=tuple(ALL_IR))
    assert gateway.by_spi().json() == EVERY_FIELD


@pytest.mark.parametrize(
    ("scope", "body"),
    [
        ("dgfip_pac_nbPac", {"pac": {"nbPac": 0}}),
        ("dgfip_pac", {"pac": {"nbPacF": 0}}),
        ("dgfip_RevDecl_Cat2_Rcm", {"rev": {"rcm": []}}),
        ("dgfip_RevDecl_Cat3_PMV", {}),
        ("dgfip_nmUsaDec1", {}),
        ("dgfip_pariso", {}),
    ],
)
def test_one_scope_opens_its_fields_only(gateway: Gateway, scope: str, body: dict[str, Any]) -> None:
    """A scope opens its members of an object and no other; what the notice does not state is absent, not null."""
    gateway.contract(scopes=(scope, "dgfip_annee_n_moins_1"))
    assert gateway.by_spi().json() == body


def test_header_names_are_read_in_any_case(gateway: Gateway) -> None:
    """Header names are case-insensitive, and so is the word Bearer."""
    headers = {
        "AUTHORIZATION": f"bearer {gateway.token()}",
        "x-CORRELATION-id": CORRELATION.upper(),
        "id_TELESERVICE": "CANTINE",
    }
    path = f"/impotparticulier/1.0/spi/{SPI}/situations/ir/assiettes/annrev/2024"
    assert gateway.client.get(path, headers=headers).status_code == 200


def test_an_error_is_the_envelope_of_the_dgfip(gateway: Gateway) -> None:
    """An error has exactly one member, of three: code, message, horodatage in ISO 8601."""
    answer = gateway.by_spi(spi="12")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/json"
    assert list(answer.json()) == ["erreur"]
    error = answer.json()["erreur"]
    assert (error["code"], error["message"]) == ("4001", "format SPI incorrect")
    assert abs(time.time() - datetime.fromisoformat(error["horodatage"]).timestamp()) < 60
    assert set(error) == {"code", "message", "horodatage"}


@pytest.mark.parametrize(
    ("today", "annee", "status", "code"),
    [
        (date(2025, 7, 21), "2024", 410, "4101"),
        (date(2025, 7, 22), "2024", 200, None),
        (date(2025, 7, 21), "2023", 200, None),
        (date(2025, 7, 21), "2022", 200, None),
        (date(2025, 7, 21), "2021", 403, "4031"),
        (date(2025, 11, 3), "2025", 410, "4101"),
        (date(2025, 11, 3), "2026", 410, "4101"),
        (date(2025, 11, 3), "9999", 410, "4101"),
        (date(2025, 11, 3), "2022", 200, None),
        (date(2025, 11, 3), "2021", 403, "4031"),
        (date(2025, 11, 3), "2020", 410, "4101"),
        (date(2025, 11, 3), "0000", 410, "4101"),
    ],
)
def test_a_year_is_served_from_22_july(
    gateway: Gateway, today: date, annee: str, status: int, code: str | None
) -> None:
    """A year is served from 22 July of the next; before, and beyond the last four, 410/4101; out of contract, 403/4031."""
    gateway.spaces.set_calendar("default", Calendar(today=today))
    gateway.contract(scopes=("dgfip_rfr", "dgfip_annee_n_moins_1", "dgfip_annee_n_moins_2"))
    if status == 200 and annee == "2022" and today.month == 11:
        gateway.contract(scopes=("dgfip_rfr", "dgfip_annee_n_moins_3"))
    answer = gateway.by_spi(annee=annee)
    assert answer.status_code == status
    assert (answer.json().get("erreur") or {}).get("code") == code


def test_contracted_years_follow_the_last_one_taxed(gateway: Gateway) -> None:
    """`dgfip_annee_n_moins_2` alone opens the year before the last one taxed, and not the last one."""
    gateway.contract(scopes=("dgfip_rfr", "dgfip_annee_n_moins_2"))
    assert [gateway.by_spi(annee=annee).status_code for annee in ("2024", "2023", "2022")] == [403, 200, 403]


def test_a_contract_may_have_a_calendar_of_its_own(gateway: Gateway) -> None:
    """A contract may switch years on 1 January."""
    gateway.spaces.set_calendar("default", Calendar(today=date(2025, 2, 1)))
    assert gateway.by_spi(annee="2024").status_code == 410
    gateway.contract(calendar={"2024": datetime(2025, 1, 1, tzinfo=UTC)})
    assert gateway.by_spi(annee="2024").status_code == 200


def test_two_notices_of_a_year_of_death_are_an_error(gateway: Gateway) -> None:
    """The year of a death has two notices: neither spouse's number gives one of them (assumption: 410/4101)."""
    spouse = "0123456700600"
    gateway.world.add(
        persona(
            SPI,
            None,
            foyer(2023, spi_conjoint=spouse),
            foyer(2024, spi_conjoint=spouse, fin=date(2024, 3, 1)),
            foyer(2024, debut=date(2024, 3, 2)),
        )
    )
    answers = [gateway.by_spi(spi, annee) for annee in ("2023", "2024") for spi in (SPI, spouse)]
    assert [answer.status_code for answer in answers] == [200, 200, 410, 410]
    assert {answer.json()["erreur"]["code"] for answer in answers[2:]} == {"4101"}


def test_somebody_who_declares_nothing_that_year(gateway: Gateway) -> None:
    """A known person without a notice for the year is 410/4101; an unknown number is 410/4102."""
    gateway.world.add(persona(SPI, None, foyer(2024)))
    assert gateway.by_spi(annee="2023").json()["erreur"]["code"] == "4101"
    assert gateway.by_spi(spi="0123456789790").json()["erreur"]["code"] == "4102"


def test_both_declarants_lead_to_the_same_household(gateway: Gateway) -> None:
    """The number of the second declarant gives the same notice."""
    gateway.world.add(persona(SPI, None, foyer(2024, spi_conjoint="0123456700600")))
    assert gateway.by_spi("0123456700600").json() == gateway.by_spi().json()


def test_quota_is_the_tier_of_the_contract(gateway: Gateway) -> None:
    """50 calls a minute by default: the 51st is 429/900804, whoever's number it asks, and a wrong token does not count."""
    token = f"Bearer {gateway.token()}"
    for _ in range(5):
        assert gateway.by_spi(authorization="Bearer x").status_code == 401
    assert {gateway.by_spi(authorization=token).status_code for _ in range(49)} == {200}
    assert gateway.by_spi(spi="1", authorization=token).status_code == 400
    over = gateway.by_spi(authorization=token)
    assert (over.status_code, over.json()["erreur"]["code"]) == (429, "900804")
    gateway.contract(tier="none")
    assert gateway.by_spi(authorization=token).status_code == 200


def test_a_token_dies_when_its_lease_elapses(gateway: Gateway) -> None:
    """`elapse` ages an access token of the leased application: after 3600 s it is 401/900901."""
    lease, token = gateway.lease(), f"Bearer {gateway.token()}"
    gateway.change(lease, elapsed=3590.0)
    assert gateway.by_spi(authorization=token).status_code == 200
    gateway.change(lease, elapsed=3601.0)
    assert gateway.by_spi(authorization=token).json()["erreur"]["code"] == "900901"


def test_a_token_given_afterwards_is_young(gateway: Gateway) -> None:
    """A client that renews its token goes on, however much had elapsed before."""
    lease = gateway.lease()
    gateway.change(lease, elapsed=4000.0)
    token = f"Bearer {gateway.token()}"
    assert gateway.by_spi(authorization=token).status_code == 200
    gateway.change(lease, elapsed=7500.0)
    assert gateway.by_spi(authorization=token).status_code == 200
    gateway.change(lease, elapsed=7601.0)
    assert gateway.by_spi(authorization=token).json()["erreur"]["code"] == "900901"


def test_one_token_is_revoked_and_no_other(gateway: Gateway) -> None:
    """The first that the gateway meets, for good; a new one is good, on any resource."""
    first, second = (f"Bearer {gateway.token()}" for _ in range(2))
    gateway.order(gateway.lease(), "assiettes.token.revoked")
    statuses = [gateway.by_spi(authorization=token).status_code for token in (first, first, second, first, second)]
    assert statuses == [401, 401, 200, 401, 200]


def test_journal_names_what_was_refused(gateway: Gateway) -> None:
    """An exchange says its endpoint, its application, the refusal's record, and shows the token decoded and redacted."""
    token = gateway.token()
    gateway.by_spi(spi="12", authorization=f"Bearer {token}")
    seen = gateway.exchanges()[-1]
    assert (seen.endpoint, seen.application, seen.refused_by) == ("assiettes", "cantine", "DGFIP-IR-SPI")
    assert [(jwt.where, jwt.signature) for jwt in seen.jwts] == [("authorization", "valid")]
    assert token not in seen.model_dump_json()


def test_leases_do_not_share_counters_calendars_or_faults(gateway: Gateway) -> None:
    """Two applications of one space, each under a lease: what one module orders, the other never sees."""
    other = gateway.world.register(habilitation("autre", id_teleservice="AUTRE"))
    first, second = gateway.lease("cantine"), gateway.lease("autre")
    gateway.change(first, calendar=Calendar(taxation={2024: datetime(2030, 1, 1, tzinfo=UTC)}))
    mine, theirs = f"Bearer {gateway.token()}", f"Bearer {gateway.token(other)}"
    assert gateway.by_spi(authorization=mine).status_code == 410
    assert gateway.by_spi(authorization=theirs, ID_Teleservice="AUTRE").status_code == 200
    gateway.order(first, "assiettes.response.500", first=1)
    assert gateway.by_spi(authorization=theirs, ID_Teleservice="AUTRE").status_code == 200
    assert gateway.by_spi(annee="2023", authorization=mine).status_code == 500
    assert gateway.by_spi(annee="2023", authorization=mine).status_code == 200
    for _ in range(50):
        gateway.by_spi(authorization=mine)
    assert gateway.by_spi(annee="2023", authorization=mine).status_code == 429
    assert gateway.by_spi(authorization=theirs, ID_Teleservice="AUTRE").status_code == 200
    assert {seen.application for seen in gateway.exchanges(second.id)} == {"autre"}


def test_a_lease_starts_with_a_full_quota(gateway: Gateway) -> None:
    """Calls made before, or under another lease, do not count for a new one."""
    token = f"Bearer {gateway.token()}"
    for _ in range(51):
        last = gateway.by_spi(authorization=token)
    assert last.status_code == 429
    lease = gateway.lease()
    assert gateway.by_spi(authorization=token).status_code == 200
    asyncio.run(gateway.leases.end(gateway.space, lease.id))
    assert gateway.by_spi(authorization=token).status_code == 429


def test_spaces_are_strangers(gateway: Gateway) -> None:
    """A token of one space opens nothing in another, which has people, applications and keys of its own."""
    gateway.spaces.make("b", 7)
    theirs = gateway.worlds.of(gateway.spaces.make("b", 7)).register(habilitation())
    assert theirs.credentials != gateway.application.credentials
    path = f"/s/b/impotparticulier/1.0/spi/{SPI}/situations/ir/assiettes/annrev/2024"
    answer = gateway.client.get(path, headers=gateway.headers())
    assert answer.json()["erreur"]["code"] == "900901"
    own = gateway.ask_token(prefix="/s/b", authorization=gateway.basic(theirs)).json()["access_token"]
    answer = gateway.client.get(path, headers=gateway.headers(authorization=f"Bearer {own}"))
    assert answer.json()["erreur"]["code"] == "4102"


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [("assiettes.response.500", 500, "40401"), ("assiettes.token.revoked", 401, "900901")],
)
def test_an_ordered_fault_is_delivered_and_named(gateway: Gateway, fault: str, status: int, code: str) -> None:
    """A fault replaces the answer it was ordered for, and the journal names it; it is no refusal of the client's doing."""
    lease = gateway.lease()
    gateway.order(lease, fault, nth=2)
    answers = [gateway.by_spi() for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, status, 200]
    assert answers[1].json()["erreur"]["code"] == code
    seen = [found for found in gateway.exchanges(lease.id) if found.endpoint == "assiettes"]
    assert [(found.fault, found.refused_by) for found in seen] == [(None, None), (fault, None), (None, None)]


def test_named_citizens_are_served(gateway: Gateway) -> None:
    """Every persona of the catalogue whose year has one notice is served with its figures."""
    gateway.contract(tier="none")
    served = 0
    for citizen in gateway.world.residents():
        foyers = gateway.world.foyers(citizen.login, 2023) or ()
        if len(foyers) == 1:
            answer = gateway.by_spi(citizen.login, "2023")
            assert answer.status_code == 200, citizen.id
            assert answer.json()["rfr"] == foyers[0].avis["rfr"]
            served += 1
    assert served > 60
