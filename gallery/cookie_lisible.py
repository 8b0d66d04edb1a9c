"""Leaves its cookies to scripts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gallery.member import Member
from reference_client import visit
from reference_client.practice import CAREFUL
from reference_client.settings import Settings


def readable(settings: Settings) -> Mapping[str, Any]:
    """The careful look, but for scripts."""
    return {**visit.cookie_look(settings), "httponly": False}


MEMBER = Member(
    duty="FS-COOKIE-01",
    module="fs-parcours",
    fr="Ses cookies n’ont pas `HttpOnly`.",
    en="Its cookies lack `HttpOnly`.",
    practice=replace(CAREFUL, cookie_look=readable),
)
