"""The SFiP as published: its services, each with its OAuth scope. Source: `documents.sibling_openapi` (SFiP)."""

from collections.abc import Mapping
from types import MappingProxyType

# Code of a service in the path → OAuth scope. Partners have others, each its own contract.
SERVICES: Mapping[str, str] = MappingProxyType({"02AA": "sfip_donnees_fiscales_usagers", "02GA": "sfip_lep"})
