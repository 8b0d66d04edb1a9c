"""Reports say what the run said, to people and to machines, and obey nobody who writes in them."""

import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from judge_journeys import application, authorize, call, exchange, journey, page, token

from conformance.checks import CHECKS
from conformance.events import ModuleFinished, ModuleStarted, Overturned, RunFinished, RunStarted
from conformance.journey import Journey
from conformance.modules import MODULES
from conformance.outcome import check_report, duty_reports, module_report, summary
from conformance.plans import Chosen
from conformance.reports import console, files, html, junit
from conformance.reports import json as report_json
from rulebook.duty import Capability
from rulebook.formats.exchange import Exchange, Jwt
from rulebook.formats.observation import Observation
from rulebook.formats.published import FORMATS
from rulebook.formats.report import ModuleReport, Report, Result, Summary
from rulebook.source import Text

HOSTILE = "<script>alert('x')</script>\x1b[31m\x00\u202e]]>&\"'"
APPLICATION = application(Capability.FRANCECONNECT, Capability.API_FRANCECONNECT)


def _module(id_: str, result: Result, check: str, seen: Journey) -> ModuleReport:
    verdict = CHECKS[check].judge(seen)
    return module_report(Chosen(MODULES[id_], "franceconnect"), result).model_copy(
        update={"checks": (check_report(CHECKS[check], verdict),), "seconds": 0.5, "persona": "celibataire"}
    )


def report(**changes: Any) -> Report:
    """A run with one of each: a pass, a failure, a doubt, an error of ours, and what was not shown or does not apply."""
    short = journey(authorize(1, nonce=changes.pop("nonce", "court")))
    fault = "id_token.nonce.foreign"
    modules = (
        _module("fs-parcours", Result.FAIL, "FS-NONCE-01a", short),
        _module(
            "fs-nonce-etranger",
            Result.PASS,
            "FS-NONCE-03a",
            journey(token(1, fault=fault), page(2, "refused"), fault=fault),
        ),
        module_report(
            Chosen(MODULES["fs-alg-none"], "franceconnect"), Result.SKIPPED, Text("témoin absent", "no control")
        ),
        module_report(Chosen(MODULES["fs-aud-etranger"], "franceconnect"), Result.INCONCLUSIVE, Text("muet", "mute")),
        module_report(Chosen(MODULES["fs-exp-depasse"], "franceconnect"), Result.SUITE_ERROR, Text("banc", "bench")),
        module_report(Chosen(MODULES["api-spi"], None), Result.NOT_APPLICABLE, Text("déclare", "declares")),
    )
    duties = duty_reports(modules, APPLICATION)
    base: dict[str, Any] = {
        "suite": "unefois 0",
        "run": "0123456789abcdef",
        "application": "Cantine",
        "habilitation": "cantine",
        "space": "default",
        "issuer": "http://localhost:8701/api/v2",
        "base_url": "http://localhost:8704",
        "capabilities": APPLICATION.capabilities,
        "plan": "fc-impot",
        "driver": "http",
        "seed": 0,
        "started_at": 1_790_000_000.0,
        "seconds": 3.25,
        "modules": modules,
        "duties": duties,
        "summary": summary(modules, duties, Text("fc-impot : franceconnect", "fc-impot: franceconnect")),
    }
    return Report(**{**base, **changes})


def exchanges() -> tuple[Exchange, ...]:
    """What the failures cite, and a hostile answer."""
    return (authorize(1, nonce="court"), exchange(2, "dgfip", "assiettes", "http://x/", text=HOSTILE), call(3))


def _page(language: str = "fr", **changes: Any) -> str:
    return html.render(report(**changes), exchanges(), (page(2, "refused"),), language)


# ------------------------------------------------------------------ HTML
@pytest.mark.parametrize("language", ["fr", "en"])
def test_html_fetches_nothing(language: str) -> None:
    """No script, no import, no src, no link but to itself: it reads in ten years, offline."""
    text = _page(language)
    assert re.findall(r"<(script|iframe|object|embed|img|link)\b", text) == []
    assert re.findall(r"(?:src|srcset|action|poster)\s*=", text) == []
    assert re.findall(r'href="(?!#)', text) == []
    assert re.findall(r"url\(|@import", text) == []
    assert f'<html lang="{language}">' in text
    assert "@media print" in text


def test_html_tells_failure_with_all_that_helps() -> None:
    """Duty, expected, received, how to mend, source, and the exchange itself."""
    text = _page()
    for part in (
        "FS-NONCE-01",
        "présent, au moins 22 caractères",
        "« court » (5 caractères)",
        "secrets.token_urlsafe(32)",
        "authorize-params.dto.ts",
        "nonce=court",
        "auto-évaluation",
        "Ce n'est pas un certificat",
        "non démontré sur le périmètre",
    ):
        assert part in text, part
    assert "certifié" not in text


def test_html_speaks_english() -> None:
    """By switch: the same facts, other words."""
    text = _page("en")
    assert "present, at least 22 characters" in text
    assert "not demonstrated on the perimeter" in text
    assert "Exigence" not in text


def test_html_escapes_what_clients_write() -> None:
    """A title, a body or a nonce that is markup stays text."""
    seen = Observation(n=2, at=1.0, driver="http", step="s", url="http://x/", status=200, title=HOSTILE)
    text = html.render(report(application=HOSTILE, nonce="<script>alert(1)</script>"), exchanges(), (seen,))
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_html_sets_code_and_escapes_it() -> None:
    """What stands between backquotes reads as code; a lone backquote stays; markup inside stays text."""
    assert str(html.marked("le `nonce` et `<b>`")) == "le <code>nonce</code> et <code>&lt;b&gt;</code>"
    assert str(html.marked("un ` seul")) == "un ` seul"


def test_html_shows_what_a_token_said() -> None:
    """The claims of a false token are in the excerpt: the reader sees what had to be refused."""
    false = Jwt(where="id_token", header={"alg": "none"}, claims={"nonce": "autre"}, signature="none", kid_known=False)
    text = html.excerpt(token(1).model_copy(update={"jwts": (false,)}))
    assert '"nonce": "autre"' in text
    assert "signature: none" in text


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


def test_lines_are_the_records_themselves() -> None:
    """exchanges.jsonl reads back as exchanges."""
    lines = report_json.lines(exchanges()).splitlines()
    assert [Exchange.model_validate_json(line) for line in lines] == list(exchanges())


# ------------------------------------------------------------------ JUnit
def _junit(**changes: Any) -> ET.Element:
    return ET.fromstring(junit.render(report(**changes)))  # noqa: S314  (our own output)


def test_junit_golden() -> None:
    """One suite a module; failures are failures, doubts and our errors are errors, the rest is skipped: never a silent pass."""
    root = _junit()
    assert [(suite.get("name"), [child.tag for case in suite for child in case]) for suite in root] == [
        ("fs-parcours", ["failure"]),
        ("fs-nonce-etranger", []),
        ("fs-alg-none", ["skipped"]),
        ("fs-aud-etranger", ["error"]),
        ("fs-exp-depasse", ["error"]),
        ("api-spi", ["skipped"]),
    ]
    assert (root.get("tests"), root.get("failures"), root.get("errors"), root.get("skipped")) == ("6", "1", "2", "2")
    case = root[0][0]
    assert (case.get("classname"), case.get("name")) == ("fc-impot.fs-parcours", "FS-NONCE-01a FS-NONCE-01")
    failure = case[0]
    assert failure.get("type") == "FAIL"
    assert failure.get("message") == "« court » (5 caractères)"
    assert "secrets.token_urlsafe(32)" in (failure.text or "")


def test_junit_is_xml_whatever_clients_write() -> None:
    """Control characters, CDATA ends and markup do not break the file."""
    failure = _junit(nonce="<script>%1B%00]]>%26")[0][0][0]
    assert "<script>" in (failure.get("message") or "")


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
    with pytest.raises(OSError, match="disque plein"):
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
    with pytest.raises(OSError, match="fichier"):
        files.prove_writable(tmp_path / "fichier" / "rapport")
    files.prove_writable(tmp_path / "a" / "rapport")
    assert [entry.name for entry in tmp_path.iterdir()] == ["fichier"]


# ------------------------------------------------------------------ a client that fell silent
def _silent() -> Report:
    """One module, whose client did not answer: its check has nothing to say beyond that."""
    mute = Text("rien ne répond à http://localhost:8704", "nothing answers at http://localhost:8704")
    seen = journey(trouble=mute, fault="id_token.nonce.foreign")
    module = _module("fs-nonce-etranger", Result.INCONCLUSIVE, "FS-NONCE-03a", seen)
    modules = (module.model_copy(update={"reason": mute}),)
    duties = duty_reports(modules, APPLICATION)
    word = summary(modules, duties, Text("p", "p"))
    return report().model_copy(update={"modules": modules, "duties": duties, "summary": word})


def test_silence_is_said_once_and_teaches_no_duty() -> None:
    """The reason stands on the module's line; nobody is told to mend a nonce because a server was down."""
    told = io.StringIO()
    listener = console.Console(told)
    listener(ModuleFinished(_silent().modules[0]))
    listener(RunFinished(_silent()))
    assert told.getvalue().count("rien ne répond") == 1
    assert "pour corriger" not in told.getvalue()


def test_html_never_says_nothing_of_a_run_that_demonstrates_nothing() -> None:
    """Without a duty to mend it sends the reader to the modules' own reasons; a happy run has nothing to mend."""
    whole = report()
    happy = whole.model_copy(update={"modules": whole.modules[1:2], "summary": _happy(whole)})
    assert "<p>Rien.</p>" in html.render(happy, (), ())
    silent = html.render(_silent(), (), ())
    assert "<p>Rien.</p>" not in silent
    assert "module par module, ci-dessus" in silent


def _happy(whole: Report) -> Summary:
    return whole.summary.model_copy(update={"demonstrated": True, "exit_code": 0})
