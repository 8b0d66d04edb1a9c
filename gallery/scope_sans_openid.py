"""Forgets the scope `openid`."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import authorization
from reference_client.authorization import Pending
from reference_client.practice import CAREFUL
from reference_client.settings import Settings


def without_openid(settings: Settings, pending: Pending) -> Mapping[str, str]:
    """The careful query, altered."""
    careful = authorization.parameters(settings, pending)
    return {**careful, "scope": careful["scope"].removeprefix("openid ")}


MEMBER = Member(
    duty="FS-SCOPE-01",
    module="fs-parcours",
    fr="Il ne demande pas le scope `openid`.",
    en="It does not ask for the scope `openid`.",
    practice=replace(CAREFUL, authorization_parameters=without_openid),
)
