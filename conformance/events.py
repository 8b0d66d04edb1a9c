"""What the runner tells while it works; reports listen, and never run anything."""

from dataclasses import dataclass, field

from rulebook.formats.exchange import Exchange
from rulebook.formats.habilitation import Credentials
from rulebook.formats.observation import Observation
from rulebook.formats.persona import Persona
from rulebook.formats.report import CheckReport, Mode, ModuleReport, Report
from rulebook.source import Text


@dataclass(frozen=True, slots=True)
class RunStarted:
    """What will be run: ids of the modules, in order."""

    application: str
    plan: str
    modules: tuple[str, ...]
    mode: Mode = "strict"


@dataclass(frozen=True, slots=True)
class ModuleStarted:
    """Module `position` of `total` begins."""

    module: str
    title: Text
    position: int
    total: int


@dataclass(frozen=True, slots=True)
class StepDone:
    """The citizen made one gesture, and saw a page."""

    module: str
    observation: Observation


@dataclass(frozen=True, slots=True)
class SecondTry:
    """The story is told again in so many seconds: the client may bound how often it reads the keys."""

    module: str
    seconds: float


@dataclass(frozen=True, slots=True)
class CheckJudged:
    """One verdict."""

    module: str
    check: CheckReport


@dataclass(frozen=True, slots=True)
class ModuleFinished:
    """One module's outcome; it may still be overturned by a late request."""

    outcome: ModuleReport


@dataclass(frozen=True, slots=True)
class Overturned:
    """What came after its end turned a finished module: a late request (FAIL), or a bench that is gone (SUITE_ERROR)."""

    outcome: ModuleReport


@dataclass(frozen=True, slots=True)
class RunFinished:
    """The last word."""

    report: Report


@dataclass(frozen=True, slots=True)
class YourTurn:
    """Observation: a person uses `client` (an address, or empty) against the bench, as one of `personas`, for so many seconds at most."""

    client: str
    issuer: str
    gateway: str
    credentials: Credentials = field(repr=False)
    personas: tuple[Persona, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Passed:
    """Observation: an exchange went by; `advice` says what to mend when the bench refused it."""

    exchange: Exchange
    advice: Text | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Observation: so many seconds are left."""

    seconds: float


Event = (
    RunStarted
    | ModuleStarted
    | StepDone
    | SecondTry
    | CheckJudged
    | ModuleFinished
    | Overturned
    | YourTurn
    | Passed
    | Waiting
    | RunFinished
)
