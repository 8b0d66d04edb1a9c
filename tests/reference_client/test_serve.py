"""The command: its one line, its sentence when something is missing, and logs without secrets."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from canteen_steps import accept, etat, log_in, open_account
from honest_bench import APIM_KEY, APIM_SECRET, CLIENT_ID, CLIENT_SECRET, ID_TELESERVICE, SPI, TODAY, Bench, browser
from ports import free_base_port

import reference_client

ROOT = Path(reference_client.__file__).parents[1]
COMMAND = [sys.executable, "-P", "-m", "reference_client"]


def environ(**said: str) -> dict[str, str]:
    """An environment that holds nothing of ours but what is said."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FC_", "API", "CLIENT_", "ID_"))}
    return {**kept, "PYTHONPATH": str(ROOT), **said}


def environ_for(bench: Bench) -> dict[str, str]:
    """What a canteen in front of `bench` needs."""
    return environ(
        FC_ISSUER=bench.issuer,
        FC_CLIENT_ID=CLIENT_ID,
        FC_CLIENT_SECRET=CLIENT_SECRET,
        API_GATEWAY=bench.gateway,
        APIM_KEY=APIM_KEY,
        APIM_SECRET=APIM_SECRET,
        ID_TELESERVICE=ID_TELESERVICE,
        UNEFOIS_TODAY=TODAY,
    )


def free_port() -> int:
    """A port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def running(bench: Bench, logs: list[str]) -> Iterator[str]:
    """The command, running; its logs when it is over."""
    command = [*COMMAND, "--port", str(free_port())]
    process = subprocess.Popen(
        command, env=environ_for(bench), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        assert process.stdout
        line = process.stdout.readline()
        assert line.startswith("Cantine de Villefictive : http://localhost:")
        yield line.partition(" : ")[2].strip()
    finally:
        process.terminate()
        out, err = process.communicate(timeout=10)
        logs += [out, err]


def test_one_line_when_ready_then_logs_without_secrets(bench: Bench) -> None:
    """Both démarches, a refusal and a replay leave lines in the logs, and in them no SPI, code, state, token or secret."""
    logs: list[str] = []
    with running(bench, logs) as address, browser(address) as citizen:
        callback = log_in(citizen).history[1].url
        assert etat(accept(citizen)) == "resultat"
        assert etat(citizen.get(callback)) == "refus"
        open_account(citizen)
        assert etat(accept(citizen, "/compte", spi=SPI)) == "resultat"
    out, err = logs
    assert out == ""
    assert "assiette 2025 → 200" in err
    assert "callback.state_is_ours" in err
    secrets = [SPI, CLIENT_SECRET, APIM_SECRET, "A" * 43, "code-1", "apim-1"]
    secrets += [asked[name] for asked in bench.calls("authorize") for name in ("state", "nonce")]
    assert [secret for secret in secrets if secret in err] == []


def test_two_demarches_have_a_port_and_variables_each(bench: Bench) -> None:
    """One process, two lines, two contracts; the port of the connection decides, whatever the request says."""
    port = free_base_port()
    own = {"STATIONNEMENT_FC_CLIENT_ID": "parking-client", "CANTINE_SFIP_ID_TELESERVICE": "SFIP_CANTINE"}
    command = [*COMMAND, "--port", str(port), "--demarche", "cantine", "--demarche", "stationnement"]
    process = subprocess.Popen(
        command, env={**environ_for(bench), **own}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        assert process.stdout
        assert [process.stdout.readline() for _ in range(2)] == [
            f"Cantine de Villefictive : http://localhost:{port}\n",
            f"Stationnement de Villefictive : http://localhost:{port + 1}\n",
        ]
        for offset, title, civil_status in ((0, "Mon tarif de cantine", True), (1, "Ma carte de stationnement", False)):
            with browser(f"http://localhost:{port + offset}") as citizen:
                home = citizen.get("/", headers={"host": f"localhost:{port}"})
                assert f"<h1>{title}</h1>" in home.text
                assert ("votre état civil" in home.text) is civil_status
                citizen.get("/franceconnect/connexion")
        asked = [(said["client_id"], said["redirect_uri"]) for said in bench.calls("authorize")]
        assert asked == [
            (CLIENT_ID, f"http://localhost:{port}/franceconnect/retour"),
            ("parking-client", f"http://localhost:{port + 1}/franceconnect/retour"),
        ]
    finally:
        process.terminate()
        process.communicate(timeout=10)
    assert process.returncode in {0, -15}


def run(*arguments: str, **said: str) -> subprocess.CompletedProcess[str]:
    """The command, to its end."""
    return subprocess.run(
        [*COMMAND, *arguments], env=environ(**said), capture_output=True, text=True, timeout=20, check=False, cwd=ROOT
    )


def test_help_shows_an_example() -> None:
    """A newcomer copies it."""
    shown = run("--help")
    assert shown.returncode == 0
    assert "python -P -m reference_client --port 8704" in shown.stdout


def test_a_missing_variable_is_one_sentence_and_exit_2() -> None:
    """No traceback, the name of the variable."""
    shown = run()
    assert shown.returncode == 2
    assert shown.stderr == ("La variable d’environnement FC_ISSUER manque (exemple : http://localhost:8701/api/v2).\n")


def test_a_port_in_use_is_one_sentence_and_exit_2(bench: Bench) -> None:
    """The port is named, and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        shown = run("--port", str(port), **environ_for(bench))
    assert shown.returncode == 2
    assert shown.stderr.count("\n") == 1
    assert f"127.0.0.1:{port}" in shown.stderr
    assert "--port" in shown.stderr


def test_the_canteen_loads_nothing_of_the_bench() -> None:
    """It stands alone."""
    ours = {"rulebook", "simulator", "scenarios", "mock_franceconnect", "mock_api_impot", "conformance", "unefois"}
    code = f"import sys, reference_client.serve; print({ours!r} & set(sys.modules))"
    shown = subprocess.run(
        [sys.executable, "-P", "-c", code], env=environ(), capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert shown.stdout == "set()\n"
