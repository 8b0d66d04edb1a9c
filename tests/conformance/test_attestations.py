"""Attestations: a person answers what no exchange shows; it is printed apart, it makes no PASS, and it blocks while it lacks."""

from dataclasses import replace
from datetime import date

import pytest
from judge_journeys import application
from judged_client import canteen
from judged_report import report

from conformance import attesting, outcome
from conformance.comparing import Change, compare
from conformance.outcome import duty_reports
from conformance.preflight import Preflight
from conformance.reports import attestations as words
from conformance.waiving import apply as waive
from rulebook.duties import DUTIES
from rulebook.duty import Capability
from rulebook.formats.attestations import Attestation, Attestations
from rulebook.formats.published import FORMATS
from rulebook.formats.reading import Unreadable, read_toml
from rulebook.formats.report import DutyReport, Result
from rulebook.formats.waivers import Waiver, Waivers
from rulebook.source import Text

TODAY = date(2026, 11, 30)
DUTY = "FS-ISS-01"  # stands for one that no module of the run judges, and that a person answers for
QUESTION = Text("Est-ce bien le cas ?", "Is it so?")
R = Result


@pytest.fixture(autouse=True)
def _one_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two duties: that one for people, another for the machine."""
    few = {DUTY: replace(DUTIES[DUTY], attestation=QUESTION), "FS-NONCE-01": DUTIES["FS-NONCE-01"]}
    for module in (attesting, outcome):
        monkeypatch.setattr(module, "DUTIES", few)


def _said(when: date | None = TODAY, duty: str = DUTY) -> Attestations:
    one = Attestation(duty=duty, statement="Registre tenu", who="A. Nonyme, DPD", when=when)
    return Attestations(application="cantine", attestation=(one,))


def _duties(said: Attestations | None) -> dict[str, DutyReport]:
    judged = duty_reports((), application(Capability.FRANCECONNECT))
    return {duty.id: duty for duty in attesting.apply(said, TODAY, judged)}


def test_signed_and_dated_it_is_no_pass_and_waits_no_more() -> None:
    """REVIEW for whoever reads the file, with who, when and what; machine verdicts are untouched."""
    duties = _duties(_said())
    duty = duties[DUTY]
    assert (duty.result, attesting.pending(tuple(duties.values()))) == (R.REVIEW, ())
    assert duty.attestation is not None
    assert (duty.attestation.who, duty.attestation.when) == ("A. Nonyme, DPD", TODAY)
    assert duty.reason == Text(
        "attesté le 2026-11-30 par A. Nonyme, DPD : Registre tenu",
        "attested on 2026-11-30 by A. Nonyme, DPD: Registre tenu",
    )
    assert duties["FS-NONCE-01"].result == "SKIPPED"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (None, "Est-ce bien le cas ?"),
        (_said(None), "sans date"),
        (_said(date(2026, 12, 1)), "datée de l'avenir"),
    ],
)
def test_missing_undated_or_to_come_it_is_still_owed(said: Attestations | None, reason: str) -> None:
    """REVIEW with the question, or with why the answer is none."""
    duties = _duties(said)
    assert [duty.id for duty in attesting.pending(tuple(duties.values()))] == [DUTY]
    told = duties[DUTY].reason
    assert told is not None
    assert reason in told.fr


def test_what_does_not_apply_is_not_asked() -> None:
    """A téléservice without FranceConnect owes nothing about it."""
    (duty,) = (
        one for one in attesting.apply(None, TODAY, duty_reports((), application(Capability.API_SPI))) if one.id == DUTY
    )
    assert duty.result == "NOT_APPLICABLE"


def test_a_waiver_stands_in_for_an_attestation_and_goes_once_it_is_there() -> None:
    """Used while nobody attests; stale then."""
    waiver = Waivers(
        waiver=(Waiver(id=DUTY, application="cantine", reason="r", owner="o", expires=date(2026, 12, 31)),)
    )
    waived = waive(waiver, "cantine", TODAY, (), tuple(_duties(None).values()))
    assert (attesting.pending(waived.duties), waived.waivers[0].state) == ((), "used")
    waived = waive(waiver, "cantine", TODAY, (), tuple(_duties(_said()).values()))
    assert waived.waivers[0].state == "stale"


def test_the_file_is_about_this_application_and_about_what_people_answer_for() -> None:
    """Otherwise nothing is judged."""
    assert list(attesting.problems(_said(), "cantine")) == []
    (other,) = attesting.problems(_said(), "autre")
    assert "cantine" in other.fr
    (judged,) = attesting.problems(_said(duty="FS-NONCE-01"), "cantine")
    assert "se juge" in judged.fr


GOOD = """format = 1
application = "cantine"

[[attestation]]
duty = "FS-ISS-01"
statement = "Registre tenu"
who = "A. Nonyme, DPD"
when = 2026-11-20
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "words_"),
    [
        ("FS-ISS-01", "FS-SCOPE-99", 5, "n'est pas une exigence"),
        ('"Registre tenu"', '""', 6, "la forme attendue"),
        ('who = "A. Nonyme, DPD"\n', "", 4, "clé obligatoire absente"),
        ("2026-11-20", '"hier"', 8, "AAAA-MM-JJ"),
        ("when", "wen", 8, "vouliez-vous « when »"),
        ("2026-11-20\n", "2026-11-20\n" + GOOD.partition("\n\n")[2], 10, "attestée deux fois"),
    ],
)
def test_the_file_is_read_strictly(old: str, new: str, line: int, words_: str) -> None:
    """Each mistake with its line; an undated one is read, as a draft."""
    assert read_toml(Attestations, GOOD.replace("when = 2026-11-20\n", "")).attestation[0].when is None
    with pytest.raises(Unreadable) as raised:
        read_toml(Attestations, GOOD.replace(old, new, 1))
    assert any(one.line == line and words_ in one.says.fr for one in raised.value.problems), [
        (one.line, one.says.fr) for one in raised.value.problems
    ]


def test_it_has_a_published_schema() -> None:
    """`unefois explain --format attestations`."""
    assert FORMATS["attestations"] is Attestations


def test_a_run_is_not_demonstrated_until_somebody_attests(bench_port: int) -> None:
    """With a file, all are owed: without the answer 1, with it 0, and it is told apart; comparing the two says mended."""

    def about(when: date | None) -> Attestations:
        return _said(when).model_copy(update={"application": "attestee"})

    with canteen(bench_port, "attestee") as client:
        bare = client.judged("fs-nonce-etranger")
        draft = client.judged("fs-nonce-etranger", attestations=about(None))
        whole = client.judged("fs-nonce-etranger", attestations=about(date(2026, 1, 2)))
        with pytest.raises(Preflight, match="parle de cantine"):
            client.judged(attestations=_said())
    assert [judged.exit_code for judged in (bare, draft, whole)] == [0, 1, 0]
    assert (draft.report.summary.attested, whole.report.summary.attested) == (0, 1)
    told = "\n".join(words.told(whole.report, str, "fr"))
    assert "Attesté par une personne, non jugé : 1" in told
    assert "À attester (attestations.toml) : 1" in "\n".join(words.told(draft.report, str, "fr"))
    mended = compare(draft.report, whole.report).of(Change.MENDED)
    assert [item.id for item in mended] == [DUTY]


def test_a_run_that_owes_no_attestation_counts_them_only() -> None:
    """The questions are for whoever owes an answer: a quick look is not drowned in them."""
    whole = report()
    waiting = [duty for duty in whole.duties if duty.result is Result.REVIEW]
    assert list(words.told(whole, str, "fr")) == [f"À attester (attestations.toml) : {len(waiting)}"]
    owing = whole.model_copy(update={"summary": whole.summary.model_copy(update={"owed": len(waiting)})})
    assert len(list(words.told(owing, str, "fr"))) == 1 + len(waiting)
