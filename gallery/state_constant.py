"""Sends the same state to everybody."""

from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-STATE-02",
    module="fs-parcours",
    fr="Son `state` est le même à chaque demande.",
    en="Its `state` is the same in every request.",
    practice=replace(CAREFUL, new_state=lambda: "un-state-de-quarante-trois-caracteres-juste"),
)
