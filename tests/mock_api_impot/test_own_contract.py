"""Our own contract: the document itself, and the guard that holds every answer of these tests to it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2
import pytest
from contract_held import contract, hold
from gateway_bench import PATH as PATH_PARTS
from gateway_bench import Gateway
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from mock_api_impot.protocol.contract import every_operation
from rulebook.resources import ASSIETTES, RESOURCES

PARTS = {**PATH_PARTS, "spi": "0123456789789"}
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


GETS = [pytest.param(one.path, id=one.id) for one in every_operation() if one.method == "get"]


@pytest.mark.parametrize("path", GETS)
def test_another_method_is_refused(gateway: Gateway, path: str) -> None:
    """Everything is read-only: 405, 900906, for every operation of the three APIs."""
    where = path.format(**PARTS)
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        answer = gateway.client.request(method, where, headers=gateway.headers())
        assert (answer.status_code, answer.json()["erreur"]["code"]) == (405, "900906"), method
        assert answer.headers["allow"] == "GET, HEAD"
    assert gateway.client.get("/token").headers["allow"] == "POST"


def test_the_table_in_docs_names_tests_that_run(request: pytest.FixtureRequest) -> None:
    """Operation × status × codeapp × test: no empty cell, and every test that it names is collected."""
    page = (Path(__file__).parents[2] / "docs/operations.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if ".py::" in line]
    assert all(cell.strip() for row in rows for cell in row)
    assert len(rows) == sum(1 + len(one.refusals) for one in every_operation())
    named = {row[-1].strip("` ") for row in rows}
    folder = Path(__file__).parent
    files = sorted({str(folder / name.partition("::")[0]) for name in named})
    collected = run_pytest(["--collect-only", "-q", "-n0", "-p", "no:randomly", *files], request.config.rootpath)
    known = {line.rpartition("/")[2].strip() for line in collected.splitlines() if ".py::" in line}
    whole = known | {name.partition("[")[0] for name in known}
    assert named - whole == set()


def run_pytest(arguments: list[str], root: Path) -> str:
    """What another pytest says."""
    command = [sys.executable, "-P", "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout


def test_the_bench_serves_it(bench_port: int) -> None:
    """At the control port, for any generator of clients."""
    answer = httpx2.get(f"http://localhost:{bench_port}/control/contracts/dgfip.openapi.json")
    assert answer.json() == contract()
