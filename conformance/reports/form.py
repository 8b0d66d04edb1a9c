"""What the DataPass form would refuse at the stage that the plan prepares, in words."""

from collections.abc import Iterator

from conformance.language import mark as _
from conformance.reports.labels import Say
from rulebook.formats.report import Report

REFUSES = _("Le formulaire DataPass refuserait ce dossier à cette étape ; refus : {count}")


def told(report: Report, say: Say, language: str) -> Iterator[str]:
    """How many refusals, then each one: rule, reason, key of the file, how to mend."""
    if report.form:
        yield say(REFUSES).format(count=len(report.form))
    for one in report.form:
        yield f"  {one.rule:<22} {one.because.in_(language)} ({one.api}, {one.at})"
        yield f"  {'':<22} {one.mend.in_(language)}"
