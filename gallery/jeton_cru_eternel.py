"""Believes its gateway token eternal: refused, it is shown as a failure."""

from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="API-JETON-01",
    module="api-jeton-revoque",
    fr="Il ne renouvelle pas un jeton de passerelle révoqué.",
    en="It does not renew a gateway token that was revoked.",
    practice=replace(CAREFUL, token_is_stale=lambda _status, _content: False),
)
