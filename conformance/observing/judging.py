"""The way in: observe one téléservice from one or several sources, judge what they show, and leave the same reports as a strict run."""

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from conformance.bench import Bench
from conformance.events import CheckJudged, Event, ModuleFinished, ModuleStarted, RunFinished, RunStarted
from conformance.judging import Judged
from conformance.limits import LIMITS, Limits
from conformance.observing.bound import Bound
from conformance.observing.passive import as_a_person_does, checks_for, look
from conformance.observing.sources import Source
from conformance.observing.subject import Subject
from conformance.outcome import check_report, duty_reports, observed
from conformance.reports import files
from conformance.verdict import of_duty, worst
from rulebook.formats.report import ModuleReport, Report
from rulebook.source import Text

PLAN = "observation"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person who observes chose: where reports go, in which language, who hears events."""

    out: Path | None = None
    language: str = "fr"
    on_event: Callable[[Event], None] = lambda _: None
    limits: Limits = LIMITS


def observe(subject: Subject, bench: Bench | None, sources: Sequence[Source], choices: Choices) -> Judged:
    """Judge what `sources` show, in order; raises `Preflight` when one of them cannot begin. Offline sources need no `bench`."""
    if choices.out is not None:
        files.prove_writable(choices.out)
    started, tell = time.time(), choices.on_event
    bound = Bound(subject, bench, tell, choices.limits)
    tell(RunStarted(subject.name, PLAN, tuple(source.id for source in sources), mode="observation"))
    modules: list[ModuleReport] = []
    for position, source in enumerate(sources, 1):
        tell(ModuleStarted(source.id, source.title, position, len(sources)))
        modules.append(_module(source, bound))
        tell(ModuleFinished(modules[-1]))
    report = _report(subject, bound, sources, modules, started)
    judged = Judged(report, tuple(bound.exchanges), tuple(bound.observations))
    if choices.out is not None:
        files.write(report, judged.exchanges, judged.observations, choices.out, choices.language)
    tell(RunFinished(report))
    return judged


def _module(source: Source, bound: Bound) -> ModuleReport:
    """One source: what each passive check sees in it. What had nothing to see weighs nothing beside what had."""
    start = time.monotonic()
    told = source.tell(bound)
    journey = as_a_person_does(told.journey)
    checks = []
    for check in checks_for(bound.subject.capabilities):
        checks.append(check_report(check, look(check, journey)))
        bound.tell(CheckJudged(source.id, checks[-1]))
    result = worst((of_duty(check.result for check in checks), *told.also))
    exchanges, observations = told.journey.exchanges, told.journey.observations
    return ModuleReport(
        id=source.id,
        title=source.title,
        parcours=told.parcours,
        result=result,
        reason=told.reason or (None if exchanges else _NOTHING),
        checks=tuple(checks),
        seen=observations[-1].oracle if observations else None,
        exchanges=(exchanges[0].n, exchanges[-1].n) if exchanges else None,
        observations=(observations[0].n, observations[-1].n) if observations else None,
        seconds=round(time.monotonic() - start, 3),
        limit=told.limit,
    )


_NOTHING = Text(
    "rien n'est passé par là : le client appelle-t-il ce banc, avec ces identifiants ?",
    "nothing passed by: does the client call this bench, with these credentials?",
)


def _report(
    subject: Subject, bound: Bound, sources: Sequence[Source], modules: Sequence[ModuleReport], started: float
) -> Report:
    habilitation, ground = subject.habilitation, bound.ground
    duties = duty_reports(modules, subject, habilitation)
    said = ", ".join(subject.capabilities)
    perimeter = Text(f"{PLAN} : {said}", f"{PLAN}: {said}")
    return Report(
        mode="observation",
        suite=f"unefois {version('unefois')}",
        run=secrets.token_hex(8),
        application=subject.name,
        organisation=habilitation.organisation.name,
        habilitation=habilitation.id,
        stage=habilitation.datapass.stage,
        space=ground.space.name if ground else "",
        issuer=bound.issuer,
        base_url=subject.client,
        capabilities=subject.capabilities,
        plan=PLAN,
        driver=", ".join(dict.fromkeys(source.driver for source in sources)),
        seed=ground.space.seed if ground else 0,
        started_at=started,
        seconds=round(time.time() - started, 3),
        modules=tuple(modules),
        duties=duties,
        summary=observed(modules, duties, perimeter),
    )
