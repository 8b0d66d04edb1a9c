"""Everything the gateway does not route."""

from mock_api_impot.app.entrance import bearer_of
from mock_api_impot.app.exchange import Endpoint, Incoming, respond
from mock_api_impot.protocol.decision import RefuseByEnvelope
from rulebook.refusal import Refusal
from rulebook.refusals import gateway
from simulator.response import Response


def _refusing(refusal: Refusal) -> Endpoint:
    async def answer(call: Incoming) -> Response:
        await bearer_of(call, "not_found")
        call.note.refused_by = refusal.id
        return respond(RefuseByEnvelope(refusal), call.now)

    return answer


no_resource = _refusing(gateway.NO_RESOURCE)
wrong_method = _refusing(gateway.WRONG_METHOD)
