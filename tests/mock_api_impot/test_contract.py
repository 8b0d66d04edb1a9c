"""What is served, held against the OpenAPI that the DGFiP publishes, when it lies beside the repository."""

import json
from pathlib import Path
from typing import Any

import pytest
from gateway_bench import Gateway

from mock_api_impot.protocol.resources import ASSIETTES, BASE, Mode
from rulebook.fields import ASSIETTES_BY_SCOPE, FIELDS

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


def test_paths_and_media_types_are_the_published_ones(published: dict[str, Any]) -> None:
    """Both paths exist, ask for the scope that we ask for, and answer with the media type that we serve."""
    for mode in Mode:
        operation = published["paths"][ASSIETTES.route(mode).removeprefix(BASE)]["get"]
        assert {"Authorization": [ASSIETTES.scope]} in operation["security"]
        success = operation["responses"].get("200") or operation["responses"]["default"]
        assert list(success["content"]) == [ASSIETTES.media_type]


def test_fields_are_the_published_ones_in_their_order(published: dict[str, Any]) -> None:
    """The rulebook's table of fields is the published schema's."""
    assert list(published["components"]["schemas"]["SituationsIRAssiettesJAXBbean"]["properties"]) == list(FIELDS)


def test_every_persona_is_served_as_published(gateway: Gateway, published: dict[str, Any]) -> None:
    """Every named citizen's notice, with every scope of the resource, has the published names and types."""
    gateway.contract(scopes=(*ASSIETTES_BY_SCOPE, "dgfip_annee_n_moins_2"), tier="none")
    schema = {"$ref": "#/components/schemas/SituationsIRAssiettesJAXBbean"}
    people = list(gateway.world.personas())
    assert len(people) > 1
    for citizen in people:
        answer = gateway.by_spi(citizen.login, "2023")
        assert answer.status_code == 200, citizen.id
        _holds(published, schema, answer.json())
