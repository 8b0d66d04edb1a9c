"""Asks for the e-mail address by `claims`, beside its scopes."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import authorization
from reference_client.authorization import Pending
from reference_client.practice import CAREFUL
from reference_client.settings import Settings


def with_the_address(settings: Settings, pending: Pending) -> Mapping[str, str]:
    """The careful query, altered."""
    careful = authorization.parameters(settings, pending)
    return {**careful, "claims": '{"userinfo": {"email": null}}'}


MEMBER = Member(
    duty="FS-CLAIMS-01",
    module="fs-parcours",
    fr="Il demande l’adresse électronique par `claims`.",
    en="It asks for the e-mail address by `claims`.",
    practice=replace(CAREFUL, authorization_parameters=with_the_address),
)
