"""What the two platforms refuse, endpoint by endpoint. `REFUSALS` finds any of them by id; an id is never reused."""

from collections.abc import Mapping
from types import MappingProxyType

from rulebook.refusal import Refusal
from rulebook.refusals import (
    assiettes,
    authorize,
    checktoken,
    edge,
    gateway,
    identity,
    ifi,
    interaction,
    lep,
    logout,
    r2p,
    registration,
    revocation,
    sfip,
    stated,
    th,
    token,
    userinfo,
)

_TABLES: tuple[tuple[Refusal, ...], ...] = (
    authorize.ALL,
    interaction.ALL,
    identity.ALL,
    token.ALL,
    userinfo.ALL,
    registration.ALL,
    checktoken.ALL,
    revocation.ALL,
    logout.ALL,
    gateway.ALL,
    assiettes.ALL,
    ifi.ALL,
    lep.ALL,
    th.ALL,
    sfip.ALL,
    r2p.ALL,
    stated.ALL,
    edge.ALL,
)

REFUSALS: Mapping[str, Refusal] = MappingProxyType({refusal.id: refusal for table in _TABLES for refusal in table})
