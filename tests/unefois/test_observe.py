"""``unefois observe`` as a user runs it: live until Enter, Ctrl-C or the time given; a recipe; recordings; and what is refused."""

import contextlib
import json
import os
import pty
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from command_line import typed, unefois
from observed import entry, har
from ports import free_base_port

from conformance.observing.subject import Subject
from rulebook.formats.application import Application
from rulebook.formats.exchange import Exchange, Request, Response
from rulebook.formats.har import MOST_BYTES
from rulebook.formats.reading import read_toml
from rulebook.formats.report import Report
from unefois import reference, trial
from unefois.commands import observe
from unefois.files import read_lines

CLIENT, ISSUER = "http://localhost:8704", "http://localhost:8701/api/v2"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A copy of the reference client's two files."""
    for name in ("application.toml", "habilitation.toml"):
        shutil.copy(str(files("reference_client") / name), tmp_path / name)
    return tmp_path


def _recorded(here: Path, text: str | bytes) -> Path:
    file = here / "visite.har"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def _report(here: Path) -> Report:
    return Report.model_validate_json((here / "report/report.json").read_text(encoding="utf-8"))


# ------------------------------------------------------------------ from files
def test_a_recording_is_judged_without_a_bench(here: Path) -> None:
    """Exit 0, five files, the mode on every one that people read, in both languages."""
    file = _recorded(here, har(entry(f"{CLIENT}/", text="<html><body>Bonjour</body></html>")))
    done = typed("observe", "--app", str(here / "application.toml"), "--har", str(file), "--out", str(here / "report"))
    assert done.exit_code == 0, done.output
    assert "ne démontre rien" in done.stdout
    assert _report(here).mode == "observation"
    assert {one.name for one in (here / "report").iterdir()} >= {"report.html", "junit.xml", "exchanges.jsonl"}
    told = unefois("observe", "--app", "application.toml", "--har", "visite.har", cwd=here, UNEFOIS_LANG="en")
    assert "demonstrates nothing" in told.stdout
    assert "demonstrates nothing" in (here / "report/report.html").read_text(encoding="utf-8")


def test_an_obligation_that_was_missed_is_exit_1_and_json_is_alone(here: Path) -> None:
    """A nonce too short, in a recording, with the contract alone."""
    asked = f"{ISSUER}/authorize?response_type=code&client_id=c&redirect_uri={CLIENT}/x&scope=openid&state=s&nonce=n"
    file = _recorded(here, b"\xef\xbb\xbf" + har(entry(asked, 400)).encode())
    arguments = ("--habilitation", str(here / "habilitation.toml"), "--har", str(file), "--out", str(here / "report"))
    done = typed("observe", *arguments, "--json")
    assert done.exit_code == 1
    said = json.loads(done.stdout)
    assert (said["mode"], said["summary"]["demonstrated"]) == ("observation", False)
    assert said["summary"]["missed"] >= 1


def test_the_exchanges_of_a_report_are_judged_again(here: Path) -> None:
    """With the pages that lie beside them."""
    file = _recorded(here, har(entry(f"{CLIENT}/", text="<html><body>Bonjour</body></html>")))
    app, out = str(here / "application.toml"), here / "report"
    typed("observe", "--app", app, "--har", str(file), "--out", str(out))
    done = typed("observe", "--app", app, "--exchanges", str(out / "exchanges.jsonl"), "--out", str(here / "again"))
    assert done.exit_code == 0, done.output
    assert (here / "again/exchanges.jsonl").read_text(encoding="utf-8").count("\n") == 1
    assert (here / "again/observations.jsonl").read_text(encoding="utf-8").count("\n") == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"{", "JSON illisible"),
        (b"\xff\xfe{}", "UTF-8"),
        (b'{"log": {"entries": {}}}', "log.entries"),
        (b" " * (MOST_BYTES + 1), f"plus de {MOST_BYTES} octets"),
        (None, "n'existe pas"),
    ],
    ids=["json", "utf-8", "shape", "size", "absent"],
)
def test_a_file_that_is_no_recording_is_told(here: Path, text: bytes | None, says: str) -> None:
    """Exit 2, one sentence with its name, no report."""
    file = here / "visite.har" if text is None else _recorded(here, text)
    done = typed("observe", "--app", str(here / "application.toml"), "--har", str(file), "--out", str(here / "report"))
    assert done.exit_code == 2
    assert "visite.har" in done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.output
    assert not (here / "report").exists()


def test_a_line_ends_where_the_line_ends(tmp_path: Path) -> None:
    """U+2028 and its like stand inside the words of a page; a last empty line is nobody's record."""
    seen = Exchange(
        n=1,
        at=1.0,
        space="",
        by="driver",
        endpoint="client",
        request=Request(method="GET", url="http://localhost:1/"),
        response=Response(status=200, text="a\u2028b\u0085c"),
    )
    (tmp_path / "e.jsonl").write_text(f"{seen.model_dump_json()}\n{seen.model_dump_json()}\n\n", encoding="utf-8")
    assert read_lines(Exchange, tmp_path / "e.jsonl", 10_000) == (seen, seen)


def test_a_line_that_is_no_exchange_is_told_with_its_number(here: Path) -> None:
    """Exit 2."""
    (here / "exchanges.jsonl").write_text("{}\n", encoding="utf-8")
    done = typed("observe", "--app", str(here / "application.toml"), "--exchanges", str(here / "exchanges.jsonl"))
    assert done.exit_code == 2
    assert "exchanges.jsonl:1" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "--app"),
        (("--app", "application.toml", "--habilitation", "habilitation.toml"), "un seul"),
        (("--habilitation", "habilitation.toml", "--drive"), "--drive"),
        (("--app", "application.toml", "--seconds", "0"), "seconds"),
        (("--app", "application.toml", "--seconds", "nan"), "seconds"),
        (("--app", "application.toml", "--seconds", "5", "--har", "visite.har"), "--live"),
        (("--app", "application.toml", "--bench", "nulle-part"), "--bench"),
        (("--app", "application.toml", "--bench", "http://banc.invalid:1"), "Aucun banc"),
        (("--app", "absent.toml"), "n'existe pas"),
    ],
)
def test_what_makes_no_sense_is_refused(here: Path, arguments: tuple[str, ...], says: str) -> None:
    """Exit 2, with what to give."""
    placed = [str(here / one) if one.endswith((".toml", ".har")) else one for one in arguments]
    done = typed("observe", *placed)
    assert done.exit_code == 2
    assert says in done.stderr


# ------------------------------------------------------------------ live
def test_a_bench_is_started_and_the_time_given_ends_it(here: Path) -> None:
    """One second, nobody does anything: nothing was seen, and nothing is held against the client."""
    base = free_base_port()
    done = unefois(
        "observe",
        "--habilitation",
        "habilitation.toml",
        "--bench",
        f"http://localhost:{base}",
        "--seconds",
        "1",
        cwd=here,
    )
    assert done.returncode == 0, done.stderr
    assert "j'en démarre un" in done.stderr
    assert f"http://localhost:{base + 1}/api/v2" in done.stdout
    assert "À vous" in done.stdout
    assert "0 exigences vues" in done.stdout
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", base)) != 0


def test_ctrl_c_ends_the_observation_with_a_verdict(here: Path) -> None:
    """The bench that was started with it outlives the signal, which the terminal sends to all; it is ended afterwards."""
    base = free_base_port()
    with _observing(here, f"http://localhost:{base}") as process:
        os.killpg(process.pid, signal.SIGINT)
        said = process.communicate(timeout=30)[0]
    assert process.returncode == 0, said
    assert "ne démontre rien" in said
    assert _report(here).modules[0].result == "SKIPPED"
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", base)) != 0


def test_enter_ends_the_observation(here: Path, bench_port: int) -> None:
    """On a terminal, with a countdown meanwhile."""
    mine, theirs = pty.openpty()
    with _observing(here, f"http://localhost:{bench_port}", stdin=theirs) as process:
        os.write(mine, b"\n")
        said = process.communicate(timeout=30)[0]
    os.close(mine)
    os.close(theirs)
    assert process.returncode == 0, said


@contextlib.contextmanager
def _observing(here: Path, bench: str, stdin: int = subprocess.DEVNULL) -> "Iterator[subprocess.Popen[str]]":
    """An observation that waits for a person, in a process group of its own."""
    command = [sys.executable, "-P", "-m", "unefois", "observe", "--app", "application.toml", "--bench", bench]
    with subprocess.Popen(
        command, cwd=here, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, process_group=0
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "Ctrl-C" in line:
                break
        time.sleep(0.5)
        yield process


def test_what_is_driven_is_what_can_be_walked(here: Path) -> None:
    """By the plans' own rule: nobody is logged out who could not be logged in."""
    application = read_toml(Application, (here / "application.toml").read_text(encoding="utf-8"))
    http = application.driver.http.model_copy(update={"franceconnect": None})
    alone = application.model_copy(update={"driver": application.driver.model_copy(update={"http": http})})
    ways = [observe._driven(Subject(reference.habilitation(), one)) for one in (application, alone)]
    assert [[source.id for source in sources] for sources in ways] == [
        [f"observation-{name}" for name in ("franceconnect", "spi", "etat_civil", "logout")],
        ["observation-spi", "observation-etat_civil"],
    ]


def test_the_recipe_is_driven_on_a_bench(here: Path, bench_port: int) -> None:
    """And a recording that cannot be read, asked for beside a live observation, costs nothing of what was seen."""
    base_url, bench_url = f"http://localhost:{bench_port + 4}", f"http://localhost:{bench_port}"
    application = (here / "application.toml").read_text(encoding="utf-8").replace(CLIENT, base_url)
    (here / "application.toml").write_text(application, encoding="utf-8")
    contract = (here / "habilitation.toml").read_text(encoding="utf-8").replace(CLIENT, base_url)
    (here / "habilitation.toml").write_text(contract, encoding="utf-8")
    options = ("--app", "application.toml", "--bench", bench_url, "--drive")
    with trial.client("reference_client", [], bench_url, base_url, reference.habilitation(base_url)):
        done = unefois("observe", *options, cwd=here)
        assert done.returncode == 0, done.stdout + done.stderr
        assert [module.result for module in _report(here).modules] == ["PASS"] * 4  # one a parcours
        late = unefois("observe", *options, "--live", "--seconds", "0.5", "--har", "pas-encore.har", cwd=here)
    assert late.returncode == 2
    assert "pas-encore.har" in late.stderr
    assert [module.id for module in _report(here).modules][-1] == "observation-directe"
    dead = unefois("observe", *options, cwd=here)
    assert dead.returncode == 2
    assert "injoignable" in dead.stderr
