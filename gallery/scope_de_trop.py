"""Asks for an e-mail address that its habilitation does not give."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import authorization
from reference_client.authorization import Pending
from reference_client.practice import CAREFUL
from reference_client.settings import Settings


def with_email(settings: Settings, pending: Pending) -> Mapping[str, str]:
    """The careful query, altered."""
    careful = authorization.parameters(settings, pending)
    return {**careful, "scope": f"{careful['scope']} email"}


MEMBER = Member(
    duty="FS-SCOPE-02",
    module="fs-parcours",
    fr="Il demande `email`, que son habilitation ne donne pas.",
    en="It asks for `email`, which its habilitation does not give.",
    practice=replace(CAREFUL, authorization_parameters=with_email),
)
