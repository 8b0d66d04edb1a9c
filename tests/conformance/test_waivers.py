"""Waivers unblock the last word for a time, under somebody's name; they change no verdict, and those that have no use any more fail the run."""

from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from judge_journeys import application
from judged_client import canteen

from conformance.modules import MODULES
from conformance.outcome import duty_reports, module_report, summary
from conformance.plans import Chosen
from conformance.preflight import Preflight
from conformance.reports import html, junit
from conformance.reports.console import Console
from conformance.waiving import apply, problems, template
from gallery import MEMBERS
from rulebook.duty import Capability, Strength
from rulebook.formats.published import FORMATS
from rulebook.formats.reading import Unreadable, read_toml
from rulebook.formats.report import CheckReport, ModuleReport, Result
from rulebook.formats.waivers import Waiver, Waivers
from rulebook.source import Text

TODAY = date(2026, 11, 30)
APP = "cantine"
R = Result
P = Text("p", "p")


def _waiver(id_: str, days: int = 30, application_: str = APP) -> Waiver:
    return Waiver(
        id=id_, application=application_, reason="refonte", owner="A. Nonyme", expires=TODAY + timedelta(days)
    )


def _check(id_: str, result: Result) -> CheckReport:
    return CheckReport(id=id_, duty=id_[:-1], strength=Strength.MUST, title="t", result=result, expected=P, received=P)


def _module(id_: str, result: Result, *checks: CheckReport, reason: Text | None = None) -> ModuleReport:
    made = module_report(Chosen(MODULES[id_], "franceconnect"), result, reason)
    return made.model_copy(update={"checks": checks})


def _run(*modules: ModuleReport, waivers: tuple[Waiver, ...] = ()) -> tuple[Any, Any]:
    duties = duty_reports(modules, application(Capability.FRANCECONNECT))
    waived = apply(Waivers(waiver=waivers), APP, TODAY, modules, duties)
    return waived, summary(waived.modules, waived.duties, P, waived.waivers)


PASSED = _module("fs-refus-usager", R.PASS, _check("FS-REFUS-01a", R.PASS))
NONCE = _check("FS-NONCE-03a", R.FAIL)


@pytest.mark.parametrize("id_", ["FS-NONCE-03", "FS-NONCE-03a"])
@pytest.mark.parametrize("result", [R.FAIL, R.REVIEW, R.SKIPPED])
def test_a_waived_result_no_longer_blocks_and_never_becomes_a_pass(id_: str, result: Result) -> None:
    """By check or by duty: exit 0, demonstrated with a waiver, the verdict unchanged at every level."""
    broken = _module("fs-nonce-etranger", result, _check("FS-NONCE-03a", result))
    assert _run(PASSED, broken)[1].exit_code == 1
    waived, said = _run(PASSED, broken, waivers=(_waiver(id_),))
    assert (said.exit_code, said.demonstrated, said.waivers) == (0, True, 1)
    module = waived.modules[1]
    assert (module.result, module.waived) == (result, True)
    assert (module.checks[0].result, module.checks[0].waived) == (result, True)
    duty = next(duty for duty in waived.duties if duty.id == "FS-NONCE-03")
    assert (duty.result, duty.waived) == (result, True)
    assert said.duties_demonstrated == 1
    (told,) = waived.waivers
    assert (told.state, told.checks, told.owner, told.reason) == ("used", ("FS-NONCE-03a",), "A. Nonyme", "refonte")


def test_what_is_not_waived_still_blocks() -> None:
    """Another check of the module, silence and our own trouble, and what the control's own failure says."""
    both = _module("fs-parcours", R.FAIL, _check("FS-NONCE-01a", R.FAIL), _check("FS-STATE-01a", R.REVIEW))
    waived, said = _run(PASSED, both, waivers=(_waiver("FS-NONCE-01"),))
    assert (said.exit_code, waived.modules[1].waived) == (1, False)
    silent = _module("fs-parcours", R.FAIL, _check("FS-NONCE-01a", R.FAIL), _check("FS-STATE-01a", R.INCONCLUSIVE))
    assert _run(PASSED, silent, waivers=(_waiver("FS-NONCE-01"),))[1].exit_code == 4
    for result, code in ((R.INCONCLUSIVE, 4), (R.SUITE_ERROR, 3)):
        mute = _module("fs-nonce-etranger", result, _check("FS-NONCE-03a", result))
        assert _run(PASSED, mute, waivers=(_waiver("FS-NONCE-03"),))[1].exit_code == code
    failed = _module("fs-parcours", R.FAIL, _check("FS-NONCE-01a", R.FAIL), reason=Text("finit ailleurs", "elsewhere"))
    assert _run(PASSED, failed, waivers=(_waiver("FS-NONCE-01"),))[1].exit_code == 1
    assert (
        _run(PASSED, _module("fs-nonce-etranger", R.FAIL, NONCE), waivers=(_waiver("FS-NONCE-03", 3, "autre"),))[
            1
        ].exit_code
        == 1
    )


def test_a_module_that_was_not_run_is_waived_by_the_duties_it_would_have_judged() -> None:
    """Its control failed: SKIPPED without a check, and the waiver of its only duty lets it pass."""
    skipped = _module("fs-nonce-etranger", R.SKIPPED, reason=Text("pas de témoin", "no control"))
    assert _run(PASSED, skipped)[1].exit_code == 1
    waived, said = _run(PASSED, skipped, waivers=(_waiver("FS-NONCE-03"),))
    assert (said.exit_code, waived.waivers[0].state) == (0, "used")


@pytest.mark.parametrize(
    ("waiver", "state", "code"),
    [
        (_waiver("FS-REFUS-01"), "stale", 1),
        (_waiver("FS-REFUS-01a"), "stale", 1),
        (_waiver("API-SPI-01"), "stale", 1),  # not applicable: nothing will ever need it
        (_waiver("FS-REFUS-01", -1), "expired", 1),
        (_waiver("FS-NONCE-03"), "unseen", 0),  # no module of this run judged it
        (_waiver("FS-REFUS-01", -1, "autre"), None, 0),
    ],
)
def test_stale_and_expired_waivers_fail_the_run(waiver: Waiver, state: str | None, code: int) -> None:
    """A waiver goes when it has no use any more; another application's is its own affair."""
    waived, said = _run(PASSED, waivers=(waiver,))
    assert [one.state for one in waived.waivers] == ([state] if state else [])
    assert said.exit_code == code


def test_an_expired_waiver_lets_nothing_pass_and_its_last_day_still_does() -> None:
    """Until the end of that day."""
    broken = _module("fs-nonce-etranger", R.FAIL, NONCE)
    assert _run(PASSED, broken, waivers=(_waiver("FS-NONCE-03", 0),))[1].exit_code == 0
    waived, said = _run(PASSED, broken, waivers=(_waiver("FS-NONCE-03", -1),))
    assert (said.exit_code, waived.modules[1].waived) == (1, False)


def test_ninety_days_at_most_unless_the_file_says_otherwise() -> None:
    """Told before anything is judged, with both dates."""
    file = Waivers(
        waiver=(_waiver("FS-NONCE-03", 91), _waiver("FS-NONCE-02", 90), _waiver("FS-NONCE-01", 400, "autre"))
    )
    (said,) = problems(file, APP, TODAY)
    assert "FS-NONCE-03" in said.fr
    assert "2027-03-01" in said.fr
    assert "2027-02-28" in said.en
    assert list(problems(file.model_copy(update={"max_days": 120}), APP, TODAY)) == []
    (unknown,) = problems(Waivers(waiver=(_waiver("FS-NONCE-03z"),)), APP, TODAY)
    assert "FS-NONCE-03a" in unknown.fr


GOOD = """format = 1

[[waiver]]
id = "FS-NONCE-03"
application = "cantine"
reason = "refonte en cours"
owner = "A. Nonyme"
expires = 2026-12-31
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("FS-NONCE-03", "FS-NONCE-99", 4, "n'est ni une exigence ni un contrôle"),
        ('"refonte en cours"', '" "', 6, "la forme attendue"),
        ('owner = "A. Nonyme"\n', "", 3, "clé obligatoire absente"),
        ("2026-12-31", '"bientôt"', 8, "AAAA-MM-JJ"),
        ("owner", "ower", 7, "vouliez-vous « owner »"),
        ("[[waiver]]", "max_days = 1000\n[[waiver]]", 3, "au plus 366"),
        ("expires = 2026-12-31\n", "expires = 2026-12-31\n" + GOOD.partition("\n\n")[2], 10, "déjà donnée"),
    ],
)
def test_the_file_is_read_strictly(old: str, new: str, line: int, words: str) -> None:
    """Each mistake with its line and what was expected."""
    assert read_toml(Waivers, GOOD).waiver[0].owner == "A. Nonyme"
    with pytest.raises(Unreadable) as raised:
        read_toml(Waivers, GOOD.replace(old, new, 1))
    assert any(problem.line == line and words in problem.says.fr for problem in raised.value.problems), [
        (problem.line, problem.says.fr) for problem in raised.value.problems
    ]


def test_it_has_a_published_schema() -> None:
    """`unefois explain --format waivers`."""
    assert FORMATS["waivers"] is Waivers


class _Paper:
    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        return False


def test_a_wrong_client_is_let_pass_by_its_team_and_by_nobody_else(bench_port: int) -> None:
    """A real run: FAIL stays FAIL and the run ends with 0; reasons are printed; JUnit does not turn red; the template proposes the rest."""
    member = MEMBERS["nonce-ignore"]
    today = date.today()  # noqa: DTZ011, TID251  (the judge's own day)
    waiver = Waiver(
        id=member.duty, application="derogee", reason="refonte", owner="A. Nonyme", expires=today + timedelta(days=9)
    )
    paper = _Paper()
    with canteen(bench_port, "derogee", member.practice) as client:
        bare = client.judged(member.module)
        judged = client.judged(member.module, waivers=Waivers(waiver=(waiver,)), on_event=Console(paper))  # type: ignore[arg-type]
        late = Waivers(waiver=(waiver.model_copy(update={"expires": today + timedelta(days=91)}),))
        with pytest.raises(Preflight, match="max_days"):
            client.judged(member.module, waivers=late)
    assert (bare.exit_code, judged.exit_code) == (1, 0)
    assert [module.result for module in judged.report.modules] == [R.PASS, R.FAIL]
    assert "refonte ; A. Nonyme" in paper.text
    assert "(dérogation)" in paper.text
    assert "dérogations : 1" in paper.text
    assert "dérogations : 1" in html.render(judged.report, judged.exchanges, judged.observations)
    assert "failure" in {one.tag for one in ET.fromstring(junit.render(bare.report)).iter()}  # noqa: S314  (our own)
    assert "failure" not in {one.tag for one in ET.fromstring(junit.render(judged.report)).iter()}  # noqa: S314
    assert template(judged.report) == ()
    (line,) = template(bare.report)
    with pytest.raises(Unreadable) as raised:
        read_toml(Waivers, f"format = 1\nwaiver = [\n{line}\n]\n")
    assert {problem.path for problem in raised.value.problems} == {"waiver.1.reason", "waiver.1.owner"}
    filled = line.replace('reason = ""', 'reason = "r"').replace('owner = ""', 'owner = "o"')
    assert read_toml(Waivers, f"format = 1\nwaiver = [\n{filled}\n]\n").waiver[0].covers("FS-NONCE-03a", "FS-NONCE-03")
