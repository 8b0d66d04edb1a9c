"""Sends the browser to FranceConnect's logout without the id_token."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import logout
from reference_client.practice import CAREFUL
from reference_client.settings import Settings


def without_the_hint(settings: Settings, id_token: str, state: str) -> Mapping[str, str]:
    """The careful query, but for the token."""
    careful = logout.parameters(settings, id_token, state)
    return {name: value for name, value in careful.items() if name != "id_token_hint"}


MEMBER = Member(
    duty="FS-LOGOUT-01",
    module="fs-deconnexion",
    fr="Il envoie à la déconnexion de FranceConnect sans `id_token_hint`.",
    en="It sends to FranceConnect's logout without `id_token_hint`.",
    practice=replace(CAREFUL, logout_parameters=without_the_hint),
)
