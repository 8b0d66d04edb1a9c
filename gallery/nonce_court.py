"""Draws a nonce of 12 characters."""

import secrets
from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-NONCE-01",
    module="fs-parcours",
    fr="Son `nonce` a 12 caractères.",
    en="Its `nonce` has 12 characters.",
    practice=replace(CAREFUL, new_nonce=lambda: secrets.token_urlsafe(9)),
)
