"""`/situations/ir/assiettes/annrev/{annrev}` with a FranceConnect token."""

import asyncio
import time
from urllib.parse import parse_qs

import httpx2
import pytest
from gateway_bench import CONTRACT, SPI, TODAY, Gateway, foyer, identity, persona
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from joserfc.jwk import ECKey, RSAKey

from mock_api_impot.ports.franceconnect import FranceConnect
from simulator.calendar import Calendar

TAMPERED = Gateway()
TAMPERED.contract(tier="none")


def _error(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["erreur"]["code"]


def test_the_citizen_who_consented_is_served(gateway: Gateway) -> None:
    """The gateway asks /checktoken with the raw token and its own credentials, and answers for the person found."""
    answer = gateway.by_franceconnect()
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/prs.dgfip.part.situations.ir.assiettes.v1+json"
    assert answer.json() == {"rfr": 21600, "sitFam": "C", "nbPart": 1.0}
    asked, keys = gateway.double.seen
    assert (asked.method, str(asked.url)) == ("POST", "http://localhost:8701/api/v2/checktoken")
    provider = gateway.world.dgfip
    assert parse_qs(asked.content.decode()) == {
        "token": ["t" * 43],
        "client_id": [provider.client_id],
        "client_secret": [provider.client_secret],
    }
    assert (keys.method, str(keys.url)) == ("GET", "http://localhost:8701/api/v2/jwks")


def test_the_encryption_key_is_published(gateway: Gateway) -> None:
    """FranceConnect finds one EC P-256 key, use enc, alg ECDH-ES, without its private half, where it was registered."""
    assert gateway.world.dgfip.jwks_uri == "http://localhost:8703/franceconnect/jwks"
    (key,) = gateway.client.get("/franceconnect/jwks").json()["keys"]
    assert (key["kty"], key["crv"], key["use"], key["alg"]) == ("EC", "P-256", "enc", "ECDH-ES")
    assert set(key) == {"kty", "crv", "x", "y", "kid", "use", "alg"}


def test_key_sets_are_kept_and_fetched_again_for_an_unknown_key(gateway: Gateway) -> None:
    """FranceConnect's keys are fetched once, and once more when it signs with a new one."""
    for _ in range(3):
        gateway.by_franceconnect()
    assert [seen.method for seen in gateway.double.seen] == ["POST", "GET", "POST", "POST"]
    gateway.double.signing = ECKey.generate_key("P-256", {"kid": "fc-2"})
    gateway.double.published = [gateway.double.signing]
    assert gateway.by_franceconnect().status_code == 200
    assert [seen.method for seen in gateway.double.seen[4:]] == ["POST", "GET"]


def test_an_ended_consent_gives_nothing(gateway: Gateway) -> None:
    """`active: false` is refused (assumption: 403/4031, the statuses that the contract publishes)."""
    gateway.double.introspection = {"active": False}
    assert _error(gateway.by_franceconnect()) == (403, "4031")


def test_a_consent_to_nothing_gives_nothing(gateway: Gateway) -> None:
    """A live token whose scope is empty is refused: 403/4031."""
    gateway.double.consents()
    assert _error(gateway.by_franceconnect()) == (403, "4031")


def test_a_consent_given_to_another_gives_nothing(gateway: Gateway) -> None:
    """A token issued to another service provider opens nothing for this one (assumption)."""
    gateway.double.consents(*CONTRACT.scopes, aud="somebody-else")
    assert _error(gateway.by_franceconnect()) == (403, "4031")


def test_only_what_was_consented_is_given(gateway: Gateway) -> None:
    """The answer is the contract cut to the consent (assumption, on by default): fields and years."""
    gateway.double.consents("dgfip_rfr", "dgfip_annee_n_moins_1")
    assert gateway.by_franceconnect().json() == {"rfr": 21600}
    assert _error(gateway.by_franceconnect("2023")) == (403, "4031")


def test_the_cut_can_be_lifted(gateway: Gateway) -> None:
    """A bench may serve the whole contract to any consent, as the DGFiP perhaps does today."""
    gateway.spaces.make("default", 0, consent_cuts=False)
    gateway.spaces.set_calendar("default", Calendar(today=TODAY))
    gateway.double.consents("dgfip_rfr")
    assert gateway.by_franceconnect("2023").json() == {"rfr": 21600, "sitFam": "C", "nbPart": 1.0}


def test_consent_to_more_than_the_contract_gives_the_contract(gateway: Gateway) -> None:
    """A scope that FranceConnect grants and DataPass does not opens nothing."""
    gateway.contract(scopes=("dgfip_rfr", "dgfip_annee_n_moins_1"))
    assert gateway.by_franceconnect().json() == {"rfr": 21600}


def test_a_scope_that_franceconnect_lacks_needs_no_consent(gateway: Gateway) -> None:
    """`dgfip_rbg` exists in DataPass only: nobody can consent to it, the contract opens it."""
    gateway.contract(scopes=("dgfip_rbg", "dgfip_rfr", "dgfip_annee_n_moins_1"))
    gateway.double.consents("dgfip_annee_n_moins_1")
    assert gateway.by_franceconnect().json() == {"revenuBrutGlobal": 21600}


def test_legacy_scopes_open_what_they_name(gateway: Gateway) -> None:
    """`dgfip_nbpac` and `dgfip_decl`, which FranceConnect still offers, open the fields of today's names (assumption)."""
    gateway.contract(scopes=("dgfip_pac_nbPac", "dgfip_nmNaiDec1", "dgfip_rfr", "dgfip_annee_n_moins_1"))
    gateway.double.consents("dgfip_nbpac", "dgfip_decl", "dgfip_annee_n_moins_1")
    assert gateway.by_franceconnect().json() == {"pac": {"nbPac": 0}, "nmNaiDec1": "DUPRE-MARTIN"}


@pytest.mark.parametrize(
    "changes",
    [
        {"family_name": "DUPRE-MARTIN"},
        {"family_name": "dupré-martin"},
        {"given_name_array": ("ANNE-LISE", "ZOE")},
        {"family_name": "Dupre\u0301-Martin"},
    ],
)
def test_case_and_accents_do_not_hide_anybody(gateway: Gateway, changes: dict[str, str]) -> None:
    """The pivot identity is compared in capitals without accents."""
    gateway.double.consents(*CONTRACT.scopes, who=identity(**changes))
    assert gateway.by_franceconnect().status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"family_name": "Dupré Martin"},
        {"given_name_array": ("Anne-Lise",)},
        {"given_name_array": ("Zoé", "Anne-Lise")},
        {"birthdate": "1973-08-03"},
        {"gender": "male"},
        {"birthplace": "13001"},
        {"birthplace": "", "birthcountry": "99352"},
    ],
)
def test_a_near_namesake_is_nobody(gateway: Gateway, changes: dict[str, str]) -> None:
    """One letter, date, place or given name apart: 410/4102, no data."""
    gateway.double.consents(*CONTRACT.scopes, who=identity(**changes))
    assert _error(gateway.by_franceconnect()) == (410, "4102")


def test_a_birth_abroad_is_known_by_its_country(gateway: Gateway) -> None:
    """Somebody born abroad has no birthplace code; the country is compared, free text is not."""
    abroad = identity(birthplace="", birthcountry="99352")
    gateway.world.add(persona(SPI, abroad))
    gateway.double.consents(*CONTRACT.scopes, who=abroad, birthplace="ALGER")
    assert gateway.by_franceconnect().status_code == 200
    gateway.double.consents(*CONTRACT.scopes, who=abroad, birthcountry="99350")
    assert _error(gateway.by_franceconnect()) == (410, "4102")


def test_two_people_alike_are_never_told_apart(gateway: Gateway) -> None:
    """When the identity fits two people, neither is picked: 410/4102."""
    gateway.world.add(persona("0123456789790", None, foyer(2024)))
    assert _error(gateway.by_franceconnect()) == (410, "4102")


class Slow(httpx2.AsyncBaseTransport):
    """A FranceConnect that thinks for half a minute."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Too late."""
        await asyncio.sleep(30)
        return httpx2.Response(200, request=request)


def _down(request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("nobody there", request=request)


NO_ANSWER = {
    "500": (500, "{}"),
    "bad credentials": (401, '{"error":"invalid_client"}'),
    "redirect": (302, ""),
    "empty": (200, ""),
    "not encrypted": (200, '{"active":true}'),
    "not signed": (200, "eyJhbGciOiJub25lIn0.e30."),
    "endless": (200, "x" * 100_000),
}


@pytest.mark.parametrize("answer", NO_ANSWER.values(), ids=NO_ANSWER)
def test_without_franceconnect_there_are_no_data(gateway: Gateway, answer: tuple[int, str]) -> None:
    """FranceConnect refusing or talking nonsense: 503, never data."""
    gateway.double.instead = lambda _: httpx2.Response(answer[0], text=answer[1])
    assert _error(gateway.by_franceconnect()) == (503, "40401")


def test_a_stopped_franceconnect_gives_no_data(gateway: Gateway) -> None:
    """Nobody listens at FranceConnect's address: 503."""
    gateway.double.instead = _down
    assert _error(gateway.by_franceconnect()) == (503, "40401")


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "http://localhost:8701/s/autre/api/v2"},
        {"aud": "another-data-provider"},
        {"token_introspection": {"active": True}},
        {"token_introspection": "active"},
        {"token_introspection": ["active"]},
    ],
)
def test_an_answer_meant_for_another_is_not_believed(gateway: Gateway, claims: dict[str, object]) -> None:
    """A foreign issuer or audience, or missing members, counts as no answer."""
    gateway.double.claims = claims
    assert _error(gateway.by_franceconnect()) == (503, "40401")


def test_a_foreign_signature_is_not_believed(gateway: Gateway) -> None:
    """An answer signed under FranceConnect's key id by another key counts as no answer."""
    gateway.double.signing = ECKey.generate_key("P-256", {"kid": "fc-1"})
    assert _error(gateway.by_franceconnect()) == (503, "40401")


def test_another_algorithm_is_not_believed(gateway: Gateway) -> None:
    """ES256 was agreed: an answer signed with RS256 by a key that FranceConnect publishes counts as no answer."""
    key = RSAKey.generate_key(2048, {"kid": "fc-rsa"})
    gateway.double.published.append(key)
    gateway.double.sealing = (key, "RS256")
    assert _error(gateway.by_franceconnect()) == (503, "40401")


def test_an_unknown_key_is_looked_for_once(gateway: Gateway) -> None:
    """A key id that FranceConnect does not publish costs one fetch, and no data."""
    gateway.double.signing = ECKey.generate_key("P-256", {"kid": "fc-9"})
    assert _error(gateway.by_franceconnect()) == (503, "40401")
    assert [seen.method for seen in gateway.double.seen] == ["POST", "GET"]


@pytest.mark.parametrize(
    "member", ["scope", "family_name", "given_name_array", "birthplace", "aud", "gender", "birthdate", "birthcountry"]
)
@pytest.mark.parametrize("value", [None, 1, [1], {}], ids=str)
def test_an_ill_typed_answer_gives_no_data(gateway: Gateway, member: str, value: object) -> None:
    """A member that is not of the type agreed leads to a refusal, never to data nor to a crash."""
    gateway.double.introspection[member] = value
    assert _error(gateway.by_franceconnect()) in {(503, "40401"), (410, "4102"), (403, "4031")}


@given(st.integers(0, 10_000), st.sampled_from("Aa0-_.="))
@settings(max_examples=60)
def test_a_tampered_answer_is_not_believed(position: int, letter: str) -> None:
    """One letter changed anywhere in the encrypted answer: 503."""
    sealed = TAMPERED.double.sealed()
    at = position % len(sealed)
    # The last letter of a part may carry bits that base64 does not read: that change changes nothing.
    assume(sealed[at] != letter and "." not in sealed[at : at + 2] and at < len(sealed) - 1)
    TAMPERED.double.instead = lambda _: httpx2.Response(200, text=sealed[:at] + letter + sealed[at + 1 :])
    assert _error(TAMPERED.by_franceconnect()) == (503, "40401")


def test_keys_drawn_again_under_the_same_id_are_learnt(gateway: Gateway) -> None:
    """A FranceConnect started again signs with a new key under the old id: one refusal, then data again."""
    assert gateway.by_franceconnect().status_code == 200
    gateway.double.signing = ECKey.generate_key("P-256", {"kid": "fc-1"})
    gateway.double.published = [gateway.double.signing]
    assert [gateway.by_franceconnect().status_code for _ in range(2)] == [503, 200]


def test_a_malformed_call_does_not_bother_franceconnect(gateway: Gateway) -> None:
    """What the gateway can refuse by itself never reaches /checktoken."""
    gateway.by_franceconnect("20x4")
    gateway.by_franceconnect(x_franceconnect_oauth=None)
    gateway.by_franceconnect(ID_Teleservice="X")
    assert gateway.double.seen == []


def test_a_slow_franceconnect_is_not_waited_for() -> None:
    """After its patience the gateway answers 503."""
    gateway = Gateway(franceconnect=FranceConnect(0.05, Slow()))
    start = time.monotonic()
    assert _error(gateway.by_franceconnect()) == (503, "40401")
    assert time.monotonic() - start < 5
