"""Sends the correlation id that its author copied from the documentation."""

from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="API-CORRELATION-02",
    module="fs-parcours",
    fr="Son `X-Correlation-ID` est le même à chaque appel.",
    en="Its `X-Correlation-ID` is the same in every call.",
    practice=replace(CAREFUL, new_correlation_id=lambda: "123e4567-e89b-42d3-a456-426614174000"),
)
