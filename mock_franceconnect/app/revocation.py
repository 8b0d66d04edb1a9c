"""POST /token/revocation."""

from typing import assert_never

from mock_franceconnect.app.answers import JSON, TEXT, error_page, respond, to_partner
from mock_franceconnect.app.bodies import json_members, says_json
from mock_franceconnect.app.call import Call
from mock_franceconnect.app.registration import refused_by_server
from mock_franceconnect.ports import clients
from mock_franceconnect.ports.memory import Memory
from mock_franceconnect.protocol import revocation as protocol
from mock_franceconnect.protocol.clients.auth import Request
from mock_franceconnect.protocol.decisions import RefuseByJson, RefuseByPage
from mock_franceconnect.protocol.parameters import Message
from mock_franceconnect.protocol.records import AccessToken
from simulator.response import Response


async def revocation(call: Call) -> Response:
    """A token given back."""
    message = _message(call)
    request = Request(call.media_type, message, call.header(b"authorization"), call.header(b"origin"))
    client = clients.by_client_id(call.world, protocol.client_id(message), call.here.platform)
    await call.bind("revocation", client.application if client else None)

    loading = await refused_by_server(call, client)

    async def attempt(memory: Memory) -> protocol.Decision:
        token = await memory.get(AccessToken, protocol.presented(message))
        return protocol.decide(
            request=request, client=client, loading=loading, token=token, here=call.here, aged=call.aged
        )

    decision = await call.settled(attempt)
    match decision:
        case RefuseByPage():
            call.note.refused_by = decision.refusal.id
            return error_page(call, decision.refusal, media_type=JSON)  # as recorded: HTML that says it is JSON
        case RefuseByJson():
            return to_partner(call, decision)
        case protocol.Revoked():
            return respond(200, TEXT, b"", [])
        case _:
            assert_never(decision)


def _message(call: Call) -> Message:
    """The body's members: a form, or a JSON object, which the strict list takes for one."""
    if not says_json(call):
        return Message(call.form)
    members = json_members(call).items()
    return Message(tuple((name, value if isinstance(value, str) else "") for name, value in members))
