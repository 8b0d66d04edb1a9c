"""Sends the same nonce to everybody."""

from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-NONCE-02",
    module="fs-parcours",
    fr="Son `nonce` est le même à chaque demande.",
    en="Its `nonce` is the same in every request.",
    practice=replace(CAREFUL, new_nonce=lambda: "un-nonce-de-quarante-trois-caracteres-juste"),
)
