"""What every endpoint does first and last: find its space and its note, and turn a decision into a response."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, assert_never

import orjson
from starlette.requests import Request
from starlette.responses import Response

from mock_api_impot.ports.bench import Bench
from mock_api_impot.protocol.decision import Answer, Decision, RefuseByEnvelope, RefuseByJson, RefuseByStatus
from scenarios.worlds import World
from simulator.journal import Note
from simulator.spaces import Space

# RFC 6749 §5.1 for what carries a token; RFC 9110 §11.6.1 wants a challenge with every 401. Realms are assumptions.
_NO_STORE = {"cache-control": "no-store", "pragma": "no-cache"}
_CHALLENGE_CLIENT = {"www-authenticate": 'Basic realm="DGFiP"'}
_CHALLENGE_BEARER = {"www-authenticate": 'Bearer realm="DGFiP"'}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request arrived: its note for the journal, its space and the world of that space."""

    note: Note
    space: Space
    world: World


def place(bench: Bench, request: Request, endpoint: str) -> Place:
    """The place of a request; the edge has made sure that its space exists."""
    note: Note = request.scope["unefois"]
    note.endpoint = endpoint
    space = bench.spaces.of(note.space)
    return Place(note, space, bench.worlds.of(space))


def respond(decision: Decision, now: float) -> Response:
    """The response that a decision means."""
    match decision:
        case Answer(media_type, body):
            return _json(200, body, media_type, {})
        case RefuseByEnvelope(refusal):
            error = {"code": refusal.code, "message": refusal.description, "horodatage": _stamp(now)}
            challenge = _CHALLENGE_BEARER if refusal.status == 401 else {}
            return _json(refusal.status, {"erreur": error}, "application/json", challenge)
        case RefuseByStatus(refusal):
            return Response(status_code=refusal.status)
        case RefuseByJson(refusal):
            document = {"error": refusal.error, "error_description": refusal.description}
            challenge = _CHALLENGE_CLIENT if refusal.status == 401 else {}
            return _json(refusal.status, document, "application/json", _NO_STORE | challenge)
        case _:
            assert_never(decision)


def respond_token(compact: str, scope: str, expires_in: int) -> Response:
    """The answer of `/token`."""
    body = {"access_token": compact, "scope": scope, "token_type": "Bearer", "expires_in": expires_in}
    return _json(200, body, "application/json", _NO_STORE)


def _json(status: int, body: Any, media_type: str, headers: dict[str, str]) -> Response:
    return Response(orjson.dumps(body), status, headers | {"content-type": media_type})


def _stamp(now: float) -> str:
    """ISO 8601 in UTC, to the second. Siblings of this API write it with an offset, without, or so: an assumption."""
    return datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
