"""Routes: a dict from method and path to endpoint, at most one segment of which varies."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from types import MappingProxyType

from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from mock_franceconnect.app.answers import TEXT, respond
from mock_franceconnect.app.authorize import authorize, authorize_resume, redirect_to_sp_with_error
from mock_franceconnect.app.call import Busy, Call, read
from mock_franceconnect.app.checktoken import checktoken
from mock_franceconnect.app.discovery import (
    accessibility,
    client_keys,
    css,
    discovery,
    front_door,
    jwks,
    not_found,
    script,
)
from mock_franceconnect.app.interaction import page
from mock_franceconnect.app.logout import (
    disconnect_from_idp,
    logout_callback,
    provider_end,
    session_end,
    session_end_confirm,
    session_end_success,
)
from mock_franceconnect.app.provider import provider
from mock_franceconnect.app.revocation import revocation
from mock_franceconnect.app.token import token
from mock_franceconnect.app.userinfo import userinfo
from mock_franceconnect.ports.bench import Bench
from rulebook.refusals.edge import BUSY
from simulator.response import Response

Endpoint = Callable[[Call], Awaitable[Response]]

ROUTES: Mapping[tuple[str, str], Endpoint] = MappingProxyType(
    {
        ("GET", "/api/v2"): front_door,
        ("GET", "/api/v2/accessibilite"): accessibility,
        ("GET", "/api/v2/.well-known/openid-configuration"): discovery,
        ("GET", "/api/v2/jwks"): jwks,
        ("GET", "/api/v2/client/.well-known/keys"): client_keys,
        ("GET", "/api/v2/authorize"): authorize,
        ("POST", "/api/v2/authorize"): authorize,
        ("GET", "/api/v2/authorize/*"): authorize_resume,
        ("GET", "/api/v2/interaction/*"): page("interaction"),
        ("POST", "/api/v2/redirect-to-idp"): page("redirect_to_idp"),
        ("GET", "/fi/*"): provider,
        ("POST", "/fi/*"): provider,
        ("GET", "/api/v2/oidc-callback"): page("oidc_callback"),
        ("GET", "/api/v2/interaction/*/verify"): page("verify"),
        ("GET", "/api/v2/interaction/*/consent"): page("consent"),
        ("POST", "/api/v2/login"): page("login"),
        ("GET", "/api/v2/auto-login"): page("auto_login"),
        ("GET", "/api/v2/redirect-to-sp-with-error"): redirect_to_sp_with_error,
        ("POST", "/api/v2/token"): token,
        ("GET", "/api/v2/userinfo"): userinfo,
        ("POST", "/api/v2/checktoken"): checktoken,
        ("POST", "/api/v2/token/revocation"): revocation,
        ("GET", "/api/v2/session/end"): session_end,
        ("POST", "/api/v2/client/disconnect-from-idp"): disconnect_from_idp,
        ("GET", "/fi/*/session/end"): provider_end,
        ("GET", "/api/v2/client/logout-callback"): logout_callback,
        ("POST", "/api/v2/session/end/confirm"): session_end_confirm,
        ("GET", "/api/v2/session/end/success"): session_end_success,
        ("GET", "/simulateur.css"): css,
        ("GET", "/suite.js"): script,
    }
)
_VARIABLE = (4, 2)  # which segment may vary: /api/v2/interaction/* and /fi/*


class Port:
    """The application of one port, inside an edge: it finds a `Note` in ``scope["unefois"]``, and hands its answers over.

    Starlette starts and stops it. Requests do not pass through its layers: its routes would redirect an empty path and miss `*`, and
    the others cost more than a short answer.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._life = Starlette(lifespan=self._lifespan)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> Response | None:
        """One request, or the life of the server."""
        if scope["type"] != "http":
            await self._life(scope, receive, send)
            return None
        endpoint, key = find(scope["method"], scope["path"])
        call = await read(self._bench, scope, receive, key)
        try:
            response = await endpoint(call)
        except Busy:
            call.note.refused_by = BUSY.id
            response = respond(BUSY.status, TEXT, BUSY.description.encode(), [])
        return response

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        yield
        await self._bench.remote.close()


def create_app(bench: Bench) -> Port:
    """The application of one port."""
    return Port(bench)


def find(method: str, path: str) -> tuple[Endpoint, str]:
    """The endpoint of a path, and what its variable segment says."""
    if endpoint := ROUTES.get((method, path)):
        return endpoint, ""
    parts = path.split("/")
    for at in _VARIABLE:
        if len(parts) > at and parts[at]:
            endpoint = ROUTES.get((method, "/".join([*parts[:at], "*", *parts[at + 1 :]])))
            if endpoint:
                return endpoint, parts[at]
    return not_found, ""
