"""Our own contract, held over every answer of the gateway that a test gets: what is not in the document fails the test.

An answer under an ordered fault is no answer of the service, and an answer that a household states may have any status and code.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx2
from jsonschema import Draft202012Validator

from mock_api_impot.protocol.contract import document
from rulebook.refusals import gateway
from rulebook.refusals.stated import STATED
from simulator.connection import Message, Receive, Scope, Send
from simulator.edge import Edge
from simulator.spaces import DEFAULT

# Refusals that are no operation's: stated by the data, or of the edge.
APART = frozenset({STATED.id, "EDGE-HEAD", "EDGE-BODY"})
# What no partner asks for: keys, for FranceConnect.
_APART = frozenset({"/franceconnect/jwks"})


class Held:
    """An edge whose answers are read over its shoulder."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One exchange."""
        answer: dict[str, Any] = {"body": b""}

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.update(status=message["status"], headers=dict(message["headers"]))
            elif message["type"] == "http.response.body":
                answer["body"] += message.get("body", b"")
            await send(message)

        method, path = str(scope.get("method")), str(scope.get("path"))
        await self._edge(scope, receive, watched)
        note = scope.get("unefois")
        if note is not None and not note.fault and note.refused_by not in APART:
            prefix = "" if note.space == DEFAULT else f"/s/{note.space}"
            media_type = answer["headers"].get(b"content-type", b"").decode()
            hold(method, path.removeprefix(prefix), answer["status"], media_type, answer["body"])


def hold_journal(control: str) -> None:
    """The same for what a bench in a process of its own answered in its default space, where nothing disturbed it and no lease was held."""
    seen = httpx2.get(f"{control}/control/spaces/default/exchanges", params={"unassigned": 1}, timeout=60).json()
    for exchange in seen:
        if exchange["by"] == "dgfip" and not exchange.get("fault") and exchange.get("refused_by") not in APART:
            answer = exchange["response"]
            media_type = next((value for name, value in answer["headers"] if name == "content-type"), "")
            body = json.dumps(answer["json"]).encode() if answer.get("json") is not None else b""
            path = urlsplit(exchange["request"]["url"]).path
            hold(exchange["request"]["method"], path, answer["status"], media_type, body)


def hold(method: str, path: str, status: int, media_type: str, body: bytes) -> None:
    """Fail unless the contract says that this may be answered there."""
    if path in _APART:
        return
    operation = operation_of(method, path)
    if operation is None:
        assert status in {gateway.NO_RESOURCE.status, gateway.WRONG_METHOD.status}, (method, path, status)
        _validator("Erreur", "", "").validate(json.loads(body))
        return
    responses = operation["responses"]
    assert str(status) in responses, f"{method} {path}: {status} is not declared, {sorted(responses)}"
    content = responses[str(status)].get("content", {})
    if not content:
        assert (body, media_type) == (b"", ""), (method, path, status, body)
        return
    if method == "HEAD":
        return
    assert media_type in content, f"{method} {path}: {status} as {media_type}, declared {sorted(content)}"
    _validator(operation["operationId"], str(status), media_type).validate(json.loads(body))


def operation_of(method: str, path: str) -> dict[str, Any] | None:
    """The operation that answers there."""
    found = next((operations for pattern, operations in _paths() if pattern.fullmatch(path)), {})
    operation: dict[str, Any] | None = found.get("get" if method == "HEAD" else method.lower())
    return operation


@cache
def contract() -> dict[str, Any]:
    """The document, made once."""
    return document()


@cache
def _paths() -> list[tuple["re.Pattern[str]", Mapping[str, Any]]]:
    """A fixed segment wins over one that varies: fewest braces first."""
    known = sorted(contract()["paths"].items(), key=lambda found: found[0].count("{"))
    return [(re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path)), operations) for path, operations in known]


@cache
def _validator(operation: str, status: str, media_type: str) -> Draft202012Validator:
    components = {"components": contract()["components"]}
    if not status:
        return Draft202012Validator({"$ref": f"#/components/schemas/{operation}", **components})
    known = (found for _, operations in _paths() for found in operations.values())
    responses = next(found["responses"] for found in known if found["operationId"] == operation)
    return Draft202012Validator({**responses[status]["content"][media_type]["schema"], **components})
