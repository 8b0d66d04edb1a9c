"""The searches of the R2P."""

from mock_api_impot.app.entrance import Bearer, answered, bearer_of, turned_away
from mock_api_impot.app.exchange import Endpoint, Incoming
from mock_api_impot.app.persons import calendar_of, found, notices_of
from mock_api_impot.protocol import r2p
from mock_api_impot.protocol.decision import Decision, RefuseByEnvelope, first_broken
from mock_api_impot.protocol.query import Query, read_query
from mock_api_impot.protocol.r2p import Call, Dossier, Operation
from simulator.response import Response

_API = "r2p"


def endpoint(operation: Operation) -> Endpoint:
    """The endpoint of one search."""

    async def answer(incoming: Incoming) -> Response:
        bearer = await bearer_of(incoming, operation.search.endpoint)
        return answered(incoming, bearer, await _decide(incoming, bearer, operation))

    return answer


async def _decide(incoming: Incoming, bearer: Bearer, operation: Operation) -> Decision:
    """The gateway, then the request, then the person: no later step before the earlier is passed."""
    contract = bearer.application.habilitation.r2p if bearer.application else None
    if refusal := await turned_away(incoming, bearer, operation.search.scope, contract, _API):
        return RefuseByEnvelope(refusal)
    if contract is None:
        raise AssertionError  # the gateway lets nobody else through
    # An SPI in the path says it all: a query beside it is not read.
    query = read_query(incoming.scope["query_string"]) if operation.search.criteria else Query()
    call = Call(operation.search, incoming.path, query, contract)
    if refusal := first_broken(operation.request, call):
        return RefuseByEnvelope(refusal)
    calendar = calendar_of(incoming, bearer)
    people = found(incoming, calendar, operation.wanted(query, incoming.path), query)
    notices = notices_of(incoming, calendar, people[0]) if len(people) == 1 else ()
    return r2p.decide(operation, Dossier(people, notices))
