"""Levels of assurance: which one a request asks for, and which ones the platform serves."""

KNOWN = ("eidas1", "eidas2", "eidas3")
SUPPORTED = ("eidas1",)
DEFAULT = "eidas1"
SSO = ("eidas1",)
_LONGEST = 64


def asked(acr_values: str) -> str:
    """The lowest known level of `acr_values`; the default when none is known or the value is too long to be read."""
    words = acr_values.split(" ") if len(acr_values) <= _LONGEST else []
    return next((acr for acr in KNOWN if acr in words), DEFAULT)
