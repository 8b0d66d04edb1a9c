"""Reports say what the run said, to people and to machines, and obey nobody who writes in them."""

import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import junitparser
import pytest
from judge_journeys import exchange
from judged_report import HOSTILE, exchanges, report, silent

from conformance.events import ModuleFinished, ModuleStarted, Overturned, RunFinished, RunStarted
from conformance.reports import console, files, junit
from conformance.reports import json as report_json
from rulebook.formats.exchange import Exchange
from rulebook.formats.published import FORMATS
from rulebook.formats.report import Mode, Report, Result, WaiverReport, WaiverState
from rulebook.source import Text


# ------------------------------------------------------------------ JSON
def test_json_keeps_its_published_schema() -> None:
    """report.json validates against the schema that `explain --format report` prints, and reads back as the same record."""
    text = report_json.render(report())
    jsonschema.validate(json.loads(text), FORMATS["report"].model_json_schema())
    assert Report.model_validate_json(text) == report()
    assert json.loads(text)["format"] == 1


def test_json_golden_figures() -> None:
    """What a machine reads first: exit code, counts, the last word."""
    said = json.loads(report_json.render(report()))
    assert said["summary"]["exit_code"] == 3
    assert said["summary"]["demonstrated"] is False
    assert said["summary"]["counts"] == {
        "FAIL": 1,
        "PASS": 1,
        "SKIPPED": 1,
        "INCONCLUSIVE": 1,
        "SUITE_ERROR": 1,
        "NOT_APPLICABLE": 1,
    }
    assert said["nature"] == "auto-évaluation"


def test_json_tells_who_asked_at_which_stage() -> None:
    """What a file reviewer looks for first has its own keys; they may be absent, as in older reports."""
    said = json.loads(
        report_json.render(report(organisation="Villefictive", stage="production", today=date(2026, 7, 1)))
    )
    assert (said["organisation"], said["stage"], said["today"]) == ("Villefictive", "production", "2026-07-01")
    assert "stage" not in json.loads(report_json.render(report()))


def test_json_holds_half_characters() -> None:
    """A lone surrogate, that JSON may spell and no file may hold, does not cost the run its evidence."""
    broken = exchange(1, "dgfip", "assiettes", "http://x/", json={"a": "\ud800"})
    line = report_json.lines((broken,))
    line.encode()
    assert Exchange.model_validate_json(line).response.json_body == {"a": "?"}
    text = report_json.render(report(application="\udfff"))
    assert Report.model_validate_json(text).application == "?"


def test_lines_are_the_records_themselves() -> None:
    """exchanges.jsonl reads back as exchanges."""
    lines = report_json.lines(exchanges()).splitlines()
    assert [Exchange.model_validate_json(line) for line in lines] == list(exchanges())


# ------------------------------------------------------------------ JUnit
def _junit(**changes: Any) -> ET.Element:
    return ET.fromstring(junit.render(report(**changes)))  # noqa: S314  (our own output)


def test_junit_golden() -> None:
    """One suite a module; failures are failures, so is what nothing showed, doubts and our errors are errors: never a silent pass."""
    root = _junit()
    assert [(suite.get("name"), [child.tag for case in suite for child in case]) for suite in root] == [
        ("fs-parcours", ["failure"]),
        ("fs-nonce-etranger", []),
        ("fs-alg-none", ["failure"]),
        ("fs-aud-etranger", ["error"]),
        ("fs-exp-depasse", ["error"]),
        ("api-spi", ["skipped"]),
    ]
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("6", "2", "2")
    case = root[0][0]
    assert (case.get("classname"), case.get("name")) == ("fc-impot.fs-parcours", "FS-NONCE-01a FS-NONCE-01")
    failure = case[0]
    assert failure.get("type") == "FAIL"
    assert failure.get("message") == "« court » (5 caractères)"
    assert "secrets.token_urlsafe(32)" in (failure.text or "")
    assert root[2][0][0].get("message") == "témoin absent"


# The schema that Jenkins' xUnit plugin holds files to (junit-10.xsd), by hand: an element, what it must and may say, what it holds.
JUNIT_RULES: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": (set(), {"name", "time", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": ({"name", "tests", "failures", "errors"}, {"time", "skipped"}, {"testcase"}),
    "testcase": ({"name"}, {"classname", "time"}, {"skipped", "error", "failure", "system-out"}),
    "failure": (set(), {"type", "message"}, set()),
    "error": (set(), {"type", "message"}, set()),
    "skipped": (set(), {"type", "message"}, set()),
    "system-out": (set(), set(), set()),
}


def test_junit_keeps_the_schema_that_parsers_share() -> None:
    """Each element says what it must, nothing that is unknown, and the counts are those of the cases."""
    root = _junit(nonce="%00%1B" + HOSTILE)
    for element in root.iter():
        must, may, holds = JUNIT_RULES[element.tag]
        assert must <= set(element.keys()) <= must | may, element.tag
        assert {child.tag for child in element} <= holds, element.tag
    for suite in root:
        told = [child.tag for case in suite for child in case]
        counts = [suite.get(name) for name in ("tests", "failures", "errors", "skipped")]
        assert counts == [str(n) for n in (len(suite), *map(told.count, ("failure", "error", "skipped")))]
    assert re.fullmatch(r"\d+\.\d{3}", root.get("time") or "")


def test_a_parser_of_others_reads_what_we_meant() -> None:
    """A library that knows nothing of us finds the same failures, errors and skips, each with its words."""
    read = junitparser.JUnitXml.fromstring(junit.render(report(), "en").encode())
    assert isinstance(read, junitparser.JUnitXml)
    told = {
        str(case.classname).rpartition(".")[2]: [(type(one), one.type, one.message) for one in case.result]
        for suite in read
        for case in suite
    }
    assert told == {
        "fs-parcours": [(junitparser.Failure, "FAIL", '"court" (5 characters)')],
        "fs-nonce-etranger": [],
        "fs-alg-none": [(junitparser.Failure, "SKIPPED", "no control")],
        "fs-aud-etranger": [(junitparser.Error, "INCONCLUSIVE", "mute")],
        "fs-exp-depasse": [(junitparser.Error, "SUITE_ERROR", "bench")],
        "api-spi": [(junitparser.Skipped, "NOT_APPLICABLE", "declares")],
    }
    assert (read.tests, read.failures, read.errors) == (6, 2, 2)


@pytest.mark.parametrize(
    ("result", "waived", "tag"),
    [
        (Result.PASS, False, None),
        (Result.WARNING, False, None),
        (Result.FAIL, False, junitparser.Failure),
        (Result.FAIL, True, junitparser.Skipped),
        (Result.REVIEW, False, junitparser.Failure),
        (Result.REVIEW, True, junitparser.Skipped),
        (Result.SKIPPED, False, junitparser.Failure),
        (Result.SKIPPED, True, junitparser.Skipped),
        (Result.NOT_APPLICABLE, False, junitparser.Skipped),
        (Result.INCONCLUSIVE, False, junitparser.Error),
        (Result.SUITE_ERROR, False, junitparser.Error),
    ],
)
def test_each_result_has_its_place_in_junit(result: Result, waived: bool, tag: type | None) -> None:
    """By somebody else's parser: what a person must look at is a failure, what nobody could conclude an error."""
    whole = report()
    check = whole.modules[0].checks[0].model_copy(update={"result": result, "waived": waived})
    module = whole.modules[0].model_copy(update={"result": result, "waived": waived, "checks": (check,)})
    read = junitparser.JUnitXml.fromstring(junit.render(whole.model_copy(update={"modules": (module,)})).encode())
    (case,) = (case for suite in read for case in suite)
    assert [type(one) for one in case.result] == ([] if tag is None else [tag])


@pytest.mark.parametrize(
    ("mode", "waived", "tag"),
    [("strict", False, "failure"), ("strict", True, "skipped"), ("observation", False, "skipped")],
)
@pytest.mark.parametrize("result", [Result.SKIPPED, Result.REVIEW])
def test_what_is_not_shown_is_a_failure_where_it_blocks(mode: Mode, waived: bool, tag: str, result: Result) -> None:
    """As a module without a check, and as a check; not when a waiver lets it pass, nor where nothing had to be shown."""
    whole = report(mode=mode)
    untold = next(module for module in whole.modules if module.result is Result.SKIPPED)
    check = whole.modules[0].checks[0].model_copy(update={"result": result, "waived": waived})
    told = untold.model_copy(update={"result": result, "waived": waived})
    kind = str(result) if tag == "failure" else "SKIPPED"
    modules = tuple(told.model_copy(update={"checks": checks}) for checks in ((), (check,)))
    root = ET.fromstring(junit.render(whole.model_copy(update={"modules": modules})))  # noqa: S314  (our own output)
    assert [(one.tag, one.get("type")) for case in root.iter("testcase") for one in case] == [(tag, kind)] * 2


def test_junit_fails_for_what_fails_a_run_beside_its_modules() -> None:
    """A stale waiver, an attestation that is owed: the exit code is 1, and no reader of the file sees only success."""
    whole = report()
    passed = whole.modules[1:2]
    stale = WaiverReport(
        id="FS-NONCE-01", reason="Ancienne", owner="A. Nonyme", expires=date(2027, 1, 1), state=WaiverState.STALE
    )
    owed = whole.summary.model_copy(update={"owed": 1})
    told = whole.model_copy(update={"modules": passed, "waivers": (stale,), "summary": owed})
    root = ET.fromstring(junit.render(told))  # noqa: S314  (our own output)
    suites = {suite.get("name"): [child.tag for case in suite for child in case] for suite in root}
    people = [duty for duty in whole.duties if duty.result is Result.REVIEW]
    assert suites == {
        "fs-nonce-etranger": [],
        "waivers": ["failure"],
        "attestations": ["failure"] * len(people),
    }
    assert root.get("failures") == str(1 + len(people))
    unasked = ET.fromstring(junit.render(whole.model_copy(update={"modules": passed})))  # noqa: S314  (our own output)
    assert [suite.get("name") for suite in unasked] == ["fs-nonce-etranger"]


def test_junit_is_xml_whatever_clients_write() -> None:
    """Control characters, CDATA ends, half characters and markup do not break the file."""
    failure = _junit(nonce="<script>%1B%00]]>%26")[0][0][0]
    assert "<script>" in (failure.get("message") or "")
    hostile = report()
    said = Text(f"{HOSTILE}\ud800\uffff\x0b", HOSTILE)
    check = hostile.modules[0].checks[0].model_copy(update={"received": said, "expected": said})
    modules = (hostile.modules[0].model_copy(update={"checks": (check,)}),)
    text = junit.render(hostile.model_copy(update={"modules": modules}))
    message = ET.fromstring(text)[0][0][0].get("message") or ""  # noqa: S314  (our own output)
    assert message.startswith("<script>alert('x')</script>�[31m��]]>&")
    assert message.endswith("���")


def test_junit_stays_small_before_a_verbose_client() -> None:
    """A megabyte is cut, with its length."""
    module = report().modules[0]
    long = Text("é" * 1_000_000, "é")
    verbose = module.model_copy(update={"checks": (module.checks[0].model_copy(update={"received": long}),)})
    text = junit.render(report().model_copy(update={"modules": (verbose,)}))
    assert len(text) < 20_000
    assert "[coupé : 1000000 caractères]" in text


# ------------------------------------------------------------------ console
def _console(language: str, *, live: bool = False) -> str:
    stream = io.StringIO()
    stream.isatty = lambda: live  # type: ignore[method-assign]  # a terminal that we can read
    told = console.Console(stream, language)
    done = report(application=HOSTILE)
    told(RunStarted(HOSTILE, "fc-impot", ("fs-parcours",)))
    for number, module in enumerate(done.modules, 1):
        told(ModuleStarted(module.id, module.title, number, len(done.modules)))
        told(ModuleFinished(module))
    told(Overturned(done.modules[1].model_copy(update={"result": Result.FAIL})))
    told(RunFinished(done))
    return stream.getvalue()


def test_console_tells_the_story() -> None:
    """A line a module, what to mend once, and the last word at the end."""
    text = _console("fr")
    assert re.search(r"✗ non conforme +fs-parcours +FS-NONCE-01", text)
    assert re.search(r"✓ conforme +fs-nonce-etranger", text)
    assert text.count("pour corriger") == 1
    assert text.rstrip().endswith(f"(1 exigences sur {report().summary.duties_applicable}).")
    assert "Auto-évaluation : non démontré sur le périmètre" in text


def test_console_speaks_english() -> None:
    """By switch."""
    assert "Self-assessment: not demonstrated on the perimeter" in _console("en")


def test_console_obeys_no_client() -> None:
    """Escape sequences of a client's texts are not sent to the terminal."""
    assert "\x1b" not in _console("fr")
    assert "\x1b[31m" not in _console("fr", live=True)


def test_console_is_not_flooded() -> None:
    """A megabyte of received value is cut, with its length."""
    module = report().modules[0]
    long = Text("é" * 1_000_000, "é")
    verbose = module.model_copy(update={"checks": (module.checks[0].model_copy(update={"received": long}),)})
    stream = io.StringIO()
    console.Console(stream)(RunFinished(report().model_copy(update={"modules": (verbose,)})))
    assert len(stream.getvalue()) < 10_000
    assert "caractères]" in stream.getvalue()


def test_console_shows_progress_on_a_terminal_only() -> None:
    """The module under way is rewritten in place on a terminal, and absent from a file."""
    assert "… 1/6" in _console("fr", live=True)
    assert "… 1/6" not in _console("fr")


# ------------------------------------------------------------------ files
def test_files_replace_their_elders_and_nothing_else(tmp_path: Path) -> None:
    """Other files stay; a second run replaces the first; nothing temporary is left."""
    out = tmp_path / "rapport"
    out.mkdir()
    (out / "notes.txt").write_text("à moi")
    (out / "report.json").write_text("ancien")
    files.write(report(), exchanges(), (), out)
    assert (out / "notes.txt").read_text() == "à moi"
    assert json.loads((out / "report.json").read_text())["plan"] == "fc-impot"
    assert [entry.name for entry in tmp_path.iterdir()] == ["rapport"]


def test_interrupted_writing_leaves_the_former_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails on the way leaves every former file as it was."""
    out = tmp_path / "rapport"
    files.write(report(plan="smoke"), exchanges(), (), out)

    def fails(*_: Any, **__: Any) -> str:
        raise OSError("disque plein")

    monkeypatch.setattr(Path, "write_text", fails)
    with pytest.raises(files.Unwritable, match="disque plein"):
        files.write(report(), exchanges(), (), out)
    monkeypatch.undo()
    assert json.loads((out / "report.json").read_text())["plan"] == "smoke"
    assert [entry.name for entry in tmp_path.iterdir()] == ["rapport"]


def test_reports_are_renamed_within_their_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder may be a mount point (a container's volume): nothing can be renamed into it from outside."""
    rename = Path.replace

    def within_one_device(moved: Path, target: Path) -> Path:
        assert target.parent in moved.parents
        return rename(moved, target)

    monkeypatch.setattr(Path, "replace", within_one_device)
    files.write(report(), exchanges(), (), tmp_path / "a" / "rapport")
    assert len(list((tmp_path / "a" / "rapport").iterdir())) == 5


def test_a_place_where_nothing_can_be_written_is_told_before_the_run(tmp_path: Path) -> None:
    """Under a file there is no folder; where there may be one, nothing is left by asking."""
    (tmp_path / "fichier").touch()
    with pytest.raises(files.Unwritable, match="fichier"):
        files.prove_writable(tmp_path / "fichier" / "rapport")
    files.prove_writable(tmp_path / "a" / "rapport")
    assert [entry.name for entry in tmp_path.iterdir()] == ["fichier"]


# ------------------------------------------------------------------ a client that fell silent
def test_silence_is_said_once_and_teaches_no_duty() -> None:
    """The reason stands on the module's line; nobody is told to mend a nonce because a server was down."""
    told = io.StringIO()
    listener = console.Console(told)
    listener(ModuleFinished(silent().modules[0]))
    listener(RunFinished(silent()))
    assert told.getvalue().count("rien ne répond") == 1
    assert "pour corriger" not in told.getvalue()
