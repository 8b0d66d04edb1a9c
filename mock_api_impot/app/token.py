"""`POST /token`."""

from typing import assert_never
from urllib.parse import parse_qsl

from mock_api_impot.app.exchange import Incoming, respond, respond_token
from mock_api_impot.ports import tokens
from mock_api_impot.protocol import token as protocol
from mock_api_impot.protocol.decision import RefuseByJson
from mock_api_impot.protocol.faults import in_place_of_a_token
from simulator.chance import new_uuid
from simulator.response import Response


async def token(call: Incoming) -> Response:
    """An access token for an application, by its key and secret."""
    asked = await _parse(call)
    presented = protocol.presented(asked)
    application = call.world.by_apim_key(presented.key) if presented else None
    bound = await call.bind("apim_token", application.id if application else None)
    keys = call.bench.keys(call.space)
    decision = protocol.decide(asked, application, issuer=keys.issuer, jti=new_uuid(), now=call.now)
    instead, call.note.fault = in_place_of_a_token(bound.faults)
    if instead:
        return respond(instead, call.now)
    match decision:
        case protocol.Granted(claims=claims, scope=scope):
            compact = keys.sign(claims)
            await tokens.given(call.bench.store, call.space, claims["jti"], bound)
            call.note.jwts.append(("access_token", compact))
            return respond_token(compact, scope, protocol.LIFETIME)
        case RefuseByJson(refusal=refusal):
            call.note.refused_by = refusal.id
            return respond(decision, call.now)
        case _:
            assert_never(decision)


async def _parse(call: Incoming) -> protocol.TokenRequest:
    media_type = (call.header(b"content-type") or "").partition(";")[0].strip().lower()
    body = (await call.body()).decode("utf-8", "replace")
    return protocol.TokenRequest(
        media_type, tuple(parse_qsl(body, keep_blank_values=True)), call.header(b"authorization")
    )
