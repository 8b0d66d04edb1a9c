"""From the year of the notice, not of the income: it asks the current year first."""

from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="API-ANNEE-01",
    module="fs-parcours",
    fr="Il demande l’année en cours, que son habilitation ne donne pas.",
    en="It asks for the current year, which its habilitation does not give.",
    practice=replace(CAREFUL, years_to_ask=lambda today: (today.year, today.year - 1)),
)
