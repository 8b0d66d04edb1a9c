"""Aims at an identity provider that it was not allowed to aim at."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import authorization
from reference_client.authorization import Pending
from reference_client.practice import CAREFUL
from reference_client.settings import Settings


def at_another(settings: Settings, pending: Pending) -> Mapping[str, str]:
    """The careful query, altered."""
    careful = authorization.parameters(settings, pending)
    return {**careful, "idp_hint": "fip2-low"}


MEMBER = Member(
    duty="FS-HINT-01",
    module="fs-parcours",
    fr="Son `idp_hint` vise un fournisseur d’identité hors de son habilitation.",
    en="Its `idp_hint` aims at an identity provider outside its habilitation.",
    practice=replace(CAREFUL, authorization_parameters=at_another),
    registered={"franceconnect": {"allowed_idp_hints": ["fip1-low"]}},
)
