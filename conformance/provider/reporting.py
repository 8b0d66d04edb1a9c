"""A run of the provider plan as a report: the same record as for a téléservice, its facts standing where duties do."""

import secrets
import time
from collections.abc import Sequence
from importlib.metadata import version

from conformance.outcome import summary
from conformance.provider.fact import Fact
from conformance.provider.ground import Standing
from conformance.provider.plan import FACTS, ID
from rulebook.differences import DIFFERENCES, Difference
from rulebook.duty import Strength
from rulebook.formats.report import CheckReport, DifferenceReport, DutyReport, ModuleReport, Report, Result
from rulebook.source import Text

_MEND = Text(
    "Servez ce que dit la source ; un écart voulu s'inscrit dans rulebook/differences.py",
    "Serve what the source says; a deliberate deviation is listed in rulebook/differences.py",
)


def report(
    standing: Standing,
    modules: tuple[ModuleReport, ...],
    seen: dict[str, list[str]],
    started: float,
    only: Sequence[str],
) -> Report:
    """The whole run; differences that no fact saw are listed too when the provider is ours."""
    duties = tuple(_duty(FACTS[check.id], check) for module in modules for check in module.checks)
    part = f" ({', '.join(only)})" if only else ""
    perimeter = f"{ID}{part} : {standing.platform.name}"
    return Report(
        suite=f"unefois {version('unefois')}",
        run=secrets.token_hex(8),
        application=standing.platform.name,
        habilitation=", ".join(standing.clients),
        space=standing.space,
        issuer=standing.issuer,
        base_url=standing.issuer,
        capabilities=(),
        plan=ID,
        driver="http",
        seed=standing.seed,
        started_at=started,
        seconds=round(time.time() - started, 3),
        modules=modules,
        duties=duties,
        differences=tuple(_difference(one, seen) for one in DIFFERENCES.values() if one.id in seen or standing.ours),
        summary=summary(modules, duties, Text(perimeter, perimeter.replace(" :", ":"))),
    )


def _duty(fact: Fact, check: CheckReport) -> DutyReport:
    return DutyReport(
        id=fact.id,
        strength=Strength.MUST,
        says=fact.says,
        mend=_MEND,
        source=fact.source.says,
        result=check.result,
        checks=(check.id,),
        reason=check.received if check.result is Result.NOT_APPLICABLE else None,
    )


def _difference(difference: Difference, seen: dict[str, list[str]]) -> DifferenceReport:
    return DifferenceReport(
        id=difference.id,
        real=difference.real,
        ours=difference.ours,
        why=difference.why,
        how=difference.how,
        source=difference.source.says,
        seen=tuple(seen.get(difference.id, ())),
    )
