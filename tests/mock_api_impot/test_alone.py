"""`python -P -m mock_api_impot`: the gateway alone, in a process of its own, on a real port."""

import socket
import subprocess
import sys
import time
from base64 import b64encode
from pathlib import Path

import httpx2
import pytest

from mock_api_impot.__main__ import main

HABILITATION = """
format = 1
id = "cantine"
[organisation]
siret = "00000000000000"
name = "Ville"
[api_impot]
modality = ["with_spi"]
id_teleservice = "CANTINE"
resources = ["RessourceIR"]
scopes = ["dgfip_rfr", "dgfip_annee_n_moins_1"]
"""


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def test_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    """--help says what it is, in French, with an example."""
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    out = capsys.readouterr().out
    assert "SIMULATEUR" in out
    assert "python -P -m mock_api_impot --habilitation" in out


def test_it_gives_a_token_over_a_real_socket(tmp_path: Path) -> None:
    """With a habilitation it prints its key and secret, and answers until it is stopped."""
    file, port = tmp_path / "habilitation.toml", _free_port()
    file.write_text(HABILITATION, encoding="utf-8")
    command = [sys.executable, "-P", "-m", "mock_api_impot", "--habilitation", str(file), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        words = line.replace(",", "").split()
        key, secret = words[words.index("clé") + 1], words[words.index("secret") + 1]
        assert f"http://localhost:{port}" in process.stdout.readline()
        basic = "Basic " + b64encode(f"{key}:{secret}".encode()).decode()
        answer = _post(f"http://127.0.0.1:{port}/token", basic)
        assert answer.json()["scope"] == "RessourceIR"
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _post(url: str, basic: str) -> httpx2.Response:
    form = {"grant_type": "client_credentials", "scope": "RessourceIR"}
    for _ in range(50):
        try:
            return httpx2.post(url, data=form, headers={"authorization": basic}, trust_env=False)
        except httpx2.ConnectError:
            time.sleep(0.1)
    pytest.fail("the gateway never listened")


def test_a_broken_habilitation_is_told_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, and one sentence with the file and the line."""
    file = tmp_path / "habilitation.toml"
    file.write_text(HABILITATION.replace("modality", "modalite"), encoding="utf-8")
    assert main(["--habilitation", str(file)]) == 2
    assert f"{file}:8" in capsys.readouterr().err


def test_a_missing_habilitation_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, and the name of the file."""
    assert main(["--habilitation", str(tmp_path / "no-such-file.toml")]) == 2
    assert "no-such-file.toml" in capsys.readouterr().err


def test_a_taken_port_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["--port", str(taken.getsockname()[1])]) == 2
    assert "--port" in capsys.readouterr().err
