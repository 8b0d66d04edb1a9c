"""Generated documentation says all that the rulebook says, and a stale page is found."""

from pathlib import Path
from unittest.mock import Mock

import pytest
from click.testing import CliRunner

from conformance.checks import CHECKS
from conformance.provider.plan import FACTS
from rulebook.datapass import RULES
from rulebook.datapass.request import AGAIN
from rulebook.differences import DIFFERENCES
from rulebook.duties import DUTIES
from rulebook.faults import FAULTS
from rulebook.refusals import REFUSALS
from rulebook.source import Basis
from unefois.docs import main, pages


def test_every_record_has_its_row() -> None:
    """Refusals and faults, by id; nothing is left out."""
    text = pages()["rules.md"]
    assert [id_ for id_ in (*REFUSALS, *FAULTS) if f"| {id_} |" not in text] == []


@pytest.mark.parametrize(("name", "language"), [("exigences.md", "fr"), ("duties.md", "en")])
def test_the_register_shows_no_silent_duty(name: str, language: str) -> None:
    """Each duty has its row: whoever judges it, the question to a person, or why it is not judged; and the counts add up."""
    text = pages()[name]
    checks = {duty.id: [check.id for check in CHECKS.values() if check.duty is duty] for duty in DUTIES.values()}
    for duty in DUTIES.values():
        (row,) = [line for line in text.splitlines() if line.startswith(f"| {duty.id} | {duty.strength} |")]
        said = duty.attestation or duty.untested_because
        assert (said.in_(language) if said else checks[duty.id][0]) in row
    judged = sum(1 for found in checks.values() if found)
    attested = sum(1 for duty in DUTIES.values() if duty.attested)
    total = len(DUTIES)
    assert f"** | {total} | {judged} | {attested} | {total - judged - attested} |" in text


def test_each_difference_and_each_fact_of_the_provider_has_its_row() -> None:
    """In both languages."""
    for name in ("ecarts.md", "differences.md"):
        text = pages()[name]
        assert [id_ for id_ in (*DIFFERENCES, *FACTS) if f"| {id_} |" not in text] == []


def test_each_rule_of_datapass_has_its_row() -> None:
    """In both languages, with its source."""
    for name, language in (("datapass.md", "fr"), ("datapass-form.md", "en")):
        text = pages()[name]
        told = {id_: (f"| {id_} |", rule.source.says.in_(language)) for id_, rule in RULES.items()}
        assert [id_ for id_, words in told.items() if not all(word in text for word in words)] == []


@pytest.mark.parametrize(("name", "word"), [("datapass.md", "Hypothèse"), ("datapass-form.md", "Assumption")])
def test_what_no_source_says_of_the_stages_is_told_so(name: str, word: str) -> None:
    """That blocks of the sandbox are checked again is ours, and bears its source like any record."""
    assert AGAIN.basis is Basis.ASSUMPTION
    stages = pages()[name].split("\n## ")[1]
    assert word in stages
    assert str(AGAIN) in stages


def test_a_stale_page_is_found_and_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--check` writes nothing and names the page; without it, the page is written again. All are made once, however many are stale."""
    run, made = CliRunner().invoke, Mock(side_effect=pages)
    monkeypatch.setattr("unefois.docs.pages", made)
    assert run(main, ["--to", str(tmp_path)]).exit_code == 0
    made.assert_called_once_with()
    assert run(main, ["--check", "--to", str(tmp_path)]).exit_code == 0
    (tmp_path / "rules.md").write_text("edited by hand", encoding="utf-8")
    refused = run(main, ["--check", "--to", str(tmp_path)])
    assert refused.exit_code == 1
    assert "rules.md" in refused.output
    assert (tmp_path / "rules.md").read_text(encoding="utf-8") == "edited by hand"
    run(main, ["--to", str(tmp_path)])
    assert (tmp_path / "rules.md").read_text(encoding="utf-8") == pages()["rules.md"]
