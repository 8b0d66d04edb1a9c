"""What the two platforms refuse, one record a refusal, gathered by id."""

from collections.abc import Mapping
from types import MappingProxyType

from rulebook.refusal import Refusal
from rulebook.refusals import assiettes, gateway

REFUSALS: Mapping[str, Refusal] = MappingProxyType({found.id: found for found in (*gateway.ALL, *assiettes.ALL)})
