"""POST /checktoken."""

from typing import Any, assert_never

import orjson
from starlette.responses import Response

from mock_franceconnect.app.answers import JSON, respond
from mock_franceconnect.app.call import Call
from mock_franceconnect.ports import clients, data_provider
from mock_franceconnect.protocol import checktoken as protocol
from mock_franceconnect.protocol.decisions import RefuseByJson
from mock_franceconnect.protocol.parameters import Message
from mock_franceconnect.protocol.records import AccessToken
from rulebook.refusal import Refusal
from rulebook.refusals import checktoken as refusals

_INTROSPECTION = "application/token-introspection+jwt"
_TROUBLES: dict[type[Exception], Refusal] = {
    data_provider.Unreachable: refusals.JWKS_UNREACHABLE,
    data_provider.Malformed: refusals.JWKS_FORMAT,
    data_provider.NoKey: refusals.NO_KEY,
}


async def checktoken(call: Call) -> Response:
    """Whether a token is good, and for whom."""
    members = _members(call)
    memory = call.memory()
    token = await memory.get(AccessToken, protocol.presented(members))
    await call.bind("checktoken", token.asked.application if token else None)
    decision = protocol.decide(
        members=members,
        known=clients.dgfip(call.world),
        token=token,
        here=call.here,
        now=call.now,
        aged=call.aged,
    )
    match decision:
        case RefuseByJson():
            return _refused(call, decision.refusal)
        case protocol.Answered():
            return await _answered(call, decision.claims)
        case _:
            assert_never(decision)


def _members(call: Call) -> dict[str, Any]:
    """The body as members: a form, or JSON, both read on the low platform. A member that comes twice is no text."""
    if call.media_type == "application/json":
        try:
            document = orjson.loads(call.body)
        except ValueError:
            return {}
        return document if isinstance(document, dict) else {}
    form = call.form
    return dict(form) if Message(form).twice() is None else {}


def _refused(call: Call, refusal: Refusal) -> Response:
    call.note.refused_by = refusal.id
    document = {"error": refusal.error, "error_description": refusal.description}
    return respond(refusal.status, JSON, orjson.dumps(document), [])


async def _answered(call: Call, claims: dict[str, Any]) -> Response:
    signed = call.place.keys.sign(claims, protocol.SIGNED_WITH, "", call.due())
    call.note.jwts.append(("token_introspection", signed.compact))
    call.note.fault = signed.fault
    try:
        jwks = await call.bench.key_server.fetch(call.world.dgfip.jwks_uri)
        sealed = data_provider.encrypt(signed.compact, jwks, *protocol.ENCRYPTED_WITH)
    except (data_provider.Unreachable, data_provider.Malformed, data_provider.NoKey) as trouble:
        return _refused(call, _TROUBLES[type(trouble)])
    return respond(200, _INTROSPECTION, sealed.encode(), [])
