"""What is served, held against the OpenAPI that the DGFiP publishes, when it lies beside the repository."""

import json
from pathlib import Path
from typing import Any

import pytest
from gateway_bench import TODAY, Gateway

from mock_api_impot.app.application import OPERATIONS
from mock_api_impot.protocol.resources import BASE, Mode, Resource
from rulebook.fields import ASSIETTES_BY_SCOPE, FIELDS, HOUSING_BY_SCOPE, HOUSING_FIELDS
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


@pytest.mark.parametrize("resource", [operation.resource for operation in OPERATIONS], ids=lambda known: known.endpoint)
def test_paths_and_media_types_are_the_published_ones(published: dict[str, Any], resource: Resource) -> None:
    """Both paths exist, ask for the scope that we ask for, and answer with the media type that we serve."""
    for mode in Mode:
        operation = published["paths"][resource.route(mode).removeprefix(BASE)]["get"]
        assert {"Authorization": [resource.scope]} in operation["security"]
        success = operation["responses"].get("200") or operation["responses"]["default"]
        assert list(success["content"]) == [resource.media_type]


def test_fields_are_the_published_ones_in_their_order(published: dict[str, Any]) -> None:
    """The rulebook's tables of fields are the published schemas'."""
    schemas = published["components"]["schemas"]
    assert list(schemas["SituationsIRAssiettesJAXBbean"]["properties"]) == list(FIELDS)
    assert list(schemas["SituationTHJAXBbean"]["properties"]) == list(HOUSING_FIELDS)


def test_every_persona_is_served_as_published(gateway: Gateway, published: dict[str, Any]) -> None:
    """Every named citizen's notice, with every scope of the resource, has the published names and types."""
    gateway.contract(scopes=(*ASSIETTES_BY_SCOPE, "dgfip_annee_n_moins_2"), tier="none")
    schema = {"$ref": "#/components/schemas/SituationsIRAssiettesJAXBbean"}
    people = [one for one in gateway.world.residents() if len(gateway.world.foyers(one.login, 2023) or ()) == 1]
    assert len(people) > 60
    for citizen in people:
        answer = gateway.by_spi(citizen.login, "2023")
        assert answer.status_code == 200, citizen.id
        _holds(published, schema, answer.json())


def test_a_home_is_served_as_published(gateway: Gateway, published: dict[str, Any]) -> None:
    """With every scope of the resource, the published names and types."""
    gateway.contract(resources=("RessourceTHPrincipale",), scopes=(*HOUSING_BY_SCOPE, "dgfip_annee_n_moins_1"))
    rows = (Path(__file__).parents[2] / "docs/exemples/logements.csv").read_text(encoding="utf-8")
    gateway.world.load(read([("logements.csv", rows)]), TODAY)
    body = gateway.th("3999999700512").json()
    assert len(body["situationsTH"]) == 1
    _holds(published, {"$ref": "#/components/schemas/SituationsTHJAXBbean"}, body)
