"""What a téléservice owes, one module a protocol word. Ids are never reused."""

from collections.abc import Mapping
from types import MappingProxyType

from rulebook.duties import assiettes, authorize, callback, id_token, token, userinfo
from rulebook.duty import Duty

_ALL = (*authorize.ALL, *callback.ALL, *token.ALL, *id_token.ALL, *userinfo.ALL, *assiettes.ALL)

DUTIES: Mapping[str, Duty] = MappingProxyType({duty.id: duty for duty in _ALL})
