"""FranceConnect alone on a real port: `python -P -m mock_franceconnect`."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from mock_franceconnect.__main__ import main

HABILITATION = """
format = 1
id = "cantine"
[organisation]
siret = "00000000000000"
name = "Ville fictive"
[franceconnect]
title = "Cantine"
entity_id = "entite"
redirect_uris = ["http://localhost:8704/retour"]
scopes = ["openid", "email"]
"""


def free_port() -> int:
    """A port that nobody has at this instant."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def alone(port: int, habilitation: Path) -> Iterator[str]:
    """The server, once it answers; what it printed is the client_id."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "mock_franceconnect",
        "--port",
        str(port),
        "--habilitation",
        str(habilitation),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=None) as process:
        try:
            assert process.stdout
            address, known = process.stdout.readline().strip(), process.stdout.readline()
            for _ in range(100):
                try:
                    httpx2.get(address, trust_env=False)
                    break
                except httpx2.ConnectError:
                    time.sleep(0.05)
            yield known.partition("client_id=")[2].partition(" ")[0]
        finally:
            process.terminate()


def test_it_serves_on_a_socket_what_it_serves_in_a_test(tmp_path: Path) -> None:
    """Discovery, an authorization up to the mire, and the page of an unknown path, through uvicorn."""
    file = tmp_path / "habilitation.toml"
    file.write_text(HABILITATION, encoding="utf-8")
    port = free_port()
    with alone(port, file) as client_id, httpx2.Client(base_url=f"http://localhost:{port}", trust_env=False) as client:
        issuer = client.get("/api/v2/.well-known/openid-configuration").json()["issuer"]
        assert issuer == f"http://localhost:{port}/api/v2"
        asked = {
            "client_id": client_id,
            "response_type": "code",
            "redirect_uri": "http://localhost:8704/retour",
            "scope": "openid email",
            "state": "s",
            "nonce": "n" * 22,
            "acr_values": "eidas1",
        }
        started = client.get("/api/v2/authorize", params=asked)
        assert started.status_code == 303
        assert client.get(started.headers["location"]).status_code == 200
        assert client.get("/nulle-part").status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file"),
        ("format = 1\nid = ", "habilitation.toml:2: TOML illisible"),
        ('id = "x"', "clé obligatoire"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, said: str
) -> None:
    """Exit 2, one sentence, nothing served."""
    file = tmp_path / "habilitation.toml"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    assert main(["--habilitation", str(file)]) == 2
    assert said in capsys.readouterr().err


def test_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` ends well and shows a command."""
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    assert "python -P -m mock_franceconnect --port 8701" in capsys.readouterr().out


def test_a_host_to_consult_is_a_name_an_address_or_a_network(capsys: pytest.CaptureFixture[str]) -> None:
    """Anything else is said, with the option that it came from."""
    assert main(["--allow-host", "client", "--allow-host", "http://client/"]) == 2
    assert "--allow-host http://client/ : un nom d'hôte" in capsys.readouterr().err
