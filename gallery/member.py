"""What a member of the gallery is: the careful client, but for one decision."""

from dataclasses import dataclass

from reference_client.id_token import Check
from reference_client.practice import Practice


@dataclass(frozen=True, slots=True)
class Member:
    """`duty` is the id of the one duty that it breaks, `module` the id of the story that shows it; `fr` and `en` say the defect."""

    duty: str
    module: str
    fr: str
    en: str
    practice: Practice


def without(checks: tuple[Check, ...], *forgotten: Check) -> tuple[Check, ...]:
    """The checks, but for those that this client forgets."""
    return tuple(check for check in checks if check not in forgotten)
