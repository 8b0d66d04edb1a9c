"""The way in: judge one application on one bench, and leave the reports behind."""

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from conformance import preflight
from conformance.bench import Bench
from conformance.drivers import http
from conformance.events import Event, RunFinished, RunStarted
from conformance.limits import LIMITS, Limits
from conformance.outcome import duty_reports, summary
from conformance.plans import PLANS, Plan, UnknownModule, choose
from conformance.preflight import Preflight
from conformance.reports import files
from conformance.run import Run
from conformance.runner import Runner
from rulebook.formats.application import Application
from rulebook.formats.exchange import Exchange
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.observation import Observation
from rulebook.formats.report import Report
from rulebook.source import Text


@dataclass(frozen=True, slots=True)
class Judged:
    """A finished run: its report, and the records that it rests on."""

    report: Report
    exchanges: tuple[Exchange, ...]
    observations: tuple[Observation, ...]

    @property
    def exit_code(self) -> int:
        """What the process should end with."""
        return self.report.summary.exit_code


def judge(  # noqa: PLR0913 (a façade: each is a choice of the person who judges)
    application: Application,
    habilitation: Habilitation,
    bench: Bench,
    *,
    plan: str = "fc-impot",
    only: Sequence[str] = (),
    out: Path | None = None,
    language: str = "fr",
    on_event: Callable[[Event], None] = lambda _: None,
    limits: Limits = LIMITS,
    today: date | None = None,
) -> Judged:
    """Judge `application`; raises `Preflight` when configuration, not implementation, is at fault (exit 2).

    `today` is the client's own day when it declares `clock = "env"` and was started on another one. Reports go to the folder `out`.
    """
    wanted = _plan(plan)
    if today is not None and application.clock != "env":
        raise Preflight(
            Text(
                'Ce client lit l\'heure de la machine (clock = "wall") : on ne peut pas lui choisir un jour.',
                'This client reads the machine\'s clock (clock = "wall"): no day can be chosen for it.',
            )
        )
    try:
        chosen = choose(wanted, application, only)
    except UnknownModule as unknown:
        raise Preflight(
            Text(f"Le plan {plan} n'a pas de module {unknown}.", f"The plan {plan} has no module {unknown}.")
        ) from None
    if out is not None:
        files.prove_writable(out)
    ground = preflight.prepare(application, habilitation, bench, limits)
    run = Run(application, habilitation, bench, ground, limits, on_event, today)
    on_event(RunStarted(application.name, plan, tuple(one.module.id for one in chosen)))
    runner = Runner(run)
    runner.play(chosen)
    report = _report(run, runner, wanted, only)
    judged = Judged(report, tuple(run.exchanges), tuple(run.observations))
    if out is not None:
        files.write(judged.report, judged.exchanges, judged.observations, out, language)
    on_event(RunFinished(report))
    return judged


def _plan(name: str) -> Plan:
    if name not in PLANS:
        known = ", ".join(PLANS)
        raise Preflight(Text(f"Plan inconnu : {name} (connus : {known}).", f"Unknown plan: {name} (known: {known})."))
    return PLANS[name]


def _report(run: Run, runner: Runner, plan: Plan, only: Sequence[str]) -> Report:
    application = run.application
    modules = tuple(runner.outcomes)
    duties = duty_reports(modules, application, run.habilitation)
    said = ", ".join(application.capabilities)
    part = f" ({', '.join(only)})" if only else ""
    perimeter = Text(f"{plan.id}{part} : {said}", f"{plan.id}{part}: {said}")
    return Report(
        suite=f"unefois {version('unefois')}",
        run=secrets.token_hex(8),
        application=application.name,
        habilitation=run.habilitation.id,
        space=run.ground.space.name,
        issuer=run.ground.space.issuer,
        base_url=application.base_url,
        capabilities=application.capabilities,
        plan=plan.id,
        driver=http.NAME,
        seed=run.ground.space.seed,
        started_at=run.started_at,
        seconds=round(time.time() - run.started_at, 3),
        modules=modules,
        duties=duties,
        summary=summary(modules, duties, perimeter),
    )
