"""The main job, end to end, as a user runs it: a bench, a client, verdicts, reports, exit codes."""

import json
import re
import signal
import socket
import subprocess
import sys
import xml.etree.ElementTree as ET
from contextlib import closing
from pathlib import Path

import jsonschema
import pytest
from command_line import unefois
from ports import free_base_port

from conformance.bench import Bench
from conformance.events import Event, ModuleStarted
from conformance.judging import judge
from scenarios.habilitations import derived_credentials
from simulator.spaces import DEFAULT, Space
from unefois import processes, reference, trial
from unefois.settings import BenchSettings

FORMATS = Path(__file__).parents[2] / "docs/formats"


def test_demo_demonstrates_the_reference_client_and_leaves_three_reports(tmp_path: Path) -> None:
    """Exit code 0, the table, the last word, and reports that machines and people can read (the guides run the whole plan)."""
    done = unefois("demo", "--plan", "smoke", "--port", str(free_base_port()), "--out", "report", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "démontré sur le périmètre" in done.stdout
    assert "fs-nonce-etranger" in done.stdout
    report = json.loads((tmp_path / "report/report.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, json.loads((FORMATS / "report.schema.json").read_text(encoding="utf-8")))
    assert {module["result"] for module in report["modules"]} == {"PASS"}
    assert len(report["modules"]) == 6
    assert (report["organisation"], report["stage"]) == ("Commune de Villefictive", "bac_a_sable")
    suites = ET.parse(tmp_path / "report/junit.xml").getroot()  # noqa: S314  (our own report)
    assert suites.findall(".//testcase")
    assert suites.findall(".//failure") == []
    page = (tmp_path / "report/report.html").read_text(encoding="utf-8")
    assert re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', page) == []
    assert "certifié" not in page


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_demo_ends_what_it_started(signum: signal.Signals, tmp_path: Path) -> None:
    """Ctrl-C, or a CI job that is cancelled: bench and client are ended, no report, no traceback, and no verdict's exit code."""
    base = free_base_port()
    command = [sys.executable, "-P", "-m", "unefois", "demo", "--port", str(base), "--out", "rapport"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        assert "Jugement" in demo.stdout.readline()
        demo.send_signal(signum)
        told = demo.communicate(timeout=20)[1]
    assert demo.returncode == 128 + signum
    assert told.strip() == "Interrompu."
    assert list(tmp_path.iterdir()) == []
    for port in (base, base + 1, base + 4):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_killing_the_client_in_the_middle_is_inconclusive(bench_port: int, tmp_path: Path) -> None:
    """What was judged stays; the rest is INCONCLUSIVE with the reason, and the exit code is 4."""
    base_url, bench_url = f"http://localhost:{bench_port + 4}", f"http://localhost:{bench_port}"
    habilitation = reference.habilitation(base_url)
    with trial.client("reference_client", [], bench_url, base_url, habilitation) as started:

        def kill(event: Event) -> None:
            if isinstance(event, ModuleStarted) and event.position == 5:
                started.process.kill()
                started.process.wait()

        with closing(Bench(bench_url)) as bench:
            judged = judge(reference.application(base_url), habilitation, bench, out=tmp_path / "out", on_event=kill)
    results = [module.result for module in judged.report.modules]
    assert results[:4] == ["PASS"] * 4
    closed = {module.id for module in judged.report.modules if module.result == "NOT_APPLICABLE"}
    assert closed == {"api-adresse-absente", "api-codes-inconnus"}
    assert set(results[4:]) == {"INCONCLUSIVE", "NOT_APPLICABLE"}
    assert all(module.reason for module in judged.report.modules[4:])
    assert judged.exit_code == 4
    assert not judged.report.summary.demonstrated


def test_check_starts_a_bench_when_there_is_none(tmp_path: Path) -> None:
    """And judges the client that waits for it, at any address: its credentials were known before."""
    base = free_base_port()
    base_url, bench_url = f"http://localhost:{base + 4}", f"http://localhost:{base}"
    for name in ("application.toml", "habilitation.toml"):
        text = (Path(reference.__file__).parents[1] / "reference_client" / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("http://localhost:8704", base_url), encoding="utf-8")
    habilitation = reference.habilitation(base_url)
    space = Space(DEFAULT, BenchSettings(port=base).addresses())
    told = reference.environment(space, derived_credentials(0, habilitation.id), base_url, habilitation)
    with processes.module("reference_client", ["--port", str(base + 4)], told) as client:
        processes.wait_until_answers(base_url, client)
        done = unefois(
            "check", "--app", "application.toml", "--bench", bench_url, "--only", "fs-nonce-etranger", cwd=tmp_path
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "j'en démarre un" in done.stderr
    assert (tmp_path / "report/report.html").exists()


def test_json_is_alone_on_the_output(tmp_path: Path) -> None:
    """`--json` gives a report that a machine can read, and nothing else."""
    done = unefois("demo", "--port", str(free_base_port()), "--only", "fs-parcours", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["format"] == 1
