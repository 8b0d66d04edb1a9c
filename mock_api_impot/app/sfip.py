"""The services of the SFiP."""

from mock_api_impot.app.entrance import Bearer, answered, bearer_of, turned_away
from mock_api_impot.app.exchange import Endpoint, Incoming
from mock_api_impot.app.persons import calendar_of, found, notices_of
from mock_api_impot.protocol import etat_civil, sfip
from mock_api_impot.protocol.decision import Decision, RefuseByEnvelope, first_broken
from mock_api_impot.protocol.query import read_query
from mock_api_impot.protocol.sfip import AVAILABLE, ENVELOPE, Call, Dossier, Operation
from rulebook.formats.habilitation import Sfip
from rulebook.sfip import INFORMATION, Service
from simulator.response import Response

_API = "sfip"


def endpoint(operation: Operation) -> Endpoint:
    """The endpoint of one service about a person."""

    async def answer(incoming: Incoming) -> Response:
        bearer = await bearer_of(incoming, operation.service.endpoint)
        return answered(incoming, bearer, await _decide(incoming, bearer, operation))

    return answer


async def information(incoming: Incoming) -> Response:
    """`GET /information`: the gateway lets a subscriber in, whatever their scopes, and there is nothing to refuse."""
    bearer = await bearer_of(incoming, INFORMATION.endpoint)
    return answered(incoming, bearer, await _refused(incoming, bearer, INFORMATION) or AVAILABLE)


async def _refused(incoming: Incoming, bearer: Bearer, service: Service) -> Decision | None:
    refusal = await turned_away(incoming, bearer, service.scope, _contract(bearer), _API)
    return RefuseByEnvelope(refusal) if refusal else None


def _contract(bearer: Bearer) -> Sfip | None:
    return bearer.application.habilitation.sfip if bearer.application else None


async def _decide(incoming: Incoming, bearer: Bearer, operation: Operation) -> Decision:
    """The gateway, then the request, then the person: no later step before the earlier is passed."""
    if turned := await _refused(incoming, bearer, operation.service):
        return turned
    contract = _contract(bearer)
    if contract is None:
        raise AssertionError  # the gateway lets nobody else through
    query = read_query(incoming.scope["query_string"])
    call = Call(
        operation.service, bearer.headers, incoming.path, query, incoming.now, contract, incoming.world.teleservices
    )
    if refusal := first_broken(operation.request, call):
        return RefuseByEnvelope(refusal, ENVELOPE)
    calendar = calendar_of(incoming, bearer)
    people = found(incoming, calendar, etat_civil.wanted(query), query)
    years = operation.years(call, calendar)
    notices = notices_of(incoming, calendar, people[0], years) if len(people) == 1 else ()
    return sfip.decide(operation, Dossier(call, len(people), notices))
