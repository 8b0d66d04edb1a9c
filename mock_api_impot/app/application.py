"""The paths of the gateway, and nothing else."""

import contextlib
from collections.abc import AsyncIterator, Mapping
from types import MappingProxyType

from starlette.applications import Starlette

from mock_api_impot.app import jwks, missing, r2p, sfip, situations, token
from mock_api_impot.app.exchange import Endpoint, incoming
from mock_api_impot.app.routing import Routes
from mock_api_impot.ports.bench import Bench
from mock_api_impot.protocol.operations import OPERATIONS
from mock_api_impot.protocol.r2p import OPERATIONS as SEARCHES
from mock_api_impot.protocol.sfip import OPERATIONS as SERVICES
from rulebook.formats.exchange import Jwt
from rulebook.sfip import INFORMATION
from simulator.connection import Receive, Scope, Send
from simulator.journal import Inspect
from simulator.response import Response

_HEAD = "HEAD"


ENDPOINTS: Mapping[tuple[str, str], Endpoint] = MappingProxyType(
    {
        ("POST", "/token"): token.token,
        ("GET", "/franceconnect/jwks"): jwks.jwks,
        **{
            ("GET", operation.resource.route(mode)): situations.endpoint(operation, mode)
            for operation in OPERATIONS
            for mode in operation.resource.modes
        },
        ("GET", INFORMATION.route): sfip.information,
        **{("GET", service.service.route): sfip.endpoint(service) for service in SERVICES},
        **{("GET", search.search.route): r2p.endpoint(search) for search in SEARCHES},
    }
)
_ROUTES = Routes(ENDPOINTS)


class Port:
    """The application of the gateway, inside an edge: it finds a `Note` in ``scope["unefois"]``, and hands its answers over.

    Starlette starts and stops it; requests do not pass through its layers, which cost more than most answers.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._life = Starlette(lifespan=self._lifespan)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> Response | None:
        """One request, or the life of the server."""
        if scope["type"] != "http":
            await self._life(scope, receive, send)
            return None
        known, path = _ROUTES.find(scope["path"])
        method = "GET" if scope["method"] == _HEAD else scope["method"]
        call = incoming(self._bench, scope, receive, path)
        if endpoint := known.get(method):
            response = await endpoint(call)
        else:
            response = await (missing.wrong_method(call, known) if known else missing.no_resource(call))
        return Response(response.status, response.head, b"") if scope["method"] == _HEAD else response

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        yield
        await self._bench.franceconnect.aclose()


def create_app(bench: Bench) -> Port:
    """The gateway of `bench`, to be wrapped in a `simulator.edge.Edge`."""
    return Port(bench)


def inspect(bench: Bench) -> Inspect:
    """How the journal reads the tokens of this gateway."""

    def read(space: str, compact: str) -> Jwt | None:
        return bench.keys(bench.spaces.of(space)).inspect(compact)

    return read
