"""Asks FranceConnect for the sex of the citizen, granted, and does nothing with it."""

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


def with_gender(settings: Settings, pending: Pending) -> Mapping[str, str]:
    """The careful query, altered."""
    careful = authorization.parameters(settings, pending)
    return {**careful, "scope": f"{careful['scope']} gender"}


MEMBER = Member(
    duty="FS-MINIMISATION-01",
    module="fs-parcours",
    fr="Il demande `gender`, que son habilitation donne et dont la démarche ne fait rien.",
    en="It asks for `gender`, which its habilitation gives and of which the démarche makes nothing.",
    practice=replace(CAREFUL, authorization_parameters=with_gender),
    registered={"franceconnect": {"scopes": [*SCOPES, "gender"]}},
)
