"""Levels of assurance: which one a request asks for."""

from rulebook.platforms import Platform

KNOWN = ("eidas1", "eidas2", "eidas3")
_LONGEST = 64


def asked(acr_values: str, platform: Platform) -> str:
    """The lowest known level of `acr_values`; the platform's default when none is known or the value is too long to be read."""
    words = acr_values.split(" ") if len(acr_values) <= _LONGEST else []
    return next((acr for acr in KNOWN if acr in words), platform.acr_default)
