"""What a téléservice owes: one record a duty, judged, attested, or saying why it is neither."""

from dataclasses import dataclass
from enum import StrEnum

from rulebook.constraint import Constraint
from rulebook.formats.datapass import StageName
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
    API_ETAT_CIVIL = "api_etat_civil"
    LOGOUT = "logout"


class Profile(StrEnum):
    """What a contract says of its holder, when a duty is about such holders only."""

    PLUS = "franceconnect+"  # registered on FranceConnect+
    LEP = "lep"  # a bank, that asks whether a savings account may be opened


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty.

    It applies when the application declares at least one capability of `applies`, at one of `stages` of its habilitation (all when
    there is none) and, with a `profile`, when the contract has it. `parameter` and `constraint` say it as data when it is about one
    value of one message; otherwise the check's verb says it. `attestation` is the question that a person answers when no machine
    can. `untested_because` excuses a duty that nothing judges yet; silence is impossible: a test fails on a duty that is neither
    judged, nor attested, nor excused. `rows` are those of the facts that it covers (`I.3`: FranceConnect, `G.12`: the tax API).
    """

    id: str
    strength: Strength
    says: Text
    mend: Text
    source: Source
    applies: frozenset[Capability]
    parameter: str | None = None
    constraint: Constraint | None = None
    stages: frozenset[StageName] = frozenset()
    profile: Profile | None = None
    attestation: Text | None = None
    untested_because: Text | None = None
    rows: tuple[str, ...] = ()

    @property
    def attested(self) -> bool:
        """Whether only a human can state it."""
        return self.attestation is not None


@dataclass(frozen=True, slots=True)
class Family:
    """Duties about one thing, in the order of a citizen's journey."""

    id: str
    title: Text
    duties: tuple[Duty, ...]


LOGIN = frozenset({Capability.FRANCECONNECT})
API = frozenset({Capability.API_FRANCECONNECT, Capability.API_SPI, Capability.API_ETAT_CIVIL})
NOTICE = frozenset({Capability.API_FRANCECONNECT, Capability.API_SPI})
CONSENT = frozenset({Capability.API_FRANCECONNECT})
TYPED = frozenset({Capability.API_SPI})
CIVIL_STATUS = frozenset({Capability.API_ETAT_CIVIL})
ANY = LOGIN | API
