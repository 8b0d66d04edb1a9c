"""Everything the gateway does not route."""

from collections.abc import Iterable

from msgspec.structs import replace

from mock_api_impot.app.entrance import bearer_of
from mock_api_impot.app.exchange import Incoming, respond
from mock_api_impot.protocol.decision import RefuseByEnvelope
from rulebook.refusal import Refusal
from rulebook.refusals import gateway
from simulator.response import Response


async def no_resource(call: Incoming) -> Response:
    """No such path."""
    return await _refused(call, gateway.NO_RESOURCE)


async def wrong_method(call: Incoming, known: Iterable[str]) -> Response:
    """That path, by another method: RFC 9110 §15.5.6 wants those that it has."""
    methods = sorted({*known} | ({"HEAD"} if "GET" in known else set()))
    answer = await _refused(call, gateway.WRONG_METHOD)
    return replace(answer, head=b"allow: %b\r\n%b" % (", ".join(methods).encode(), answer.head))


async def _refused(call: Incoming, refusal: Refusal) -> Response:
    await bearer_of(call, "not_found")
    call.note.refused_by = refusal.id
    return respond(RefuseByEnvelope(refusal), call.now)
