"""Writes "Bearer" before the FranceConnect token."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import impot
from reference_client.impot import Call, Consent
from reference_client.practice import CAREFUL


def with_bearer(call: Call) -> Mapping[str, str]:
    """The careful headers, the consent token dressed as an Authorization."""
    careful = impot.headers(call)
    if isinstance(call.person, Consent):
        return {**careful, "X-FranceConnect-OAuth": f"Bearer {call.person.access_token}"}
    return careful


MEMBER = Member(
    duty="API-JETON-FC-01",
    module="fs-parcours",
    fr="Il écrit « Bearer » devant le jeton de `X-FranceConnect-OAuth`.",
    en="It writes Bearer before the token of `X-FranceConnect-OAuth`.",
    practice=replace(CAREFUL, api_headers=with_bearer),
)
