"""The paths of the gateway, and nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.routing import Route

from mock_api_impot.app import jwks, missing, situations, token
from mock_api_impot.ports.bench import Bench
from mock_api_impot.protocol import assiettes, th
from mock_api_impot.protocol.resources import Mode
from mock_api_impot.protocol.situations import Operation
from rulebook.formats.exchange import Jwt
from simulator.journal import Inspect

OPERATIONS: tuple[Operation, ...] = (assiettes.OPERATION, th.OPERATION)

ENDPOINTS: dict[tuple[str, str], situations.Endpoint] = {
    ("POST", "/token"): token.token,
    ("GET", "/franceconnect/jwks"): jwks.jwks,
    **{
        ("GET", operation.resource.route(mode)): situations.endpoint(operation, mode)
        for operation in OPERATIONS
        for mode in Mode
    },
}


def create_app(bench: Bench) -> Starlette:
    """The gateway of `bench`, to be wrapped in a `simulator.edge.Edge`."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await bench.franceconnect.aclose()

    app = Starlette(
        routes=[
            Route(path, partial(endpoint, bench), methods=[method]) for (method, path), endpoint in ENDPOINTS.items()
        ],
        exception_handlers={404: partial(missing.no_resource, bench), 405: partial(missing.wrong_method, bench)},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    return app


def inspect(bench: Bench) -> Inspect:
    """How the journal reads the tokens of this gateway."""

    def read(space: str, compact: str) -> Jwt | None:
        return bench.keys(bench.spaces.of(space)).inspect(compact)

    return read
