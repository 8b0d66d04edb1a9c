"""Resources of the API Impôt particulier, as published: path, OAuth scope, media type, and the ways to name the citizen.

Source: `documents.openapi`.
"""

from dataclasses import dataclass
from enum import StrEnum

BASE = "/impotparticulier/1.0"


class Mode(StrEnum):
    """How the citizen is named; values are the modalities of the DataPass form."""

    SPI = "with_spi"
    FRANCECONNECT = "with_france_connect"


_BOTH = (Mode.SPI, Mode.FRANCECONNECT)


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource: `endpoint` is its name in journals and faults, `scope` its OAuth scope and its name in a contract.

    `schema` is the name of its body in the published file.
    """

    endpoint: str
    scope: str
    media_type: str
    path: str
    schema: str
    modes: tuple[Mode, ...] = _BOTH

    def route(self, mode: Mode) -> str:
        """Its path under the gateway, with the citizen in it or not."""
        return f"{BASE}/spi/{{spi}}{self.path}" if mode is Mode.SPI else f"{BASE}{self.path}"

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names in braces of its path, the citizen's apart."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))


_PART = "application/prs.dgfip.part"
_DERNIERE = f"{_PART}.derniere.situations.ir.assiettes.v1+json"

ASSIETTES = Resource(
    "assiettes",
    "RessourceIR",
    f"{_PART}.situations.ir.assiettes.v1+json",
    "/situations/ir/assiettes/annrev/{annrev}",
    "SituationsIRAssiettesJAXBbean",
)
MULTIPLE = Resource(
    "multiple",
    "RessourceIRMultiple",
    f"{_PART}.situations.ir.assiettes.multiple.v1+json",
    "/situations/ir/assiettes/multiple/annrev/{annrev}",
    "SituationsIRAssiettesMultipleJAXBbean",
)
FACTURES = Resource(
    "factures",
    "RessourceIRFacture",
    f"{_PART}.situations.ir.factures.v1+json",
    "/situations/ir/factures/annrev/{annrev}",
    "SituationsIRAssiettesFacturesJAXBbean",
)
DERNIERE = Resource(
    "derniere",
    "RessourceIRDerniere",
    _DERNIERE,
    "/dernieresituation/ir/assiettes/annrev/{annrev}",
    "SituationsIRAssiettesMillesimeJAXBbean",
)
DEUXANS = Resource(
    "deuxans",
    "RessourceIRDerniere2",
    _DERNIERE,
    "/dernieresituation/ir/assiettes/deuxans",
    "SituationsIRAssiettesMillesimeJAXBbean",
)
IFI = Resource(
    "ifi",
    "RessourceIFI",
    "application/prs.dgfip.situations.ifiisf.assiettes.v1+json",
    "/situations/ifiisf/assiettes/annrev/{annrev}",
    "SituationIfiIsfJAXBbean",
)
TH = Resource(
    "th",
    "RessourceTHPrincipale",
    f"{_PART}.situations.th.assiettes.v1+json",
    "/situations/th/assiettes/principale/annrev/{annrev}",
    "SituationsTHJAXBbean",
)
LEP = Resource(
    "lep",
    "RessourceLEP",
    f"{_PART}.ouverturelep.v1+json",
    "/lep/departement/{departement}/annrev/{annrev}/bareme/{bareme}",
    "OuvertureLepJAXBbean",
    (Mode.SPI,),
)

RESOURCES: tuple[Resource, ...] = (ASSIETTES, MULTIPLE, FACTURES, DERNIERE, DEUXANS, IFI, TH, LEP)
# Those whose body is a notice, or several.
NOTICES: tuple[Resource, ...] = (ASSIETTES, MULTIPLE, FACTURES, DERNIERE, DEUXANS)
