"""`report.json`: what a run came to. Sentences are in both languages; exchanges and observations lie beside, by number."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from rulebook.duty import Capability, Strength
from rulebook.formats.datapass import StageName
from rulebook.formats.observation import Seen
from rulebook.formats.record import Part, Record
from rulebook.source import Text

# Strict: stories told by a driver, under anomalies too. Observation: what passed by, nothing disturbed; it demonstrates nothing.
Mode = Literal["strict", "observation"]


class Result(StrEnum):
    """The end of a check, a duty or a module; its status (waiting, running, done) is another matter."""

    PASS = "PASS"
    FAIL = "FAIL"
    WARNING = "WARNING"
    REVIEW = "REVIEW"
    SKIPPED = "SKIPPED"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    INCONCLUSIVE = "INCONCLUSIVE"
    SUITE_ERROR = "SUITE_ERROR"


class Evidence(StrEnum):
    """What a verdict rests on: the page that the citizen saw, or only what went over the wire."""

    OBSERVED = "observed"
    PROTOCOL = "protocol"


class Limit(StrEnum):
    """The time that ran out before the client had done what was waited for: none of them, expiring, ever yields a PASS."""

    ARM = "arm"  # its first page
    STEP = "step"  # each next one
    QUIET = "quiet"  # something to recognise, once it was served an anomaly
    RUN = "run"  # everything


class CheckReport(Part):
    """One check's verdict; `difference` names the known deviation of our simulator that it saw, and passed.

    `waived`: it does not hold, and a waiver of the run lets it pass.
    """

    id: str
    duty: str
    strength: Strength
    title: str
    result: Result
    expected: Text
    received: Text
    exchanges: tuple[int, ...] = ()
    observations: tuple[int, ...] = ()
    evidence: Evidence = Evidence.PROTOCOL
    difference: str | None = None
    waived: bool = False


class ModuleReport(Part):
    """One module's outcome. `reason` says why when no check does; `exchanges` and `observations` are first and last numbers.

    `waived`: nothing of it blocks the last word any more, its result notwithstanding. `rerun` is what the same story came to when it
    was told again after a failure: another result means a flaky client, not a wrong one. `limit`: which time ran out, if one did.
    `reached`: whether an undisturbed story came to its goal; what held in one that did not is shown, and proves nothing.
    """

    id: str
    title: Text
    parcours: str | None = None
    persona: str | None = None
    fault: str | None = None
    reaction: str | None = None
    result: Result
    reason: Text | None = None
    checks: tuple[CheckReport, ...] = ()
    seen: Seen | None = None
    exchanges: tuple[int, int] | None = None
    observations: tuple[int, int] | None = None
    seconds: float = 0.0
    waived: bool = False
    rerun: Result | None = None
    limit: Limit | None = None
    reached: bool | None = None


class AttestationReport(Part):
    """What a person stated, signed and dated. It makes no PASS: the duty stays REVIEW, and no longer blocks."""

    statement: str
    who: str
    when: date


class DutyReport(Part):
    """One duty, with what the run came to; NOT_APPLICABLE carries the declaration that says so in `reason`."""

    id: str
    strength: Strength
    says: Text
    mend: Text
    source: Text
    result: Result
    checks: tuple[str, ...] = ()
    reason: Text | None = None
    waived: bool = False
    attestation: AttestationReport | None = None


class WaiverState(StrEnum):
    """What a waiver did in a run: STALE (nothing to waive) and EXPIRED fail it; UNSEEN speaks of what the run did not judge."""

    USED = "used"
    STALE = "stale"
    EXPIRED = "expired"
    UNSEEN = "unseen"


class WaiverReport(Part):
    """One waiver of the application, and what it did; `checks` are those that it let pass."""

    id: str
    reason: str
    owner: str
    expires: date
    state: WaiverState
    checks: tuple[str, ...] = ()


class FormReport(Part):
    """One refusal of the DataPass form at the stage that the plan prepares: `because` ends "would be refused because …", `at` is the key of the file."""

    rule: str
    api: str
    at: str
    because: Text
    mend: Text
    source: Text


class DifferenceReport(Part):
    """One known difference of our simulators from the real services; `seen` are the checks of this run that saw it."""

    id: str
    real: Text
    ours: Text
    why: Text
    how: Text
    source: Text
    seen: tuple[str, ...] = ()


class Summary(Part):
    """The last word: `demonstrated` on `perimeter`, so many duties out of those that apply; `attested` are beside.

    `waivers` is how many let something pass; `owed`, how many attestations are missing and block; `refused`, how
    many refusals of the DataPass form do. An observation demonstrates none: `seen` is how many duties its traffic showed, kept or not, `missed` how
    many of them (MUST) were not kept.
    """

    demonstrated: bool
    perimeter: Text
    duties_demonstrated: int
    duties_applicable: int
    counts: dict[Result, int]
    exit_code: int = Field(ge=0, le=4)
    waivers: int = 0
    attested: int = 0
    owed: int = 0
    refused: int = 0
    seen: int | None = None
    missed: int | None = None


class Report(Record):
    """A whole run. A self-assessment, never a certificate.

    `organisation`, `stage`, `resources` and `scopes` are the habilitation's own words; `idle`: capabilities that the application declares and this run did not
    exercise; `today` is the day on which the client believed itself to be, when it
    was not the machine's.
    """

    nature: Literal["auto-évaluation"] = "auto-évaluation"
    mode: Mode = "strict"
    suite: str
    run: str
    application: str
    organisation: str | None = None
    habilitation: str
    stage: StageName | None = None
    today: date | None = None
    space: str
    issuer: str
    base_url: str
    capabilities: tuple[Capability, ...]
    idle: tuple[Capability, ...] = ()
    resources: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    plan: str
    driver: str
    seed: int
    started_at: float
    seconds: float
    modules: tuple[ModuleReport, ...]
    duties: tuple[DutyReport, ...]
    differences: tuple[DifferenceReport, ...] = ()
    waivers: tuple[WaiverReport, ...] = ()
    form: tuple[FormReport, ...] = ()
    summary: Summary
