"""One row of the matrix: what the judge answered to one client, module by module and check by check."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from conformance.checks import CHECKS
from conformance.modules import MODULES
from conformance.verdict import of_duty
from gallery.member import Member
from rulebook.duties import DUTIES
from rulebook.duty import Strength
from rulebook.formats.report import ModuleReport, Report, Result

# The careful client, first row of the matrix.
REFERENCE = "reference"
# In the place of a check: what the module itself came to, when none of its checks says it.
WHOLE = "*"
GOOD = frozenset({Result.PASS, Result.NOT_APPLICABLE})
CONFIGURATION, SUITE_ERROR = 2, 3
_BROKEN = frozenset({Result.FAIL, Result.WARNING})

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """`modules`: module → check → result. `unplayed`: each parcours whose control failed, so that nothing disturbed was played on it.

    `problem` is why nothing was judged (exit codes 2 and 3); `seconds` is how long it took; `reported`: its whole report was left beside.
    """

    member: str
    exit_code: int
    modules: Mapping[str, Mapping[str, Result]]
    unplayed: tuple[str, ...] = ()
    problem: str = ""
    seconds: float = 0.0
    reported: bool = False

    def not_good(self) -> dict[Cell, Result]:
        """All that is neither PASS nor NOT_APPLICABLE."""
        return {
            (module, check): result
            for module, cells in self.modules.items()
            for check, result in cells.items()
            if result not in GOOD
        }

    def broken(self) -> dict[str, Result]:
        """Duties found broken, and how: a check that no longer exists has none."""
        found = {CHECKS[check].duty.id: result for check, result in self._told()}
        failed = {CHECKS[check].duty.id for check, result in self._told() if result is Result.FAIL}
        return found | dict.fromkeys(failed, Result.FAIL)

    def failed(self) -> frozenset[str]:
        """Ids of the checks that found them so."""
        return frozenset(check for check, _ in self._told())

    def _told(self) -> Iterator[tuple[str, Result]]:
        return (
            (check, result) for (_, check), result in self.not_good().items() if check in CHECKS and result in _BROKEN
        )

    def check(self, id_: str) -> Result:
        """What the check came to in all the modules where it is; SKIPPED when they were not played."""
        seen = [cells[id_] for cells in self.modules.values() if id_ in cells]
        return of_duty(seen) if seen else Result.SKIPPED


def row_of(member: str, report: Report) -> Row:
    """The row that a report makes."""
    unplayed = _unplayed(report)
    modules = {
        module.id: _cells(module)
        for module in report.modules
        if not (module.parcours in unplayed and _was_not_played(module))
    }
    return Row(member, report.summary.exit_code, modules, unplayed, seconds=report.seconds)


def as_intended(row: Row, member: Member) -> bool:
    """Whether the judge named that duty and no other, as strongly as it is owed; or stopped before judging because of it."""
    if member.stopped_by:
        return row.exit_code == CONFIGURATION and member.stopped_by in row.problem
    must = DUTIES[member.duty].strength is Strength.MUST
    wanted = {member.duty: Result.FAIL if must else Result.WARNING}
    return row.broken() == wanted and row.exit_code in ({1} if must else {0, 1})


def _cells(module: ModuleReport) -> dict[str, Result]:
    cells = {check.id: check.result for check in module.checks}
    if not cells or (module.result not in GOOD and module.result not in cells.values()):
        cells[WHOLE] = module.result
    return cells


def _unplayed(report: Report) -> tuple[str, ...]:
    """Each parcours on which every module but the control was left out."""
    disturbed: dict[str, list[ModuleReport]] = {}
    for module in report.modules:
        if module.parcours is not None and module.id in MODULES and not MODULES[module.id].is_control:
            disturbed.setdefault(module.parcours, []).append(module)
    return tuple(name for name, modules in disturbed.items() if all(map(_was_not_played, modules)))


def _was_not_played(module: ModuleReport) -> bool:
    return module.result is Result.SKIPPED and not module.checks
