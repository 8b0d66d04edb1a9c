"""The gateway's own work, the same for every API behind it: whose call it is, whether it may pass, and one more on its counter."""

from msgspec import Struct
from msgspec.structs import replace

from mock_api_impot.app.exchange import Incoming, respond
from mock_api_impot.ports import quota, tokens
from mock_api_impot.protocol import gateway
from mock_api_impot.protocol.call import ApimToken, Headers
from mock_api_impot.protocol.decision import Decision, RefuseByEnvelope, RefuseByStatus, first_broken
from mock_api_impot.protocol.faults import REVOKED, disturbed, lowered
from mock_api_impot.protocol.gateway import Access
from rulebook.formats.habilitation import ApiImpot, R2p, Sfip
from rulebook.refusal import Refusal
from scenarios.habilitations import Application
from simulator.certificates import shown_certificate
from simulator.leases import Bound
from simulator.response import Response

Contract = ApiImpot | Sfip | R2p


class Bearer(Struct):
    """What the Authorization header is worth; without a token of this gateway, nobody. `elapsed` is what the lease aged the token by."""

    headers: Headers
    token: ApimToken | None
    application: Application | None
    bound: Bound
    elapsed: float


async def bearer_of(call: Incoming, endpoint: str) -> Bearer:
    """Read the token and bind the exchange under way to its lease."""
    headers = call.headers
    compact = gateway.bearer(headers.authorization)
    token = call.bench.keys(call.space).read(compact) if compact else None
    application = call.world.by_apim_key(token.key) if token else None
    bound = await call.bind(endpoint, application.id if application else None)
    if compact:
        call.note.jwts.append(("authorization", compact))
    store = call.bench.store
    if any(order.fault == REVOKED for order in bound.faults) and not await tokens.is_revoked(
        store, call.space, token, bound
    ):
        others = tuple(order for order in bound.faults if order.fault != REVOKED)
        call.note.bound = bound = replace(bound, faults=others)
    return Bearer(headers, token, application, bound, await tokens.elapsed(store, call.space, token, bound))


async def turned_away(
    call: Incoming, bearer: Bearer, scope: str, contract: Contract | None, api: str = "impotparticulier"
) -> Refusal | None:
    """Why the gateway does not let this call through. `contract` is the caller's for the API, None without any.

    Calls are counted by subscription: an application and an API.
    """
    tier = contract.tier if contract else None
    access = Access(
        bearer.headers,
        bearer.token,
        bearer.application.id if bearer.application else "",
        contract is not None,
        scope,
        lowered(tier, bearer.bound.faults) or gateway.UNLIMITED,
        _is_certified(call, bearer.application, contract),
        call.now,
        bearer.elapsed,
    )
    if refusal := first_broken(gateway.ACCESS, access):
        return refusal
    if access.is_counted:
        access = replace(access, used=await quota.count(call.bench.store, call.space, bearer.bound, api))
    return first_broken(gateway.PASSAGE, access)


def _is_certified(call: Incoming, application: Application | None, contract: Contract | None) -> bool:
    """Whether the connection showed the application's own certificate, where its contract wants one."""
    if application is None or contract is None or not contract.client_certificate:
        return True
    shown = shown_certificate(call.scope)
    return bool(shown) and shown == call.bench.certificates.fingerprint(call.space.name, application.id)


def answered(call: Incoming, bearer: Bearer, decision: Decision) -> Response:
    """The response that a decision means, under the fault that is due here, and its names for the journal."""
    if isinstance(decision, RefuseByEnvelope | RefuseByStatus):
        call.note.refused_by = decision.refusal.id
    decision, call.note.fault = disturbed(decision, bearer.bound.faults)
    return respond(decision, call.now)
