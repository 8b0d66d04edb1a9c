"""The control API, searched from its own OpenAPI: whatever is sent, it answers with a 4xx that says why, or does it."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from franceconnect_bench import habilitation
from hostile import Answer, asked, searched
from hostile_words import escaped, word
from hypothesis import given
from hypothesis import strategies as st

from unefois.composition import compose
from unefois.control.app import create_app
from unefois.settings import BenchSettings

Schema = dict[str, Any]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | word,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(word, inner, max_size=3),
    max_leaves=5,
)
HOST = (b"host", b"localhost:8700")
APP = create_app(compose(BenchSettings()))
SPECIFICATION: Schema = APP.openapi()
OPERATIONS = sorted((method.upper(), path) for path, found in SPECIFICATION["paths"].items() for method in found)


def like(schema: Schema, root: Schema) -> st.SearchStrategy[Any]:
    """Values that look as the schema says, most of the time."""
    if "$ref" in schema:
        return st.deferred(lambda: like(root["$defs"][schema["$ref"].rpartition("/")[2]], root))
    for either in ("anyOf", "oneOf"):
        if either in schema:
            return st.one_of([like(one, root) for one in schema[either]])
    if "enum" in schema or "const" in schema:
        return st.sampled_from(schema.get("enum", [schema.get("const")])) | word
    match schema.get("type"):
        case "object":
            more = schema.get("additionalProperties")
            own = {name: like(inner, root) for name, inner in schema.get("properties", {}).items()}
            wanted = {name: own[name] for name in schema.get("required", ()) if name in own}
            free = st.dictionaries(word, like(more, root) if isinstance(more, dict) else JSON, max_size=2)
            optional = {name: inner for name, inner in own.items() if name not in wanted}
            return st.fixed_dictionaries(wanted, optional=optional) if own else free
        case "array":
            inner = schema.get("items", {})
            return st.lists(like(inner, root) if isinstance(inner, dict) else JSON, max_size=3)
        case "string":
            return word | st.sampled_from(("default", "cantine", "0" * 64, "2025-07-22T00:00:00Z", "2026-01-01", "0123456789789"))
        case "integer" | "number":
            return st.integers() | st.sampled_from((0, 1, 2024, -1, 10**30, 1.5)) | st.floats()
        case "boolean":
            return st.booleans()
        case _:
            return JSON


# Waiting is not what is searched here.
WAITS = ("", "x", "nan", "-1", "-inf", "0", "1e-3", "0x1", "1_0")


@dataclass(frozen=True, slots=True)
class Control:
    """The application, on an event loop of its own, and a lease that lives."""

    runner: asyncio.Runner

    def ask(self, method: str, target: str, body: bytes = b"") -> Answer:
        """One call."""
        return self.runner.run(asked(APP, method, target.encode(), (HOST, (b"content-type", b"application/json")), body))

    def lease(self) -> str:
        """A lease on an application that was just declared again, in a space where nobody else is."""
        self.ask("POST", "/control/spaces/default/reset")
        self.ask("PUT", "/control/spaces/default/habilitations/cantine", habilitation().model_dump_json().encode())
        wanted = {"application": "cantine", "module": "m", "key": "0" * 64}
        answer = self.ask("POST", "/control/spaces/default/leases", json.dumps(wanted).encode())
        found: str = json.loads(answer.body)["id"]
        return found


@pytest.fixture(scope="module")
def control() -> Iterator[Control]:
    """One control for all."""
    with asyncio.Runner() as runner:
        yield Control(runner)


@pytest.mark.parametrize("operation", OPERATIONS, ids=" ".join)
@searched(12)
@given(data=st.data())
def test_no_order_breaks_the_control(control: Control, operation: tuple[str, str], data: st.DataObject) -> None:
    """Any space, application or lease, any query, any body near its schema or far from it."""
    method, path = operation
    said = SPECIFICATION["paths"][path][method.lower()]
    lease = control.lease() if "{lease}" in path else ""
    query = []
    for parameter in said.get("parameters", ()):
        if parameter["in"] == "path":
            known = {"space": "default", "application": "cantine", "lease": lease}[parameter["name"]]
            path = path.replace(f"{{{parameter['name']}}}", escaped(data.draw(st.just(known) | word)))
        else:
            waits = parameter["name"] == "wait"
            told = data.draw(st.sampled_from(WAITS) if waits else like(parameter["schema"], {}) | word)
            query.append(f"{parameter['name']}={escaped(str(told))}")
    schema = said.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    body = b""
    if schema is not None:
        raw = st.sampled_from((b"", b"[" * 10_000, b"\xff", b"9" * 5_000, b'{"a":1,"a":2}', b"NaN"))
        body = data.draw(raw | (like(schema, schema) | JSON).map(lambda told: json.dumps(told).encode()))
    answer = control.ask(method, f"{path}?{'&'.join(query)}", body)
    assert answer.status < 500
    assert b"Traceback" not in answer.body
    assert answer.status < 400 or json.loads(answer.body)["detail"]


@searched(40)
@given(query=st.dictionaries(st.sampled_from(("space", "lang", "trait", "x")), word, max_size=3))
def test_no_query_breaks_the_console(control: Control, query: dict[str, str]) -> None:
    """What the address says stays text."""
    told = "&".join(f"{name}={escaped(value)}" for name, value in query.items())
    answer = control.ask("GET", f"/?{told}")
    assert answer.status in {200, 404}
    assert b"<zq" not in answer.body
