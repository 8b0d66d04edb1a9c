"""A key that FranceConnect has just published is read: one login in the middle of a rotation."""

from functools import partial

from conformance.checks.reactions import accepts
from conformance.checks.tables import AT_HOME, disturbed
from rulebook.duties import keys as duties

# The whole démarche logs in twice: once is enough for a new key.
DISTURBED = disturbed(
    "accept",
    accepts,
    {
        duties.REFETCHED: {
            "a": ("id_token.kid.rotated", "fs-cle-tournee"),
            "b": ("userinfo.kid.rotated", "fs-userinfo-cle-tournee"),
        }
    },
    partial(AT_HOME, first=1, second_chance=True),
)
