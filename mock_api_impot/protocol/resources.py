"""Resources of the API, as published: OAuth scope, media type, and the two ways to name the citizen."""

from dataclasses import dataclass
from enum import StrEnum

BASE = "/impotparticulier/1.0"


class Mode(StrEnum):
    """How the citizen is named; values are the modalities of the DataPass form."""

    SPI = "with_spi"
    FRANCECONNECT = "with_france_connect"


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource: `endpoint` is its name in journals and faults, `scope` its scope and its name in a contract."""

    endpoint: str
    scope: str
    media_type: str
    path: str

    def route(self, mode: Mode) -> str:
        """Its path under the gateway, with the citizen in it or not."""
        return f"{BASE}/spi/{{spi}}{self.path}" if mode is Mode.SPI else f"{BASE}{self.path}"


ASSIETTES = Resource(
    "assiettes",
    "RessourceIR",
    "application/prs.dgfip.part.situations.ir.assiettes.v1+json",
    "/situations/ir/assiettes/annrev/{annrev}",
)
TH = Resource(
    "th",
    "RessourceTHPrincipale",
    "application/prs.dgfip.part.situations.th.assiettes.v1+json",
    "/situations/th/assiettes/principale/annrev/{annrev}",
)
