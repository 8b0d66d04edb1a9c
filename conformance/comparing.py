"""Two reports side by side: what got worse, what was mended, what cannot be told, and whether they may be compared at all. Pure."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rulebook.formats.report import CheckReport, Report, Result
from rulebook.source import Text


class Change(StrEnum):
    """What became of one module or duty, the worst first."""

    REGRESSION = "regression"
    MENDED = "mended"
    REWORDED = "reworded"  # the same result, said or waived otherwise
    UNKNOWN = "unknown"  # one side cannot tell: silence, our own trouble, another declaration
    APPEARED = "appeared"
    DISAPPEARED = "disappeared"
    UNCHANGED = "unchanged"


# From good to bad; what is not here says nothing of the client.
_RANKS: Mapping[Result, int] = {
    Result.PASS: 0,
    Result.WARNING: 1,
    Result.REVIEW: 2,
    Result.SKIPPED: 2,
    Result.FAIL: 3,
}
_SHOWN = frozenset({Result.PASS, Result.WARNING})


@dataclass(frozen=True, slots=True)
class Side:
    """One module or duty in one report: its result, its words, whether a waiver lets it pass, whether somebody attests it."""

    result: Result
    says: Text | None = None
    waived: bool = False
    attested: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One module or duty in both."""

    kind: str
    id: str
    change: Change
    before: Side | None = None
    after: Side | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of it; `notes` say why verdicts may not be comparable."""

    notes: tuple[Text, ...]
    items: tuple[Item, ...]

    def of(self, change: Change) -> tuple[Item, ...]:
        """The items that changed so."""
        return tuple(item for item in self.items if item.change is change)

    @property
    def unchanged(self) -> Mapping[Result, int]:
        """How many stayed as they were, by result."""
        return Counter(item.after.result for item in self.of(Change.UNCHANGED) if item.after)

    @property
    def exit_code(self) -> int:
        """1 when something got worse."""
        return 1 if self.of(Change.REGRESSION) else 0


def compare(before: Report, after: Report) -> Comparison:
    """From `before` to `after`, duties first: a module's verdict is made of theirs."""
    tables = (("duty", _duties(before), _duties(after)), ("module", _modules(before), _modules(after)))
    notes = tuple(_notes(before, after))
    items = tuple(
        Item(kind, id_, _change(old.get(id_), new.get(id_), alike=not notes), old.get(id_), new.get(id_))
        for kind, old, new in tables
        for id_ in dict.fromkeys((*new, *old))
    )
    return Comparison(notes, items)


def _alone(before: Side | None, *, alike: bool) -> Change:
    """What one report alone holds. When nothing explains that what was shown is shown no more, a proof is lost."""
    if before is None:
        return Change.APPEARED
    return Change.REGRESSION if alike and before.result in _SHOWN else Change.DISAPPEARED


def _change(before: Side | None, after: Side | None, *, alike: bool) -> Change:
    if before is None or after is None:
        return _alone(before, alike=alike)
    if before.result is after.result and before.attested != after.attested:
        return Change.MENDED if after.attested else Change.REGRESSION
    if before.result is after.result:
        told = after.result in {Result.PASS, Result.NOT_APPLICABLE} or (before == after)
        return Change.UNCHANGED if told else Change.REWORDED
    if before.result not in _RANKS or after.result not in _RANKS:
        return Change.UNKNOWN
    worse = _RANKS[after.result] - _RANKS[before.result]
    if worse == 0:
        return Change.UNKNOWN
    return Change.REGRESSION if worse > 0 else Change.MENDED


def _duties(report: Report) -> dict[str, Side]:
    """Duties that the run had something to say of; the others are not in it."""
    checks: dict[str, list[CheckReport]] = {}
    for module in report.modules:
        for check in module.checks:
            checks.setdefault(check.duty, []).append(check)
    return {
        duty.id: Side(
            duty.result,
            _words(checks.get(duty.id, ()), duty.result) or duty.reason,
            duty.waived,
            duty.attestation is not None,
        )
        for duty in report.duties
        if duty.checks or duty.result is not Result.SKIPPED
    }


def _words(checks: Sequence[CheckReport], result: Result) -> Text | None:
    return next((check.received for check in checks if check.result is result), None)


def _modules(report: Report) -> dict[str, Side]:
    return {module.id: Side(module.result, module.reason, module.waived) for module in report.modules}


# ------------------------------------------------------------------ may they be compared?
_ASKED: tuple[tuple[Text, Callable[[Report], str]], ...] = (
    (Text("version de la suite", "suite version"), lambda report: report.suite),
    (Text("application", "application"), lambda report: report.habilitation),
    (Text("plan", "plan"), lambda report: report.summary.perimeter.fr.partition(" : ")[0]),
    (Text("capacités déclarées", "declared capabilities"), lambda report: ", ".join(sorted(report.capabilities))),
    (Text("pilote", "driver"), lambda report: report.driver),
    (Text("graine du banc", "seed of the bench"), lambda report: str(report.seed)),
)


def _notes(before: Report, after: Report) -> Iterator[Text]:
    for name, read in _ASKED:
        old, new = read(before), read(after)
        if old != new:
            yield Text(f"{name.fr} : {old or '∅'} → {new or '∅'}", f"{name.en}: {old or '∅'} → {new or '∅'}")
    if before.started_at > after.started_at:
        yield Text("le premier rapport est le plus récent des deux", "the first report is the more recent of the two")
