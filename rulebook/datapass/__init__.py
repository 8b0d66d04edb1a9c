"""What the DataPass form refuses: fourteen groups of rules, and what is worth saying beside them. `RULES` finds any of them by id; an id is never reused.

`check` never says that a request will be accepted: people instruct it.
"""

from collections.abc import Mapping
from types import MappingProxyType

from rulebook.datapass import advice, between, contract, data, production, project
from rulebook.datapass.request import STAGES, Api, Request, Stage, requests
from rulebook.datapass.rule import Complaint, Finding, Nature, Rule
from rulebook.formats.habilitation import Habilitation

# In the order of their groups; then what is said beside them.
ALL: tuple[Rule, ...] = (
    project.PROJECT,
    project.LEGAL,
    project.MODALITIES,
    data.YEAR,
    data.LONE_YEAR,
    data.COMPATIBLE,
    data.LONE_LEP,
    data.SPREADSHEET,
    project.PERSONAL_DATA,
    project.CONTACTS,
    project.SENT,
    production.ACCEPTED,
    production.CERTIFIED,
    production.PACED,
    between.NO_BOX,
    between.NEVER_CONSENTED,
    between.ASKED_FOR_NOTHING,
    between.GONE,
    between.NOT_REGISTERED,
    advice.LINES_OUT_OF_REACH,
    advice.HIDDEN,
    advice.NOT_BY_SCALE,
    advice.BY_CIVIL_STATUS,
    advice.ABSORBED,
    advice.CAME_BEFORE,
    contract.SERVES_NOTHING,
    contract.SERVED_BY_NONE,
    contract.BY_SPECIFIC_NEED,
    contract.RETIRED,
)
RULES: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in ALL})
GROUPS: tuple[Rule, ...] = tuple(rule for rule in ALL if rule.group is not None)


def examined(request: Request) -> tuple[Rule, ...]:
    """The groups that the form checks for that request."""
    return tuple(rule for rule in GROUPS if rule.asked_of(request))


def check(habilitation: Habilitation, stage: Stage) -> tuple[Finding, ...]:
    """All that the form would say of the requests of that file, at `stage`, in the order of the rules."""
    return tuple(
        Finding(rule, request, complaint.nature, complaint.because, complaint.at)
        for request in requests(habilitation, stage)
        for rule in ALL
        if rule.asked_of(request)
        for complaint in rule.looks(request)
    )


__all__ = [
    "ALL",
    "GROUPS",
    "RULES",
    "STAGES",
    "Api",
    "Complaint",
    "Finding",
    "Nature",
    "Request",
    "Rule",
    "Stage",
    "check",
    "examined",
    "requests",
]
