"""Everything the gateway does not route."""

import time

from starlette.requests import Request
from starlette.responses import Response

from mock_api_impot.app.bearer import bind_bearer
from mock_api_impot.app.exchange import place, respond
from mock_api_impot.ports.bench import Bench
from mock_api_impot.protocol.decision import RefuseByEnvelope
from rulebook.refusal import Refusal
from rulebook.refusals import gateway


async def no_resource(bench: Bench, request: Request, _: Exception) -> Response:
    """No such path."""
    return await _refuse(bench, request, gateway.NO_RESOURCE)


async def wrong_method(bench: Bench, request: Request, _: Exception) -> Response:
    """That path, by another method."""
    return await _refuse(bench, request, gateway.WRONG_METHOD)


async def _refuse(bench: Bench, request: Request, refusal: Refusal) -> Response:
    here = place(bench, request, "not_found")
    await bind_bearer(bench, here, request.headers.get("authorization"))
    here.note.refused_by = refusal.id
    return respond(RefuseByEnvelope(refusal), time.time())
