"""Our own contract: the document itself, and the guard that holds every answer of these tests to it."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from contract_held import contract, hold
from gateway_bench import Gateway
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from rulebook.resources import ASSIETTES, RESOURCES

PATH = "/impotparticulier/1.0/spi/0123456789789/situations/ir/assiettes/annrev/2024"
ERROR = {"code": "4101", "message": "x", "horodatage": "2025-11-03T12:00:00Z"}
KEPT = Path(__file__).parents[2] / "docs/openapi/dgfip.openapi.json"


def test_every_operation_is_in_the_document() -> None:
    """Fifteen of the tax API, and the token; each has a success and at least one refusal."""
    paths = contract()["paths"]
    taxes = [path for path in paths if path.startswith("/impotparticulier/1.0/")]
    assert len(taxes) == sum(len(resource.modes) for resource in RESOURCES) == 15
    assert "/token" in paths
    for operations in paths.values():
        for operation in operations.values():
            assert {"200", "401"} <= set(operation["responses"])


def test_the_document_is_openapi_3_1() -> None:
    """Its schemas are JSON Schema 2020-12, and every reference leads somewhere."""
    document = contract()
    assert document["openapi"] == "3.1.0"
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    named = set(document["components"]["schemas"])
    text = json.dumps(document)
    assert {part.partition('"')[0] for part in text.split("#/components/schemas/")[1:]} <= named
    ids = [one["operationId"] for operations in document["paths"].values() for one in operations.values()]
    assert len(ids) == len(set(ids))


def test_the_document_in_docs_is_the_one_that_is_served() -> None:
    """Written by `make docs`."""
    assert json.loads(KEPT.read_text(encoding="utf-8")) == contract()


@pytest.mark.parametrize(
    ("status", "media_type", "body"),
    [
        (200, ASSIETTES.media_type, {"rfr": "21600"}),
        (200, ASSIETTES.media_type, {"rfr": 1, "spi": "0123456789789"}),
        (200, ASSIETTES.media_type, {"annRevenu": 2024}),
        (200, ASSIETTES.media_type, {"nbPart": 1.3}),
        (410, "application/json", {"erreur": {**ERROR, "code": "4999"}}),
        (410, "application/json", {"erreur": {**ERROR, "codeapp": "4101"}}),
        (410, "application/json", {"erreur": {"code": "4101"}}),
    ],
    ids=str,
)
def test_a_body_that_is_not_declared_fails(status: int, media_type: str, body: Any) -> None:
    """Wrong type, unknown member, unknown code, missing member."""
    with pytest.raises(ValidationError):
        hold("GET", PATH, status, media_type, json.dumps(body).encode())


@pytest.mark.parametrize(
    ("path", "status", "media_type"),
    [
        (PATH, 402, "application/json"),
        (PATH, 200, "application/json"),
        (PATH, 204, "application/json"),
        ("/impotparticulier/1.0/rien", 200, "application/json"),
    ],
)
def test_a_status_or_a_media_type_that_is_not_declared_fails(path: str, status: int, media_type: str) -> None:
    """Whatever the body."""
    with pytest.raises(AssertionError):
        hold("GET", path, status, media_type, b"{}")


def test_what_is_declared_passes() -> None:
    """The guard can say yes."""
    hold("GET", PATH, 200, ASSIETTES.media_type, b'{"rfr": 21600, "nbPart": 1.25}')
    hold("GET", PATH, 410, "application/json", json.dumps({"erreur": ERROR}).encode())


def test_the_guard_stands_between_the_gateway_and_its_tests(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    """A gateway that served a field under another type would fail any test that looks at it."""
    from mock_api_impot.protocol import assiettes  # noqa: PLC0415

    monkeypatch.setattr(assiettes, "written", lambda *_: {"rfr": "21600"})
    with pytest.raises(ValidationError):
        gateway.by_spi()


def test_the_bench_serves_it(bench_port: int) -> None:
    """At the control port, for any generator of clients."""
    answer = httpx2.get(f"http://localhost:{bench_port}/control/contracts/dgfip.openapi.json")
    assert answer.json() == contract()
