"""Hosts that the bench consults by itself: what its owner adds, and what a tester reads when theirs is not one of them."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from ports import free_base_port
from raw_client import REDIRECT, get, habilitation

from rulebook.formats.habilitation import Habilitation
from rulebook.formats.reading import read_json
from unefois import processes
from unefois.composition import compose
from unefois.control.app import create_app
from unefois.failure import ConfigurationError
from unefois.hosts import checked
from unefois.settings import BenchSettings

DEFAULT = "/control/spaces/default"
PROVIDER = {"uid": "cnam", "title": "CNAM", "scopes": ["cnam_caisse"], "jwks_uri": "http://localhost:9000/jwks"}


def http(*allowed: str) -> httpx2.AsyncClient:
    """The control port of a bench whose owner adds those hosts."""
    app = create_app(compose(BenchSettings(allow_hosts=allowed)))
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://localhost:8700")


def registration(**changes: Any) -> dict[str, Any]:
    """A habilitation with a change in its FranceConnect part."""
    whole = habilitation("a")
    return {**whole, "franceconnect": whole["franceconnect"] | changes}


SEALED: dict[str, Any] = {
    "platform": "high",
    "scopes": ["openid"],
    "id_token_encryption": {"alg": "ECDH-ES", "enc": "A256GCM"},
}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, []),
        ({"jwks_uri": "https://cles.example.org/jwks"}, []),
        (SEALED | {"jwks_uri": "https://cles.example.org/jwks"}, ["jwks_uri", "--allow-host cles.example.org"]),
        (SEALED | {"jwks_uri": "http://10.0.0.1/jwks"}, ["jwks_uri", "--allow-host 10.0.0.1"]),
        (SEALED | {"jwks_uri": "http://2130706433/jwks"}, ["jwks_uri", "aucune machine"]),
        (SEALED | {"jwks_uri": "http://localhost:8704/jwks"}, []),
        ({"sector_identifier_uri": "https://ici.example.org/s"}, ["sector_identifier_uri", "ici.example.org"]),
        ({"redirect_uris": ["http://localhost:1/", "http://localhost:2/"]}, ["redirect_uris", "plusieurs hôtes"]),
    ],
)
async def test_the_answer_to_a_habilitation_says_what_will_not_work(changes: dict[str, Any], words: list[str]) -> None:
    """Registered all the same: FranceConnect refuses later, as the real one would."""
    async with http() as client:
        answer = await client.put(f"{DEFAULT}/habilitations/a", json=registration(**changes))
        assert answer.status_code == 200
        told = answer.json()["warnings"]
        assert (await client.get(f"{DEFAULT}/habilitations/a")).json()["warnings"] == told
        page = (await client.get("/")).text
    assert len(told) == bool(words)
    assert all(word in told[0] for word in words)
    assert all(word in page for word in words)


async def test_an_added_host_is_no_longer_told() -> None:
    """A name, an address or a network."""
    async with http("cles.example.org", "10.0.0.0/8") as client:
        for address in ("https://cles.example.org/jwks", "http://10.0.0.1/jwks"):
            body = registration(**SEALED, jwks_uri=address)
            assert (await client.put(f"{DEFAULT}/habilitations/a", json=body)).json()["warnings"] == []


async def test_a_refused_host_is_told_to_the_owner(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard error once, and on the console; the citizen reads what the real one says of an unreachable address."""
    bench = compose(BenchSettings())
    body = registration(sector_identifier_uri="https://ici.example.org/secteur.json")
    world = bench.worlds.of(bench.spaces.of("default"))
    client_id = world.register(read_json(Habilitation, json.dumps(body))).credentials.client_id
    asked = {"client_id": client_id, "response_type": "code", "redirect_uri": REDIRECT, "scope": "openid"}
    asked |= {"state": "s", "nonce": "n" * 22, "acr_values": "eidas1"}
    transport = httpx2.ASGITransport(app=bench.franceconnect)
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost:8701") as citizen:
        for _ in range(2):
            page = await citizen.get("/api/v2/authorize", params=asked)
            assert (page.status_code, "Y04A8220" in page.text) == (400, True)
    transport = httpx2.ASGITransport(app=create_app(bench))
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost:8700") as owner:
        for language, words in (("fr", "Hôtes non consultés"), ("en", "Hosts not consulted")):
            console = (await owner.get("/", params={"lang": language})).text
            assert words in console
            assert "<code>ici.example.org</code>" in console
    assert capsys.readouterr().err.count("unefois up --allow-host ici.example.org") == 1


async def test_a_data_provider_is_declared_and_shown() -> None:
    """With its credentials; again, with the same ones."""
    async with http() as client:
        answer = await client.put(f"{DEFAULT}/data-providers/cnam", json=PROVIDER)
        assert answer.status_code == 200
        found = answer.json()
        assert found["data_provider"]["scopes"] == ["cnam_caisse"]
        assert found["data_provider"]["checktoken_signed_response_alg"] == "ES256"
        assert len(found["credentials"]["client_secret"]) >= 32
        assert found["warnings"] == []
        assert (await client.get(f"{DEFAULT}/data-providers/cnam")).json() == found
        changed = {**PROVIDER, "jwks_uri": "https://cles.example.org/jwks"}
        again = (await client.put(f"{DEFAULT}/data-providers/cnam", json=changed)).json()
        assert again["credentials"] == found["credentials"]
        assert "--allow-host cles.example.org" in again["warnings"][0]


@pytest.mark.parametrize(
    ("uid", "body", "status", "word"),
    [
        ("autre", PROVIDER, 400, "« cnam »"),
        ("dgfip", {**PROVIDER, "uid": "dgfip"}, 409, "dgfip"),
        ("cnam", {**PROVIDER, "scope": []}, 400, "scopes"),
        ("cnam", {**PROVIDER, "scopes": ["openid"]}, 400, "openid"),
    ],
)
async def test_a_data_provider_that_cannot_be_is_refused(uid: str, body: Any, status: int, word: str) -> None:
    """With the reason; the bench's own gateway stays as it is."""
    async with http() as client:
        answer = await client.put(f"{DEFAULT}/data-providers/{uid}", json=body)
        assert answer.status_code == status
        assert word in answer.json()["detail"]
        missing = await client.get(f"{DEFAULT}/data-providers/cnam")
        assert (missing.status_code, "cnam" in missing.json()["detail"]) == (404, True)


async def test_one_client_id_has_one_owner() -> None:
    """409 names the other."""
    async with http() as client:
        dgfip = (await client.get(f"{DEFAULT}/data-providers/dgfip")).json()["credentials"]
        answer = await client.put(f"{DEFAULT}/data-providers/cnam", json={**PROVIDER, "client_id": dgfip["client_id"]})
        assert (answer.status_code, "dgfip" in answer.json()["detail"]) == (409, True)


@pytest.mark.parametrize("host", ["http://client", "client:80", "*", "", "a b"])
def test_a_host_is_no_address(host: str) -> None:
    """The sentence says what is expected."""
    with pytest.raises(ConfigurationError, match="sans schéma ni port"):
        checked(["client", host])


FILE = """format = 1
uid = "cnam"
title = "CNAM"
jwks_uri = "http://client:9000/jwks"
"""


def test_the_command_line_takes_hosts_and_data_providers(tmp_path: Path) -> None:
    """`--allow-host` and its variable, `--data-provider`: what starts says them, and serves them."""
    file, port = tmp_path / "data-provider.toml", free_base_port()
    file.write_text(FILE, encoding="utf-8")
    arguments = ["up", "--port", str(port), "--no-client", "--data-provider", str(file)]
    with processes.module("unefois", arguments, {"UNEFOIS_ALLOW_HOST": "autre client"}) as started:
        processes.wait_until_answers(f"http://127.0.0.1:{port}/control/health", started)
        found = get(f"http://localhost:{port}{DEFAULT}/data-providers/cnam").json()
    assert found["warnings"] == []
    assert json.loads(json.dumps(found["data_provider"]))["jwks_uri"] == "http://client:9000/jwks"
