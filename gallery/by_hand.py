"""Duties that a machine judges and that no wrong client shows, with the reason why, in French and in English."""

from collections.abc import Mapping
from types import MappingProxyType

BY_HAND: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "FS-COOKIE-03": (
            "la galerie se sert en http sur localhost, où l’exigence ne s’applique pas ; deux parcours écrits à la main la montrent",
            "the gallery is served over http on localhost, where the duty does not apply; two journeys written by hand show it",
        ),
    }
)
