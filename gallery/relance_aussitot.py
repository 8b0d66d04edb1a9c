"""Puts a question again at once when the gateway is out of service, and makes it worse."""

from dataclasses import replace

from gallery.member import Member
from reference_client.patience import PATIENT, REPEATS
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="API-ERREUR-04",
    module="api-hors-service",
    fr="Il relance aussitôt, sans attendre, une passerelle hors service (503).",
    en="It calls a gateway that is out of service (503) again at once, without waiting.",
    practice=replace(CAREFUL, patience=replace(PATIENT, pauses=lambda _: (0.0,) * REPEATS)),
)
