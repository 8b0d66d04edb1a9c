"""Every resource about one citizen and one year, with the citizen's SPI or with their FranceConnect token."""

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response

from mock_api_impot.app.bearer import bind_bearer
from mock_api_impot.app.exchange import Place, place, respond
from mock_api_impot.ports import quota
from mock_api_impot.ports.bench import Bench
from mock_api_impot.ports.franceconnect import Agreed
from mock_api_impot.protocol import gateway, years
from mock_api_impot.protocol.call import Call, Caller, read_headers
from mock_api_impot.protocol.consent import Active, Unavailable
from mock_api_impot.protocol.decision import Decision, RefuseByEnvelope, RefuseByStatus, first_broken
from mock_api_impot.protocol.faults import disturbed
from mock_api_impot.protocol.resources import Mode
from mock_api_impot.protocol.situations import REQUEST, Dossier, Operation
from simulator.calendar import Calendar
from simulator.leases import Bound

Endpoint = Callable[[Bench, Request], Awaitable[Response]]

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A call where it arrived, bound to its lease."""

    operation: Operation
    place: Place
    call: Call
    bound: Bound


def endpoint(operation: Operation, mode: Mode) -> Endpoint:
    """The endpoint of one resource, the citizen named in the path or known by their consent at FranceConnect."""

    async def answer(bench: Bench, request: Request) -> Response:
        arrived = await _arrive(bench, request, operation, mode)
        decision = await _decide(bench, arrived)
        note = arrived.place.note
        if isinstance(decision, RefuseByEnvelope | RefuseByStatus):
            note.refused_by = decision.refusal.id
        decision, note.fault = disturbed(decision, arrived.bound.faults)
        return respond(decision, time.time())

    return answer


async def _arrive(bench: Bench, request: Request, operation: Operation, mode: Mode) -> _Arrived:
    here, headers = place(bench, request, operation.resource.endpoint), read_headers(request.headers.raw)
    bearer = await bind_bearer(bench, here, headers.authorization)
    application, bound = bearer.application, bearer.bound
    contracts = [found.habilitation.api_impot for found in here.world.applications()]
    call = Call(
        operation.resource,
        mode,
        headers,
        request.path_params["annrev"],
        request.path_params.get("spi"),
        time.time(),
        bearer.token,
        Caller(application.habilitation.api_impot, application.credentials.client_id) if application else None,
        frozenset(contract.id_teleservice for contract in contracts if contract),
        bound.elapsed,
    )
    return _Arrived(operation, here, call, bound)


async def _decide(bench: Bench, arrived: _Arrived) -> Decision:
    """Access, then one more call on the counter, then the request, then the citizen: no later step before the earlier is passed."""
    call = arrived.call
    if refusal := first_broken(gateway.ACCESS, call):
        return RefuseByEnvelope(refusal)
    call = replace(call, used=await quota.count(bench.store, arrived.place.space, arrived.bound))
    if refusal := first_broken((*gateway.PASSAGE, *REQUEST), call):
        return RefuseByEnvelope(refusal)
    return arrived.operation.decide(await _dossier(bench, arrived, call))


async def _dossier(bench: Bench, arrived: _Arrived, call: Call) -> Dossier:
    """What FranceConnect and the tax files know for this call."""
    space, world, lease = arrived.place.space, arrived.place.world, arrived.bound.lease
    calendar = years.calendar_for(call.contract, space.calendar, lease.calendar if lease else Calendar())
    dossier = Dossier(call, calendar, intersect=bench.intersect_consent)
    if call.mode is Mode.SPI:
        file = world.tax_file(call.spi or "", dossier.annee)
        return replace(dossier, found=0 if file is None else 1, file=file)
    agreed = Agreed(space, world.dgfip, bench.keys(space).decryption)
    consent = await bench.franceconnect.consent(agreed, call.headers.franceconnect or "")
    if isinstance(consent, Unavailable):
        _LOG.warning("FranceConnect /checktoken (%s): %s", space.issuer_inside, consent.because)
    people = world.by_pivot(consent.identity) if isinstance(consent, Active) else ()
    file = world.tax_file(people[0].login, dossier.annee) if len(people) == 1 else None
    return replace(dossier, consent=consent, found=len(people), file=file)
