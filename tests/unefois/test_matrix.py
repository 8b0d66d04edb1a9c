"""The matrix client × check: a row of a report, the file that expects rows, what differs, the page."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from chromium import in_a_browser, looks_well, telephone
from command_line import typed
from judged_report import report as judged_report
from playwright.sync_api import Browser

from conformance.checks import CHECKS
from conformance.judging import Judged
from conformance.modules import MODULES
from gallery import MEMBERS
from gallery.by_hand import BY_HAND
from rulebook.duties import DUTIES
from rulebook.duty import Strength
from rulebook.formats.report import ModuleReport, Report, Result
from rulebook.source import Text
from unefois.commands import gallery
from unefois.docs import pages
from unefois.matrix import expected, page, trying
from unefois.matrix.comparing import differences, gaps
from unefois.matrix.row import CONFIGURATION, REFERENCE, WHOLE, Row, as_intended, row_of

NONCE, TRAP, CHECK = "nonce-ignore", "fs-nonce-etranger", "FS-NONCE-03a"
FAIL, PASS, WARNING, SKIPPED = Result.FAIL, Result.PASS, Result.WARNING, Result.SKIPPED
FELL = Row(NONCE, 1, {TRAP: {CHECK: FAIL}})


def told(seen: Row, wanted: Row | None) -> list[str]:
    """What the comparison says of one row."""
    return list(differences({seen.member: seen}, {} if wanted is None else {seen.member: wanted}, MEMBERS))


def test_a_client_that_surprises_leaves_its_report(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A matrix says that it did, not why; who does what was expected leaves nothing."""
    monkeypatch.setitem(trying._here, "port", 1)
    monkeypatch.setattr(trying, "_judged", lambda *_, **__: Judged(judged_report(), (), ()))
    row = trying._tried(NONCE, 1, tmp_path, module_only=False)
    assert (row.member, row.reported) == (NONCE, True)
    assert {file.name for file in (tmp_path / NONCE).iterdir()} >= {"report.html", "report.json"}
    monkeypatch.setattr(trying, "differences", lambda *_: iter(()))
    assert not trying._tried("state-ignore", 1, tmp_path, module_only=False).reported
    assert [folder.name for folder in tmp_path.iterdir()] == [NONCE]


def test_the_command_names_the_reports_that_were_left(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Not those of clients that were never judged: whoever stops before that leaves none, and is a surprise all the same."""
    names, lost = (NONCE, "retour-approche"), Row("retour-approche", 3, {}, problem="rien")
    rows = [Row(NONCE, 0, {}, reported=True), lost]
    monkeypatch.setattr(gallery, "judged", lambda *_, **__: iter(rows))
    done = typed("gallery", *names, "--out", str(tmp_path))
    assert done.exit_code == 1
    assert f"Le rapport de chacun est dans {tmp_path}, sous son nom : {NONCE}.\n" in done.stderr
    monkeypatch.setattr(gallery, "judged", lambda *_, **__: iter([lost]))
    assert "Le rapport" not in typed("gallery", "retour-approche", "--out", str(tmp_path)).stderr


def test_agreement_says_nothing() -> None:
    """Passes are not in the file, and how long it took is nobody's business."""
    seen = Row(NONCE, 1, {TRAP: {CHECK: FAIL}, "fs-parcours": {"FS-CODE-01a": PASS}}, seconds=9.0)
    assert told(seen, FELL) == []


@pytest.mark.parametrize(
    ("seen", "wanted", "says"),
    [
        (FELL, None, "manque au fichier attendu"),
        (
            Row(NONCE, 1, {TRAP: {CHECK: FAIL}, "fs-parcours": {"FS-CODE-01a": SKIPPED}}),
            FELL,
            "fs-parcours FS-CODE-01a est SKIPPED",
        ),
        (
            FELL,
            Row(NONCE, 1, {TRAP: {CHECK: FAIL, WHOLE: SKIPPED}}),
            f"succès imprévu, {TRAP} \\* était attendu SKIPPED",
        ),
        (FELL, Row(NONCE, 1, {TRAP: {CHECK: WARNING}}), f"{TRAP} {CHECK} est FAIL, attendu WARNING"),
        (FELL, Row(NONCE, 4, {TRAP: {CHECK: FAIL}}), "code de sortie 1, attendu 4"),
        (Row(NONCE, 1, {TRAP: {CHECK: FAIL}}, ("spi",)), FELL, "spi — est SKIPPED"),
        (
            Row(REFERENCE, 1, {TRAP: {CHECK: FAIL}}),
            Row(REFERENCE, 1, {TRAP: {CHECK: FAIL}}),
            "pas irréprochable : code 1",
        ),
    ],
)
def test_each_difference_has_its_sentence(seen: Row, wanted: Row | None, says: str) -> None:
    """One, that names the client and the place."""
    (sentence,) = told(seen, wanted)
    assert re.search(says, sentence)


def test_a_client_that_falls_into_another_trap_is_not_as_intended() -> None:
    """Even when the file expects it: a file written anew must not hide a member that proves nothing."""
    idle, elsewhere = Row(NONCE, 0, {}), Row(NONCE, 1, {TRAP: {CHECK: FAIL}, "fs-parcours": {"FS-CODE-01a": FAIL}})
    for row in (idle, elsewhere):
        (sentence,) = told(row, row)
        assert "devait échouer sur FS-NONCE-03 et sur elle seule" in sentence


def test_a_should_is_a_warning_and_a_configuration_stops() -> None:
    """A broken SHOULD may end with 0; a wrong configuration must end with 2, and judge nothing."""
    should = next(member for member in MEMBERS.values() if DUTIES[member.duty].strength is Strength.SHOULD)
    cells = {should.module: {f"{should.duty}a": WARNING}}
    assert as_intended(Row("x", 0, cells), should)
    assert not as_intended(Row("x", 0, {should.module: {f"{should.duty}a": FAIL}}), should)
    wrong = next(member for member in MEMBERS.values() if member.stopped_by)
    assert as_intended(Row("x", 2, {}, problem=f"({wrong.stopped_by})"), wrong)
    assert not as_intended(Row("x", 2, {}, problem="Client injoignable."), wrong), "stopped by something else"
    assert not as_intended(Row("x", 1, {wrong.module: {f"{wrong.duty}a": FAIL}}), wrong)


def test_gaps_of_a_whole_matrix() -> None:
    """A member that is not there any more, and a MUST that nobody breaks."""
    said = list(gaps({NONCE: FELL}, {NONCE: FELL, "disparu": FELL}, MEMBERS))
    assert said[0] == "Le fichier attendu nomme disparu, que la galerie n'a pas."
    assert any("FS-CODE-01," in sentence for sentence in said)
    assert not any("FS-NONCE-03," in sentence or duty in sentence for sentence in said for duty in BY_HAND)
    assert not any("FS-COOKIE-01," in sentence for sentence in said), "a SHOULD may be left alone"


def test_the_file_is_read_as_it_is_written() -> None:
    """All but passes, seconds and sentences."""
    rows = [
        Row(REFERENCE, 0, {"fs-parcours": {"FS-CODE-01a": PASS}}, seconds=3.0),
        Row("retour-en-clair", 2, {}, problem="non"),
        Row(
            "a",
            1,
            {"fs-parcours": {"FS-CODE-01a": FAIL, "FS-ACR-01a": FAIL, WHOLE: Result.INCONCLUSIVE}},
            ("spi", "franceconnect"),
        ),
    ]
    back = expected.load(expected.dump(rows))
    assert [(name, row.exit_code, row.unplayed) for name, row in back.items()] == [
        (row.member, row.exit_code, row.unplayed) for row in rows
    ]
    assert [row.not_good() for row in back.values()] == [row.not_good() for row in rows]


def _module(
    id_: str, result: Result, checks: Mapping[str, Result] = {}, parcours: Any = "franceconnect"
) -> ModuleReport:
    seen = tuple(SimpleNamespace(id=name, result=one) for name, one in checks.items())
    return ModuleReport.model_construct(id=id_, title=Text("t", "t"), parcours=parcours, result=result, checks=seen)


def _report(*modules: ModuleReport) -> Report:
    return cast("Report", SimpleNamespace(modules=modules, seconds=1.0, summary=SimpleNamespace(exit_code=1)))


def test_modules_that_nobody_could_play_are_one_word() -> None:
    """When the control failed: all the disturbed modules of that parcours. One that is left out alone is told alone."""
    control = _module("fs-parcours", FAIL, {"FS-CODE-01a": WARNING})
    left = [_module(name, SKIPPED) for name in ("fs-alg-none", "api-panne")]
    row = row_of("x", _report(control, *left))
    assert (row.unplayed, row.modules) == (("franceconnect",), {"fs-parcours": {"FS-CODE-01a": WARNING, WHOLE: FAIL}})
    row = row_of("x", _report(control, left[0], _module("api-panne", PASS, {"API-ERREUR-01a": PASS})))
    assert row.unplayed == ()
    assert row.modules["fs-alg-none"] == {WHOLE: SKIPPED}


# ------------------------------------------------------------------ the file of this repository
ROWS = expected.known()


def _as_judged(row: Row) -> Row:
    """As the judge answers when the file is right: it keeps no sentence, and what stops a client is one that names its defect."""
    return replace(row, problem=MEMBERS[row.member].stopped_by) if row.exit_code == CONFIGURATION else row


def test_the_file_knows_every_client_and_no_other() -> None:
    """In the order of the gallery, the careful client first."""
    assert [*ROWS] == [REFERENCE, *MEMBERS]
    assert (ROWS[REFERENCE].exit_code, ROWS[REFERENCE].not_good()) == (0, {})


@pytest.mark.parametrize("name", [name for name in MEMBERS if name in ROWS])
def test_the_file_expects_of_each_its_own_duty_and_no_other(name: str) -> None:
    """As strongly as it is owed, in its own module; and it names modules and checks that exist."""
    row, member = ROWS[name], MEMBERS[name]
    assert as_intended(_as_judged(row), member)
    assert {module for module, _ in row.not_good()} <= {*MODULES}
    assert {check for _, check in row.not_good()} <= {*CHECKS, WHOLE}
    if not member.stopped_by:
        assert any(CHECKS[check].duty.id == member.duty for check in row.modules[member.module] if check in CHECKS)


def test_no_must_is_left_without_a_client() -> None:
    """Each one that a machine judges, but those that say why."""
    assert list(gaps({name: _as_judged(row) for name, row in ROWS.items()}, ROWS, MEMBERS)) == []


def test_a_client_stopped_by_something_else_breaks_nothing() -> None:
    """A machine without a bench stops them all: its duty is then nobody's, and the sentence that stopped it is told."""
    name = "retour-approche"
    lost = Row(name, 2, {}, problem="Client injoignable.")
    assert any("FS-REDIRECT-01," in said for said in gaps({name: lost}, ROWS, MEMBERS))
    assert not any("FS-REDIRECT-01," in said for said in gaps({name: _as_judged(ROWS[name])}, ROWS, MEMBERS))
    (sentence,) = told(lost, ROWS[name])
    assert "Client injoignable." in sentence


def told_apart(name: str) -> tuple[list[str], list[str]]:
    """Lines of a page: before its last title, that of the checks that no client fails, and after it."""
    lines = "".join(f"{line}\n" for line in pages()[name].splitlines())
    duties, _, checks = lines.rpartition("\n## ")
    return duties.splitlines(), checks.splitlines()


@pytest.mark.parametrize("name", ["matrice.md", "matrix.md"])
def test_the_pages_name_each_check_that_no_client_fails(name: str) -> None:
    """Each one once, and no other; how many there are is said first."""
    failed = {
        check for row in ROWS.values() for (_, check), result in row.not_good().items() if result in {FAIL, WARNING}
    }
    spared = [id_ for id_ in CHECKS if id_ not in failed]
    duties, checks = told_apart(name)
    assert sorted(re.findall(r"`([A-Z0-9-]+[a-z])`", "\n".join(checks))) == sorted(spared)
    counted = [len(CHECKS) - len(spared), len(CHECKS), len(spared)]
    assert any(sorted(map(int, re.findall(r"\d+", line))) == sorted(counted) for line in duties)


@pytest.mark.parametrize("name", ["matrice.md", "matrix.md"])
def test_the_pages_count_apart_what_is_named_before_anything_is_judged(name: str) -> None:
    """A client that is stopped shows no verdict: its duty is not among those that the judge was seen to find broken."""
    judged = {duty for row in ROWS.values() for duty in row.broken()}
    named = {member.duty for member in MEMBERS.values() if member.stopped_by} - judged
    (everything,) = [line for line in told_apart(name)[0] if line.startswith("| **")]
    assert [int(cell) for cell in re.findall(r"\| (\d+)", everything)] == [
        len({check.duty.id for check in CHECKS.values()}),
        len(judged),
        len(named),
        len(BY_HAND),
    ]


@pytest.mark.parametrize(("name", "language"), [("matrice.md", "fr"), ("matrix.md", "en")])
def test_the_pages_say_who_breaks_what(name: str, language: str) -> None:
    """Each duty that a machine judges has its row, with its client or the reason why there is none."""
    lines, _ = told_apart(name)
    for duty in {check.duty.id for check in CHECKS.values()}:
        (row,) = [line for line in lines if line.startswith(f"| {duty} |")]
        reason = BY_HAND.get(duty)
        own = [member for member, one in MEMBERS.items() if one.duty == duty]
        assert all(f"`{member}`" in row for member in own)
        assert own or (reason and reason[language == "en"] in row)


# ------------------------------------------------------------------ the page
def test_the_page_is_one_file_in_both_languages() -> None:
    """Every client and every check, headers with their scope, no script and no address to fetch."""
    html = page.render(ROWS)
    assert all(f'id="{name}"' in html for name in ROWS)
    assert all(f"<span>{check}</span></th>" in html for check in CHECKS)
    assert html.count('scope="row"') == 2 * len(ROWS)
    assert "<script" not in html
    assert not re.search(r'(?:src|href)="http', html)
    assert html.count('<span lang="fr">') == html.count('<span lang="en">')


@in_a_browser
def test_the_page_reads_well_on_a_telephone_and_on_a_screen(tmp_path: Path, chromium: Browser) -> None:
    """The grid scrolls in its own box, never the page; and a radio button is the other language."""
    target = tmp_path / "matrix.html"
    few = ("reference", NONCE, "jeton-en-direct", "retour-en-clair", "cookie-lisible")
    target.write_text(page.render({name: ROWS[name] for name in few}), encoding="utf-8")
    shown = telephone(chromium, target.as_uri())
    shown.goto(target.as_uri())
    looks_well(shown)
    assert shown.get_by_role("heading", name="Matrice de la galerie").is_visible()
    shown.get_by_label("English").check()
    assert shown.get_by_role("heading", name="Matrix of the gallery").is_visible()
    assert not shown.get_by_role("heading", name="Matrice de la galerie").is_visible()
    shown.set_viewport_size({"width": 1280, "height": 800})
    assert shown.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize("option", [("--write-expected",), ("--out", "x")])
def test_the_matrix_wants_the_whole_plan(option: tuple[str, ...]) -> None:
    """One module of each is no row of it."""
    done = typed("gallery", "--all", "--module-only", *option)
    assert done.exit_code == 2
    assert "retirez --module-only" in done.stderr
