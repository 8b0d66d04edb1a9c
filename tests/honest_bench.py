"""A small FranceConnect and DGFiP gateway for the tests of clients, written from the published documents and from nothing else of ours.

Everything it says is honest until a test replaces one of its hooks.
"""

import asyncio
import base64
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

import httpx2
import uvicorn
from joserfc import jws
from joserfc.jwk import ECKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

Claims = dict[str, Any]
CLIENT_ID, CLIENT_SECRET = "canteen-client-id", "canteen-client-secret-of-forty-characters"
APIM_KEY, APIM_SECRET = "apim-key", "apim-secret"
ID_TELESERVICE = "CANTINE_VILLEFICTIVE"
SFIP_ID_TELESERVICE = "SFIP_CANTINE_VILLEFICTIVE"
SUBJECT = "b6048e95bb134ec5b1d1e1fa69f287172e91722b9354d637a1bcf2ebb0fd2ef5v1"
SPI = "0123456789789"
TODAY = "2026-09-15"
ASSIETTE = {
    "rfr": 24000,
    "nbPart": 2.5,
    "sitFam": "M",
    "aft": " 42 RUE DES LILAS 94300 VINCENNES ",
    "aftDetail": {
        "complementAdresse": None,
        "voie": "42 RUE DES LILAS",
        "codePostal": "94300 VINCENNES",
        "commune": None,
    },
}


def same(claims: Claims) -> Claims:
    """The claims untouched."""
    return claims


def envelope(code: int | str, message: str = "refus") -> dict[str, Any]:
    """An error of the DGFiP."""
    return {"erreur": {"code": code, "message": message, "horodatage": "2026-09-15T10:00:00"}}


@dataclass
class Bench:
    """The hooks that a test may replace, and what was asked."""

    issuer: str = ""
    gateway: str = ""
    key: ECKey = field(
        default_factory=lambda: ECKey.generate_key("P-256", {"kid": "kid-1", "use": "sig", "alg": "ES256"})
    )
    published: list[ECKey] = field(default_factory=list)
    discovery: Callable[[Claims], Claims] = same
    callback: Callable[[dict[str, str]], dict[str, str]] = same
    id_token: Callable[[Claims], Claims] = same
    userinfo: Callable[[Claims], Claims] = same
    header: Callable[[Claims], Claims] = same
    forge_id_token: Callable[[str], str] = str
    forge_userinfo: Callable[[str], str] = str
    userinfo_type: str = "application/jwt; charset=utf-8"
    token_answer: tuple[int, bytes] | None = None
    tokens: Callable[[Claims], Claims] = same
    api: dict[int, tuple[int, Any]] = field(default_factory=lambda: {2025: (200, ASSIETTE)})
    refuse_api_tokens: int = 0
    last: tuple[int, Any] = (200, ASSIETTE)
    disturb: Callable[[int], Response | None] = lambda _: None
    delay: float = 0.0
    apim_answer: tuple[int, Any] | None = None
    access_token: str = "A" * 43
    sub: str = SUBJECT
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def calls(self, endpoint: str) -> list[dict[str, Any]]:
        """What was sent to an endpoint, in order."""
        return [said for name, said in self.seen if name == endpoint]

    def sign(self, claims: Claims) -> str:
        """A JWS as FranceConnect writes them: a header of `alg` and `kid`."""
        return jws.serialize_compact(self.header({"alg": "ES256", "kid": self.key.kid}), _json(claims), self.key)


def _json(value: Any) -> bytes:
    return bytes(JSONResponse(value).body)


def unsigned(message: str) -> str:
    """The same message under `alg: none`, without a signature."""
    header = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    return f"{header}.{message.split('.')[1]}."


def miswritten(message: str) -> str:
    """The same message with a signature that is not its own."""
    head, payload, signature = message.split(".")
    return f"{head}.{payload}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"


def app_of(bench: Bench) -> Starlette:
    """FranceConnect under /api/v2 and the gateway at the root, on one port."""
    return Starlette(routes=[Mount("/api/v2", routes=_franceconnect(bench)), *_gateway(bench)])


def _franceconnect(bench: Bench) -> list[Route]:
    async def discovery(_: Request) -> Response:
        names = {name: f"{bench.issuer}/{path}" for name, path in ENDPOINTS}
        document = {"issuer": bench.issuer, "authorization_response_iss_parameter_supported": True, **names}
        return JSONResponse(bench.discovery(document))

    async def keys(_: Request) -> Response:
        bench.seen.append(("jwks", {}))
        published = bench.published or [bench.key]
        return JSONResponse({"keys": [key.as_dict(private=False) for key in published]})

    async def authorize(request: Request) -> Response:
        asked = dict(request.query_params)
        bench.seen.append(("authorize", asked))
        code = f"code-{len(bench.calls('authorize'))}"
        bench.codes[code] = asked
        back = bench.callback({"code": code, "state": asked["state"], "iss": bench.issuer})
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}", 303)

    async def token(request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        bench.seen.append(("token", form))
        bench.seen.append(("token_sent", {**request.headers, "query": request.url.query}))
        if bench.token_answer:
            return Response(bench.token_answer[1], bench.token_answer[0], media_type="application/json")
        asked = bench.codes.pop(form.get("code", ""), None)
        if asked is None or form.get("client_secret") != CLIENT_SECRET or form["redirect_uri"] != asked["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant", "error_description": "grant request is invalid"}, 400)
        now = int(time.time())
        claims: Claims = {
            "sub": bench.sub,
            "auth_time": now,
            "acr": "eidas1",
            "nonce": asked["nonce"],
            "aud": CLIENT_ID,
        }
        claims |= {"exp": now + 60, "iat": now, "iss": bench.issuer}
        answer = {
            "access_token": bench.access_token,
            "expires_in": 60,
            "id_token": bench.forge_id_token(bench.sign(bench.id_token(claims))),
        }
        return JSONResponse(bench.tokens(answer | {"scope": asked["scope"], "token_type": "Bearer"}))

    async def userinfo(request: Request) -> Response:
        bench.seen.append(("userinfo", {**request.headers, "query": request.url.query}))
        now = int(time.time())
        claims: Claims = {"sub": bench.sub, "given_name": "Angela Claire Louise", "family_name": "DUBOIS"}
        claims |= {"birthdate": "1962-08-24", "aud": CLIENT_ID, "exp": now + 60, "iat": now, "iss": bench.issuer}
        return Response(
            bench.forge_userinfo(bench.sign(bench.userinfo(claims))), headers={"content-type": bench.userinfo_type}
        )

    return [
        Route("/.well-known/openid-configuration", discovery),
        Route("/jwks", keys),
        Route("/authorize", authorize),
        Route("/token", token, methods=["POST"]),
        Route("/userinfo", userinfo),
        Route("/session/end", _session_end(bench)),
    ]


def _session_end(bench: Bench) -> Callable[[Request], Awaitable[Response]]:
    async def session_end(request: Request) -> Response:
        asked = dict(request.query_params)
        bench.seen.append(("session_end", asked))
        state = {name: said for name, said in asked.items() if name == "state"}
        return RedirectResponse(f"{asked['post_logout_redirect_uri']}?{urlencode(state)}", 303)

    return session_end


def _gateway(bench: Bench) -> list[Route]:
    async def apim(request: Request) -> Response:
        bench.seen.append(("apim", {**request.headers, "body": (await request.body()).decode()}))
        status, answer = bench.apim_answer or (
            200,
            {"expires_in": 3600, "token_type": "Bearer", "scope": "RessourceIR"},
        )
        return JSONResponse({"access_token": f"apim-{len(bench.calls('apim'))}", **answer}, status)

    async def assiettes(request: Request) -> Response:
        bench.seen.append(("assiettes", {**request.headers, **request.path_params, "path": request.url.path}))
        if refused := await _disturbed(bench, "assiettes"):
            return refused
        if request.path_params["resource"] != "assiettes":
            return JSONResponse(envelope(4031), 403)
        status, answer = bench.api.get(request.path_params["annee"], (410, envelope(4101)))
        content = answer if isinstance(answer, bytes) else _json(answer)
        return Response(content, status, media_type="application/prs.dgfip.part.situations.ir.assiettes.v1+json")

    async def deuxans(request: Request) -> Response:
        annee, (status, answer) = max(bench.api.items())
        bench.seen.append(("assiettes", {**request.headers, "annee": annee, "path": request.url.path}))
        media = "application/prs.dgfip.part.derniere.situations.ir.assiettes.v1+json"
        return Response(_json({"annRevenu": annee, **answer}), status, media_type=media)

    async def personne(request: Request) -> Response:
        bench.seen.append(("sfip", {**request.headers, "query": dict(request.query_params)}))
        if refused := await _disturbed(bench, "sfip"):
            return refused
        status, answer = bench.last
        return Response(_json(answer), status, media_type="application/vnd.dgfip.sfip.v1.0+json")

    year = "situations/ir/{resource:str}/annrev/{annee:int}"
    return [
        Route("/token", apim, methods=["POST"]),
        Route(f"/impotparticulier/1.0/{year}", assiettes),
        Route(f"/impotparticulier/1.0/spi/{{spi}}/{year}", assiettes),
        Route("/impotparticulier/1.0/dernieresituation/ir/assiettes/deuxans", deuxans),
        Route("/sfip/v1/demandeDeService/02AA/personne", personne),
    ]


async def _disturbed(bench: Bench, endpoint: str) -> Response | None:
    """What a hook wants said instead of the honest answer to this call."""
    await asyncio.sleep(bench.delay)
    if bench.refuse_api_tokens:
        bench.refuse_api_tokens -= 1
        return JSONResponse(envelope(900901, "Invalid Credentials"), 401)
    return bench.disturb(len(bench.calls(endpoint)))


ENDPOINTS = (
    ("authorization_endpoint", "authorize"),
    ("token_endpoint", "token"),
    ("userinfo_endpoint", "userinfo"),
    ("end_session_endpoint", "session/end"),
    ("jwks_uri", "jwks"),
)


class Stage:
    """One server on a port of its own, for one application after another: starting one for each test takes longer than the tests."""

    def __init__(self, listener: socket.socket) -> None:
        self.address = f"http://localhost:{listener.getsockname()[1]}"
        self._playing: Starlette | None = None
        self._loop = asyncio.new_event_loop()
        config = uvicorn.Config(self._answer, interface="asgi3", lifespan="off", log_level="critical", access_log=False)
        self._server = uvicorn.Server(config)
        serving = self._server.serve(sockets=[listener])
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=[serving], daemon=True)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self._playing, "nothing is played on this stage"
        await self._playing(scope, receive, send)

    @contextmanager
    def playing(self, app: Starlette) -> Iterator[str]:
        """Serve `app`, from its start to its end."""
        life = app.router.lifespan_context(app)
        asyncio.run_coroutine_threadsafe(life.__aenter__(), self._loop).result()
        self._playing = app
        try:
            yield self.address
        finally:
            self._playing = None
            asyncio.run_coroutine_threadsafe(life.__aexit__(None, None, None), self._loop).result()

    def open(self) -> None:
        """Listen."""
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(0.005)

    def close(self) -> None:
        """Listen no more."""
        self._server.should_exit = True
        self._thread.join()
        self._loop.close()


@contextmanager
def stage() -> Iterator[Stage]:
    """An open stage."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(
            socket.IPPROTO_TCP, socket.TCP_NODELAY, 1
        )  # asyncio forgets it on a socket that it is given
        opened = Stage(listener)
        opened.open()
        try:
            yield opened
        finally:
            opened.close()


def browser(address: str) -> httpx2.Client:
    """A citizen's browser: it keeps cookies and follows redirections."""
    return httpx2.Client(base_url=address, follow_redirects=True, trust_env=False)
