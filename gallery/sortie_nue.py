"""Leaves without a `state`, so that any return from the logout looks like its own."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import logout
from reference_client.practice import CAREFUL
from reference_client.settings import Settings


def without_state(settings: Settings, id_token: str, state: str) -> Mapping[str, str]:
    """The careful query, but for it."""
    careful = logout.parameters(settings, id_token, state)
    return {name: value for name, value in careful.items() if name != "state"}


MEMBER = Member(
    duty="FS-LOGOUT-03",
    module="fs-deconnexion",
    fr="Il n’envoie pas de `state` à la déconnexion, et n’en attend pas au retour.",
    en="It sends no `state` with the logout, and expects none back.",
    practice=replace(CAREFUL, logout_parameters=without_state, check_logout_state=lambda _returned, _expected: None),
)
