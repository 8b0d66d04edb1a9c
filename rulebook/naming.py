"""The words of a name that somebody else chose."""

import re

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def apart(name: str) -> str:
    """Its words kept apart: `authToken` is `auth_Token`."""
    return _HUMP.sub("_", name)
