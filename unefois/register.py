"""How each duty is answered for: judged by checks, attested by a person, or not yet, for a stated reason; and how many of each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from conformance.checks import CHECKS
from conformance.modules import MODULES
from rulebook.duty import Duty
from rulebook.source import Text


class Way(StrEnum):
    """Exactly one for each duty."""

    JUDGED = "judged"
    ATTESTED = "attested"
    UNTESTED = "untested"


WAYS: Mapping[Way, Text] = MappingProxyType(
    {
        Way.JUDGED: Text("jugées", "judged"),
        Way.ATTESTED: Text("attestées", "attested"),
        Way.UNTESTED: Text("non jugées", "untested"),
    }
)
ONE: Mapping[Way, Text] = MappingProxyType(
    {
        Way.JUDGED: Text("jugée", "judged"),
        Way.ATTESTED: Text("attestée", "attested"),
        Way.UNTESTED: Text("non jugée", "untested"),
    }
)


def checks_of(duty: Duty) -> tuple[str, ...]:
    """Ids of the checks that judge it."""
    return tuple(check.id for check in CHECKS.values() if check.duty is duty)


def modules_of(duty: Duty) -> tuple[str, ...]:
    """Ids of the modules whose checks judge it."""
    return tuple(module.id for module in MODULES.values() if any(check.duty is duty for check in module.checks))


def way(duty: Duty) -> Way:
    """How it is answered for."""
    if checks_of(duty):
        return Way.JUDGED
    return Way.ATTESTED if duty.attested else Way.UNTESTED


def count(duties: Iterable[Duty]) -> Counter[Way]:
    """How many of each way."""
    return Counter(way(duty) for duty in duties)
