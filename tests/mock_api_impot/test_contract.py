"""What is served, held against the OpenAPI that the DGFiP publishes, when it lies beside the repository."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from contract_held import contract as own_contract
from gateway_bench import TODAY, Gateway

from rulebook import resources as rulebook_resources
from rulebook.contract_differences import CONTRACT_DIFFERENCES, IMPOT
from rulebook.fields import DECLARANT_FIELDS, FIELDS, HOUSING_FIELDS, LINE_FIELDS, PERIOD_FIELDS
from rulebook.resources import BASE, Mode, Resource
from rulebook.tax_scopes import TAX_SCOPES
from scenarios.datasets.reading import read

CONTRACT = Path(__file__).parents[2].parent / "shared/contract/api-impot-particulier.openapi.json"
TYPES: dict[str, tuple[type, ...]] = {
    "integer": (int,),
    "number": (float,),
    "string": (str, type(None)),
    "array": (list,),
    "object": (dict,),
}
# The published schema names these after the Java getters; recorded answers do not (api_impot A.4).
SLIPS = {"codePostal": "getcodePostal", "commune": "getcommune"}

pytestmark = pytest.mark.skipif(
    not CONTRACT.exists(), reason="the DGFiP's OpenAPI file is not beside the repository (../shared/contract)"
)


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    """The OpenAPI document."""
    document: dict[str, Any] = json.loads(CONTRACT.read_text(encoding="utf-8"))
    return document


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref")
    found: dict[str, Any] = document["components"]["schemas"][reference.rpartition("/")[2]] if reference else schema
    return found


def _holds(document: dict[str, Any], schema: dict[str, Any], value: Any) -> None:
    schema = _resolved(document, schema)
    assert isinstance(value, TYPES[schema["type"]]), (schema, value)
    assert not isinstance(value, bool)
    if isinstance(value, dict):
        for name, inner in value.items():
            _holds(document, schema["properties"][SLIPS.get(name, name)], inner)
    elif isinstance(value, list):
        for inner in value:
            _holds(document, schema["items"], inner)


def _declared(document: dict[str, Any], schema: dict[str, Any], path: str = "") -> Iterator[str]:
    """Every path of a schema that ends at a value."""
    schema = _resolved(document, schema)
    if schema["type"] == "array":
        yield from _declared(document, schema["items"], f"{path}[]")
    elif schema["type"] == "object":
        for name, inner in schema["properties"].items():
            yield from _declared(document, inner, f"{path}.{name}")
    else:
        yield path


def _produced(value: Any, path: str = "") -> Iterator[str]:
    """The paths of a body that hold a value, under the published names."""
    if isinstance(value, list):
        for inner in value:
            yield from _produced(inner, f"{path}[]")
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _produced(inner, f"{path}.{SLIPS.get(name, name)}")
    elif value is not None:
        yield path


RESOURCES = [pytest.param(resource, id=resource.endpoint) for resource in rulebook_resources.RESOURCES]
CALLS = [
    pytest.param(resource, mode, id=f"{resource.endpoint}-{mode.name.lower()}")
    for resource in rulebook_resources.RESOURCES
    for mode in resource.modes
]


def test_every_published_operation_is_ours_and_no_other(published: dict[str, Any]) -> None:
    """15 of 15."""
    ours = {
        resource.route(mode).removeprefix(BASE) for resource in rulebook_resources.RESOURCES for mode in resource.modes
    }
    assert ours == set(published["paths"])
    assert len(ours) == 15


@pytest.mark.parametrize(("resource", "mode"), CALLS)
def test_scopes_and_media_types_are_the_published_ones(
    published: dict[str, Any], resource: Resource, mode: Mode
) -> None:
    """Each asks for the scope that we ask for, and answers with the media type and the schema that we serve."""
    operation = published["paths"][resource.route(mode).removeprefix(BASE)]["get"]
    assert {"Authorization": [resource.scope]} in operation["security"]
    success = operation["responses"].get("200") or operation["responses"]["default"]
    ((media_type, content),) = success["content"].items()
    assert media_type == resource.media_type
    assert content["schema"]["$ref"].rpartition("/")[2] == resource.schema


def test_fields_are_the_published_ones_in_their_order(published: dict[str, Any]) -> None:
    """The rulebook's tables of fields are the published schemas'."""
    schemas = {name: list(schema["properties"]) for name, schema in published["components"]["schemas"].items()}
    assert schemas["SituationsIRAssiettesJAXBbean"] == list(FIELDS)
    assert schemas["SituationTHJAXBbean"] == list(HOUSING_FIELDS)
    assert schemas["SituationIRfactureJAXBbean"] == list(LINE_FIELDS)
    assert schemas["SituationsIRAssiettesMillesimeJAXBbean"] == ["annRevenu", *FIELDS]
    of_periods = {*FIELDS, *PERIOD_FIELDS, *DECLARANT_FIELDS}
    assert set(schemas["SituationIRAssietteMultiJAXBbean"]) == of_periods


def _under_every_scope(gateway: Gateway) -> Gateway:
    """A contract that opens everything, and rows of housing tax."""
    resources = tuple(resource.scope for resource in rulebook_resources.RESOURCES)
    specific = (*FIELDS, *DECLARANT_FIELDS, *(f"facture.{code:04}" for code in range(10_000)))
    gateway.contract(scopes=tuple(TAX_SCOPES), specific_requirements=specific, resources=resources, tier="none")
    rows = (Path(__file__).parents[2] / "docs/exemples/logements.csv").read_text(encoding="utf-8")
    gateway.world.load(read([("logements.csv", rows)]), TODAY)
    return gateway


@pytest.mark.parametrize("resource", RESOURCES)
def test_every_declared_field_is_produced_by_somebody(
    gateway: Gateway, published: dict[str, Any], resource: Resource
) -> None:
    """Every named citizen, year after year: each answer has the published names and types, and together they have every field."""
    schema = {"$ref": f"#/components/schemas/{resource.schema}"}
    _under_every_scope(gateway)
    token = gateway.ask_token({"grant_type": "client_credentials", "scope": resource.scope}).json()["access_token"]
    seen: set[str] = set()
    for citizen in ("3999999700512", *(one.login for one in gateway.world.residents())):
        for annee in ("2022", "2023", "2024"):
            path = {"spi": citizen, "annrev": annee}
            answer = gateway.ask(resource, Mode.SPI, path, authorization=f"Bearer {token}")
            if answer.status_code == 200:
                _holds(published, schema, answer.json())
                seen |= set(_produced(answer.json()))
            else:
                assert answer.status_code in {204, 410}, answer.text
    assert set(_declared(published, schema)) - seen == set()


# ------------------------------------------------------------------ our own contract beside the published one
def _seen(published: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every difference between the two documents: what kind it is, and where."""
    ours = own_contract()
    yield ("CONTRAT-VERSION", "") if published["openapi"] != ours["openapi"] else ("", "openapi")
    if "default" in published["components"]["securitySchemes"]:
        yield "CONTRAT-IMPLICITE", ""
    for path, operations in published["paths"].items():
        theirs, mine = operations["get"], ours["paths"][BASE + path]["get"]
        yield from ((kind, f"{path} {where}") for kind, where in _between(published, theirs, mine))
    for name, schema in published["components"]["schemas"].items():
        mine = ours["components"]["schemas"].get(name)
        if mine:
            yield from ((kind, f"{name}{where}") for kind, where in _of_schemas(published, schema, mine))


def _between(published: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]) -> Iterator[tuple[str, str]]:
    declared = [
        published["components"]["parameters"][one["$ref"].rpartition("/")[2]] if "$ref" in one else one
        for one in theirs["parameters"]
    ]
    known = {one["name"]: one for one in mine["parameters"]}
    for one in declared:
        if one["name"] == "Authorization":
            continue  # a security scheme, here
        own = known.pop(one["name"])
        if own["required"] != one.get("required", False):
            yield ("CONTRAT-TELESERVICE" if one["name"] == "ID_Teleservice" else ""), one["name"]
        if own["schema"]["type"] != one["schema"]["type"]:
            yield ("CONTRAT-ANNEE" if one["name"] == "annrev" else ""), one["name"]
    for name in known:
        yield ("CONTRAT-JETON-OUBLIE" if name == "X-FranceConnect-OAuth" else ""), name
    for status in {*theirs["responses"]} - {*mine["responses"]}:
        yield {"default": "CONTRAT-SUCCES-PAR-DEFAUT", "500": "CONTRAT-500"}.get(status, ""), status
    if {*mine["responses"]} - {*theirs["responses"]}:
        yield "CONTRAT-STATUTS", ""


def _of_schemas(
    published: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any], path: str = ""
) -> Iterator[tuple[str, str]]:
    theirs = _resolved(published, theirs)
    types = mine["type"] if isinstance(mine["type"], list) else [mine["type"]]
    if theirs["type"] not in types or theirs.get("format") != mine.get("format"):
        yield "", path
    elif theirs["type"] == "array":
        yield from _of_schemas(published, theirs["items"], mine["items"], f"{path}[]")
    elif theirs["type"] == "object":
        if mine.get("additionalProperties") is False:
            yield "CONTRAT-FERME", path
        for name in {SLIPS_BACK.get(name, name) for name in theirs["properties"]} ^ {*mine["properties"]}:
            yield "", f"{path}.{name}"
        for name, inner in theirs["properties"].items():
            if name in SLIPS_BACK:
                yield "CONTRAT-ACCESSEURS", f"{path}.{name}"
            yield from _of_schemas(published, inner, mine["properties"][SLIPS_BACK.get(name, name)], f"{path}.{name}")


SLIPS_BACK = {theirs: ours for ours, theirs in SLIPS.items()}


def test_every_difference_from_the_published_file_is_listed_and_seen(published: dict[str, Any]) -> None:
    """None that is not in the list, and none in the list that is not there."""
    seen = list(_seen(published))
    assert [where for kind, where in seen if not kind] == []
    assert {kind for kind, _ in seen} == {one.id for one in CONTRACT_DIFFERENCES.values() if one.api == IMPOT}
