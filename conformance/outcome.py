"""From verdicts to a report: how children make a parent, and how a run ends. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from conformance.checks import Check
from conformance.checks.reactions import forbidden, went_on
from conformance.modules.usage import WHEN_COMPARED
from conformance.plans import PLANS, Chosen
from conformance.verdict import Verdict, Watch, of_duty, worst
from conformance.waiving import blocking
from rulebook.applicable import why_not
from rulebook.duties import DUTIES
from rulebook.duty import Capability, Duty, Strength
from rulebook.formats.exchange import Exchange
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.report import (
    CheckReport,
    DutyReport,
    Limit,
    ModuleReport,
    Result,
    Summary,
    WaiverReport,
    WaiverState,
)
from rulebook.source import Text

_SHOWN = frozenset({Result.PASS, Result.WARNING})
_COMPARING = ", ".join(plan.id for plan in PLANS.values() if plan.compares)
_BLOCKED = frozenset({Result.REVIEW, Result.SKIPPED})


def exit_code(results: Iterable[Result]) -> int:
    """3 if the suite erred; else 1 on FAIL; else 4 on INCONCLUSIVE; else 1 on REVIEW or SKIPPED; else 0."""
    present = frozenset(results)
    if Result.SUITE_ERROR in present:
        return 3
    if Result.FAIL in present:
        return 1
    if Result.INCONCLUSIVE in present:
        return 4
    return 1 if present & _BLOCKED else 0


def check_report(check: Check, verdict: Verdict) -> CheckReport:
    """A verdict as the report keeps it."""
    return CheckReport(
        id=check.id,
        duty=check.duty.id,
        strength=check.duty.strength,
        title=check.title,
        result=verdict.result,
        expected=verdict.expected,
        received=verdict.received,
        exchanges=verdict.exchanges,
        observations=verdict.observations,
        evidence=verdict.evidence,
    )


def module_report(
    chosen: Chosen, result: Result, reason: Text | None = None, limit: Limit | None = None
) -> ModuleReport:
    """A module that was not run: it has a result, a reason, the time that ran out if one did, and nothing else."""
    module = chosen.module
    return ModuleReport(
        id=module.id,
        title=module.title,
        parcours=chosen.parcours,
        fault=module.fault,
        reaction=module.reaction,
        result=result,
        reason=reason,
        limit=limit,
    )


def not_exercised(capability: Capability) -> ModuleReport:
    """A capability that is declared, and that nothing exercised: it stands among the modules, since it blocks as they do."""
    return ModuleReport(
        id=f"capacite-{capability.replace('_', '-')}",
        title=Text(f"Capacité déclarée : {capability}", f"Declared capability: {capability}"),
        result=Result.SKIPPED,
        reason=Text(
            f"{capability} est déclarée, et aucun module de ce plan ne l'exerce : choisissez un plan qui l'exerce, ou retirez-la de "
            "capabilities",
            f"{capability} is declared, and no module of this plan exercises it: choose a plan that does, or take it out of capabilities",
        ),
    )


def overturned(
    module: ModuleReport, watches: Mapping[str, Watch], exchanges: Sequence[Exchange]
) -> ModuleReport | None:
    """The module as requests that came after its end leave it; None when nothing came."""
    late = {id_: used for id_, watch in watches.items() if (used := forbidden(exchanges, watch))}
    if not late:
        return None
    checks = tuple(_late(check, late[check.id]) if check.id in late else check for check in module.checks)
    return module.model_copy(update={"checks": checks, "result": worst(check.result for check in checks)})


def _late(check: CheckReport, used: Sequence[Exchange]) -> CheckReport:
    said = went_on(used)
    received = Text(f"après coup, {said.fr}", f"afterwards, {said.en}")
    numbers = tuple(e.n for e in used)
    broken = Result.FAIL if check.strength is Strength.MUST else Result.WARNING
    return check.model_copy(
        update={
            "result": broken,
            "received": received,
            "exchanges": (*check.exchanges, *numbers),
        }
    )


class Declares(Protocol):
    """Whoever says what it does: an application, or somebody who is only observed."""

    @property
    def capabilities(self) -> tuple[Capability, ...]:
        """What it does."""
        ...


def duty_reports(
    modules: Sequence[ModuleReport], application: Declares, habilitation: Habilitation | None = None
) -> tuple[DutyReport, ...]:
    """Every duty of the rulebook, with what this run came to; without `habilitation`, whatever its stage and its contract."""
    judged: dict[str, list[CheckReport]] = {}
    astray: dict[str, Text] = {}
    for module in modules:
        for check in module.checks:
            proof = check
            if module.reached is False and check.result in _SHOWN:
                astray[check.duty] = _held_astray(module)
                proof = check.model_copy(update={"result": Result.SKIPPED})
            judged.setdefault(check.duty, []).append(proof)
    declared = frozenset(application.capabilities)
    return tuple(
        _duty(duty, judged.get(duty.id, []), why_not(duty, declared, habilitation), astray.get(duty.id))
        for duty in DUTIES.values()
    )


def _held_astray(module: ModuleReport) -> Text:
    """What an undisturbed story held before it went astray, it may have held for having done nothing."""
    return Text(
        f"tenue dans {module.id}, qui n'a pas abouti : cela ne démontre rien",
        f"held in {module.id}, which did not reach its goal: that demonstrates nothing",
    )


def _duty(duty: Duty, checks: Sequence[CheckReport], excluded: Text | None, astray: Text | None) -> DutyReport:
    reason: Text | None
    if excluded is not None:
        result, reason = Result.NOT_APPLICABLE, excluded
    elif duty.attestation is not None:
        result, reason = Result.REVIEW, duty.attestation
    elif not checks and duty.untested_because is not None:
        result, reason = Result.SKIPPED, duty.untested_because
    elif not checks and duty.id in WHEN_COMPARED:
        result, reason = Result.NOT_APPLICABLE, _if_compared(duty.id)
    elif not checks:
        result = Result.SKIPPED
        reason = Text("aucun module de ce passage ne l'a jugée", "no module of this run judged it")
    else:
        result = of_duty(check.result for check in checks)
        reasons = {Result.NOT_APPLICABLE: checks[0].received, Result.SKIPPED: astray}
        reason = reasons.get(result)
    return DutyReport(
        id=duty.id,
        strength=duty.strength,
        says=duty.says,
        mend=duty.mend,
        source=duty.source.says,
        result=result,
        checks=tuple(dict.fromkeys(check.id for check in checks)),
        reason=reason,
    )


@dataclass(frozen=True, slots=True)
class Owed:
    """What a plan asks for beside its stories, and lacks: `attestations` that nobody gave, `refusals` of the DataPass form."""

    attestations: int = 0
    refusals: int = 0


def _if_compared(duty: str) -> Text:
    """Only stories to compare judge it: nobody owes it to another plan."""
    when = WHEN_COMPARED[duty]
    return Text(
        f"facultative : le plan {_COMPARING} la juge quand {when.fr}",
        f"optional: the plan {_COMPARING} judges it when {when.en}",
    )


def summary(
    modules: Sequence[ModuleReport],
    duties: Sequence[DutyReport],
    perimeter: Text,
    waivers: Sequence[WaiverReport] = (),
    owed: Owed = Owed(),
) -> Summary:
    """The last word on `perimeter`: what is waived or attested does not block it, and is not shown either; `owed` blocks too."""
    results = [module.result for module in modules]
    code = exit_code((*blocking(modules, waivers), *(Result.REVIEW,) * (owed.attestations + owed.refusals)))
    applicable = [duty for duty in duties if duty.result is not Result.NOT_APPLICABLE]
    shown = [duty for duty in applicable if duty.result in _SHOWN]
    return Summary(
        demonstrated=code == 0 and not _SHOWN.isdisjoint(results),
        perimeter=perimeter,
        duties_demonstrated=len(shown),
        duties_applicable=len(applicable),
        counts=dict(Counter(results)),
        exit_code=code,
        waivers=sum(one.state is WaiverState.USED for one in waivers),
        attested=sum(duty.attestation is not None for duty in duties),
        owed=owed.attestations,
        refused=owed.refusals,
    )


def observed(modules: Sequence[ModuleReport], duties: Sequence[DutyReport], perimeter: Text) -> Summary:
    """The last word of an observation: what was seen, what was missed; it demonstrates nothing, and what was not seen blocks nothing."""
    results = [module.result for module in modules]
    applicable = [duty for duty in duties if duty.result is not Result.NOT_APPLICABLE]
    missed = [duty for duty in applicable if duty.result is Result.FAIL]
    return Summary(
        demonstrated=False,
        perimeter=perimeter,
        duties_demonstrated=0,
        duties_applicable=len(applicable),
        counts=dict(Counter(results)),
        exit_code=exit_code(result for result in results if result not in _BLOCKED),
        seen=len(missed) + sum(duty.result in _SHOWN for duty in applicable),
        missed=len(missed),
    )


def of_checks(verdicts: Iterable[Verdict]) -> Result:
    """What a module's verdicts come to."""
    return worst(verdict.result for verdict in verdicts)
