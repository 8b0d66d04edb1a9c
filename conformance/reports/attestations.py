"""What people state, apart from machine verdicts; and what nobody has stated yet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from conformance.language import mark as _
from rulebook.duties import DUTIES
from rulebook.formats.report import DutyReport, Report, Result
from rulebook.source import Text


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty that waits for somebody: the question, and why what was given is no answer yet (a draft), if anything was."""

    duty: DutyReport
    question: Text
    draft: Text | None


def is_for_people(duty: DutyReport) -> bool:
    """Whether a person answers for it: stated, or to be."""
    return duty.attestation is not None or (duty.result is Result.REVIEW and not duty.checks)


def attested(report: Report) -> tuple[DutyReport, ...]:
    """Duties that somebody stated, with a date."""
    return tuple(duty for duty in report.duties if duty.attestation is not None)


def owed(report: Report) -> tuple[Owed, ...]:
    """Duties that nobody stated yet."""
    return tuple(_owed(duty) for duty in report.duties if is_for_people(duty) and duty.attestation is None)


def _owed(duty: DutyReport) -> Owed:
    known = DUTIES.get(duty.id)
    question = known.attestation if known and known.attestation else duty.says
    return Owed(duty, question, duty.reason if duty.reason not in {None, question} else None)


def told(report: Report, say: Callable[[str], str], language: str) -> Iterator[str]:
    """Attested duties with who and when, then those that wait for somebody: each question when the run owes them, else how many."""
    stated, waiting = attested(report), [one.duty for one in owed(report)]
    for title, duties, listed in (
        (_("Attesté par une personne, non jugé : {count}"), stated, True),
        (_("À attester (attestations.toml) : {count}"), waiting, report.summary.owed > 0),
    ):
        if duties:
            yield say(title).format(count=len(duties))
        for duty in duties if listed else ():
            yield f"  {duty.id:<22} {(duty.reason or duty.says).in_(language)}"
