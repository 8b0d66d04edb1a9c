"""Puts a question again at once when the gateway is out of service, or asks to slow down, and makes it worse."""

from dataclasses import replace

from gallery.member import Member
from reference_client import patience
from reference_client.patience import PATIENT, REPEATS
from reference_client.practice import CAREFUL


def even_when_asked_to_wait(status: int, code: int | None = None) -> bool:
    """What the careful client asks again, and what it is told not to ask."""
    return status == 429 or patience.worth_repeating(status, code)


MEMBER = Member(
    duty="API-ERREUR-04",
    module="api-hors-service",
    fr="Il relance aussitôt, sans attendre, une passerelle hors service (503) ou qui demande de ralentir (429).",
    en="It calls a gateway that is out of service (503), or that asks to slow down (429), again at once, without waiting.",
    practice=replace(
        CAREFUL,
        patience=replace(PATIENT, worth_repeating=even_when_asked_to_wait, pauses=lambda _: (0.0,) * REPEATS),
    ),
)
