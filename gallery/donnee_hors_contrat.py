"""Announces to FranceConnect a tax datum that its contract with the DGFiP does not hold."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import authorization
from reference_client.authorization import Pending
from reference_client.cantine import CANTINE
from reference_client.practice import CAREFUL
from reference_client.settings import Settings

# Those of the canteen's registration.
SCOPES = ("openid", "given_name", "family_name", "birthdate", *CANTINE.scopes)


def with_children(settings: Settings, pending: Pending) -> Mapping[str, str]:
    """The careful query, altered."""
    careful = authorization.parameters(settings, pending)
    return {**careful, "scope": f"{careful['scope']} dgfip_nbpac"}


MEMBER = Member(
    duty="API-SCOPE-01",
    module="fs-parcours",
    fr="Il annonce au citoyen une donnée fiscale que son contrat n’a pas.",
    en="It announces to the citizen a tax datum that its contract lacks.",
    practice=replace(CAREFUL, authorization_parameters=with_children),
    registered={"franceconnect": {"scopes": [*SCOPES, "dgfip_nbpac"]}},
)
