"""POST /token."""

from typing import assert_never

import orjson

from mock_franceconnect.app.answers import JSON, answered, disturbed, to_partner
from mock_franceconnect.app.bodies import json_members
from mock_franceconnect.app.call import Call
from mock_franceconnect.app.registration import refused_by_server, sealed
from mock_franceconnect.app.signing import signed
from mock_franceconnect.ports import clients
from mock_franceconnect.ports.memory import Memory
from mock_franceconnect.protocol import token as protocol
from mock_franceconnect.protocol.clients import auth
from mock_franceconnect.protocol.decisions import Disturbed, RefuseByJson
from mock_franceconnect.protocol.faults import Answer
from mock_franceconnect.protocol.parameters import Message
from mock_franceconnect.protocol.records import TOKEN_LIFETIME, AccessToken, Client, Code, Grant
from simulator.chance import opaque
from simulator.response import Response


async def token(call: Call) -> Response:
    """A code for a token."""
    request = auth.Request(call.media_type, Message(call.form), call.header(b"authorization"), call.header(b"origin"))
    credentials = auth.claimed(request)
    if isinstance(credentials, RefuseByJson):
        said = request.message.filled("client_id") or str(json_members(call).get("client_id") or "")
        client = clients.by_client_id(call.world, said, call.here.platform)
        await call.bind("token", client.application if client else None)
        return to_partner(call, credentials)
    client = clients.by_client_id(call.world, credentials.client_id, call.here.platform)
    await call.bind("token", client.application if client else None)
    refused = await refused_by_server(call, client) or auth.authenticate(request, credentials, client, call.here)
    if refused is not None or client is None:
        return to_partner(call, refused or RefuseByJson(auth.UNKNOWN))
    fresh = opaque()

    async def attempt(memory: Memory) -> protocol.Decision | Disturbed:
        held = await _held(memory, request.message.filled("code"))
        call.bring(held.code.citizen.fault if held.code else "")
        if call.instead:
            return Disturbed(call.instead)
        return protocol.decide(
            request=request, client=client, held=held, here=call.here, now=call.now, aged=call.aged, fresh=fresh
        )

    decision = await call.settled(attempt)
    match decision:
        case RefuseByJson():
            return to_partner(call, decision)
        case Disturbed():
            return disturbed(call, decision)
        case protocol.Granted():
            return await _granted(call, decision, client)
        case _:
            assert_never(decision)


async def _held(memory: Memory, code_id: str) -> protocol.Held:
    code = await memory.get(Code, code_id)
    if code is None:
        return protocol.Held()
    return protocol.Held(code, await memory.get(Grant, code.grant), await memory.get(AccessToken, code.token))


async def _granted(call: Call, granted: protocol.Granted, client: Client) -> Response:
    compact = signed(call, "id_token", granted.id_token, client.registration.id_token_alg, client.secret)
    id_token = await sealed(call, client, compact, client.registration.id_token_encryption)
    if isinstance(id_token, RefuseByJson):
        return to_partner(call, id_token)
    document = {
        "access_token": granted.token.id,
        "expires_in": TOKEN_LIFETIME,
        "id_token": id_token,
        "scope": " ".join(granted.token.asked.scopes),
        "token_type": "Bearer",
    }
    return answered(call, Answer(200, JSON, orjson.dumps(document)))
