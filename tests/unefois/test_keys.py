"""Key rotation by the control API: publish, sign, retire; clients that keep or read again the keys, and old hints."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from raw_client import habilitation

from unefois.composition import Bench, compose
from unefois.control.app import create_app
from unefois.settings import BenchSettings

KEYS = "/control/spaces/default/keys"
States = dict[str, tuple[str, str]]


@pytest.fixture
def bench() -> Bench:
    """A bench of its own."""
    return compose(BenchSettings())


@pytest.fixture
async def http(bench: Bench) -> AsyncIterator[httpx2.AsyncClient]:
    """Its control port."""
    async with _client(create_app(bench)) as client:
        yield client


def _client(app: Any) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://localhost:8700")


async def _step(http: httpx2.AsyncClient, step: str, platform: str = "low", status: int = 200) -> Any:
    answer = await http.post(KEYS, json={"platform": platform, "step": step})
    assert answer.status_code == status, answer.text
    return answer.json()


async def _published(bench: Bench, path: str = "/api/v2/jwks") -> bytes:
    async with _client(bench.franceconnect) as client:
        return (await client.get(path)).content


def _kids(jwks: bytes) -> list[str]:
    return [key["kid"] for key in json.loads(jwks)["keys"]]


def _token(bench: Bench) -> str:
    return bench.federators["low"].place("default").keys.sign({"sub": "x"}, "ES256", "")


def _verifies(token: str, jwks: bytes) -> bool:
    try:
        jws.deserialize_compact(token, KeySet.import_key_set(json.loads(jwks)), ["ES256"])
    except (JoseError, ValueError):
        return False
    return True


async def test_a_rotation_is_publish_sign_retire(bench: Bench, http: httpx2.AsyncClient) -> None:
    """Every algorithm together; at each step the published keys are those that a client may need, and no other."""
    first = await _published(bench)
    before = (await http.get(KEYS)).json()
    assert [(key["alg"], key["state"]) for key in before["low"]] == [("ES256", "signing"), ("RS256", "signing")]
    assert [(key["alg"], key["state"]) for key in before["high"]] == [("ES256", "signing")]
    assert sorted(_kids(first)) == sorted(key["kid"] for key in before["low"])
    old = _token(bench)

    published = await _step(http, "publish")
    assert [key["state"] for key in published] == ["signing", "signing", "next", "next"]
    second = await _published(bench)
    assert set(_kids(second)) == {key["kid"] for key in published}
    assert _verifies(_token(bench), first), "a client that keeps its keys is not troubled yet"

    await _step(http, "sign")
    third = await _published(bench)
    assert set(_kids(third)) == set(_kids(second))
    new = _token(bench)
    assert (_verifies(new, first), _verifies(new, second)) == (False, True)
    keys = bench.federators["low"].place("default").keys
    assert keys.verifies(old, "ES256", ""), "an old id_token is still a good hint"

    retired = await _step(http, "retire")
    assert {key["state"] for key in retired} == {"signing"}
    last = await _published(bench)
    assert not set(_kids(last)) & set(_kids(first))
    assert (_verifies(new, last), _verifies(old, last), keys.verifies(old, "ES256", "")) == (True, False, False)


@pytest.mark.parametrize(
    ("done", "step"),
    [
        ([], "sign"),
        ([], "retire"),
        (["publish"], "publish"),
        (["publish"], "retire"),
        (["publish", "sign"], "publish"),
        (["publish", "sign"], "sign"),
    ],
)
async def test_a_step_out_of_turn_is_refused(http: httpx2.AsyncClient, done: list[str], step: str) -> None:
    """And changes nothing."""
    for one in done:
        await _step(http, one, "high")
    before = (await http.get(KEYS)).json()
    assert f"« {step} »" in (await _step(http, step, "high", 409))["detail"]
    assert (await http.get(KEYS)).json() == before


async def test_a_rotation_may_begin_again(bench: Bench, http: httpx2.AsyncClient) -> None:
    """Three keys in turn, each new."""
    kids = [_kids(await _published(bench))]
    for _ in range(2):
        for step in ("publish", "sign", "retire"):
            await _step(http, step)
        kids.append(_kids(await _published(bench)))
    assert len({kid for known in kids for kid in known}) == 6


async def test_platforms_and_spaces_rotate_apart(bench: Bench, http: httpx2.AsyncClient) -> None:
    """The keys of the others are the same bytes as before."""
    await http.put("/control/spaces/autre", json={})
    others = await _published(bench, "/s/autre/api/v2/jwks")
    mine = await _published(bench)
    await _step(http, "publish", "high")
    assert await _published(bench) == mine
    await _step(http, "publish", "low")
    assert await _published(bench) != mine
    assert await _published(bench, "/s/autre/api/v2/jwks") == others


async def test_neither_a_reset_nor_a_space_made_again_loses_keys(bench: Bench, http: httpx2.AsyncClient) -> None:
    """Clients keep them for ten minutes: a reset between two modules must not break the next one."""
    await http.put("/control/spaces/default/habilitations/a", json=habilitation("a"))
    await _step(http, "publish")
    await _step(http, "sign")
    before, states = await _published(bench), (await http.get(KEYS)).json()
    await http.post("/control/spaces/default/reset")
    await http.put("/control/spaces/default", json={"seed": 7})
    assert await _published(bench) == before
    assert (await http.get(KEYS)).json() == states


@pytest.mark.parametrize(
    ("body", "word"),
    [({"step": "burn"}, "step"), ({"platform": "medium", "step": "sign"}, "platform"), ({}, "step")],
)
async def test_what_is_no_step_is_refused(http: httpx2.AsyncClient, body: dict[str, str], word: str) -> None:
    """In a sentence that names the member."""
    answer = await http.post(KEYS, json=body)
    assert answer.status_code == 400
    assert word in answer.json()["detail"]
    assert (await http.get("/control/spaces/nulle-part/keys")).status_code == 404


async def test_the_keys_are_written_once_between_two_changes(bench: Bench) -> None:
    """The same bytes object is served until a rotation."""
    keys = bench.federators["low"].place("default").keys
    assert keys.jwks is keys.jwks
    first = keys.jwks
    keys.step("publish")
    assert keys.idle
    assert keys.jwks is not first


async def test_keys_that_faults_publish_do_not_pile_up(bench: Bench) -> None:
    """A bench that serves for days publishes a few of them, and they are no part of the rotation."""
    keys = bench.federators["high"].place("default").keys
    made = [keys.sudden("ES256") for _ in range(10)]
    kids = _kids(keys.jwks)
    assert len(kids) == 5
    assert made[-1].kid in kids
    assert made[0].kid not in kids
    assert [key["state"] for key in keys.states()] == ["signing"]
