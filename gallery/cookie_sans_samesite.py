"""Says nothing of which sites may send its cookies."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gallery.member import Member
from reference_client import visit
from reference_client.practice import CAREFUL
from reference_client.settings import Settings


def from_anywhere(settings: Settings) -> Mapping[str, Any]:
    """The careful look, but for other sites."""
    return {**visit.cookie_look(settings), "samesite": None}


MEMBER = Member(
    duty="FS-COOKIE-02",
    module="fs-parcours",
    fr="Ses cookies ne disent pas `SameSite`.",
    en="Its cookies do not say `SameSite`.",
    practice=replace(CAREFUL, cookie_look=from_anywhere),
)
