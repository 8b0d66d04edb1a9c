"""Names of the faults that a tester may order. What each one does lives in the simulator that owns its stage.

A fault is a named deviation, ordered for one client and one journey (`rulebook.formats.control.FaultOrder`), never globally.
"""

from collections.abc import Mapping
from types import MappingProxyType

from rulebook.faults import assiettes, callback, discovery, id_token, signing, token, transport, userinfo
from rulebook.faults.fault import Choice, Fault, Number, Parameter, Stage

__all__ = ["FAULTS", "LOGIN_ENDPOINTS", "UNBOUND_ENDPOINTS", "Choice", "Fault", "Number", "Parameter", "Stage"]

FAULTS: Mapping[str, Fault] = MappingProxyType(
    {
        fault.name: fault
        for module in (callback, id_token, signing, userinfo, token, discovery, assiettes, transport)
        for fault in module.FAULTS
    }
)

# Endpoints whose requests carry no credential: a fault there needs a lease that holds the whole space.
UNBOUND_ENDPOINTS = frozenset({"discovery", "jwks"})

# Endpoints that know who logged in: a fault there may be brought by a persona, without any lease.
LOGIN_ENDPOINTS = frozenset({"authorize_resume", "token", "userinfo"})
