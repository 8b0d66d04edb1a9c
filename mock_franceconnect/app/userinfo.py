"""GET /userinfo."""

from typing import Any, assert_never

import orjson

from mock_franceconnect.app.answers import answered, by_preference, disturbed
from mock_franceconnect.app.call import Call
from mock_franceconnect.app.registration import refused_by_server, sealed
from mock_franceconnect.app.signing import signed
from mock_franceconnect.ports import clients
from mock_franceconnect.protocol import userinfo as protocol
from mock_franceconnect.protocol.decisions import Disturbed, RefuseByJson
from mock_franceconnect.protocol.faults import Answer
from mock_franceconnect.protocol.parameters import Message
from mock_franceconnect.protocol.records import AccessToken, Client, Grant
from simulator.response import Response

_JWT = "application/jwt; charset=utf-8"  # even of the page that says an error, as recorded


async def userinfo(call: Call) -> Response:
    """Who the access token is about."""
    request = protocol.Request(call.header(b"authorization"), Message(call.query), call.header(b"origin"))
    presented = protocol.presented(request, call.here)
    memory = call.memory()
    token = await memory.get(AccessToken, presented) if isinstance(presented, str) else None
    await call.bind("userinfo", token.asked.application if token else None)
    if isinstance(presented, RefuseByJson):
        return by_preference(call, presented, _JWT)
    grant = await memory.get(Grant, token.grant) if token else None
    call.bring(token.citizen.fault if token else "")
    if call.instead:
        return disturbed(call, Disturbed(call.instead))
    decision = protocol.decide(request, protocol.Held(token, grant), call.here, call.now, call.aged)
    match decision:
        case RefuseByJson():
            return by_preference(call, decision, _JWT)
        case protocol.Answered():
            return await _told(call, decision.claims, token)
        case _:
            assert_never(decision)


async def _told(call: Call, claims: dict[str, Any], token: AccessToken | None) -> Response:
    client = clients.by_client_id(call.world, token.asked.client_id if token else "", call.here.platform)
    if refused := await refused_by_server(call, client):
        return by_preference(call, protocol.challenged(refused, call.here), _JWT)
    algorithm, secret = (client.registration.userinfo_alg, client.secret) if client else ("ES256", "")
    compact = signed(call, "userinfo", claims, algorithm, secret)
    told = await _sealed(call, client, compact)
    if isinstance(told, RefuseByJson):
        return by_preference(call, protocol.challenged(told, call.here), _JWT)
    return answered(call, Answer(200, _JWT, told.encode(), said=orjson.dumps(claims)))


async def _sealed(call: Call, client: Client | None, compact: str) -> str | RefuseByJson:
    """Encrypted as the client is registered; the token of a client that is no more stays as it is signed."""
    return await sealed(call, client, compact, client.registration.userinfo_encryption) if client else compact
