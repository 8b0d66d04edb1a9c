"""Writes the address to come back to with a slash that nobody registered."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import authorization
from reference_client.authorization import Pending
from reference_client.practice import CAREFUL
from reference_client.settings import Settings


def with_a_slash(settings: Settings, pending: Pending) -> Mapping[str, str]:
    """The careful query, altered."""
    careful = authorization.parameters(settings, pending)
    return {**careful, "redirect_uri": f"{settings.redirect_uri}/"}


MEMBER = Member(
    duty="FS-REDIRECT-01",
    module="fs-parcours",
    fr="Son `redirect_uri` a une barre finale de trop.",
    en="Its `redirect_uri` has one slash too many at its end.",
    practice=replace(CAREFUL, authorization_parameters=with_a_slash),
    stopped_by="Y04C013C",
)
