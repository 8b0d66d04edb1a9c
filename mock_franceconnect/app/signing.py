"""Claims into a token, under the faults that are due."""

from typing import Any

from mock_franceconnect.app.call import Call
from mock_franceconnect.ports import forging
from mock_franceconnect.protocol.faults import CLAIMS

REPLAYED = "id_token.replayed"
# A longer token is not worth inspecting: the journal keeps no such body either.
_INSPECTED = 64 * 1024


def signed(call: Call, where: str, claims: dict[str, Any], algorithm: str, secret: str) -> str:
    """The token that says `claims`, or what the faults due make of it; `where` is its name in the journal."""
    told = call.disturbed(claims, CLAIMS)
    made = forging.sign(call.place.keys, told, algorithm, secret, call.bound.faults)
    call.note.fault = made.fault or call.note.fault
    compact = _latest(call, str(claims["aud"]), made.compact) if where == "id_token" else made.compact
    if len(compact) <= _INSPECTED:
        call.note.jwts.append((where, compact))
    return compact


def _latest(call: Call, client_id: str, compact: str) -> str:
    """This id_token; the client's previous one instead, when there is one and its replay is due."""
    if any(order.fault == REPLAYED for order in call.bound.faults):
        return call.place.latest.get(client_id, compact)
    call.place.latest[client_id] = compact
    return compact
