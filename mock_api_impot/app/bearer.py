"""Whose call this is: the access token names the application, the application its lease."""

from dataclasses import dataclass

from mock_api_impot.app.exchange import Place
from mock_api_impot.ports.bench import Bench
from mock_api_impot.protocol import gateway
from mock_api_impot.protocol.call import ApimToken
from scenarios.habilitations import Application
from simulator.leases import Bound


@dataclass(frozen=True, slots=True)
class Bearer:
    """What the Authorization header is worth; without a token of this gateway, nobody."""

    token: ApimToken | None
    application: Application | None
    bound: Bound


async def bind_bearer(bench: Bench, here: Place, authorization: str | None) -> Bearer:
    """Read the token and bind the exchange under way to its lease: once a request, it counts."""
    compact = gateway.bearer(authorization)
    token = bench.keys(here.space).read(compact) if compact else None
    application = here.world.by_apim_key(token.key) if token else None
    bound = await bench.leases.bind(here.space, application.id if application else None, here.note.endpoint)
    here.note.bound = bound
    if compact:
        here.note.jwts.append(("authorization", compact))
    return Bearer(token, application, bound)
