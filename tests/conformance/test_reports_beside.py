"""What stands beside the verdicts in the page: waivers, what people state, second tellings; and a whole plan that stays readable."""

import re
from datetime import date
from typing import Any

import pytest
from chromium import in_a_browser
from judge_journeys import authorize, call
from judged_report import exchanges, report
from playwright.sync_api import Browser

from conformance.reports import html
from conformance.waiving import FAILING
from rulebook.formats.report import AttestationReport, ModuleReport, Report, Result, WaiverReport, WaiverState

WHOLE, LIGHT = 130, 1_500_000
HOSTILE = "<script>window.obeyed = 1</script>"


def _waiver(state: WaiverState, reason: str = "La session est réécrite", *checks: str) -> WaiverReport:
    return WaiverReport(
        id="FS-NONCE-01", reason=reason, owner="A. Nonyme", expires=date(2027, 1, 31), state=state, checks=checks
    )


def _first(whole: Report, **changes: Any) -> Report:
    return whole.model_copy(update={"modules": (whole.modules[0].model_copy(update=changes), *whole.modules[1:])})


def _waived(reason: str = "La session est réécrite") -> Report:
    """The failing check of the first story, waived."""
    whole = report()
    check = whole.modules[0].checks[0].model_copy(update={"waived": True})
    marked = _first(whole, checks=(check,), waived=True)
    return marked.model_copy(update={"waivers": (_waiver(WaiverState.USED, reason, "FS-NONCE-01a"),)})


def _section(text: str, name: str) -> str:
    """From that title to the next one."""
    return text[text.index(f'id="{name}"') :].partition("<h2")[0]


def test_a_waiver_is_told_with_all_that_it_says() -> None:
    """State, reason, owner, last day, the checks that it lets pass; beside the failure too, and the verdict stays."""
    text = html.render(_waived(), exchanges(), ())
    rows = _section(text, "dérogations")
    for part in ("FS-NONCE-01", "laisse passer", "La session est réécrite", "A. Nonyme", "2027-01-31", "FS-NONCE-01a"):
        assert part in rows, part
    told = text[text.index('id="t1"') : text.index("</article>")]
    assert "Une dérogation le laisse passer jusqu'au 2027-01-31" in told
    assert '<span class="badge fail">non conforme</span>' in told


@pytest.mark.parametrize("state", [*WaiverState])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_state_of_a_waiver_has_its_words(state: WaiverState, language: str) -> None:
    """What lets nothing pass says what to do with it, in red when the run fails for it."""
    whole = report().model_copy(update={"waivers": (_waiver(state),)})
    text = html.render(whole, (), (), language)
    assert f'class="badge waiver-{state}"' in text
    red = re.findall(r"\.waiver-(\w+)(?=[^{}]*\{ color: var\(--bad\))", text)
    assert (state in red) is (state in FAILING)


def test_what_people_state_stands_apart() -> None:
    """Statement, who and when; what is left; a draft is no answer. None of them is among what a machine left unjudged."""
    whole = report()
    stated = AttestationReport(statement="Registre, page 12", who="B. Nonyme, déléguée", when=date(2026, 11, 20))
    asked = [duty.id for duty in whole.duties if duty.result is Result.REVIEW]
    duties = tuple(
        duty.model_copy(update={"attestation": stated}) if duty.id == asked[0] else duty for duty in whole.duties
    )
    text = html.render(whole.model_copy(update={"duties": duties}), (), ())
    rows = _section(text, "attestations")
    for part in (asked[0], "Registre, page 12", "B. Nonyme, déléguée", "2026-11-20", "Attesté : 1"):
        assert part in rows, part
    assert f"Reste à attester : {len(asked) - 1}" in rows
    assert f'href="#d-{asked[1]}"' in rows
    assert asked[1] not in _section(text, "pas-jugé")


@pytest.mark.parametrize(
    ("second", "word"),
    [
        (Result.PASS, "instable : rejoué, conforme"),
        (Result.FAIL, "comme la première fois"),
        (Result.SUITE_ERROR, "rejoué, sans verdict : erreur du banc"),
    ],
)
def test_a_second_telling_shows_both_results(second: Result, word: str) -> None:
    """A client that does otherwise is flaky, and the word is beside the failure too; one that does the same is wrong; a bench that broke says neither."""
    text = html.render(_first(report(), rerun=second), exchanges(), ())
    rows = _section(text, "rejouées")
    assert word in rows
    assert re.findall(r'class="badge (\w+)"', rows) == ["fail", second.lower()]
    assert word in text[text.index('id="t1"') : text.index("</article>")]
    assert (">instable</span>" in text) is (second is Result.PASS)


def test_a_run_without_them_does_not_speak_of_them() -> None:
    """No waiver, no second telling: no empty section."""
    text = html.render(report(), exchanges(), ())
    assert 'id="dérogations"' not in text
    assert 'id="rejouées"' not in text


def test_what_people_write_beside_stays_words() -> None:
    """A reason is a text, whatever it holds."""
    text = html.render(_waived(HOSTILE), exchanges(), ())
    assert HOSTILE not in text
    assert "&lt;script&gt;" in text


def test_what_is_gravest_comes_first() -> None:
    """A failure of the last story before a warning of the first one, in the contents too."""
    whole = report()
    warned = whole.modules[0].checks[0].model_copy(update={"result": Result.WARNING})
    last = whole.modules[0].model_copy(update={"id": "fs-dernier"})
    first = whole.modules[0].model_copy(update={"checks": (warned,), "result": Result.WARNING})
    text = html.render(whole.model_copy(update={"modules": (first, *whole.modules[1:], last)}), exchanges(), ())
    told = re.findall(r'<article class="told (\w+)"', text)
    assert told == ["fail", "warning"]
    contents = text[text.index('id="sommaire"') : text.index("</nav>")]
    assert contents.index("fs-dernier") < contents.index("fs-parcours")


# ------------------------------------------------------------------ a whole plan
def _whole_plan() -> tuple[Report, tuple[Any, ...]]:
    """So many stories, three of which fail, thirty exchanges each."""
    base = report()
    failing, passing = base.modules[:2]

    def story(n: int) -> ModuleReport:
        model = failing if n < 3 else passing
        numbers = (30 * n + 1, 30 * n + 30)
        checks = tuple(check.model_copy(update={"exchanges": numbers}) for check in model.checks)
        return model.model_copy(update={"id": f"fs-{n}", "exchanges": numbers, "checks": checks})

    seen = tuple(authorize(n) if n % 5 == 1 else call(n) for n in range(1, 30 * WHOLE + 1))
    return base.model_copy(update={"modules": tuple(story(n) for n in range(WHOLE))}), seen


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_whole_plan_stays_light(language: str) -> None:
    """Failures in full with their drawing; what passed folded, a line each in the table, the contents, and on paper none of it."""
    whole, seen = _whole_plan()
    text = html.render(whole, seen, (), language)
    assert len(text.encode()) < LIGHT
    assert text.count("<article") == 3
    assert text.count('<details class="quiet">') == WHOLE - 3
    contents = text[text.index('id="sommaire"') : text.index("</nav>")]
    assert re.findall(r'href="#(t\d+|m-[\w-]+)"', contents) == ["t1", "t2", "t3", "m-fs-0", "m-fs-1", "m-fs-2"]
    stories = _section(text, "histoires")
    assert stories.index("fs-2<") < stories.index("fs-3<")
    assert all(f'href="#m-fs-{n}"' in stories for n in range(WHOLE))


def test_what_is_to_mend_is_drawn_and_shown_first() -> None:
    """When the page would be too heavy, it is what passed that loses its drawing and its exchanges."""
    whole, seen = _whole_plan()
    last_fails = whole.model_copy(update={"modules": (*whole.modules[3:], *whole.modules[:3])})
    text = html.render(last_fails, seen, ())
    for n in range(3):
        assert f'id="g-fs-{n}-t"' in text
        assert f'id="e{30 * n + 1}"' in text


@in_a_browser
def test_a_link_opens_the_story_that_it_leads_to(chromium: Browser, tmp_path: Any) -> None:
    """The story is folded; its line in the table opens it."""
    whole, seen = _whole_plan()
    (tmp_path / "r.html").write_text(html.render(whole, seen, ()), encoding="utf-8")
    sheet = chromium.new_page()
    sheet.goto((tmp_path / "r.html").as_uri())
    assert sheet.locator("#m-fs-9").is_hidden()
    sheet.locator(".stories a[href='#m-fs-9']").click()
    assert sheet.locator("#m-fs-9").is_visible()
    sheet.emulate_media(media="print")
    assert sheet.locator("#m-fs-8").is_hidden()
    sheet.close()
