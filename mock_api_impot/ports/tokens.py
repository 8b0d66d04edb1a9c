"""What the gateway remembers of access tokens, which say all the rest by themselves: how old a lease was when one was given, which one it revoked."""

from mock_api_impot.protocol.call import ApimToken
from mock_api_impot.protocol.token import LIFETIME
from simulator.leases import Bound
from simulator.spaces import Space
from simulator.store import Kind, Store

_GIVEN: Kind[float] = Kind("apim_given", float, LIFETIME)
_REVOKED: Kind[str] = Kind("apim_revoked", str, LIFETIME)


async def given(store: Store, space: Space, jti: str, bound: Bound) -> None:
    """Remember at what age of its lease a token was given: what had elapsed before does not age it."""
    if bound.elapsed:
        await store.commit([_GIVEN.put(space.name, jti, bound.elapsed)])


async def elapsed(store: Store, space: Space, token: ApimToken | None, bound: Bound) -> float:
    """Seconds that the lease has elapsed since that token was given."""
    if not bound.elapsed or token is None:
        return 0.0
    found = await store.get(_GIVEN.key(space.name, token.jti))
    return bound.elapsed - (found[0] if found else 0.0)


async def is_revoked(store: Store, space: Space, token: ApimToken | None, bound: Bound) -> bool:
    """Whether the lease revokes that very token: the first one that it meets, and no other, so that a new one is good."""
    if token is None or bound.lease is None:
        return False
    found = await store.get(_REVOKED.key(space.name, bound.lease.id))
    if found is None:
        await store.commit([_REVOKED.put(space.name, bound.lease.id, token.jti)])
    return found is None or found[0] == token.jti
