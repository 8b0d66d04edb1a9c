"""The way in: judge one application on one bench, and leave the reports behind."""

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from conformance import attesting, preflight, submission, waiving
from conformance.agreement import to_declare
from conformance.apis import granted
from conformance.bench import Bench
from conformance.drivers import http
from conformance.events import Event, RunFinished, RunStarted
from conformance.limits import LIMITS, Limits
from conformance.outcome import Owed, duty_reports, summary
from conformance.plans import BY_DEFAULT, Plan, UnknownModule, choose, fitted, unexercised
from conformance.preflight import Preflight
from conformance.reports import files
from conformance.run import Run
from conformance.runner import Runner
from conformance.years import day
from rulebook.duty import Capability
from rulebook.formats.application import Application
from rulebook.formats.attestations import Attestations
from rulebook.formats.exchange import Exchange
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.observation import Observation
from rulebook.formats.report import Report
from rulebook.formats.waivers import Waivers
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


@dataclass(frozen=True, slots=True)
class Beside:
    """What people say beside the machine: what may fail for a time, and what they state."""

    waivers: Waivers
    attestations: Attestations | None

    def problems(self, application: str, today: date) -> Iterator[Text]:
        """What is wrong with either, before any run."""
        yield from waiving.problems(self.waivers, application, today)
        if self.attestations is not None:
            yield from attesting.problems(self.attestations, application)


def judge(  # noqa: PLR0913 (a façade: each is a choice of the person who judges)
    application: Application,
    habilitation: Habilitation,
    bench: Bench,
    *,
    plan: Plan = BY_DEFAULT,
    only: Sequence[str] = (),
    out: Path | None = None,
    language: str = "fr",
    on_event: Callable[[Event], None] = lambda _: None,
    limits: Limits = LIMITS,
    today: date | None = None,
    waivers: Waivers | None = None,
    attestations: Attestations | None = None,
    rerun: bool = False,
) -> Judged:
    """Judge `application`; raises `Preflight` when configuration, not implementation, is at fault (exit 2).

    `today` is the client's own day when it declares `clock = "env"` and was started on another one. Reports go to the folder `out`.
    `waivers` unblock the last word, and change no verdict. `attestations` answer for what no machine judges; once given, all are owed.
    `rerun`: a module that fails is told a second time, and both results are kept.
    """
    if today is not None and application.clock != "env":
        raise Preflight(
            Text(
                'Ce client lit l\'heure de la machine (clock = "wall") : on ne peut pas lui choisir un jour.',
                'This client reads the machine\'s clock (clock = "wall"): no day can be chosen for it.',
            )
        )
    if plan.compares and application.usage is None:
        raise Preflight(to_declare(habilitation))
    wanted = fitted(plan, application, habilitation)
    try:
        chosen = choose(wanted, application, only)
    except UnknownModule as unknown:
        raise Preflight(unknown.says) from None
    beside = Beside(waivers or Waivers(waiver=()), attestations)
    mismatch = () if only or any(one.parcours for one in chosen) else (_nothing_for(application, wanted),)
    if problems := (
        *mismatch,
        *_another_stage(habilitation, wanted),
        *beside.problems(habilitation.id, day(time.time())),
    ):
        raise Preflight(*problems)
    if out is not None:
        files.prove_writable(out)
    ground = preflight.prepare(application, habilitation, bench, limits)
    run = Run(application, habilitation, bench, ground, limits, on_event, today)
    on_event(RunStarted(application.name, wanted.id, tuple(one.module.id for one in chosen)))
    runner = Runner(run, rerun=rerun)
    idle = unexercised(application, chosen)
    runner.play(chosen, () if only else tuple(one for one in idle if one in wanted.claims))
    shown = [one for one in application.capabilities if one not in idle]
    report = _report(run, runner, wanted, _perimeter(wanted, only, shown), beside).model_copy(update={"idle": idle})
    judged = Judged(report, tuple(run.exchanges), tuple(run.observations))
    if out is not None:
        files.write(judged.report, judged.exchanges, judged.observations, out, language)
    on_event(RunFinished(report))
    return judged


def _nothing_for(application: Application, plan: Plan) -> Text:
    """An empty run would end well and mean nothing."""
    said = ", ".join(application.capabilities)
    return Text(
        f"Le plan {plan.id} n'a rien pour ce que déclare application.toml ({said}) : choisissez-en un autre (unefois plans).",
        f"The plan {plan.id} has nothing for what application.toml declares ({said}): choose another one (unefois plans).",
    )


def _another_stage(habilitation: Habilitation, plan: Plan) -> Iterator[Text]:
    """What DataPass asks depends on the stage: duties and attestations of another one would be left out in silence."""
    wanted, seen = plan.stage, habilitation.datapass.stage
    if wanted not in {None, seen}:
        yield Text(
            f"Le plan {plan.id} prépare l'étape « {wanted} » de DataPass, habilitation.toml est à l'étape « {seen} » : écrivez "
            f'[datapass] stage = "{wanted}", ou choisissez un autre plan.',
            f'The plan {plan.id} prepares the stage "{wanted}" of DataPass, habilitation.toml is at the stage "{seen}": write '
            f'[datapass] stage = "{wanted}", or choose another plan.',
        )


def _perimeter(plan: Plan, only: Sequence[str], shown: Sequence[Capability]) -> Text:
    """The plan, or what was chosen of it, and the capabilities that it exercised."""
    part = f" ({', '.join(only)})" if only else ""
    said = ", ".join(shown)
    return Text(f"{plan.id}{part} : {said}", f"{plan.id}{part}: {said}")


def _report(run: Run, runner: Runner, plan: Plan, perimeter: Text, beside: Beside) -> Report:
    application = run.application
    outcomes = tuple(runner.outcomes)
    today = day(run.started_at)
    duties = attesting.apply(beside.attestations, today, duty_reports(outcomes, application, run.habilitation))
    marked = waiving.apply(beside.waivers, run.habilitation.id, today, outcomes, duties)
    asked = plan.attested or beside.attestations is not None
    form = submission.refusals(run.habilitation, plan.stage)
    owed = Owed(len(attesting.pending(marked.duties)) if asked else 0, len(form))
    return Report(
        suite=f"unefois {version('unefois')}",
        run=secrets.token_hex(8),
        application=application.name,
        organisation=run.habilitation.organisation.name,
        habilitation=run.habilitation.id,
        stage=run.habilitation.datapass.stage,
        today=run.today,
        space=run.ground.space.name,
        issuer=run.ground.space.issuer,
        base_url=application.base_url,
        capabilities=application.capabilities,
        resources=granted(run.habilitation),
        scopes=_scopes(run.habilitation),
        plan=plan.id,
        driver=http.NAME,
        seed=run.ground.space.seed,
        started_at=run.started_at,
        seconds=round(time.time() - run.started_at, 3),
        modules=marked.modules,
        duties=marked.duties,
        waivers=marked.waivers,
        form=form,
        summary=summary(marked.modules, marked.duties, perimeter, marked.waivers, owed),
    )


def _scopes(habilitation: Habilitation) -> tuple[str, ...]:
    """Every scope that it grants, on FranceConnect and on the API, once."""
    login, contract = habilitation.franceconnect, habilitation.api_impot
    return tuple(dict.fromkeys((*(login.scopes if login else ()), *(contract.scopes if contract else ()))))
