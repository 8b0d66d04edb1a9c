"""Draws a state of 12 characters."""

import secrets
from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-STATE-01",
    module="fs-parcours",
    fr="Son `state` a 12 caractères.",
    en="Its `state` has 12 characters.",
    practice=replace(CAREFUL, new_state=lambda: secrets.token_urlsafe(9)),
)
