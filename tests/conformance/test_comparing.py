"""Two reports: what got worse comes first, and what cannot be compared is told as such."""

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import typed
from judge_journeys import application, authorize, journey

from conformance.checks import CHECKS, Check
from conformance.comparing import Change, compare
from conformance.modules import MODULES
from conformance.outcome import check_report, duty_reports, module_report, summary
from conformance.plans import Chosen
from conformance.reports import comparison
from conformance.reports import json as report_json
from conformance.verdict import Verdict
from rulebook.duty import Capability
from rulebook.formats.report import ModuleReport, Report, Result
from rulebook.source import Text

R = Result
APPLICATION = application(Capability.FRANCECONNECT, Capability.API_FRANCECONNECT)


def report() -> Report:
    """A run of three modules: a nonce too short, somebody else's nonce, and what does not apply."""
    short = CHECKS["FS-NONCE-01a"], CHECKS["FS-NONCE-01a"].judge(journey(authorize(1, nonce="court")))
    foreign = CHECKS["FS-NONCE-03a"], Verdict(R.PASS, Text("un refus", "a refusal"), Text("vu", "seen"))
    modules = (
        _module("fs-parcours", *short),
        _module("fs-nonce-etranger", *foreign),
        module_report(Chosen(MODULES["api-spi"], None), R.NOT_APPLICABLE, Text("déclare", "declares")),
    )
    duties = duty_reports(modules, APPLICATION)
    return Report(
        suite="unefois 0",
        run="0123456789abcdef",
        application="Cantine",
        habilitation="cantine",
        space="default",
        issuer="http://localhost:8701/api/v2",
        base_url="http://localhost:8704",
        capabilities=APPLICATION.capabilities,
        plan="fc-impot",
        driver="http",
        seed=0,
        started_at=1_790_000_000.0,
        seconds=3.25,
        modules=modules,
        duties=duties,
        summary=summary(modules, duties, Text("fc-impot : franceconnect", "fc-impot: franceconnect")),
    )


def _module(id_: str, check: Check, verdict: Verdict) -> ModuleReport:
    made = module_report(Chosen(MODULES[id_], "franceconnect"), verdict.result)
    return made.model_copy(update={"checks": (check_report(check, verdict),)})


def _with(result: Result, **changes: Any) -> Report:
    """The report whose check of the foreign nonce, its duty and its module, came to `result`."""
    base = report()
    modules = tuple(_turned(module, result) if module.id == "fs-nonce-etranger" else module for module in base.modules)
    duties = tuple(
        duty.model_copy(update={"result": result}) if duty.id == "FS-NONCE-03" else duty for duty in base.duties
    )
    return base.model_copy(update={"modules": modules, "duties": duties, **changes})


def _turned(module: ModuleReport, result: Result) -> ModuleReport:
    (check,) = module.checks
    said = Text(f"vu {result}", f"seen {result}")
    turned = check.model_copy(update={"result": result, "received": said})
    return module.model_copy(update={"result": result, "checks": (turned,)})


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (R.PASS, R.FAIL, Change.REGRESSION),
        (R.PASS, R.WARNING, Change.REGRESSION),
        (R.PASS, R.SKIPPED, Change.REGRESSION),
        (R.REVIEW, R.FAIL, Change.REGRESSION),
        (R.FAIL, R.PASS, Change.MENDED),
        (R.FAIL, R.WARNING, Change.MENDED),
        (R.SKIPPED, R.PASS, Change.MENDED),
        (R.REVIEW, R.SKIPPED, Change.UNKNOWN),
        (R.PASS, R.INCONCLUSIVE, Change.UNKNOWN),
        (R.SUITE_ERROR, R.FAIL, Change.UNKNOWN),
        (R.PASS, R.NOT_APPLICABLE, Change.UNKNOWN),
        (R.PASS, R.PASS, Change.UNCHANGED),
        (R.FAIL, R.FAIL, Change.UNCHANGED),
    ],
)
def test_what_became_of_a_duty_and_of_its_module(before: Result, after: Result, change: Change) -> None:
    """From one result to the other; only what got worse ends with 1."""
    found = compare(_with(before), _with(after))
    assert {item.id for item in found.of(change)} >= {"FS-NONCE-03", "fs-nonce-etranger"}
    assert found.exit_code == (1 if change is Change.REGRESSION else 0)


def test_the_same_failure_said_otherwise() -> None:
    """FAIL twice, with other words, or waived since: told apart, and no regression."""
    old, new = _with(R.FAIL), _with(R.FAIL)
    modules = list(new.modules)
    other = Text("autre chose", "something else")
    (check,) = modules[1].checks
    modules[1] = modules[1].model_copy(update={"checks": (check.model_copy(update={"received": other}),)})
    found = compare(old, new.model_copy(update={"modules": tuple(modules)}))
    assert [item.id for item in found.of(Change.REWORDED)] == ["FS-NONCE-03"]
    waived = tuple(duty.model_copy(update={"waived": duty.id == "FS-NONCE-03"}) for duty in new.duties)
    found = compare(old, new.model_copy(update={"duties": waived}))
    assert [item.id for item in found.of(Change.REWORDED)] == ["FS-NONCE-03"]
    assert found.exit_code == 0


def test_duties_that_a_run_did_not_judge_are_not_in_it() -> None:
    """A smaller plan makes nothing worse: what it leaves out disappeared, and the plan is told."""
    whole = _with(R.PASS)
    word = whole.summary.model_copy(update={"perimeter": Text("smoke : franceconnect", "smoke: franceconnect")})
    duties = tuple(
        duty.model_copy(update={"result": R.SKIPPED, "checks": ()}) if duty.id == "FS-NONCE-03" else duty
        for duty in whole.duties
    )
    kept = tuple(module for module in whole.modules if module.id != "fs-nonce-etranger")
    small = whole.model_copy(update={"modules": kept, "duties": duties, "summary": word, "plan": "smoke"})
    found = compare(whole, small)
    assert {item.id for item in found.of(Change.DISAPPEARED)} == {"FS-NONCE-03", "fs-nonce-etranger"}
    assert {item.id for item in compare(small, whole).of(Change.APPEARED)} == {"FS-NONCE-03", "fs-nonce-etranger"}
    assert found.exit_code == 0
    assert [note.fr for note in found.notes] == ["plan : fc-impot → smoke"]


def test_a_proof_that_is_lost_with_nothing_to_explain_it_is_a_regression() -> None:
    """The same plan of the same application, and a story less: what it showed got worse, what it missed did not."""
    for before, change in ((R.PASS, Change.REGRESSION), (R.WARNING, Change.REGRESSION), (R.FAIL, Change.DISAPPEARED)):
        whole = _with(before)
        fewer = tuple(module for module in whole.modules if module.id != "fs-nonce-etranger")
        duties = tuple(duty for duty in whole.duties if duty.id != "FS-NONCE-03")
        found = compare(whole, whole.model_copy(update={"modules": fewer, "duties": duties}))
        assert {item.id for item in found.of(change)} == {"FS-NONCE-03", "fs-nonce-etranger"}
        assert found.exit_code == (1 if change is Change.REGRESSION else 0)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"suite": "unefois 9"}, "version de la suite : unefois 0 → unefois 9"),
        ({"habilitation": "autre"}, "application : cantine → autre"),
        ({"capabilities": ()}, "capacités déclarées : api_franceconnect, franceconnect → ∅"),
        ({"driver": "browser"}, "pilote : http → browser"),
        ({"seed": 7}, "graine du banc : 0 → 7"),
        ({"started_at": 1.0}, "le premier rapport est le plus récent des deux"),
    ],
)
def test_why_two_reports_may_not_be_comparable(changes: dict[str, Any], words: str) -> None:
    """Another suite, application, capabilities, driver or world; the two given in the wrong order."""
    assert [note.fr for note in compare(_with(R.PASS), _with(R.PASS, **changes)).notes] == [words]
    assert compare(_with(R.PASS), _with(R.PASS)).notes == ()


def test_regressions_come_first_and_what_has_not_moved_is_counted() -> None:
    """On paper, in both languages, and as JSON in the same order."""
    found = compare(_with(R.PASS), _with(R.FAIL))
    told = list(comparison.lines(found, "fr"))
    assert told[0] == "Régressions : 2"
    assert told[1].split() == ["FS-NONCE-03", "conforme", "→", "non", "conforme"]
    assert told[2:4] == ["    - vu PASS", "    + vu FAIL"]
    assert told[-1].startswith("Inchangés : ")
    assert "conforme 1" not in told[-1]
    assert next(iter(comparison.lines(found, "en"))) == "Regressions: 2"
    data = comparison.data(found, "fr")
    assert list(data)[:3] == ["notes", "regression", "mended"]
    assert data["regression"][0]["after"] == {"result": "FAIL", "says": "vu FAIL", "waived": False}


def test_what_one_report_alone_holds_does_not_bury_the_rest() -> None:
    """After a run of a few stories, hundreds are in one report only: ten are listed, the others counted; JSON gives them all."""
    whole = _with(R.PASS, seed=7)
    many = tuple(whole.modules[0].model_copy(update={"id": f"fs-{n}"}) for n in range(12))
    found = compare(whole.model_copy(update={"modules": many}), whole.model_copy(update={"modules": (), "seed": 0}))
    told = list(comparison.lines(found, "fr"))
    at = told.index("Disparus : 12")
    assert [line.split()[0] for line in told[at + 1 : at + 11]] == [f"fs-{n}" for n in range(10)]
    assert told[at + 11] == "  … et 2 autres (--json les donne toutes)"
    assert len(comparison.data(found, "fr")["disappeared"]) == 12


def test_somebody_else_s_report_commands_no_terminal() -> None:
    """Not by its ids either, whatever became of them."""
    whole = _with(R.PASS)
    named = whole.modules[0].model_copy(update={"id": "fs-\x1b]0;titre\x07\x9b2J"})
    other = whole.model_copy(update={"modules": (named,), "seed": 7})
    for before, after in ((whole, other), (other, whole), (other, other.model_copy(update={"modules": ()}))):
        assert all(line.isprintable() for line in comparison.lines(compare(before, after), "fr"))


def _folder(path: Path, written: Report) -> Path:
    path.mkdir()
    (path / "report.json").write_text(report_json.render(written), encoding="utf-8")
    return path


def test_on_the_command_line(tmp_path: Path) -> None:
    """Folders or files, exit code 1 on a regression, 0 the other way round, 2 when there is nothing to read."""
    before, after = _folder(tmp_path / "a", _with(R.PASS)), _folder(tmp_path / "b", _with(R.FAIL))
    done = typed("compare", str(before), str(after / "report.json"))
    assert (done.exit_code, done.output.splitlines()[0]) == (1, "Régressions : 2")
    back = typed("compare", str(after), str(before), "--json")
    assert (back.exit_code, len(json.loads(back.output)["mended"])) == (0, 2)
    (tmp_path / "vide").mkdir()
    assert typed("compare", str(before), str(tmp_path / "vide")).exit_code == 2
    assert typed("compare", str(before), str(tmp_path / "absent")).exit_code == 2
    (after / "report.json").write_text("{", encoding="utf-8")
    broken = typed("compare", str(before), str(after))
    assert (broken.exit_code, "JSON illisible" in broken.output) == (2, True)
