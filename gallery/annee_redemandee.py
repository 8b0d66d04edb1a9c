"""Asks again for the year that it was told not to be there."""

from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="API-ERREUR-03",
    module="api-annee-non-taxee",
    fr="Il refait à l’identique un appel refusé pour de bon.",
    en="It makes again, unchanged, a call that was refused for good.",
    practice=replace(CAREFUL, years_to_ask=lambda today: (today.year - 1, today.year - 1, today.year - 2)),
)
