"""Every resource about one citizen, with the citizen's SPI or with their FranceConnect token."""

import logging

from msgspec.structs import replace

from mock_api_impot.app.entrance import Bearer, answered, bearer_of, turned_away
from mock_api_impot.app.exchange import Endpoint, Incoming
from mock_api_impot.app.missing import no_resource
from mock_api_impot.ports.franceconnect import Agreed
from mock_api_impot.protocol import years
from mock_api_impot.protocol.call import Call, Caller
from mock_api_impot.protocol.consent import Active, Unavailable
from mock_api_impot.protocol.decision import Decision, RefuseByEnvelope, first_broken
from mock_api_impot.protocol.operations import decide
from mock_api_impot.protocol.situations import REQUEST, Dossier, Operation
from rulebook.resources import TH, Mode
from simulator.calendar import Calendar
from simulator.response import Response

_LOG = logging.getLogger(__name__)
_NOTHING = Calendar()


def endpoint(operation: Operation, mode: Mode) -> Endpoint:
    """The endpoint of one resource, the citizen named in the path or known by their consent at FranceConnect.

    The housing tax, which the DGFiP retired, is no resource of a space that does not bring it back: an assumption.
    """

    async def answer(incoming: Incoming) -> Response:
        if operation.resource is TH and not incoming.space.housing_tax:
            return await no_resource(incoming)
        bearer = await bearer_of(incoming, operation.resource.endpoint)
        return answered(incoming, bearer, await _decide(incoming, bearer, operation, mode))

    return answer


async def _decide(incoming: Incoming, bearer: Bearer, operation: Operation, mode: Mode) -> Decision:
    """The gateway, then the request, then the citizen: no later step before the earlier is passed."""
    application = bearer.application
    contract = application.habilitation.api_impot if application else None
    if refusal := await turned_away(incoming, bearer, operation.resource.scope, contract):
        return RefuseByEnvelope(refusal)
    if application is None or contract is None:
        raise AssertionError  # the gateway lets nobody else through
    caller = Caller(contract, application.credentials.client_id)
    world = incoming.world
    call = Call(operation.resource, mode, bearer.headers, incoming.path, incoming.now, caller, world.teleservices)
    if refusal := first_broken(REQUEST, call):
        return RefuseByEnvelope(refusal)
    return decide(operation, await _dossier(incoming, bearer, call, operation))


async def _dossier(incoming: Incoming, bearer: Bearer, call: Call, operation: Operation) -> Dossier:
    """What FranceConnect and the tax files know for this call."""
    space, world, lease = incoming.space, incoming.world, bearer.bound.lease
    calendar = years.calendar_for(call.contract, space.calendar, lease.calendar if lease else _NOTHING)
    dossier = Dossier(call, calendar, intersect=space.consent_cuts)
    number: str | None = call.path.get("spi")
    if call.mode is Mode.FRANCECONNECT:
        agreed = Agreed(space, world.dgfip, incoming.bench.keys(space).decryption)
        consent = await incoming.bench.franceconnect.consent(agreed, call.headers.franceconnect or "")
        if isinstance(consent, Unavailable):
            _LOG.warning("FranceConnect /checktoken (%s): %s", space.issuer_inside, consent.because)
        people = world.by_pivot(consent.identity) if isinstance(consent, Active) else ()
        number = people[0].login if len(people) == 1 else None
        dossier = replace(dossier, consent=consent, found=len(people))
    if number is None:
        return dossier
    files = {annee: world.tax_file(number, annee) for annee in operation.years(call, calendar)}
    known = {annee: file for annee, file in files.items() if file is not None}
    return dossier.with_files(known) if known else dossier
