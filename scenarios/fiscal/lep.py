"""Whether a livret d'épargne populaire may be opened: income of one year against the ceiling of another, by zone and parts.

Sources: CGI, art. 1417, I (× 1.8); API Impôt particulier, resource LEP, which takes the income year and the year of the scale apart.
"""

import re
from collections.abc import Mapping
from enum import StrEnum


class Zone(StrEnum):
    """Where a ceiling applies."""

    METROPOLE = "metropole"
    ANTILLES_REUNION = "antilles_reunion"
    GUYANE = "guyane"
    MAYOTTE = "mayotte"


Baremes = Mapping[Zone, Mapping[int, tuple[int, ...]]]

_OUTRE_MER = {
    "971": Zone.ANTILLES_REUNION,
    "972": Zone.ANTILLES_REUNION,
    "974": Zone.ANTILLES_REUNION,
    "973": Zone.GUYANE,
    "976": Zone.MAYOTTE,
}
# Two characters, or three of which the last is 0, as the API and its sister write metropolitan departments.
_METROPOLE = re.compile(r"(0[1-9]|[1-8]\d|9[0-5]|2[AB])0?", re.ASCII)


def zone_de(departement: str) -> Zone | None:
    """The zone of a department; None where no source gives a ceiling (975, 977, 978…)."""
    return Zone.METROPOLE if _METROPOLE.fullmatch(departement) else _OUTRE_MER.get(departement)


def plafond(montants: tuple[int, ...], quarts: int) -> int | None:
    """The ceiling for that many quarter-parts; a quarter is half of its half-part, rounded up; None if a needed amount is unknown."""
    base, premiere, *suivante = montants
    demies, quart = divmod(max(quarts - 4, 0), 2)
    tranches = [premiere, *suivante * max(demies, 1)][: demies + 1]
    if len(tranches) < demies + quart:
        return None
    return base + sum(tranches[:demies]) + (-(-tranches[demies] // 2) if quart else 0)


def ouvert(rfr: int, quarts: int, zone: Zone, bareme: int, baremes: Baremes) -> bool | None:
    """Whether that income opens the right; None when no answer can be given (the API then answers 204)."""
    montants = baremes.get(zone, {}).get(bareme)
    limite = plafond(montants, quarts) if montants else None
    return None if limite is None else rfr <= limite
