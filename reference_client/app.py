"""The web application: its addresses, and what happens when a page stops."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from time import time

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from reference_client import compte, etapes, wire
from reference_client.assiettes import Assiettes
from reference_client.cantine import CANTINE
from reference_client.demarche import Demarche
from reference_client.franceconnect import FranceConnect
from reference_client.notice import Notice
from reference_client.outcome import Kind, Stop, Trouble
from reference_client.pages import Pages
from reference_client.practice import CAREFUL, Practice
from reference_client.session import SWEEP, Sessions
from reference_client.settings import Settings
from reference_client.site import Site
from reference_client.visit import Visit, cookie_name, see_other, visit_of

logger = logging.getLogger(__name__)

Handler = Callable[[Site, Visit], Awaitable[Response]]


async def accueil(site: Site, visit: Visit) -> Response:
    """The front door."""
    return site.pages.show("accueil.html", visit)


async def mentions(site: Site, visit: Visit) -> Response:
    """The legal notice, one link away from every page."""
    return site.pages.show("mentions.html", visit)


async def message(site: Site, visit: Visit) -> Response:
    """Why the last form, or the return from FranceConnect, went no further; reloading this sends nothing again."""
    if visit.session is None or visit.session.notice is None:
        raise Trouble(Kind.STALE_FORM)
    return site.pages.notice(visit, visit.session.notice)


PAGES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/", accueil),
    ("GET", "/franceconnect/connexion", etapes.connexion),
    ("GET", "/franceconnect/retour", etapes.retour),
    ("GET", "/identite", etapes.identite),
    ("GET", "/information", etapes.information),
    ("POST", "/franceconnect/donnees", etapes.donnees),
    ("GET", "/refus", etapes.refus),
    ("GET", "/resultat", etapes.resultat),
    ("GET", "/compte", compte.ouverture),
    ("POST", "/compte", compte.connexion),
    ("POST", "/compte/donnees", compte.numero),
    ("GET", "/etat-civil", compte.naissance),
    ("POST", "/etat-civil", compte.etat_civil),
    ("GET", "/message", message),
    ("GET", "/mentions", mentions),
    ("POST", "/deconnexion", etapes.deconnexion),
    ("GET", "/franceconnect/deconnexion", etapes.sortie),
    ("GET", "/deconnecte", etapes.deconnecte),
)

# Where FranceConnect sends browsers back, with a code or a state in the address: nothing is shown there.
ANSWERS = frozenset({"/franceconnect/retour", "/franceconnect/deconnexion"})
OURS = frozenset(path for _, path, _ in PAGES)


def create_app(settings: Settings, practice: Practice = CAREFUL, demarche: Demarche = CANTINE) -> Starlette:
    """The téléservice of one démarche, ready to be served."""
    http = wire.new_client()
    site = Site(
        demarche,
        settings,
        practice,
        Sessions(),
        FranceConnect(http, settings, practice, demarche.scopes),
        Assiettes(http, settings, practice),
        Pages(demarche, practice.printed, civil_status=bool(settings.sfip_id_teleservice)),
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        sweeping = asyncio.create_task(_swept(site.sessions))
        async with http:
            yield
        sweeping.cancel()

    routes = [Route(path, _endpoint(site, handler), methods=[method]) for method, path, handler in PAGES]
    routes.append(Route("/statique/villefictive.css", _stylesheet(site.pages)))
    return Starlette(
        routes=routes,
        lifespan=lifespan,
        exception_handlers={
            HTTPException: _endpoint(site, _stops(Kind.NOT_FOUND)),
            Exception: _endpoint(site, _stops(Kind.BUG)),
        },
    )


def side_by_side(apps: Mapping[int, Starlette]) -> ASGIApp:
    """Several téléservices behind one server, each on the port where it listens: the port of the socket, whatever a request says."""
    if len(apps) == 1:
        return next(iter(apps.values()))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for app in apps.values():
                await stack.enter_async_context(app.router.lifespan_context(app))
            yield

    lives = Starlette(lifespan=lifespan)

    async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
        app = lives if scope["type"] == "lifespan" else apps[scope["server"][1]]
        await app(scope, receive, send)

    return dispatch


def _endpoint(site: Site, handler: Handler) -> Callable[..., Awaitable[Response]]:
    """`handler` as Starlette calls it (error handlers get the error too); a `Stop` becomes a page that explains."""

    async def endpoint(request: Request, _: Exception | None = None) -> Response:
        practice = site.practice
        visit = visit_of(request, site.settings, site.sessions, time())
        try:
            response = await handler(site, visit)
        except Stop as stop:
            notice = practice.explain(stop)
            logger.info("%s s’arrête : %s %s", _named(request), type(stop).__name__, notice.reference)
            nowhere = isinstance(stop, Trouble) and stop.kind is Kind.NOT_FOUND
            response = site.pages.notice(visit, notice) if nowhere else _told(site, visit, notice)
        return visit.dressed(response, practice.page_headers, practice.cookie_look)

    return endpoint


def _told(site: Site, visit: Visit, notice: Notice) -> Response:
    """The page that explains, in place; or on a page of its own, when reloading this one would send again what it was sent.

    A form without any cookie of ours is another site's, or that of a browser that keeps none: a session opened for it would take the
    place of the citizen's own. Its notice is the one that the page has when it holds none.
    """
    request = visit.request
    if request.method != "POST" and request.url.path not in ANSWERS:
        return site.pages.notice(visit, notice)
    if request.method != "POST" or cookie_name(site.settings) in request.cookies:
        visit.opened().notice = notice
    return see_other("/message")


def _named(request: Request) -> str:
    """The page in the log: one of ours, or no name, since whoever sends an address writes what he wants in it."""
    return request.url.path if request.url.path in OURS else "page inconnue"


def _stops(kind: Kind) -> Handler:
    async def handler(site: Site, visit: Visit) -> Response:
        del site, visit
        raise Trouble(kind)

    return handler


async def _swept(sessions: Sessions) -> None:
    """Erase what is over even when nobody comes."""
    while True:
        await asyncio.sleep(SWEEP)
        sessions.forget_old(time())


def _stylesheet(pages: Pages) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(_: Request) -> Response:
        return Response(pages.stylesheet, media_type="text/css", headers={"cache-control": "public, max-age=3600"})

    return endpoint
