"""Levels of assurance: which one a request asks for, which are higher, which one was obtained."""

from rulebook.platforms import Platform

KNOWN = ("eidas1", "eidas2", "eidas3")
_LONGEST = 64


def asked(acr_values: str, platform: Platform) -> str:
    """The lowest known level of `acr_values`; the platform's default when none is known or the value is too long to be read."""
    words = acr_values.split(" ") if len(acr_values) <= _LONGEST else []
    return next((acr for acr in KNOWN if acr in words), platform.acr_default)


def rank(acr: str) -> int:
    """Higher for a higher level; an unknown one is below all."""
    return KNOWN.index(acr) if acr in KNOWN else -1


def below(acr: str) -> str:
    """One level less; below the lowest, one that does not exist."""
    return f"eidas{rank(acr)}"


def obtained(given: str, wanted: str, platform: Platform, *, single_sign_on: bool) -> str:
    """The level of an id_token: the provider's if the platform serves it, else the one asked; single sign-on caps it."""
    level = given if given in platform.acr else wanted
    return min(level, platform.acr_sso[-1], key=rank) if single_sign_on else level
