"""The R2P as published: three read-only operations on the register of persons. Source: `documents.sibling_openapi` (R2P)."""

from dataclasses import dataclass

from rulebook.etat_civil import ETAT_CIVIL

BASE = "/r2p/v1"
# Published as */*: assumption, plain JSON.
MEDIA_TYPE = "application/json"

_ADDRESS = (
    "adrCodePays",
    "adrCodeDept",
    "adrCodeTom",
    "adrCodeCommune",
    "adrLibelleTypeVoie",
    "adrLibelleVoie",
    "adrNumVoie",
    "adrIndiceRepetition",
)
REQUIRED = ("nom", "prenom")


@dataclass(frozen=True, slots=True)
class Search:
    """One operation: `criteria` are its query parameters, none when the SPI stands in its path.

    `filtered`: name and given names do not suffice.
    """

    endpoint: str
    path: str
    scope: str
    criteria: tuple[str, ...] = ()
    filtered: bool = False

    @property
    def route(self) -> str:
        """Its path under the gateway."""
        return f"{BASE}{self.path}"


_PERSONS = "api_r2p_recherche_personne_physique"
PERSONNE = Search("r2p_personne", "/personne", _PERSONS, (*ETAT_CIVIL, *_ADDRESS), filtered=True)
SPI = Search("r2p_spi", "/personne/spi", "api_r2p_resolution_spi", ETAT_CIVIL)
PAR_SPI = Search("r2p_par_spi", "/personne/{spi}", _PERSONS)
