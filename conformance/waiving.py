"""What waivers do to a run: they unblock its last word, and change no verdict. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from conformance.checks import CHECKS
from conformance.modules import MODULES
from conformance.verdict import worst
from conformance.years import day
from rulebook.formats.report import CheckReport, DutyReport, ModuleReport, Report, Result, WaiverReport, WaiverState
from rulebook.formats.waivers import LONGEST, Waiver, Waivers
from rulebook.source import Text

# What a waiver lets pass: neither silence (INCONCLUSIVE) nor our own trouble is the client's to be excused for.
WAIVABLE = frozenset({Result.FAIL, Result.REVIEW, Result.SKIPPED})
FAILING = frozenset({WaiverState.STALE, WaiverState.EXPIRED})


def problems(waivers: Waivers, application: str, today: date) -> Iterator[Text]:
    """What is wrong with the file itself, before any run: a check that does not exist, a waiver that lasts too long."""
    latest = today + timedelta(days=waivers.max_days)
    for one in waivers.waiver:
        if one.application != application:
            continue
        if one.id != one.duty and one.id not in CHECKS:
            known = ", ".join(name for name in CHECKS if name.startswith(one.duty)) or "—"
            yield Text(
                f"Dérogation {one.id} : pas de contrôle de ce nom (connus : {known}).",
                f"Waiver {one.id}: no check of that name (known: {known}).",
            )
        if one.expires > latest:
            yield Text(
                f"Dérogation {one.id} : expire le {one.expires}, au plus tard le {latest} attendu ({waivers.max_days} jours, max_days) : "
                "rapprochez-la.",
                f"Waiver {one.id}: expires on {one.expires}, {latest} at the latest was expected ({waivers.max_days} days, max_days): "
                "bring it nearer.",
            )


@dataclass(frozen=True, slots=True)
class Waived:
    """A run's modules and duties, marked; the waivers and what each did."""

    modules: tuple[ModuleReport, ...]
    duties: tuple[DutyReport, ...]
    waivers: tuple[WaiverReport, ...]


def blocking(modules: Sequence[ModuleReport], waivers: Sequence[WaiverReport]) -> tuple[Result, ...]:
    """What the exit code is made of: what no waiver lets pass, and a FAIL for each waiver that must go."""
    return (
        *(open_result(module) for module in modules),
        *(Result.FAIL for one in waivers if one.state in FAILING),
    )


def apply(
    waivers: Waivers, application: str, today: date, modules: Sequence[ModuleReport], duties: Sequence[DutyReport]
) -> Waived:
    """Mark what the waivers of this application let pass on that day."""
    ours = [one for one in waivers.waiver if one.application == application]
    alive = [one for one in ours if one.expires >= today]
    marked = tuple(_module(module, alive) for module in modules)
    told = tuple(_duty(duty, alive, marked) for duty in duties)
    return Waived(marked, told, tuple(_report(one, today, marked, told) for one in ours))


def open_result(module: ModuleReport) -> Result:
    """What the module comes to once what is waived is left out; what it has a reason of its own for, no waiver of a check excuses."""
    if module.waived:
        return Result.NOT_APPLICABLE
    if _has_its_own_reason(module):
        return module.result
    return worst(check.result for check in module.checks if not check.waived)


def _has_its_own_reason(module: ModuleReport) -> bool:
    """Not explained by its checks: it was not run, or its undisturbed journey failed."""
    said = worst(check.result for check in module.checks)
    return said is not module.result or (module.reason is not None and module.result is not Result.SKIPPED)


def _module(module: ModuleReport, waivers: Sequence[Waiver]) -> ModuleReport:
    checks = tuple(
        check.model_copy(update={"waived": True}) if _covered(check, waivers) else check for check in module.checks
    )
    marked = module.model_copy(update={"checks": checks})
    if module.result not in WAIVABLE:
        return marked
    if module.checks:
        left = module.result if _has_its_own_reason(marked) else open_result(marked)
        return marked.model_copy(update={"waived": left not in {*WAIVABLE, Result.INCONCLUSIVE, Result.SUITE_ERROR}})
    planned = planned_checks(module)
    skipped = module.result is Result.SKIPPED and bool(planned)
    return marked.model_copy(update={"waived": skipped and all(_names(waivers, *one) for one in planned)})


def _covered(check: CheckReport, waivers: Sequence[Waiver]) -> bool:
    return check.result in WAIVABLE and _names(waivers, check.id, check.duty)


def _names(waivers: Sequence[Waiver], check: str, duty: str) -> bool:
    return any(one.covers(check, duty) for one in waivers)


def planned_checks(module: ModuleReport) -> tuple[tuple[str, str], ...]:
    """Checks that a module not run would have made, each with its duty."""
    known = MODULES.get(module.id)
    return tuple((check.id, check.duty.id) for check in known.checks) if known else ()


def _duty(duty: DutyReport, waivers: Sequence[Waiver], modules: Sequence[ModuleReport]) -> DutyReport:
    """Waived when each of its checks that does not hold is; or the duty itself, when no check judged it."""
    if duty.result not in WAIVABLE:
        return duty
    broken = [
        check for module in modules for check in module.checks if check.duty == duty.id and check.result in WAIVABLE
    ]
    alone = duty.attestation is None and _names(waivers, duty.id, duty.id)
    waived = all(check.waived for check in broken) if broken else alone
    return duty.model_copy(update={"waived": waived})


def _report(one: Waiver, today: date, modules: Sequence[ModuleReport], duties: Sequence[DutyReport]) -> WaiverReport:
    passed = tuple(
        dict.fromkeys(
            check.id
            for module in modules
            for check in module.checks
            if check.waived and one.covers(check.id, check.duty)
        )
    )
    return WaiverReport(
        id=one.id,
        reason=one.reason,
        owner=one.owner,
        expires=one.expires,
        state=_state(one, today, passed, modules, duties),
        checks=passed,
    )


def _state(
    one: Waiver, today: date, passed: Sequence[str], modules: Sequence[ModuleReport], duties: Sequence[DutyReport]
) -> WaiverState:
    if one.expires < today:
        return WaiverState.EXPIRED
    skipped = any(
        module.waived and not module.checks and any(one.covers(*planned) for planned in planned_checks(module))
        for module in modules
    )
    if passed or skipped:
        return WaiverState.USED
    about = [duty for duty in duties if duty.id == one.duty]
    if any(duty.waived and duty.result is Result.REVIEW for duty in about):
        return WaiverState.USED
    told = [check.result for module in modules for check in module.checks if one.covers(check.id, check.duty)]
    idle = any(duty.result is Result.NOT_APPLICABLE or duty.attestation is not None for duty in about)
    settled = told and not {Result.INCONCLUSIVE, Result.SUITE_ERROR} & {*told}
    return WaiverState.STALE if settled or idle else WaiverState.UNSEEN


def template(report: Report) -> tuple[str, ...]:
    """One line to complete for each check that blocks the last word: it goes in `waiver = […]`."""
    blocking = dict.fromkeys(
        check.id
        for module in report.modules
        for check in module.checks
        if check.result in WAIVABLE and not check.waived
    )
    expires = day(report.started_at) + timedelta(days=LONGEST)
    return tuple(
        f'{{ id = "{name}", application = "{report.habilitation}", reason = "", owner = "", expires = {expires} }},'
        for name in blocking
    )
