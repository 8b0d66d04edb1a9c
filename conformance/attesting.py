"""What people state of a run: attested duties stay REVIEW, since no machine saw them; one that is signed and dated no longer blocks. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from rulebook.duties import DUTIES
from rulebook.formats.attestations import Attestation, Attestations
from rulebook.formats.report import AttestationReport, DutyReport, Result
from rulebook.source import Text


def problems(attestations: Attestations, application: str) -> Iterator[Text]:
    """What is wrong with the file itself, before any run: another application's, or what is judged and not attested."""
    if attestations.application != application:
        yield Text(
            f"attestations.toml parle de {attestations.application}, l'application jugée est {application} : donnez les siennes.",
            f"attestations.toml is about {attestations.application}, the application judged is {application}: give its own.",
        )
    for one in attestations.attestation:
        if not DUTIES[one.duty].attested:
            yield Text(
                f"Attestation {one.duty} : cette exigence se juge, elle ne s'atteste pas ; retirez-la du fichier.",
                f"Attestation {one.duty}: that duty is judged, not attested; take it out of the file.",
            )


def apply(attestations: Attestations | None, today: date, duties: Sequence[DutyReport]) -> tuple[DutyReport, ...]:
    """Each attestable duty that applies: its question, its draft, or its attestation."""
    said = {one.duty: one for one in attestations.attestation} if attestations else {}
    return tuple(_duty(duty, said.get(duty.id), today) for duty in duties)


def _duty(duty: DutyReport, said: Attestation | None, today: date) -> DutyReport:
    question = DUTIES[duty.id].attestation
    if question is None or duty.checks or duty.result is Result.NOT_APPLICABLE:
        return duty
    if said is None:
        return duty.model_copy(update={"result": Result.REVIEW, "reason": question})
    if said.when is None or said.when > today:
        return duty.model_copy(update={"result": Result.REVIEW, "reason": _draft(said)})
    told = AttestationReport(statement=said.statement, who=said.who, when=said.when)
    reason = Text(
        f"attesté le {said.when} par {said.who} : {said.statement}",
        f"attested on {said.when} by {said.who}: {said.statement}",
    )
    return duty.model_copy(update={"result": Result.REVIEW, "reason": reason, "attestation": told})


def _draft(said: Attestation) -> Text:
    if said.when is None:
        return Text(
            f"attestation de {said.who} sans date : un brouillon", f"attestation by {said.who} without a date: a draft"
        )
    return Text(
        f"attestation de {said.who} datée de l'avenir ({said.when})",
        f"attestation by {said.who} dated {said.when}, to come",
    )


def pending(duties: Sequence[DutyReport]) -> tuple[DutyReport, ...]:
    """Attestable duties that nobody attested, nor waived: they block a plan that asks for them."""
    return tuple(
        duty
        for duty in duties
        if duty.result is Result.REVIEW and not duty.checks and duty.attestation is None and not duty.waived
    )
