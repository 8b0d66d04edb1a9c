"""What a téléservice owes: one record a duty, judged, attested, or saying why it is not."""

from dataclasses import dataclass
from enum import StrEnum

from rulebook.constraint import Constraint
from rulebook.source import Source, Text


class Strength(StrEnum):
    """RFC 2119 words: a broken MUST is a FAIL, a broken SHOULD a WARNING, a MAY is only told."""

    MUST = "MUST"
    SHOULD = "SHOULD"
    MAY = "MAY"


class Capability(StrEnum):
    """What an application declares it does; a duty about something else does not apply to it."""

    FRANCECONNECT = "franceconnect"
    API_FRANCECONNECT = "api_franceconnect"
    API_SPI = "api_spi"


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty.

    It applies when the application declares at least one capability of `applies`. `parameter` and `constraint` say it as
    data when it is about one value of one message; otherwise the check's verb says it. `untested_because` excuses a duty
    that nothing judges yet; silence is impossible: a test fails on a duty that is neither judged nor excused.
    """

    id: str
    strength: Strength
    says: Text
    mend: Text
    source: Source
    applies: frozenset[Capability]
    parameter: str | None = None
    constraint: Constraint | None = None
    untested_because: str | None = None
