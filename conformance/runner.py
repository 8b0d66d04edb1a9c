"""Runs modules in order, tells what happens, and lets no silence pass. Prints nothing."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from conformance import clock, configuration, diagnosis, preflight
from conformance.bench import HELD, BenchError
from conformance.checks import Check
from conformance.checks.registry import safely
from conformance.events import CheckJudged, ModuleFinished, ModuleStarted, Overturned, SecondTry
from conformance.journey import AGAIN, Journey
from conformance.limits import OVER
from conformance.modules import MODULES
from conformance.modules.shape import Module, Parcours
from conformance.outcome import check_report, module_report, not_exercised, of_checks, overturned
from conformance.plans import CAPABILITIES, WALKED, Chosen
from conformance.precondition import late_year, not_for, without_control
from conformance.preflight import Preflight
from conformance.run import Driven, Run
from conformance.undisturbed import Undisturbed, nothing_to_take_out
from conformance.unreached import Service, out_of_reach
from conformance.verdict import Verdict, Watch
from rulebook.duty import Capability
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Limit, ModuleReport, Result
from rulebook.source import Text

_DEAD = Text("le client ne répond plus", "the client no longer answers")


@dataclass(slots=True)
class Runner:
    """One run under way: outcomes so far, what may still overturn them, and which controls held."""

    run: Run
    rerun: bool = False
    outcomes: list[ModuleReport] = field(default_factory=list)
    _watches: dict[int, dict[str, Watch]] = field(default_factory=dict)
    _controls: dict[str, Driven] = field(default_factory=dict)
    _gave_up: Journey | None = None
    _undisturbed: Undisturbed = field(init=False)
    _stop: tuple[Text, Limit | None] | None = None

    def __post_init__(self) -> None:
        self._undisturbed = Undisturbed(self.run)

    def play(self, chosen: tuple[Chosen, ...], idle: tuple[Capability, ...] = ()) -> None:
        """Every module, in order; then what is declared and that no module is about (`idle`)."""
        if any(one.parcours == "franceconnect" for one in chosen):
            self._try_giving_up()
        for position, one in enumerate(chosen, 1):
            self.run.tell(ModuleStarted(one.module.id, one.module.title, position, len(chosen)))
            outcome = self._one(one)
            self.outcomes.append(outcome)
            self.run.tell(ModuleFinished(outcome))
        self._look_elsewhere()
        for capability in idle:
            self.outcomes.append(not_exercised(capability))
            self.run.tell(ModuleFinished(self.outcomes[-1]))

    def _try_giving_up(self) -> None:
        """Preflight's own walk: an oracle that is happy when the citizen gave up would be happy with anything."""
        probe = replace(MODULES["fs-refus-usager"], id=preflight.MODULE)
        try:
            driven = self.run.drive(probe, "franceconnect", watchful=False)
        except BenchError as error:
            raise Preflight(error.says) from None
        if problems := configuration.given_up_too_well(driven.journey):
            raise Preflight(*problems)
        self._gave_up = driven.journey

    def _one(self, chosen: Chosen) -> ModuleReport:
        start = time.monotonic()
        if (left_out := self._left_out(chosen)) is not None:
            return left_out
        try:
            outcome = self._driven(chosen)
            if self.rerun and outcome.result is Result.FAIL:
                outcome = self._again(chosen, outcome)
        except BenchError as error:
            if error.status == HELD and not self.outcomes:
                raise Preflight(error.says) from None
            return module_report(chosen, Result.SUITE_ERROR, error.says)
        return outcome.model_copy(update={"seconds": round(time.monotonic() - start, 3)})

    def _left_out(self, chosen: Chosen) -> ModuleReport | None:
        """A story that is not told, and why; None when it will be."""
        if because := not_for(chosen, self.run.application, self.run.habilitation):
            return module_report(chosen, Result.NOT_APPLICABLE, because)
        if self.run.out_of_time:
            self._stop = OVER, Limit.RUN
        if self._stop is not None:
            return module_report(chosen, Result.INCONCLUSIVE, *self._stop)
        if chosen.module.is_control:
            return None
        control = self._control(chosen)
        if missing := without_control(chosen, control, self.outcomes):
            return module_report(chosen, Result.SKIPPED, missing)
        if control and chosen.module.takes_out and (idle := nothing_to_take_out(chosen, control)):
            return module_report(chosen, Result.NOT_APPLICABLE, idle)
        return None

    def _again(self, chosen: Chosen, first: ModuleReport) -> ModuleReport:
        """The same story once more: a client that then does otherwise is flaky. The first telling stays the verdict, and the control."""
        here, control = len(self.outcomes), self._controls.get(chosen.module.id)
        watches = self._watches.pop(here, {})
        try:
            second = self._driven(chosen).result
        except BenchError:  # what the first telling proved, a bench that is gone by now does not undo
            second = Result.SUITE_ERROR
        self._watches[here] = watches
        if control is not None:
            self._controls[chosen.module.id] = control
        return first.model_copy(update={"rerun": second})

    def _control(self, chosen: Chosen) -> Journey | None:
        """The undisturbed journey of that parcours; None unless it reached its goal."""
        control = self._controls.get(chosen.control.id)
        return control.journey if control is not None and control.reached else None

    def _driven(self, chosen: Chosen) -> ModuleReport:
        module, parcours = chosen.module, chosen.parcours
        if parcours is None:
            raise ValueError(f"{module.id} has no parcours here")
        driven = self._walked(chosen, parcours)
        self._look_back(driven.journey.exchanges)
        if driven.trouble is not None and driven.trouble.bench:
            return module_report(chosen, Result.SUITE_ERROR, driven.trouble.says)
        if driven.dead:
            self._stop = _DEAD, None
        verdicts = self._judge(module, parcours, driven.journey)
        if module.second_chance and not driven.dead and of_checks(verdicts.values()) is Result.FAIL:
            driven, verdicts = self._second_chance(module, parcours, self._goals(chosen.control.id))
        if module.is_control:
            self._controls[module.id] = driven
            if problems := self._misconfigured(parcours, driven, verdicts):
                raise Preflight(*problems)
        return self._report(chosen, driven, verdicts)

    def _walked(self, chosen: Chosen, parcours: Parcours) -> Driven:
        """The journey; of a story that takes something out, with the undisturbed ones that it is compared to."""
        comparable = bool(chosen.module.takes_out) and self._undisturbed.ready(chosen.control, parcours)
        late = late_year(chosen.module, self._control(chosen))
        driven = self.run.drive(chosen.module, parcours, late, goals=self._goals(chosen.control.id))
        return self._undisturbed.beside(chosen.control, parcours, driven) if comparable else driven

    def _goals(self, control: str) -> tuple[str, ...]:
        """Pages that showed somebody logged in, undisturbed."""
        return self._controls[control].goals if control in self._controls else ()

    def _second_chance(
        self, module: Module, parcours: Parcours, goals: tuple[str, ...]
    ) -> tuple[Driven, dict[Check, Verdict]]:
        """The same story once more, when whoever bounds the readings of the keys may read them again."""
        self.run.tell(SecondTry(module.id, self.run.limits.again))
        time.sleep(self.run.limits.again)
        driven = self.run.drive(module, parcours, goals=goals)
        return driven, self._judge(module, parcours, driven.journey)

    def _judge(self, module: Module, parcours: Parcours, journey: Journey) -> dict[Check, Verdict]:
        """Every check of the module that is about something the application declares, and does on that parcours."""
        declared = frozenset(self.run.application.capabilities) & CAPABILITIES[parcours]
        verdicts: dict[Check, Verdict] = {}
        for check in module.checks:
            if check.duty.applies & declared:
                verdicts[check] = safely(check, journey)
                self.run.tell(CheckJudged(module.id, check_report(check, verdicts[check])))
        return verdicts

    def _report(self, chosen: Chosen, driven: Driven, verdicts: dict[Check, Verdict]) -> ModuleReport:
        journey = driven.journey
        result, reason = of_checks(verdicts.values()), journey.trouble
        if result in {Result.SKIPPED, Result.NOT_APPLICABLE}:
            reason = diagnosis.why_not_judged(result, verdicts)
        if chosen.module.is_control and not driven.reached:
            result, reason = diagnosis.failed_control(result, journey)
        self._watches[len(self.outcomes)] = {check.id: v.watch for check, v in verdicts.items() if v.watch}
        exchanges, observations = journey.exchanges, journey.observations
        return module_report(chosen, result, reason).model_copy(
            update={
                "persona": driven.persona,
                "checks": tuple(check_report(check, verdict) for check, verdict in verdicts.items()),
                "limit": driven.limit(result),
                "reached": driven.reached if chosen.module.is_control else None,
                "seen": next((o.oracle for o in reversed(observations) if not o.step.startswith(AGAIN)), None),
                "exchanges": (exchanges[0].n, exchanges[-1].n) if exchanges else None,
                "observations": (observations[0].n, observations[-1].n) if observations else None,
            }
        )

    def _look_back(self, exchanges: Sequence[Exchange]) -> None:
        """A request that should not have come, however late, breaks the duty of its module."""
        for index, watches in self._watches.items():
            turned = overturned(self.outcomes[index], watches, exchanges)
            if turned is not None:
                self._turn(index, turned)

    def _look_elsewhere(self) -> None:
        """At the end: what came while nobody held the application. A bench that is gone by then leaves the last module unproven."""
        try:
            self._look_back(self.run.elsewhere())
        except BenchError as error:
            self._turn(-1, self.outcomes[-1].model_copy(update={"result": Result.SUITE_ERROR, "reason": error.says}))

    def _turn(self, index: int, turned: ModuleReport) -> None:
        self.outcomes[index] = turned
        self.run.tell(Overturned(turned))

    def _misconfigured(self, parcours: Parcours, driven: Driven, verdicts: dict[Check, Verdict]) -> tuple[Text, ...]:
        """What of the configuration explains a control that failed, or would explain what comes after one that did not."""
        gave_up = self._gave_up if parcours == "franceconnect" else None
        if driven.reached:
            return configuration.given_up_unseen(gave_up) if gave_up else ()
        journey, elsewhere = driven.journey, self.run.elsewhere()
        self._look_back(elsewhere)
        fails = any(verdict.result is Result.FAIL for verdict in verdicts.values())
        explained = fails or any(one.result is Result.FAIL for one in self.outcomes)
        return (
            *configuration.misconfigured(journey, elsewhere, breaks_a_duty=fails),
            *(
                (() if explained else clock.refused_by_clock(journey))
                or self._unreached(parcours, journey, elsewhere, explained=explained)
            ),
            *(configuration.told_apart(gave_up, journey) if gave_up else ()),
        )

    def _unreached(
        self, parcours: Parcours, journey: Journey, elsewhere: Sequence[Exchange], *, explained: bool
    ) -> tuple[Text, ...]:
        space = self.run.ground.space
        first: Service = "franceconnect" if "franceconnect" in WALKED[parcours] else "gateway"
        addresses: dict[Service, str] = {"franceconnect": space.issuer, "token": space.issuer, "gateway": space.gateway}
        return out_of_reach(journey, elsewhere, first, addresses, explained=explained)
