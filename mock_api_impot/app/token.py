"""`POST /token`."""

import time
from typing import assert_never
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from mock_api_impot.app.exchange import place, respond, respond_token
from mock_api_impot.ports.bench import Bench
from mock_api_impot.protocol import token as protocol
from mock_api_impot.protocol.decision import RefuseByJson
from simulator.chance import new_uuid


async def token(bench: Bench, request: Request) -> Response:
    """An access token for an application, by its key and secret."""
    here, now = place(bench, request, "apim_token"), time.time()
    asked = await _parse(request)
    presented = protocol.presented(asked)
    application = here.world.by_apim_key(presented.key) if presented else None
    here.note.bound = await bench.leases.bind(here.space, application.id if application else None, "apim_token")
    keys = bench.keys(here.space)
    decision = protocol.decide(asked, application, issuer=keys.issuer, jti=new_uuid(), now=now)
    match decision:
        case protocol.Granted(claims, scope):
            compact = keys.sign(claims)
            here.note.jwts.append(("access_token", compact))
            return respond_token(compact, scope, protocol.LIFETIME)
        case RefuseByJson(refusal):
            here.note.refused_by = refusal.id
            return respond(decision, now)
        case _:
            assert_never(decision)


async def _parse(request: Request) -> protocol.TokenRequest:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = (await request.body()).decode("utf-8", "replace")
    return protocol.TokenRequest(
        media_type, tuple(parse_qsl(body, keep_blank_values=True)), request.headers.get("authorization")
    )
