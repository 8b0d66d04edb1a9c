"""Duties that a machine judges and that no wrong client shows, with the reason why, in French and in English."""

from collections.abc import Mapping
from types import MappingProxyType

_DECLARED = (
    "ce qui est faux est la déclaration d’application.toml, que la galerie partage avec le client de référence",
    "what is false is the declaration of application.toml, which the gallery shares with the reference client",
)

BY_HAND: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "FS-CLES-03": (
            "la cantine est inscrite à FranceConnect, qui ne chiffre rien ; deux parcours écrits à la main sur FranceConnect+ la montrent",
            "the canteen is registered on FranceConnect, which encrypts nothing; two journeys written by hand on FranceConnect+ show it",
        ),
        "API-MINIMISATION-03": _DECLARED,
        "FS-MINIMISATION-02": _DECLARED,
        "FS-COOKIE-03": (
            "la galerie se sert en http sur localhost, où l’exigence ne s’applique pas ; deux parcours écrits à la main la montrent",
            "the gallery is served over http on localhost, where the duty does not apply; two journeys written by hand show it",
        ),
    }
)
