"""The European bridge: citizens of other States, who have a name, a birth date and the bridge's `sub`, and no place in the RNIPP.

Source: `documents.published_code`, eidas-identity.dto.ts. The people are invented, and so are their numbers.
"""

from collections.abc import Mapping
from types import MappingProxyType

from mock_franceconnect.protocol.identity.citizens import Told

# What the bridge gives: three claims always, three when it has them. No country of birth, no e-mail.
CLAIMS = ("given_name", "family_name", "birthdate", "gender", "birthplace", "preferred_username")
OPTIONAL = CLAIMS[3:]

EUROPEANS: Mapping[str, Told] = MappingProxyType(
    {
        told.sub: told
        for told in (
            Told("Ingrid", "FIKTIVSSON", "1980-02-29", "female", sub="SE/FR/fictif-0001"),
            Told("Rui", "FICTÍCIO", "1955-12-01", sub="PT/FR/fictif-0002"),
            Told(
                "Maddalena",
                "INVENTATA",
                "1991-06-15",
                "female",
                "Napoli",
                preferred_username="FINTA",
                sub="IT/FR/fictif-0003",
            ),
        )
    }
)


def through_the_bridge(told: Told) -> Told:
    """As much of `told` as the bridge gives."""
    return Told(**{name: getattr(told, name) for name in CLAIMS}, sub=told.sub)
