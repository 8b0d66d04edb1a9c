"""`report.json`: what a run came to. Sentences are in both languages; exchanges and observations lie beside, by number."""

from typing import Literal

from pydantic import Field

from rulebook.duty import Capability, Strength
from rulebook.formats.observation import Seen
from rulebook.formats.record import Part, Record
from rulebook.source import Text

Outcome = Literal["PASS", "FAIL", "WARNING", "REVIEW", "SKIPPED", "NOT_APPLICABLE", "INCONCLUSIVE", "SUITE_ERROR"]


class CheckReport(Part):
    """One check's verdict. `evidence` says what it rests on: the page seen, or only the wire."""

    id: str
    duty: str
    strength: Strength
    title: str
    result: Outcome
    expected: Text
    received: Text
    exchanges: tuple[int, ...] = ()
    observations: tuple[int, ...] = ()
    evidence: Literal["observed", "protocol"] = "protocol"


class ModuleReport(Part):
    """One module's outcome. `reason` says why when no check does; `exchanges` and `observations` are first and last numbers."""

    id: str
    title: Text
    parcours: str | None = None
    persona: str | None = None
    fault: str | None = None
    reaction: str | None = None
    result: Outcome
    reason: Text | None = None
    checks: tuple[CheckReport, ...] = ()
    seen: Seen | None = None
    exchanges: tuple[int, int] | None = None
    observations: tuple[int, int] | None = None
    seconds: float = 0.0


class DutyReport(Part):
    """One duty, with what the run came to; NOT_APPLICABLE carries the declaration that says so in `reason`."""

    id: str
    strength: Strength
    says: Text
    mend: Text
    source: str
    result: Outcome
    checks: tuple[str, ...] = ()
    reason: Text | None = None


class Summary(Part):
    """The last word: `demonstrated` on `perimeter`, so many duties out of those that apply."""

    demonstrated: bool
    perimeter: Text
    duties_demonstrated: int
    duties_applicable: int
    counts: dict[Outcome, int]
    exit_code: int = Field(ge=0, le=4)


class Report(Record):
    """A whole run. A self-assessment, never a certificate."""

    nature: Literal["auto-évaluation"] = "auto-évaluation"
    suite: str
    run: str
    application: str
    habilitation: str
    space: str
    issuer: str
    base_url: str
    capabilities: tuple[Capability, ...]
    plan: str
    driver: str
    seed: int
    started_at: float
    seconds: float
    modules: tuple[ModuleReport, ...]
    duties: tuple[DutyReport, ...]
    summary: Summary
