"""Who reads what a judgement says may leave, or have no room: the reports are written all the same, and the exit code is the verdict's."""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from ports import free_base_port

from unefois.__main__ import COMMANDS
from unefois.outputs import Outlasting

DEMO = [sys.executable, "-P", "-m", "unefois", "demo", "--only", "fs-parcours", "--out", "bp"]


@pytest.mark.parametrize("words", [[], ["--json"]], ids=["text", "json"])
def test_a_reader_that_left_costs_no_report(words: list[str], tmp_path: Path) -> None:
    """As `| head -1` does, and sooner."""
    command = [*DEMO, *words, "--port", str(free_base_port())]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        assert demo.stderr is not None
        demo.stdout.close()
        said = demo.stderr.read()
    assert not said
    assert demo.returncode == _verdict(tmp_path)


def test_a_full_disk_costs_no_report_and_is_told(tmp_path: Path) -> None:
    """That of the output; the reports are elsewhere."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [*DEMO, "--port", str(free_base_port())]
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert "La sortie n'a pas pu être écrite" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.returncode == _verdict(tmp_path)


def test_a_terminal_without_our_letters_costs_no_verdict(tmp_path: Path) -> None:
    """Question marks on it, and files whole; mistakes and lists are told there too."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [*DEMO, "--port", str(free_base_port())]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert b"?" in done.stdout
    assert done.returncode == _verdict(tmp_path)
    assert "é" in (tmp_path / "bp/report.html").read_text(encoding="utf-8")
    for words in (["plans", "smoke"], ["plans", "→é"], ["explain", "--duties"], ["people"]):
        other = subprocess.run([*DEMO[:4], *words], cwd=tmp_path, env=environment, capture_output=True, check=False)
        assert b"Traceback" not in other.stderr


def _verdict(folder: Path) -> int:
    report = json.loads((folder / "bp/report.json").read_text(encoding="utf-8"))
    code: int = report["summary"]["exit_code"]
    return code


def test_every_command_that_leaves_reports_outlasts_its_reader() -> None:
    """A new one too; `people --out` writes its rows to the file instead of the output."""
    commands = {name: importlib.import_module(f"unefois.commands.{name}").command for name in COMMANDS}
    leaving = {name for name, one in commands.items() if any(option.name == "out" for option in one.params)}
    assert {name for name, one in commands.items() if isinstance(one, Outlasting)} == leaving - {"people"}
