"""JSON of another type than the real service's: the provider's fault, said by the fact about that member, and never the judge's."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import httpx2
import pytest
from franceconnect_bench import decoded
from provider_bench import ProviderBench, Reading, provider_bench, read, results

from conformance.provider.answer import Answer
from conformance.provider.facts.discovery import MEMBERS, SERVERS
from conformance.provider.plan import FACTS
from conformance.provider.scenes import SCENES
from rulebook.formats.report import Result

Change = Callable[[dict[str, Any]], object]
# What may stand in a member's place; JSON has huge numbers, and Python reads infinity there.
ANYTHING: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    7,
    -1.5,
    10**400,
    float("inf"),
    float("nan"),
    "",
    "autre",
    "http://[",
    "\ud800",
    "a\nb",
    [],
    ["autre", 1],
    [[]],
    {},
    {"a": 1},
)
# No JSON document that anybody can read to its end.
BOTTOMLESS = "[" * 100_000


@pytest.fixture(scope="module")
def bench() -> Iterator[ProviderBench]:
    """A simulator of FranceConnect."""
    with provider_bench() as made:
        yield made


# ------------------------------------------------------------------ answers altered
def _document(change: Change, answer: Answer) -> Answer:
    told = json.loads(answer.text)
    change(told)
    return replace(answer, text=json.dumps(told))


def _compact(header: Change, claims: Change, compact: str) -> str:
    """A token that says something else, under the former signature."""
    said = decoded(compact)
    for change, part in zip((header, claims), said, strict=True):
        change(part)
    body = ".".join(urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in said)
    return f"{body}.{compact.rpartition('.')[2]}"


def _nothing(said: dict[str, Any]) -> None:
    del said


def _put(member: str, value: Any, said: dict[str, Any]) -> None:
    said[member] = value


def _key(change: Change, told: dict[str, Any]) -> None:
    change(told["keys"][0])


def _id_token(header: Change, claims: Change, told: dict[str, Any]) -> None:
    told["id_token"] = _compact(header, claims, told["id_token"])


@pytest.fixture(scope="module")
def reading(bench: ProviderBench) -> Reading:
    """What it answers to every scene."""
    return read(bench)


DISCOVERY = {
    **{name: f"OP-DISCOVERY-{10 + place}" for place, (name, _) in enumerate(MEMBERS)},
    **{name: f"OP-DISCOVERY-{50 + place}" for place, (name, _) in enumerate(SERVERS)},
    "claims_supported": "OP-DISCOVERY-06",
}
KEY = dict.fromkeys(("kty", "alg", "use"), "OP-JWKS-04") | {
    "kid": "OP-JWKS-06",
    "x": "OP-JWKS-05",
    "crv": "OP-JWKS-05",
}
ANSWER = {
    "expires_in": "OP-TOKEN-03",
    "token_type": "OP-TOKEN-04",
    "access_token": "OP-TOKEN-05",
    "scope": "OP-TOKEN-06",
    "id_token": "OP-ID-TOKEN-01",
}
HEADER = {"alg": "OP-ID-TOKEN-02", "kid": "OP-ID-TOKEN-03"}
CLAIMS = {
    "aud": "OP-ID-TOKEN-06",
    "iss": "OP-ID-TOKEN-07",
    "nonce": "OP-ID-TOKEN-08",
    "acr": "OP-ID-TOKEN-09",
    "exp": "OP-ID-TOKEN-10",
    "iat": "OP-ID-TOKEN-10",
    "sub": "OP-ID-TOKEN-11",
    "auth_time": "OP-ID-TOKEN-12",
}
USERINFO = {
    "aud": "OP-USERINFO-07",
    "iss": "OP-USERINFO-08",
    "exp": "OP-USERINFO-09",
    "iat": "OP-USERINFO-09",
    "sub": "OP-USERINFO-10",
}
Place = Callable[[Change], Callable[[Answer], Answer]]
PLACES: tuple[tuple[str, Place, dict[str, str]], ...] = (
    ("discovery.document", lambda change: partial(_document, change), DISCOVERY),
    ("discovery.jwks", lambda change: partial(_document, partial(_key, change)), KEY),
    ("discovery.jwks", lambda change: partial(_document, change), {"keys": "OP-JWKS-05"}),
    ("token.success", lambda change: partial(_document, change), ANSWER),
    ("token.success", lambda change: partial(_document, partial(_id_token, change, _nothing)), HEADER),
    ("token.success", lambda change: partial(_document, partial(_id_token, _nothing, change)), CLAIMS),
    ("amr.token", lambda change: partial(_document, partial(_id_token, _nothing, change)), {"amr": "OP-ID-TOKEN-16"}),
    (
        "token.userinfo",
        lambda change: lambda answer: replace(answer, text=_compact(_nothing, change, answer.text)),
        USERINFO,
    ),
)
ROWS = [(name, place, member, fails) for name, place, members in PLACES for member, fails in members.items()]
# Right values, or of the right type.
RIGHT: dict[str, list[Any]] = {
    "claims_parameter_supported": [True],
    "authorization_response_iss_parameter_supported": [True],
    "request_parameter_supported": [True],
    "request_uri_parameter_supported": [False],
    "auth_time": [0, 1, 7],
    **{name: [one for one in ANYTHING if isinstance(one, str)] for name in ("x", "crv")},
}


@pytest.mark.parametrize(
    ("name", "place", "member", "fails"), ROWS, ids=[f"{name}-{member}" for name, _, member, _ in ROWS]
)
def test_a_member_of_another_type_fails_its_fact_and_breaks_none(
    name: str, place: Place, member: str, fails: str, reading: Reading
) -> None:
    """Whatever stands there, the judge can read it, and says that it is not what it must be."""
    for value in ANYTHING:
        verdicts = reading.once(name, place(partial(_put, member, value)))
        assert [id_ for id_, result in verdicts.items() if result is Result.SUITE_ERROR] == [], value
        right = any(value is one for one in RIGHT.get(member, ()))
        missing_anyway = value is None and FACTS[fails].wants(reading.material.setting) is None
        expected = Result.PASS if right or missing_anyway else Result.FAIL
        assert verdicts[fails] is expected, (member, value)


# ------------------------------------------------------------------ on the wire: scenes go on, and the report can be written
def _told(response: httpx2.Response, content: str, headers: tuple[tuple[str, str], ...] = ()) -> httpx2.Response:
    replaced = {"content-length", *(name for name, _ in headers)}
    kept = [(name, value) for name, value in response.headers.multi_items() if name not in replaced]
    return httpx2.Response(response.status_code, headers=[*kept, *headers], content=content.encode())


UNSENDABLE: tuple[Any, ...] = (None, 7, "\ud800", "a\nb", ["a"])
TOLD = [
    *(("access_token", value, "op-jeton", "OP-TOKEN-05") for value in UNSENDABLE),
    *(("id_token", value, "op-userinfo", "OP-USERINFO-10") for value in UNSENDABLE),
    ("id_token", "autre", "op-deconnexion", "OP-LOGOUT-03"),
    ("scope", "\ud800", "op-jeton", "OP-TOKEN-06"),
]


@pytest.mark.parametrize(("member", "value", "family", "fails"), TOLD, ids=ascii)
def test_scenes_survive_a_token_answer_of_another_type(
    member: str, value: Any, family: str, fails: str, bench: ProviderBench
) -> None:
    """What is no token is sent nowhere, and the report can be written, whatever it quotes."""

    def alter(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        if not request.url.path.endswith("/token") or response.status_code != 200:
            return response
        return _told(response, json.dumps({**response.json(), member: value}))

    judged_ = bench.judged(family, alter=alter)
    found = results(judged_)
    assert {check.result for check in found.values()} <= {Result.PASS, Result.FAIL, Result.SKIPPED}
    assert found[fails].result is Result.FAIL
    assert judged_.report.model_dump_json()


@pytest.mark.parametrize(
    ("at", "fails"),
    [
        ("/.well-known/openid-configuration", "OP-DISCOVERY-05"),
        ("/jwks", "OP-JWKS-04"),
        ("/token", "OP-TOKEN-02"),
        ("/userinfo", "OP-USERINFO-04"),
    ],
)
def test_a_document_without_a_bottom_is_no_document(at: str, fails: str, bench: ProviderBench) -> None:
    """Nor is a token whose parts are such documents."""
    part = urlsafe_b64encode(BOTTOMLESS.encode()).decode()
    body = f"{part}.{part}.x" if at == "/userinfo" else BOTTOMLESS

    def alter(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        return _told(response, body) if request.url.path.endswith(at) and response.status_code == 200 else response

    found = results(bench.judged("op-decouverte", "op-cles", "op-jeton", "op-userinfo", alter=alter))
    assert [id_ for id_, check in found.items() if check.result is Result.SUITE_ERROR] == []
    assert found[fails].result is Result.FAIL


def test_a_scene_that_breaks_is_our_fault_and_stops_no_other(
    bench: ProviderBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for a fact: the run ends, and says so."""

    def broken(party: object) -> None:
        raise ZeroDivisionError(party.__class__.__name__)

    monkeypatch.setattr("conformance.provider.judging.SCENES", {**SCENES, "edges": broken})
    found = results(bench.judged("op-introuvable", "op-cles"))
    assert found["OP-NOT-FOUND-22"].result is Result.SUITE_ERROR
    assert "ZeroDivisionError: Party" in found["OP-NOT-FOUND-22"].received.fr
    assert found["OP-JWKS-01"].result is Result.PASS
