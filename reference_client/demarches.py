"""The démarches of Villefictive, by the name that the command line knows."""

from collections.abc import Mapping
from types import MappingProxyType

from reference_client.cantine import CANTINE
from reference_client.demarche import Demarche
from reference_client.stationnement.demarche import STATIONNEMENT

DEMARCHES: Mapping[str, Demarche] = MappingProxyType({found.name: found for found in (CANTINE, STATIONNEMENT)})
