"""A key that FranceConnect has just published is read: one login in the middle of a rotation."""

from conformance.checks.disturbed import disturbed
from conformance.checks.reactions import accepts
from rulebook.duties import keys as duties

DISTURBED = disturbed(
    "accept",
    accepts,
    {
        duties.REFETCHED: {
            "a": ("id_token.kid.rotated", "fs-cle-tournee"),
            "b": ("userinfo.kid.rotated", "fs-userinfo-cle-tournee"),
        }
    },
)
