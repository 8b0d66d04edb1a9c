"""The paths of the gateway, and nothing else."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mock_api_impot.app import assiettes, jwks, missing, token
from mock_api_impot.ports.bench import Bench
from mock_api_impot.protocol.resources import ASSIETTES, Mode
from rulebook.formats.exchange import Jwt
from simulator.journal import Inspect

Endpoint = Callable[[Bench, Request], Awaitable[Response]]

ENDPOINTS: dict[tuple[str, str], Endpoint] = {
    ("POST", "/token"): token.token,
    ("GET", "/franceconnect/jwks"): jwks.jwks,
    ("GET", ASSIETTES.route(Mode.SPI)): assiettes.by_spi,
    ("GET", ASSIETTES.route(Mode.FRANCECONNECT)): assiettes.by_franceconnect,
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
