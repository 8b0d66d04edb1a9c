"""A fault of the tax API is ordered where this client calls it: the resource, or the sister API, that its control was seen to use."""

from collections.abc import Sequence

from conformance.modules.shape import Parcours
from rulebook.faults import FAULTS
from rulebook.formats.control import FaultOrder


def aimed(order: FaultOrder, parcours: Parcours, called: Sequence[str]) -> FaultOrder:
    """The order, on the first endpoint of `called` that it may strike; untouched when it says where, or where its own is called.

    By civil status the first call is the one that finds the person: what comes next is another API's story.
    """
    fault = FAULTS[order.fault]
    own = fault.endpoint in called and parcours != "etat_civil"
    if order.on.endpoint is not None or fault.endpoint == "*" or own:
        return order
    there = next((endpoint for endpoint in called if fault.strikes(endpoint)), None)
    on = order.on.model_copy(update={"endpoint": there})
    return order if there is None else order.model_copy(update={"on": on})
