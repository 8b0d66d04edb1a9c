"""Writes the address to come back to after the logout with a slash that nobody registered."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import logout
from reference_client.practice import CAREFUL
from reference_client.settings import Settings


def with_a_slash(settings: Settings, id_token: str, state: str) -> Mapping[str, str]:
    """The careful query, altered."""
    careful = logout.parameters(settings, id_token, state)
    return {**careful, "post_logout_redirect_uri": f"{settings.post_logout_redirect_uri}/"}


MEMBER = Member(
    duty="FS-LOGOUT-02",
    module="fs-deconnexion",
    fr="Son `post_logout_redirect_uri` a une barre finale de trop.",
    en="Its `post_logout_redirect_uri` has one slash too many at its end.",
    practice=replace(CAREFUL, logout_parameters=with_a_slash),
    stopped_by="Y04CFAEF",
)
