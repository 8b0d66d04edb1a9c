"""Writes the correlation id without dashes: it is no longer a UUID as the gateway reads it."""

import uuid
from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="API-CORRELATION-01",
    module="fs-parcours",
    fr="Son `X-Correlation-ID` n’a pas la forme d’un UUID.",
    en="Its `X-Correlation-ID` does not have the shape of a UUID.",
    practice=replace(CAREFUL, new_correlation_id=lambda: uuid.uuid4().hex),
)
