"""What a check answers: a result, what was expected, what was received, and where to look."""

from collections.abc import Iterable
from dataclasses import dataclass

from rulebook.formats.report import Evidence, Result
from rulebook.source import Text

# The order in which children make a parent: the first one present wins.
BY_WEIGHT = (
    Result.SUITE_ERROR,
    Result.FAIL,
    Result.INCONCLUSIVE,
    Result.REVIEW,
    Result.SKIPPED,
    Result.WARNING,
    Result.PASS,
    Result.NOT_APPLICABLE,
)


@dataclass(frozen=True, slots=True)
class Watch:
    """Secrets that must not be used at these endpoints after this instant, until the run ends."""

    endpoints: tuple[str, ...]
    marks: frozenset[str]
    since: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer. `exchanges` and `observations` are numbers within the run; `watch` is what may still overturn it."""

    result: Result
    expected: Text
    received: Text
    exchanges: tuple[int, ...] = ()
    observations: tuple[int, ...] = ()
    evidence: Evidence = Evidence.PROTOCOL
    watch: Watch | None = None


def worst(results: Iterable[Result]) -> Result:
    """The heaviest of `results`; NOT_APPLICABLE when there is none."""
    present = frozenset(results)
    return next((result for result in BY_WEIGHT if result in present), Result.NOT_APPLICABLE)


def of_duty(results: Iterable[Result]) -> Result:
    """What a duty judged in several places comes to: one place that had nothing to see takes nothing away from another that had."""
    present = frozenset(results)
    if present & {Result.PASS, Result.WARNING}:
        present -= {Result.SKIPPED}
    return worst(present)
