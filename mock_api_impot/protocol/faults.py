"""What each fault of this API does to a decision, by name (`rulebook.faults`). Transport faults live at the edge."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from mock_api_impot.protocol.decision import Decision, RefuseByEnvelope
from rulebook.formats.control import FaultOrder
from rulebook.refusals import assiettes, gateway

RESPONSE: Mapping[str, Callable[[Decision], Decision]] = MappingProxyType(
    {
        "assiettes.response.500": lambda _: RefuseByEnvelope(assiettes.TECHNICAL_ERROR),
        "assiettes.token.revoked": lambda _: RefuseByEnvelope(gateway.INVALID_CREDENTIALS),
    }
)


def disturbed(decision: Decision, orders: Iterable[FaultOrder]) -> tuple[Decision, str | None]:
    """The decision under the first fault that is due here, and the name of that fault."""
    for order in orders:
        if order.fault in RESPONSE:
            return RESPONSE[order.fault](decision), order.fault
    return decision, None
