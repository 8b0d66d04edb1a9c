"""Faults that no module orders, and why: each is what another one already shows, or nothing that the journal of a run can judge."""

from collections.abc import Mapping
from types import MappingProxyType

from rulebook.source import Text

_NO_ANSWER = Text(
    "pour un client, la même chose que `transport.cut` : aucune réponse entière, d'où la même explication",
    "the same to a client as `transport.cut`: no whole answer, hence the same explanation",
)
# The tax API and its gateway; of the bare faults of the connection, those that are not ordered there.
DGFIP: Mapping[str, Text] = MappingProxyType(
    {
        "transport.silence": _NO_ANSWER,
        "transport.reset": _NO_ANSWER,
        "transport.drip": Text(
            "pour un client, la même chose que `transport.delay` : une réponse qui tarde, que borne la même limite",
            "the same to a client as `transport.delay`: an answer that is late, which the same limit bounds",
        ),
    }
)
