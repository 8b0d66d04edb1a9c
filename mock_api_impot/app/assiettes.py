"""`GET …/situations/ir/assiettes/annrev/{annrev}`, with the citizen's SPI or with their FranceConnect token."""

import logging
import time
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response

from mock_api_impot.app.bearer import bind_bearer
from mock_api_impot.app.exchange import Place, place, respond
from mock_api_impot.ports import quota
from mock_api_impot.ports.bench import Bench
from mock_api_impot.ports.franceconnect import Agreed
from mock_api_impot.protocol import assiettes as protocol
from mock_api_impot.protocol import gateway, years
from mock_api_impot.protocol.call import Call, Caller, read_headers
from mock_api_impot.protocol.consent import Active, Unavailable
from mock_api_impot.protocol.decision import Decision, RefuseByEnvelope, first_broken
from mock_api_impot.protocol.faults import disturbed
from mock_api_impot.protocol.resources import ASSIETTES, Mode
from simulator.calendar import Calendar
from simulator.leases import Bound

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A call where it arrived, bound to its lease."""

    place: Place
    call: Call
    bound: Bound


async def by_spi(bench: Bench, request: Request) -> Response:
    """The citizen is named in the path."""
    return await _answer(bench, request, Mode.SPI)


async def by_franceconnect(bench: Bench, request: Request) -> Response:
    """The citizen is whoever consented at FranceConnect."""
    return await _answer(bench, request, Mode.FRANCECONNECT)


async def _answer(bench: Bench, request: Request, mode: Mode) -> Response:
    arrived = await _arrive(bench, request, mode)
    decision = await _decide(bench, arrived)
    note = arrived.place.note
    if isinstance(decision, RefuseByEnvelope):
        note.refused_by = decision.refusal.id
    decision, note.fault = disturbed(decision, arrived.bound.faults)
    return respond(decision, time.time())


async def _arrive(bench: Bench, request: Request, mode: Mode) -> _Arrived:
    here, headers = place(bench, request, ASSIETTES.endpoint), read_headers(request.headers.raw)
    bearer = await bind_bearer(bench, here, headers.authorization)
    application, bound = bearer.application, bearer.bound
    contracts = [found.habilitation.api_impot for found in here.world.applications()]
    call = Call(
        ASSIETTES,
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
    return _Arrived(here, call, bound)


async def _decide(bench: Bench, arrived: _Arrived) -> Decision:
    """Access, then one more call on the counter, then the request, then the citizen: no later step before the earlier is passed."""
    call = arrived.call
    if refusal := first_broken(gateway.ACCESS, call):
        return RefuseByEnvelope(refusal)
    call = replace(call, used=await quota.count(bench.store, arrived.place.space, arrived.bound))
    if refusal := first_broken((*gateway.PASSAGE, *protocol.REQUEST), call):
        return RefuseByEnvelope(refusal)
    return protocol.decide(await _dossier(bench, arrived, call))


async def _dossier(bench: Bench, arrived: _Arrived, call: Call) -> protocol.Dossier:
    """What FranceConnect and the tax files know for this call."""
    space, world, lease = arrived.place.space, arrived.place.world, arrived.bound.lease
    calendar = years.calendar_for(call.contract, space.calendar, lease.calendar if lease else Calendar())
    dossier = protocol.Dossier(call, calendar, intersect=bench.intersect_consent)
    if call.mode is Mode.SPI:
        foyers = world.foyers(call.spi or "", dossier.annee)
        return replace(dossier, found=0 if foyers is None else 1, foyers=foyers)
    agreed = Agreed(space, world.dgfip, bench.keys(space).decryption)
    consent = await bench.franceconnect.consent(agreed, call.headers.franceconnect or "")
    if isinstance(consent, Unavailable):
        _LOG.warning("FranceConnect /checktoken (%s): %s", space.issuer_inside, consent.because)
    people = world.by_pivot(consent.identity) if isinstance(consent, Active) else ()
    foyers = world.foyers(people[0].login, dossier.annee) if len(people) == 1 else None
    return replace(dossier, consent=consent, found=len(people), foyers=foyers)
