"""How long the judge waits, and how much it reads: no client may hang a run, nor fill its memory."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from rulebook.formats.report import Limit
from rulebook.source import Text

# Characters of a text, and of a title or of words of the client in a sentence, that a record keeps: who finds a text as long as that
# knows that there was more.
KEPT, TITLE = 64 * 1024, 500
OVER = Text("la durée du passage est écoulée", "the run's time is over")


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes and counts. None of them, expiring, ever yields a PASS.

    `arm` is for the first page, `step` for each next request, `run` for everything. Quiet time after an anomaly is `spoken` once the
    oracle has recognised a page, else `silent` (the limit named `quiet`); `settle` is for journals to be complete after an undisturbed
    journey. `reading` is how long a page may take to be read once it has come. `skew` is how far apart two clocks may be. `again` is
    how long a client may keep from reading the keys anew.
    """

    arm: float = 30.0
    step: float = 20.0
    run: float = 1800.0  # the longest plan, ten seconds a story
    spoken: float = 0.15  # what comes later is still recognised, until the run ends
    silent: float = 3.0
    settle: float = 0.05
    reading: float = 10.0
    lease: float = 30.0
    skew: float = 30.0
    again: float = 61.0
    page: int = 2 * 1024 * 1024
    redirects: int = 10
    bench_pages: int = 8

    def seconds(self, limit: Limit) -> float:
        """How long that limit is."""
        found: float = getattr(self, _FIELDS[limit])
        return found

    def changed(self, seconds: Mapping[Limit, float]) -> "Limits":
        """The same, but for these."""
        return replace(self, **{_FIELDS[limit]: long for limit, long in seconds.items()})  # type: ignore[arg-type]  # all are floats


_FIELDS: Mapping[Limit, str] = MappingProxyType(
    {Limit.ARM: "arm", Limit.STEP: "step", Limit.QUIET: "silent", Limit.RUN: "run"}
)
LIMITS = Limits()
