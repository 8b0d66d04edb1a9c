"""What a member of the gallery is: the careful client, but for one decision."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reference_client.id_token import Check, Expected
from reference_client.practice import CAREFUL, Practice
from reference_client.signed import Claims


@dataclass(frozen=True, slots=True)
class Member:
    """`duty` is the id of the one duty that it breaks, `module` the id of the story that shows it; `fr` and `en` say the defect.

    The defect lies in one decision of `practice`, or in what it is `registered` for: by section, what its habilitation says otherwise
    than the reference client's. `stopped_by`: of a defect that the judge names before it judges anything (exit code 2), what its sentence
    says of it in every language.
    `page_within`: the seconds that its pages need, when the defect is to wait longer than the judge does.
    """

    duty: str
    module: str
    fr: str
    en: str
    practice: Practice = CAREFUL
    registered: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    stopped_by: str = ""
    page_within: float | None = None


def without(checks: tuple[Check, ...], *forgotten: Check) -> tuple[Check, ...]:
    """The checks, but for those that this client forgets."""
    return tuple(check for check in checks if check not in forgotten)


def unless(nothing: Claims, checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """The same checks, for a client that checks nothing of what it took for `nothing`."""

    def spared(check: Check) -> Check:
        def checked(claims: Claims, expected: Expected) -> bool:
            return claims is nothing or check(claims, expected)

        return checked

    return tuple(map(spared, checks))
