"""Every fault of the data side over HTTP: what is served under it, by hand, and that the calls around it are untouched."""

import asyncio
from typing import Any

import httpx2
import pytest
from gateway_bench import SPI, Gateway, foyer, persona
from pydantic import ValidationError
from search_bench import ANNE_LISE, Searcher, ask

from rulebook.faults import FAULTS
from rulebook.formats.control import FaultOrder
from rulebook.resources import ASSIETTES, FACTURES, IFI, MULTIPLE, RESOURCES, Mode
from rulebook.sfip import DONNEES, INFORMATION, LEP, Service
from rulebook.tax_scopes import TAX_SCOPES

HUGE = 9_223_372_036_854_775_807
SCOPES = tuple(TAX_SCOPES)
AVIS = {"rfr": 21600, "sitFam": "C", "nbPart": 1, "montTotIr": 1111, "revenuBrutGlobal": 24000}
DECLARED = {"1AJ": 24000, "1AW": 1200}
GOOD: dict[str, Any] = {
    "rfr": 21600,
    "sitFam": "C",
    "nbPart": 1.0,
    "dateNaisDec2": {"jour": None, "mois": None, "annee": None},
    "revenuBrutGlobal": 24000,
    "montTotIr": 1111,
}
# Fault, parameters → status, media type, and members of the body that differ from GOOD (None: absent).
ENVELOPES = [
    ("400", 400, "4003"),
    ("401", 401, "900901"),
    ("403", 403, "4031"),
    ("404", 404, "40401"),
    ("410", 410, "4101"),
    ("429", 429, "900804"),
    ("500", 500, "40401"),
    ("503", 503, "303001"),
]
BODIES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("assiettes.field.missing", {}, {"rfr": None}),
    ("assiettes.field.missing", {"field": "sitFam"}, {"sitFam": None}),
    ("assiettes.field.text", {}, {"rfr": "21600", "nbPart": "1.0", "montTotIr": "1111", "revenuBrutGlobal": "24000"}),
    ("assiettes.field.huge", {}, {"rfr": HUGE, "montTotIr": HUGE, "revenuBrutGlobal": HUGE}),
    ("assiettes.field.negative", {}, {"rfr": -21600, "montTotIr": -1111, "revenuBrutGlobal": -24000}),
    ("assiettes.field.quarters", {}, {"nbPart": 6.75}),
]

SHAPES: list[tuple[str, str, Any]] = [
    ("type", "text/html; charset=utf-8", GOOD),
    ("list", ASSIETTES.media_type, [GOOD]),
    ("empty", ASSIETTES.media_type, None),
]
TOKENS = [
    ("apim_token.response.401", 401, "application/json"),
    ("apim_token.response.429", 429, "application/json"),
    ("apim_token.response.500", 500, "application/json"),
    ("apim_token.response.503", 503, "application/json"),
    ("apim_token.response.html", 502, "text/html; charset=utf-8"),
]


@pytest.fixture
def under(gateway: Gateway) -> "Under":
    """A canteen that may read everything, and one citizen."""
    return Under(gateway)


class Under:
    """One call, the second of three, under a fault."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway
        resources = tuple(resource.scope for resource in RESOURCES)
        gateway.contract(scopes=SCOPES, specific_requirements=("montTotIr",), resources=resources)
        gateway.world.add(persona(SPI, None, foyer(2024, avis=AVIS, declaration=DECLARED)))
        self.lease = gateway.lease()

    def of(self, fault: str, resource: Any = ASSIETTES, **parameters: Any) -> httpx2.Response:
        """The disturbed answer; the one before and the one after are good, and the journal names the fault of one only."""
        on = {"nth": 2, "endpoint": resource.endpoint}
        order = FaultOrder.model_validate({"fault": fault, "on": on, "parameters": parameters})
        self.gateway.change(self.lease, orders=(order,))
        before, struck, after = (self.gateway.ask(resource, Mode.SPI) for _ in range(3))
        assert (before.status_code, before.json()) == (200, after.json())
        seen = [found for found in self.gateway.exchanges(self.lease.id) if found.endpoint == resource.endpoint]
        assert [found.fault for found in seen] == [None, fault, None]
        return struck


@pytest.mark.parametrize(("status", "http", "code"), ENVELOPES)
def test_a_status_with_its_envelope_or_without(under: Under, status: str, http: int, code: str) -> None:
    """The DGFiP's envelope, or nothing at all."""
    answer = under.of(f"assiettes.response.{status}")
    assert (answer.status_code, answer.headers["content-type"]) == (http, "application/json")
    assert answer.json()["erreur"]["code"] == code
    under.lease = _again(under)
    bare = under.of(f"assiettes.response.{status}", envelope="without")
    assert (bare.status_code, bare.content, bare.headers.get("content-type")) == (http, b"", None)


def _again(under: Under) -> Any:
    """Another lease, whose calls are counted anew."""
    asyncio.run(under.gateway.leases.end(under.gateway.space, under.lease.id))
    return under.gateway.lease()


@pytest.mark.parametrize("status", ["502", "200", "503"])
def test_a_page_of_a_gateway(under: Under, status: str) -> None:
    """HTML where JSON is expected, even under 200."""
    answer = under.of("assiettes.response.html", status=status)
    assert answer.status_code == int(status)
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text.startswith("<!DOCTYPE html>")


def test_bodies_that_are_no_document(under: Under) -> None:
    """Cut in two, and under the right media type."""
    answer = under.of("assiettes.response.truncated")
    assert (answer.status_code, answer.headers["content-type"]) == (200, ASSIETTES.media_type)
    with pytest.raises(ValueError, match=r"Expecting|Unterminated|Invalid"):
        answer.json()


@pytest.mark.parametrize(("fault", "media_type", "body"), SHAPES)
def test_what_surrounds_the_document(under: Under, fault: str, media_type: str, body: Any) -> None:
    """The right document under another name, in a list, or no document."""
    answer = under.of(f"assiettes.response.{fault}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert (answer.json() if answer.content else None) == body


@pytest.mark.parametrize(("fault", "parameters", "changed"), BODIES)
def test_a_field_made_otherwise(under: Under, fault: str, parameters: dict[str, Any], changed: dict[str, Any]) -> None:
    """That field, and no other."""
    expected = {name: value for name, value in {**GOOD, **changed}.items() if value is not None}
    assert under.of(fault, **parameters).json() == expected


@pytest.mark.parametrize("first", ["text", "null"])
@pytest.mark.parametrize("second", ["negative", "codes", "huge", "quarters", "extra"])
def test_two_faults_of_one_answer(under: Under, first: str, second: str) -> None:
    """The second finds what the first left, and never fails on it."""
    on = {"endpoint": ASSIETTES.endpoint}
    orders = [
        FaultOrder.model_validate({"fault": f"assiettes.field.{fault}", "on": on, "parameters": given})
        for field in ("rfr", "rev")
        for fault, given in ((first, {"field": field} if first == "null" else {}), (second, {}))
    ]
    under.gateway.change(under.lease, orders=tuple(orders))
    answer = under.gateway.ask(ASSIETTES, Mode.SPI)
    assert answer.status_code == 200
    assert answer.json() != GOOD


def test_a_null_is_no_absence(under: Under) -> None:
    """The member is there, and says nothing."""
    assert under.of("assiettes.field.null", field="nbPart").json() == {**GOOD, "nbPart": None}


def test_unknown_fields_on_every_level(under: Under) -> None:
    """At the top and inside objects; what is known stays."""
    body = under.of("assiettes.field.extra").json()
    assert set(body) - set(GOOD) == {"champNouveau", "objetNouveau", "listeNouvelle"}
    assert body["dateNaisDec2"]["champNouveau"] == 1
    assert body["rfr"] == 21600


def test_codes_of_another_year(under: Under) -> None:
    """Boxes and lines that no list knows."""
    boxes = {"tspr": [{"code": "1AW", "valeur": "1200"}]}
    under.gateway.world.add(persona(SPI, None, foyer(2024, avis={**AVIS, "rev": boxes}, declaration=DECLARED)))
    body = under.of("assiettes.field.codes", FACTURES).json()
    assert body["rev"] == {"tspr": [{"code": "1AΩ", "valeur": "1200"}]}
    assert {line["codeLigne"][:2] for line in body["facture"]} == {"99"}


def test_each_notice_of_several_is_struck(under: Under) -> None:
    """In "multiple" too."""
    (notice,) = under.of("assiettes.field.quarters", MULTIPLE).json()["situationsIR"]
    assert notice["nbPart"] == 6.75


def test_what_finds_nothing_to_alter_is_not_delivered(gateway: Gateway) -> None:
    """A contract without that field; a refusal."""
    lease = gateway.lease()
    gateway.order(lease, "assiettes.field.negative")
    gateway.contract(scopes=("dgfip_sitfam", "dgfip_annee_n_moins_1"))
    assert gateway.by_spi().json()["sitFam"] == "C"
    assert gateway.by_spi("0123456789790").status_code == 410
    seen = [found for found in gateway.exchanges(lease.id) if found.endpoint == "assiettes"]
    assert [found.fault for found in seen] == [None, None]


def test_another_resource_is_struck_when_the_order_names_it(under: Under) -> None:
    """The name says where it strikes when the order does not."""
    assert under.of("assiettes.response.503", FACTURES).status_code == 503
    with pytest.raises(ValidationError, match="agit sur"):
        FaultOrder.model_validate({"fault": "assiettes.response.503", "on": {"endpoint": "token"}})
    with pytest.raises(ValidationError, match="agit sur"):
        FaultOrder.model_validate({"fault": "assiettes.field.null", "on": {"endpoint": IFI.endpoint}})


def test_another_sentence_is_the_same_refusal(gateway: Gateway) -> None:
    """Status and code are those of an untaxed year; a good answer is untouched."""
    lease = gateway.lease()
    before = gateway.by_spi("0123456789790").json()["erreur"]
    gateway.order(lease, "assiettes.message.other")
    struck = gateway.by_spi("0123456789790")
    assert (struck.status_code, struck.json()["erreur"]["code"]) == (410, before["code"])
    assert struck.json()["erreur"]["message"] not in {before["message"], ""}
    assert gateway.by_spi().status_code == 200
    seen = [found for found in gateway.exchanges(lease.id) if found.endpoint == "assiettes"]
    assert [found.fault for found in seen] == [None, "assiettes.message.other", None]


def test_the_quota_falls(gateway: Gateway) -> None:
    """To so many calls a minute, even where the contract has none; the fault is delivered once it is felt."""
    gateway.contract(tier="none")
    lease = gateway.lease()
    order = FaultOrder.model_validate({"fault": "assiettes.quota.lower", "parameters": {"calls": 2}})
    gateway.change(lease, orders=(order,))
    token = f"Bearer {gateway.token()}"
    answers = [gateway.by_spi(authorization=token) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
    assert answers[-1].json()["erreur"]["code"] == "900804"
    seen = [found for found in gateway.exchanges(lease.id) if found.endpoint == "assiettes"]
    assert [found.fault for found in seen] == [None, None, *["assiettes.quota.lower"] * 2]


@pytest.mark.parametrize(("fault", "status", "media_type"), TOKENS)
def test_no_token_is_given(gateway: Gateway, fault: str, status: int, media_type: str) -> None:
    """Once, then as ever."""
    lease = gateway.lease()
    gateway.order(lease, fault, nth=1)
    refused, given = gateway.ask_token(), gateway.ask_token()
    assert (refused.status_code, refused.headers["content-type"]) == (status, media_type)
    assert "access_token" not in refused.text
    assert given.status_code == 200
    assert [found.fault for found in gateway.exchanges(lease.id)] == [fault, None]


@pytest.mark.parametrize(
    ("status", "service", "http", "code"),
    [
        ("400", DONNEES, 400, 4003),
        ("400", INFORMATION, 400, 40401),
        ("403", DONNEES, 403, 40305),
        ("404", LEP, 404, 40433),
        ("410", LEP, 410, 4101),
        ("410", DONNEES, 416, 4101),
        ("500", DONNEES, 500, 40401),
        ("429", DONNEES, 429, "900804"),
    ],
)
def test_the_sfip_is_struck_in_its_own_words(
    gateway: Gateway, status: str, service: Service, http: int, code: int | str
) -> None:
    """Its codes and its media type for what it says itself; the gateway's for the rest."""
    bank = Searcher(gateway)
    lease = gateway.lease("banque")
    gateway.order(lease, f"assiettes.response.{status}", endpoint=service.endpoint, nth=1)
    struck, after = ask(bank, service), ask(bank, service)
    assert (struck.status_code, struck.json()["erreur"]["code"]) == (http, code)
    expected = "application/json" if isinstance(code, str) else "application/vnd.dgfip.sfip.v1.0+json"
    assert struck.headers["content-type"] == expected
    assert after.status_code == 200


@pytest.mark.parametrize(
    ("status", "http", "code"), [("400", 400, "4003"), ("403", 403, "40305"), ("404", 404, "40433")]
)
def test_the_r2p_is_struck_in_its_own_words(gateway: Gateway, status: str, http: int, code: str) -> None:
    """The codes of its sister, in the plain envelope."""
    bank = Searcher(gateway)
    gateway.order(gateway.lease("banque"), f"assiettes.response.{status}", endpoint="r2p_spi", nth=1)
    answer = bank.ask("/r2p/v1/personne/spi", ANNE_LISE, ID_Teleservice=None)
    assert (answer.status_code, answer.json()["erreur"]["code"]) == (http, code)
    assert answer.headers["content-type"] == "application/json"


def test_a_quota_that_falls_never_rises(gateway: Gateway) -> None:
    """An order above the contract's pace changes nothing; an amount of zero becomes one below it."""
    lease = gateway.lease()
    order = FaultOrder.model_validate({"fault": "assiettes.quota.lower", "parameters": {"calls": 1_000}})
    gateway.change(lease, orders=(order,))
    token = f"Bearer {gateway.token()}"
    assert [gateway.by_spi(authorization=token).status_code for _ in range(51)][-1] == 429
    gateway.world.add(persona(SPI, None, foyer(2024, avis={**AVIS, "rfr": 0})))
    gateway.change(lease, orders=(FaultOrder.model_validate({"fault": "assiettes.field.negative"}),))
    gateway.contract(tier="none")
    assert gateway.by_spi().json()["rfr"] == -36


def test_a_field_of_the_last_taxation_is_struck(gateway: Gateway) -> None:
    """The notice of the SFiP is one too."""
    bank = Searcher(gateway)
    gateway.order(gateway.lease("banque"), "assiettes.field.quarters", endpoint="sfip_donnees")
    assert ask(bank, DONNEES).json()["nbPart"] == 6.75


# Those that have a test of their own above.
ALONE = {
    "assiettes.response.html",
    "assiettes.response.truncated",
    "assiettes.field.null",
    "assiettes.field.extra",
    "assiettes.field.codes",
    "assiettes.quota.lower",
    "assiettes.message.other",
    "assiettes.token.revoked",  # in test_assiettes_by_spi
}


def test_every_fault_of_the_data_side_was_ordered_here() -> None:
    """A fault that nobody has seen strike does not exist."""
    statuses = {f"assiettes.response.{status}" for status, _, _ in ENVELOPES}
    shapes = {f"assiettes.response.{shape}" for shape, _, _ in SHAPES}
    named = {fault.name for fault in FAULTS.values() if fault.by == "dgfip"}
    assert named == statuses | shapes | {fault for fault, _, _ in (*BODIES, *TOKENS)} | ALONE
