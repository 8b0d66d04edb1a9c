"""The control API, searched from its own OpenAPI: whatever is sent, it answers with a 4xx that says why, or does it."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from franceconnect_bench import CALLBACK, habilitation
from hostile import Answer, asked, searched
from hostile_words import escaped, word
from hypothesis import given
from hypothesis import strategies as st

from unefois.composition import compose
from unefois.control.app import create_app
from unefois.settings import BenchSettings

Place = tuple[str | int, ...]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | word,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(word, inner, max_size=3),
    max_leaves=5,
)
EXTREME = st.sampled_from(
    (0, -1, 1, 10**30, 1e300, "", "0", "9999-12-31", "0001-01-01T00:00:00Z", "9" * 400, [], {}, True, "١٢")
)
EXAMPLES = Path(__file__).parents[2] / "docs" / "exemples"
IDENTITIES, NOTICES = ((EXAMPLES / f"{name}.csv").read_text(encoding="utf-8") for name in ("identites", "impot"))
HOST = (b"host", b"localhost:8700")
BENCH = compose(BenchSettings())
APP = create_app(BENCH)
SPECIFICATION: dict[str, Any] = APP.openapi()
OPERATIONS = sorted((method.upper(), path) for path, found in SPECIFICATION["paths"].items() for method in found)


WORLD = "/control/spaces/{space}"
LEASE = WORLD + "/leases/{lease}"
INSTANT = "2025-07-22T00:00:00Z"
# One address to come back to: with several the engine would read a sector_identifier_uri, which nobody serves here.
CANTEEN = json.loads(
    habilitation(redirect_uris=(CALLBACK,), sector_identifier_uri=None).model_dump_json(exclude_none=True)
)
# A right body for each call that has one, to start from; a call that is not here fails a test.
RIGHT: dict[tuple[str, str], Any] = {
    ("PUT", WORLD): {"seed": 1, "strict_urls": False, "housing_tax": True, "consent_cuts": False},
    ("PUT", f"{WORLD}/habilitations/{{application}}"): CANTEEN,
    ("POST", f"{WORLD}/personas"): {
        "id": "zoe",
        "traits": ["essai"],
        "lesson_fr": "a",
        "lesson_en": "b",
        "identity": {"family_name": "ZOE", "given_name_array": ["Zoé"], "gender": "female", "birthdate": "1980-02-03"},
        "foyer": [{"annee": 2024, "declaration": {"1AJ": 20000}, "avis": {"rfr": 18000}}],
    },
    ("PUT", f"{WORLD}/calendar"): {
        "taxation": {"2024": INSTANT},
        "today": "2026-01-01",
        "emissions": {"0123456789789": {"2024": INSTANT}},
    },
    ("POST", f"{WORLD}/imports"): {
        "files": [{"name": "a.csv", "text": IDENTITIES}, {"name": "b.csv", "text": NOTICES}],
        "today": "2026-01-01",
    },
    ("POST", f"{WORLD}/leases"): {
        "application": "cantine",
        "module": "m",
        "wait": 0,
        "exclusive": False,
        "key": "0" * 64,
    },
    ("PUT", f"{LEASE}/calendar"): {"taxation": {"2024": INSTANT}, "today": "2026-01-01", "emissions": {}},
    ("PUT", f"{WORLD}/data-providers/{{uid}}"): {
        "uid": "caf",
        "title": "Caisse",
        "scopes": ["cnaf_quotient_familial"],
        "jwks_uri": "http://localhost:9/jwks",
    },
    ("POST", f"{WORLD}/keys"): {"platform": "low", "step": "publish"},
    ("POST", f"{LEASE}/elapse"): {"seconds": 1.5},
    ("POST", f"{LEASE}/faults"): {
        "fault": "transport.delay",
        "on": {"endpoint": "token", "nth": 1},
        "parameters": {"seconds": 0.001},
    },
}


def places(told: Any, above: Place = ()) -> Iterator[Place]:
    """Every place in a JSON value, itself first."""
    yield above
    inner = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    for at, one in inner:
        yield from places(one, (*above, at))


def replaced(told: Any, at: Place, by: Any) -> Any:
    """The same value but for one place; `...` removes it."""
    if not at:
        return by
    copy: Any = dict(told) if isinstance(told, dict) else list(told)
    if by is ... and len(at) == 1:
        del copy[at[0]]
    else:
        copy[at[0]] = replaced(copy[at[0]], at[1:], by)
    return copy


@st.composite
def nearly(draw: st.DrawFn, right: Any) -> Any:
    """A right body but for one or two places, or an unknown member."""
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.sampled_from(list(places(right))[1:] or [()]))
        right = replaced(right, at, draw(EXTREME | JSON | (st.just(...) if at else JSON)))
        if not isinstance(right, dict) or not right:
            break
    return right


# Waiting is not what is searched here.
WAITS = ("", "x", "nan", "-1", "-inf", "0", "1e-3", "0x1", "1_0")


@dataclass(frozen=True, slots=True)
class Control:
    """The application, on an event loop of its own, and a lease that lives."""

    runner: asyncio.Runner

    def ask(self, method: str, target: str, body: bytes = b"") -> Answer:
        """One call."""
        return self.runner.run(
            asked(APP, method, target.encode(), (HOST, (b"content-type", b"application/json")), body)
        )

    def lease(self) -> str:
        """A lease on an application that was just declared again, in a space where nobody else is."""
        self.ask("POST", "/control/spaces/default/reset")
        self.ask("PUT", "/control/spaces/default/habilitations/cantine", json.dumps(CANTEEN).encode())
        wanted = {"application": "cantine", "module": "m", "key": "0" * 64}
        answer = self.ask("POST", "/control/spaces/default/leases", json.dumps(wanted).encode())
        found: str = json.loads(answer.body)["id"]
        return found

    def simulators_answer(self) -> None:
        """Nothing that was ordered breaks a protocol port."""
        found = BENCH.worlds.of(BENCH.spaces.of("default")).application("cantine")
        client_id = found.credentials.client_id if found else "x"
        form = (b"content-type", b"application/x-www-form-urlencoded")
        grant = f"grant_type=authorization_code&code=x&client_id={escaped(client_id)}&client_secret=x".encode()
        for port in (BENCH.franceconnect, BENCH.franceconnect_plus):
            # 400 where a sector_identifier_uri that was just registered cannot be read.
            assert self.runner.run(asked(port, "POST", b"/api/v2/token", (HOST, form), grant)).status in {400, 401}
            assert self.runner.run(asked(port, "GET", b"/api/v2/jwks", (HOST,))).status == 200
        assert self.runner.run(asked(BENCH.dgfip, "POST", b"/token", (HOST, form), grant)).status < 500


@pytest.fixture(scope="module")
def control() -> Iterator[Control]:
    """One control for all."""
    with asyncio.Runner() as runner:
        yield Control(runner)


def test_every_body_is_searched() -> None:
    """A new call says what a right body is, or this fails."""
    bodies = {
        operation
        for operation in OPERATIONS
        if "requestBody" in SPECIFICATION["paths"][operation[1]][operation[0].lower()]
    }
    assert bodies == RIGHT.keys()


@pytest.mark.parametrize("operation", OPERATIONS, ids=" ".join)
@searched(8)
@given(data=st.data())
def test_no_order_breaks_the_control(control: Control, operation: tuple[str, str], data: st.DataObject) -> None:
    """Any space, application or lease, any query, any body near its schema or far from it."""
    method, path = operation
    said = SPECIFICATION["paths"][path][method.lower()]
    lease = control.lease() if "{lease}" in path else ""
    query = []
    for parameter in said.get("parameters", ()):
        if parameter["in"] == "path":
            known = {"space": "default", "application": "cantine", "lease": lease, "uid": "caf"}[parameter["name"]]
            told = data.draw(word) if data.draw(st.integers(0, 9)) == 0 else known
            path = path.replace(f"{{{parameter['name']}}}", escaped(told))
        else:
            extreme = data.draw(st.sampled_from(WAITS) if parameter["name"] == "wait" else EXTREME | word)
            query.append(f"{parameter['name']}={escaped(str(extreme))}")
    body = b""
    if operation in RIGHT:
        raw = st.sampled_from((b"", b"[" * 10_000, b"\xff", b"9" * 5_000, b'{"a":1,"a":2}', b"NaN", b"null"))
        body = data.draw(raw | nearly(RIGHT[operation]).map(lambda told: json.dumps(told).encode()))
    answer = control.ask(method, f"{path}?{'&'.join(query)}", body)
    assert answer.status < 500
    assert b"Traceback" not in answer.body
    assert answer.status < 400 or json.loads(answer.body)["detail"]
    if answer.status in {200, 201, 204} and method != "GET":
        control.simulators_answer()


@searched(20)
@given(query=st.dictionaries(st.sampled_from(("space", "lang", "trait", "x")), word, max_size=3))
def test_no_query_breaks_the_console(control: Control, query: dict[str, str]) -> None:
    """What the address says stays text."""
    told = "&".join(f"{name}={escaped(value)}" for name, value in query.items())
    answer = control.ask("GET", f"/?{told}")
    assert answer.status in {200, 404}
    assert b"<zq" not in answer.body


@pytest.mark.parametrize("operation", sorted(RIGHT), ids=" ".join)
def test_the_search_starts_from_what_is_right(control: Control, operation: tuple[str, str]) -> None:
    """Else it would only ever see the door."""
    lease = control.lease()
    if operation[1].endswith("/leases"):
        control.ask("DELETE", f"/control/spaces/default/leases/{lease}")
    path = operation[1].format(space="default", application="cantine", lease=lease, uid="caf")
    answer = control.ask(operation[0], path, json.dumps(RIGHT[operation]).encode())
    assert answer.status in {200, 201, 204}, answer.body
