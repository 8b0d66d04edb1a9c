"""`unefois check` on clients that are dead, broken or malicious: never a PASS, never a run that hangs, never a report that obeys them."""

import re
import time
from collections.abc import MutableMapping
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import Result
from command_line import typed
from hostile_clients import WAYS, Answer
from judged_client import ASGI, Canteen, canteen

from rulebook.formats.exchange import Exchange
from rulebook.formats.observation import Observation
from rulebook.formats.report import Report

HERE = "http://localhost:8704"
CALLBACK = "/franceconnect/retour"
# Preflight, one walk that gives up and one control, each waiting for its limits: well below the run's own.
_LONGEST = 25.0
_LIMITS = ("--limit", "arm=1.5", "--limit", "step=1.5", "--limit", "quiet=0.3", "--limit", "run=20")


def _checked(client: Canteen, folder: Path, application: str = "") -> Result:
    """Judge it as its publisher would, by its two files; within the time, without a traceback, and never with success."""
    text = application or str((files("reference_client") / "application.toml").read_text(encoding="utf-8"))
    contract = (files("reference_client") / "habilitation.toml").read_text(encoding="utf-8")
    base = client.application.base_url
    (folder / "application.toml").write_text(text.replace(HERE, base), encoding="utf-8")
    named = re.sub(r'^id = "[^"]*"', f'id = "{client.habilitation.id}"', contract, count=1, flags=re.MULTILINE)
    (folder / "habilitation.toml").write_text(named.replace(HERE, base), encoding="utf-8")
    start = time.monotonic()
    done = typed(
        *(
            "check",
            "--app",
            str(folder / "application.toml"),
            "--bench",
            client.bench.url,
            "--out",
            str(folder / "out"),
        ),
        *("--only", "fs-nonce-etranger", *_LIMITS),
    )
    assert time.monotonic() - start < _LONGEST
    assert done.exit_code in {1, 2, 4}, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert done.output.replace("\n", "").isprintable()
    return done


def _reads_well(out: Path) -> Report:
    """Every file of the report is whole, and none obeys the client."""
    report = Report.model_validate_json((out / "report.json").read_text(encoding="utf-8"))
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert len(page) < 1_000_000
    assert all(char.isprintable() or char in "\n\t\u00a0\u202f" for char in set(page))
    ET.parse(out / "junit.xml")  # noqa: S314  (our own report)
    for name, model in (("exchanges.jsonl", Exchange), ("observations.jsonl", Observation)):
        for line in (out / name).read_text(encoding="utf-8").splitlines():
            model.model_validate_json(line)
    return report


def _at(path: str, answer: Answer) -> Any:
    """The reference client, but at `path`, and at whatever address `answer` leads to from there."""

    def wrapper(app: ASGI) -> ASGI:
        async def wrapped(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
            await (answer if scope.get("path") in {path, "/encore"} else app)(scope, receive, send)

        return wrapped

    return wrapper


# At its callback, these answer a page, or an address, with which the recipe cannot go on: the sentence says where (2). The others never end (4).
STOPS_THE_RECIPE = {
    "a status that is none", "by its form to no address", "by its links to no address", "by its page to no address",
    "hostile error", "hostile words", "malformed", "many cookies", "not utf-8", "nothing", "to a file", "to somebody else",
    "to what commands a terminal",
}  # fmt: skip
# Of the first page, that one alone is a page that the recipe can begin with.
BEGINS = "to itself by its page"


def _judges_nothing(done: Result, folder: Path) -> None:
    """No module passes, no duty is demonstrated, and our own trouble is not invoked."""
    assert done.exit_code == 4
    report = _reads_well(folder / "out")
    assert [str(module.result) for module in report.modules] == ["INCONCLUSIVE", "SKIPPED"]
    assert {str(check.result) for module in report.modules for check in module.checks}.isdisjoint({"SUITE_ERROR"})
    assert (report.summary.demonstrated, report.summary.duties_demonstrated) == (False, 0)


@pytest.mark.parametrize("way", WAYS)
def test_a_client_that_turns_at_its_callback_passes_nothing(way: str, bench_port: int, tmp_path: Path) -> None:
    """Its first page is fine; then it is not judged, or the control does not end."""
    with canteen(bench_port, f"hc-{list(WAYS).index(way)}") as client:
        client.wrapper = _at(CALLBACK, WAYS[way])
        done = _checked(client, tmp_path)
    if way not in STOPS_THE_RECIPE:
        _judges_nothing(done, tmp_path)
        return
    assert (done.exit_code, done.stderr.startswith("Recette : ")) == (2, True)
    assert client.application.base_url in done.stderr
    assert not (tmp_path / "out/report.json").exists()


@pytest.mark.parametrize("way", WAYS)
def test_a_client_that_is_so_from_its_first_page_is_not_judged(way: str, bench_port: int, tmp_path: Path) -> None:
    """Preflight says so, and where; or the control does not end."""
    with canteen(bench_port, f"hd-{list(WAYS).index(way)}") as client:
        client.wrapper = _at("/", WAYS[way])
        done = _checked(client, tmp_path)
    if way == BEGINS:
        _judges_nothing(done, tmp_path)
        return
    assert (done.exit_code, client.application.base_url in done.stderr) == (2, True)
    assert not (tmp_path / "out/report.json").exists()


RECIPE = """
name = "c"
habilitation = "habilitation.toml"
base_url = "http://localhost:8704"
capabilities = ["franceconnect"]
oracle = {{ error = {{ text = "erreur" }}, refused = {{ text = "refus" }}, result = {{ text = "tarif" }}, connected = {{ text = "root:" }} }}
[driver.http.franceconnect]
start = "{start}"
steps = [ {{ goto = "{goto}" }} ]
"""
ELSEWHERE = (
    "file:///etc/passwd",
    "//169.254.169.254/latest",
    "http://169.254.169.254/",
    "../../../../etc/passwd",
    "@169.254.169.254/",
    "\\\\\\\\169.254.169.254\\\\x",
    "javascript:alert(1)",
)


@pytest.mark.parametrize("there", ELSEWHERE)
def test_a_recipe_leads_nowhere_but_to_its_client(there: str, bench_port: int, tmp_path: Path) -> None:
    """Whatever its paths look like: every request went to the client or to FranceConnect, and no file was read."""
    with canteen(bench_port, f"he-{ELSEWHERE.index(there)}") as client:
        base = client.application.base_url
        for number, (start, goto) in enumerate(((there, "/"), ("/", there))):
            folder = tmp_path / str(number)
            folder.mkdir()
            done = _checked(client, folder, RECIPE.format(start=start, goto=goto))
            assert "root:x" not in done.output
            if not (folder / "out").exists():
                continue
            for line in (folder / "out/exchanges.jsonl").read_text(encoding="utf-8").splitlines():
                exchange = Exchange.model_validate_json(line)
                assert exchange.by != "driver" or exchange.request.url.startswith((base, "http://localhost:"))


@pytest.mark.parametrize("base", ["file:///etc", "ftp://localhost:8704", "http://", "localhost:8704"])
def test_an_address_that_is_not_of_the_web_is_refused(base: str, bench_port: int, tmp_path: Path) -> None:
    """Before anything is asked."""
    with canteen(bench_port, "hf") as client:
        done = _checked(client, tmp_path, RECIPE.format(start="/", goto="/").replace(HERE, base))
    assert done.exit_code == 2
