"""Our own published contract: an OpenAPI 3.1 document made of operations, each with everything that it may answer. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rulebook.constraint import Matches
from rulebook.refusal import Channel, Refusal
from rulebook.schemas import Schema

_STATUSES = {
    200: "La réponse",
    204: "Aucune réponse ne peut être donnée",
    400: "Demande mal formée",
    401: "Jeton ou identifiants refusés",
    403: "Non habilité",
    404: "Rien à cette adresse, ou personne",
    405: "Méthode refusée",
    410: "Aucune donnée",
    416: "Aucune donnée",
    429: "Quota dépassé",
    500: "Erreur technique",
    503: "Indisponible",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation."""

    name: str
    where: Literal["path", "header", "query"]
    schema: Schema
    description: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """A success: its media type, and the name of its schema."""

    media_type: str
    schema: str


@dataclass(frozen=True, slots=True)
class Operation:
    """What one method of one path takes, gives and refuses. `scope` is the OAuth scope, empty where any token will do.

    `vendor` is the media type under which the service writes its own envelopes, codes as integers; empty where they are the gateway's.
    """

    id: str
    tag: str
    path: str
    summary: str
    answer: Answer
    refusals: tuple[Refusal, ...]
    parameters: tuple[Parameter, ...] = ()
    scope: str = ""
    method: str = "get"
    form: Schema | None = None
    vendor: str = ""


def document(
    title: str, version: str, operations: Iterable[Operation], schemas: Mapping[str, Schema]
) -> dict[str, Any]:
    """The whole document."""
    known = tuple(operations)
    paths: dict[str, dict[str, Any]] = {}
    for operation in known:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation)
    scopes = sorted({operation.scope for operation in known if operation.scope})
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": version,
            "description": "SIMULATEUR — données fictives. Engendré du recueil de règles : ce document n'est pas celui de la DGFiP.",
        },
        "paths": paths,
        "components": {
            "schemas": {name: dict(schema) for name, schema in {**schemas, **_ENVELOPES}.items()},
            "securitySchemes": {
                "jeton": {
                    "type": "oauth2",
                    "flows": {"clientCredentials": {"tokenUrl": "/token", "scopes": dict.fromkeys(scopes, "")}},
                }
            },
        },
    }


_JSON = "application/json"
# The endpoint of a refusal that is nobody's in particular: the gateway's.
ANY = "*"


def _envelope(code: Schema) -> Schema:
    erreur = {
        "type": "object",
        "properties": {
            "code": code,
            "message": {"type": "string"},
            "horodatage": {"type": "string", "format": "date-time"},
        },
        "required": ["code", "message", "horodatage"],
        "additionalProperties": False,
    }
    return {"type": "object", "properties": {"erreur": erreur}, "required": ["erreur"], "additionalProperties": False}


_ENVELOPES: Mapping[str, Schema] = {
    "Erreur": _envelope({"type": "string", "pattern": "^[0-9]{4,6}$"}),
    "ErreurService": _envelope({"type": "integer"}),
}


def _operation(operation: Operation) -> dict[str, Any]:
    written: dict[str, Any] = {
        "operationId": operation.id,
        "tags": [operation.tag],
        "summary": operation.summary,
        "parameters": [_parameter(parameter) for parameter in operation.parameters],
        "responses": _responses(operation),
    }
    if operation.form is not None:
        content = {"application/x-www-form-urlencoded": {"schema": operation.form}}
        written["requestBody"] = {"required": True, "content": content}
    else:
        written["security"] = [{"jeton": [operation.scope] if operation.scope else []}]
    return written


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": parameter.where,
        "required": parameter.required,
        "description": parameter.description,
        "schema": dict(parameter.schema),
    }


def _responses(operation: Operation) -> dict[str, Any]:
    answer = operation.answer
    good = {"description": _STATUSES[200], "content": {answer.media_type: {"schema": _named(answer.schema)}}}
    by_status: dict[int, list[Refusal]] = {}
    for refusal in operation.refusals:
        by_status.setdefault(refusal.status, []).append(refusal)
    refused = {str(status): _refused(status, by_status[status], operation.vendor) for status in sorted(by_status)}
    return {"200": good, **refused}


def _refused(status: int, refusals: list[Refusal], vendor: str) -> dict[str, Any]:
    """One status: what it may say, told one by one, and the schema that holds all of it."""
    told = "\n".join(
        f"- {' '.join(filter(None, (one.code, one.error, one.description)))} ({one.id})" for one in refusals
    )
    written: dict[str, Any] = {"description": f"{_STATUSES.get(status, str(status))}\n\n{told}"}
    own = [one for one in refusals if one.channel is Channel.ENVELOPE and vendor and one.endpoint != ANY]
    plain = [one for one in refusals if one.channel is Channel.ENVELOPE and one not in own]
    oauth = [one for one in refusals if one.channel is Channel.JSON]
    content = {
        media: {"schema": schema}
        for said, media, schema in (
            (own, vendor, _with_codes("ErreurService", [int(one.code) for one in own])),
            (plain, _JSON, _with_codes("Erreur", [one.code for one in plain])),
            (oauth, _JSON, _with_errors(oauth)),
        )
        if said
    }
    return {**written, "content": content} if content else written


def _with_codes(envelope: str, codes: Sequence[str | int]) -> dict[str, Any]:
    says = {"properties": {"erreur": {"properties": {"code": {"enum": sorted(set(codes), key=str)}}}}}
    return {"allOf": [_named(envelope), says]}


def _with_errors(refusals: list[Refusal]) -> dict[str, Any]:
    errors = sorted({one.error for one in refusals})
    properties = {"error": {"enum": errors}, "error_description": {"type": "string"}}
    return {"type": "object", "properties": properties, "required": ["error"], "additionalProperties": False}


def _named(schema: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{schema}"}


def shaped(constraint: object) -> Schema:
    """The schema of a constraint of the rulebook, as far as a schema can say it: digits are the ten of ASCII in every language."""
    if not isinstance(constraint, Matches):
        return {"type": "string"}
    return {"type": "string", "pattern": f"^(?:{constraint.pattern.replace(chr(92) + 'd', '[0-9]')})$"}
