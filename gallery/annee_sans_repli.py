"""Asks the last year only: before the summer, nobody has a price."""

from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="API-ANNEE-02",
    module="api-annee-non-taxee",
    fr="Il ne se replie pas sur l’année précédente.",
    en="It does not fall back on the previous year.",
    practice=replace(CAREFUL, years_to_ask=lambda today: (today.year - 1,)),
)
