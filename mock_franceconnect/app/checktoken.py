"""POST /checktoken."""

from typing import Any, assert_never

import orjson

from mock_franceconnect.app.answers import JSON, respond
from mock_franceconnect.app.bodies import json_members, says_json
from mock_franceconnect.app.call import Call
from mock_franceconnect.ports import clients, data_provider
from mock_franceconnect.protocol import checktoken as protocol
from mock_franceconnect.protocol.decisions import RefuseByJson
from mock_franceconnect.protocol.parameters import Message
from mock_franceconnect.protocol.records import AccessToken
from rulebook.refusal import Refusal
from rulebook.refusals import checktoken as refusals
from simulator.response import Response

_INTROSPECTION = "application/token-introspection+jwt"


async def checktoken(call: Call) -> Response:
    """Whether a token is good, and for whom."""
    members = _members(call)
    memory = call.memory()
    token = await memory.get(AccessToken, protocol.presented(members))
    await call.bind("checktoken", token.asked.application if token else None)
    known = clients.data_provider(call.world, protocol.client_id(members))
    decision = protocol.decide(
        members=members,
        known=known,
        token=token,
        here=call.here,
        now=call.now,
        aged=call.aged,
    )
    match decision:
        case RefuseByJson():
            return _refused(call, decision.refusal)
        case protocol.Answered():
            return await _answered(call, decision)
        case _:
            assert_never(decision)


def _members(call: Call) -> dict[str, Any]:
    """The body as members: a form, or JSON where the platform reads it. A member that comes twice is no text."""
    if says_json(call) and call.here.platform.json_bodies:
        return json_members(call)
    form = call.form
    return dict(form) if Message(form).twice() is None else {}


def _refused(call: Call, refusal: Refusal) -> Response:
    call.note.refused_by = refusal.id
    document = {"error": refusal.error, "error_description": refusal.description}
    return respond(refusal.status, JSON, orjson.dumps(document), [])


async def _answered(call: Call, answered: protocol.Answered) -> Response:
    provider = answered.provider
    algorithm = provider.registration.checktoken_signed_response_alg
    if algorithm not in call.here.platform.signing:
        return _refused(call, refusals.NO_KEY)
    signed = call.place.keys.sign(answered.claims, algorithm, "")
    call.note.jwts.append(("token_introspection", signed))
    try:
        sealed = await data_provider.sealed(call.bench.remote, signed, provider)
    except data_provider.Trouble as trouble:
        return _refused(call, trouble.refusal)
    return respond(200, _INTROSPECTION, sealed.encode(), [])
