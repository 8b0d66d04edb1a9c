"""Has a contract with the DGFiP that opens more than it uses: every answer holds the household's situation for nothing."""

from gallery.member import Member
from reference_client.cantine import CANTINE

# A tax datum is granted by both administrations, or by neither.
TAXES = (*CANTINE.scopes, "dgfip_sitfam")

MEMBER = Member(
    duty="API-MINIMISATION-02",
    module="fs-parcours",
    fr="Son contrat ouvre la situation de famille, dont la démarche ne fait rien.",
    en="Its contract opens the family situation, of which the démarche makes nothing.",
    registered={
        "franceconnect": {"scopes": ["openid", "given_name", "family_name", "birthdate", *TAXES]},
        "api_impot": {"scopes": list(TAXES)},
    },
)
