"""Asks for a scope that nobody gave it: FranceConnect, which does not know it, ignores it without a word."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import authorization
from reference_client.authorization import Pending
from reference_client.practice import CAREFUL
from reference_client.settings import Settings


def with_revenus(settings: Settings, pending: Pending) -> Mapping[str, str]:
    """The careful query, altered."""
    careful = authorization.parameters(settings, pending)
    return {**careful, "scope": f"{careful['scope']} revenus"}


MEMBER = Member(
    duty="FS-SCOPE-02",
    module="fs-parcours",
    fr="Il demande `revenus`, que son habilitation ne donne pas, et que FranceConnect ne connaît pas.",
    en="It asks for `revenus`, which its habilitation does not give, and which FranceConnect does not know.",
    practice=replace(CAREFUL, authorization_parameters=with_revenus),
)
