"""Client certificates, on a real port with TLS: whose certificate it is decides, and nothing of it reaches the journal."""

import json
import ssl
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from gateway_bench import CORRELATION
from ports import free_base_port
from raw_client import habilitation

from simulator.certificates import Authority

SPI = "3999999700512"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A bench with certificates, and two applications that want theirs; what `up --json` says."""
    folder = tmp_path_factory.mktemp("certificats")
    files = []
    for id_ in ("mairie", "voisine"):
        body = habilitation(id_)
        body["api_impot"]["client_certificate"] = True
        lines = [f'id = "{id_}"', "format = 1"]
        for name in ("organisation", "franceconnect", "api_impot"):
            lines += [f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in body[name].items())]
        files.append(folder / f"{id_}.toml")
        files[-1].write_text("\n".join(lines), encoding="utf-8")
    options = [option for file in files for option in ("--habilitation", str(file))]
    command = [sys.executable, "-P", "-m", "unefois", "up", "--port", str(free_base_port()), "--no-client", "--json"]
    with subprocess.Popen(
        [*command, "--client-certificates", str(folder / "tls"), *options], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        yield json.loads(process.stdout.readline())
        process.terminate()


def _call(started: dict[str, Any], own: str, shown: str | None) -> httpx2.Response:
    """A call of application `own` over TLS, with the certificate of application `shown`."""
    context = ssl.create_default_context(cafile=started["tls"]["authority"])
    if shown:
        context.load_cert_chain(started["tls"]["certificates"][shown])
    credentials = started["applications"][own]["credentials"]
    with httpx2.Client(verify=context, base_url=started["tls"]["gateway"]) as client:
        form = {"grant_type": "client_credentials", "scope": "RessourceIR"}
        token = client.post("/token", data=form, auth=(credentials["apim_key"], credentials["apim_secret"]))
        headers = {
            "Authorization": f"Bearer {token.json()['access_token']}",
            "X-Correlation-ID": CORRELATION,
            "ID_Teleservice": own.upper(),
        }
        return client.get(f"/impotparticulier/1.0/spi/{SPI}/situations/ir/assiettes/annrev/2024", headers=headers)


def test_the_own_certificate_lets_in(started: dict[str, Any]) -> None:
    """The tax service is reached: it says that this number is nobody's."""
    answer = _call(started, "mairie", "mairie")
    assert (answer.status_code, answer.json()["erreur"]["code"]) == (410, "4102")


@pytest.mark.parametrize("shown", [None, "voisine"])
def test_no_certificate_or_anothers_does_not(started: dict[str, Any], shown: str | None) -> None:
    """403, and no data."""
    answer = _call(started, "mairie", shown)
    assert (answer.status_code, answer.json()["erreur"]["code"]) == (403, "4031")


def test_the_plain_port_lets_nobody_in_who_wants_a_certificate(started: dict[str, Any]) -> None:
    """The same application, without TLS."""
    credentials = started["applications"]["mairie"]["credentials"]
    gateway = started["space"]["gateway"]
    form = {"grant_type": "client_credentials", "scope": "RessourceIR"}
    token = httpx2.post(f"{gateway}/token", data=form, auth=(credentials["apim_key"], credentials["apim_secret"]))
    headers = {
        "Authorization": f"Bearer {token.json()['access_token']}",
        "X-Correlation-ID": CORRELATION,
        "ID_Teleservice": "MAIRIE",
    }
    path = f"/impotparticulier/1.0/spi/{SPI}/situations/ir/assiettes/annrev/2024"
    assert httpx2.get(gateway + path, headers=headers).json()["erreur"]["code"] == "4031"


def test_a_stranger_is_not_heard_at_all(started: dict[str, Any], tmp_path: Path) -> None:
    """A certificate of another authority ends the connection."""
    import trustme  # noqa: PLC0415

    leaf = trustme.CA().issue_cert("mairie.invalid")
    leaf.private_key_and_cert_chain_pem.write_to_path(str(tmp_path / "autre.pem"))
    context = ssl.create_default_context(cafile=started["tls"]["authority"])
    context.load_cert_chain(tmp_path / "autre.pem")
    with httpx2.Client(verify=context) as client, pytest.raises(httpx2.TransportError):
        client.get(started["tls"]["gateway"])


def test_keys_are_their_owners_alone(started: dict[str, Any]) -> None:
    """Files that hold a key; and a second start finds them again."""
    folder = Path(started["tls"]["authority"]).parent
    secrets = [file for file in folder.iterdir() if "PRIVATE KEY" in file.read_text(encoding="ascii")]
    assert len(secrets) >= 4
    assert {stat.S_IMODE(file.stat().st_mode) for file in secrets} == {0o600}


def test_a_bench_without_tls_says_so(bench_port: int) -> None:
    """A contract that wants a certificate cannot be served there."""
    body = habilitation("exigeante")
    body["api_impot"]["client_certificate"] = True
    url = f"http://localhost:{bench_port}/control/spaces/default/habilitations/exigeante"
    (warning,) = httpx2.put(url, json=body).json()["warnings"]
    assert "--client-certificates" in warning


def test_an_application_may_be_named_like_the_authority(tmp_path: Path) -> None:
    """Its certificate is its own, with a key, and what is known of it outlives a restart."""
    first = Authority(tmp_path)
    known = {name: first.fingerprint("default", name) for name in ("autorite", "ca", "mairie")}
    assert len(set(known.values())) == len(known)
    for name in known:
        assert "PRIVATE KEY" in (tmp_path / f"{name}.pem").read_text(encoding="ascii")
    again = Authority(tmp_path)
    assert {name: again.fingerprint("default", name) for name in known} == known


@pytest.mark.parametrize("lost", ["ca.autorite.pem", "ca.autorite.key"])
def test_half_an_authority_is_not_replaced(tmp_path: Path, lost: str) -> None:
    """The other half is left as it is, and the command says in a sentence what to give instead."""
    Authority(tmp_path)
    (tmp_path / lost).unlink()
    left = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    command = [sys.executable, "-P", "-m", "unefois", "up", "--port", str(free_base_port()), "--no-client"]
    said = subprocess.run(
        [*command, "--client-certificates", str(tmp_path)], capture_output=True, text=True, check=False, timeout=60
    )
    assert said.returncode == 2
    assert f"Le dossier de certificats {tmp_path} ne peut servir" in said.stderr
    assert "Traceback" not in said.stderr
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == left
