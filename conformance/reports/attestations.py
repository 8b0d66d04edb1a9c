"""What people state, apart from machine verdicts; and what nobody has stated yet."""

from collections.abc import Callable, Iterator

from conformance.language import mark as _
from rulebook.formats.report import Report, Result


def told(report: Report, say: Callable[[str], str], language: str) -> Iterator[str]:
    """Attested duties with who and when, then those that wait for somebody."""
    attested = [duty for duty in report.duties if duty.attestation is not None]
    waiting = [
        duty for duty in report.duties if duty.result is Result.REVIEW and not duty.checks and duty.attestation is None
    ]
    for title, duties in (
        (_("Attesté par une personne, non jugé : {count}"), attested),
        (_("À attester (attestations.toml) : {count}"), waiting),
    ):
        if duties:
            yield say(title).format(count=len(duties))
        for duty in duties:
            yield f"  {duty.id:<22} {(duty.reason or duty.says).in_(language)}"
