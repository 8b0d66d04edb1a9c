"""Believes that its gateway token lives as long as it was told, whatever the gateway says."""

from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL


def never(status: int, content: bytes) -> bool:
    """The gateway may say what it likes."""
    del status, content
    return False


MEMBER = Member(
    duty="API-JETON-01",
    module="api-jeton-revoque",
    fr="Il ne renouvelle pas un jeton de passerelle révoqué.",
    en="It does not renew a revoked gateway token.",
    practice=replace(CAREFUL, token_is_stale=never),
)
