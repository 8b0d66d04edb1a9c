"""Waits for the DGFiP's gateway longer than a citizen waits for a page."""

from dataclasses import replace

from gallery.member import Member
from reference_client.patience import PATIENT
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="API-ERREUR-06",
    module="api-lente",
    fr="Il attend la passerelle plus de 18 secondes : le citoyen reste devant une page qui tourne.",
    en="It waits for the gateway more than 18 seconds: the citizen is left in front of a page that spins.",
    practice=replace(CAREFUL, patience=replace(PATIENT, question=50.0, page=55.0)),
    page_within=60.0,
)
