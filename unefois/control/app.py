"""The control application: API under /control, console on /."""

import time
from dataclasses import asdict
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from mock_api_impot.protocol.contract import document as dgfip
from rulebook.formats.reading import Unreadable
from scenarios.datasets.reading import Refused
from simulator.leases import Gone
from unefois import imports
from unefois.composition import Bench
from unefois.control.console import console
from unefois.control.data_providers import DataProviderRoutes
from unefois.control.guard import Guard
from unefois.control.imports import ImportRoutes
from unefois.control.keys import KeyRoutes
from unefois.control.leases import LeaseRoutes
from unefois.control.redactors import Redactors
from unefois.control.spaces import SpaceRoutes
from unefois.language import LANGUAGE, _


def create_app(bench: Bench) -> FastAPI:
    """The control port of `bench`: API under /control, console on /."""
    app = FastAPI(
        title="unefois : contrôle du banc",
        version="1",
        description="Espaces, habilitations, baux, anomalies, calendrier, échanges. Réservé au testeur.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/control/openapi.json",
    )
    app.add_middleware(Guard, settings=bench.settings)
    redactors = Redactors()
    app.include_router(SpaceRoutes(bench, redactors).router)
    app.include_router(LeaseRoutes(bench, redactors).router)
    app.include_router(DataProviderRoutes(bench).router)
    app.include_router(ImportRoutes(bench).router)
    app.include_router(KeyRoutes(bench).router)
    app.get("/", include_in_schema=False)(console(bench))

    @app.get("/control/health")
    def health() -> dict[str, str | float]:
        """Says that this is a bench, what time it is there (epoch seconds), and where its parts are."""
        addresses = bench.spaces.addresses
        return {
            "name": "unefois",
            "now": time.time(),
            "franceconnect": addresses.franceconnect.front,
            "franceconnect_plus": addresses.franceconnect_plus.front,
            "dgfip": addresses.dgfip.front,
        }

    @app.get("/control/contracts/dgfip.openapi.json")
    def contract() -> dict[str, Any]:
        """What the gateway of this bench serves, as an OpenAPI 3.1 document."""
        return dgfip()

    app.exception_handler(Unreadable)(_unreadable)
    app.exception_handler(Refused)(_refused)
    app.exception_handler(Gone)(_gone)
    return app


def _unreadable(request: Request, error: Unreadable) -> JSONResponse:
    del request
    problems = [{"path": problem.path, "says": problem.says.in_(LANGUAGE)} for problem in error.problems]
    detail = " ; ".join(
        f"{problem.path} : {problem.says.in_(LANGUAGE)}".removeprefix(" : ") for problem in error.problems
    )
    return JSONResponse({"detail": detail, "problems": problems}, status_code=400)


def _refused(request: Request, error: Refused) -> JSONResponse:
    del request
    problems = [{**asdict(mistake.place), "says": mistake.says.in_(LANGUAGE)} for mistake in error.mistakes]
    return JSONResponse({"detail": imports.listed(error.mistakes), "problems": problems}, status_code=422)


def _gone(request: Request, error: Gone) -> JSONResponse:
    del request, error
    return JSONResponse({"detail": _("Ce bail n'existe pas ou plus : reprenez-en un par POST leases.")}, 404)
