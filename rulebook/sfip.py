"""The SFiP as published: its services, each with its OAuth scope, and the keys by which a person may be named.

Source: `documents.sibling_openapi` (SFiP); keys: `documents.sfip_terms` §4.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rulebook.etat_civil import ETAT_CIVIL
from rulebook.formats.persona import FRANCE

BASE = "/sfip/v1"
MEDIA_TYPE = "application/vnd.dgfip.sfip.v1.0+json"


@dataclass(frozen=True, slots=True)
class Service:
    """One operation: `endpoint` is its name in journals, `code` that of the contracted service; no scope: any subscriber's token will do."""

    endpoint: str
    path: str
    code: str = ""
    scope: str = ""

    @property
    def route(self) -> str:
        """Its path under the gateway."""
        return f"{BASE}{self.path}"


INFORMATION = Service("sfip_information", "/information")
DONNEES = Service("sfip_donnees", "/demandeDeService/02AA/personne", code="02AA", scope="sfip_donnees_fiscales_usagers")
LEP = Service(
    "sfip_lep",
    "/demandeDeService/02GA/departement/{departement}/annrev/{annrev}/bareme/{bareme}/personne",
    code="02GA",
    scope="sfip_lep",
)

# Code of a service in the path → OAuth scope. Partners have others, each its own contract.
SERVICES: Mapping[str, str] = MappingProxyType({service.code: service.scope for service in (DONNEES, LEP)})


@dataclass(frozen=True, slots=True)
class Key:
    """A set of parameters that names somebody: those that it needs, and others that it admits. `name` is its name in a contract.

    `in_france`: needed too when the country of birth is France.
    """

    name: str
    needs: tuple[str, ...]
    admits: tuple[str, ...]
    in_france: tuple[str, ...] = ()

    def made_by(self, given: Mapping[str, str]) -> bool:
        """Whether those parameters make this key, and nothing beyond it."""
        needs = (*self.needs, *(self.in_france if given.get("naisCodePays") == FRANCE else ()))
        return all(name in given for name in needs) and all(name in self.admits for name in given)


_ADDRESS = (
    "adrCodePays",
    "adrCodeDept",
    "adrCodeCommune",
    "adrCodeVoie",
    "adrLibelleVoie",
    "adrNumVoie",
    "adrIndiceRepetition",
)
# Assumptions: sex and place complete a degraded key without changing it, a birth date one by address; anything may go with the SPI.
KEYS = (
    Key(
        "etat_civil",
        ("nom", "prenom", "sexe", "naisDate", "naisCodePays"),
        ETAT_CIVIL,
        ("naisCodeDept", "naisCodeCommune"),
    ),
    Key("etat_civil_degrade", ("nom", "prenom", "naisDate"), ETAT_CIVIL),
    Key(
        "etat_civil_degrade_adresse",
        ("nom", "prenom", "adrCodePays", "adrCodeDept", "adrCodeCommune"),
        (*ETAT_CIVIL, *_ADDRESS),
    ),
    Key("spi", ("spi", "naisDate"), ("spi", *ETAT_CIVIL, *_ADDRESS)),
)
