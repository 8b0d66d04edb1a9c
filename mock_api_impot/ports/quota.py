"""How many calls a subscription has made in the running minute. Under a lease, the lease counts for itself."""

from simulator.leases import Bound
from simulator.spaces import Space
from simulator.store import Kind, Store

WINDOW = 60.0
_CALLS: Kind[int] = Kind("quota", int)


async def count(store: Store, space: Space, bound: Bound, api: str) -> int:
    """Count this call to that API and give the number of calls in the window, this one included."""
    counter = f"lease/{bound.lease.id}" if bound.lease else f"application/{bound.application}"
    return await store.incr(_CALLS.key(space.name, f"{counter}/{api}"), WINDOW)
