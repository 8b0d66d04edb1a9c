"""Our own published contract: an OpenAPI 3.1 document made of operations, each with everything that it may answer. Pure."""

from collections.abc import Iterable, Mapping
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
    """What one method of one path takes, gives and refuses. `scope` is the OAuth scope, empty where any token will do."""

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
            "schemas": {**{name: dict(schema) for name, schema in schemas.items()}, "Erreur": _ENVELOPE},
            "securitySchemes": {
                "jeton": {
                    "type": "oauth2",
                    "flows": {"clientCredentials": {"tokenUrl": "/token", "scopes": dict.fromkeys(scopes, "")}},
                }
            },
        },
    }


_ENVELOPE: Schema = {
    "type": "object",
    "properties": {
        "erreur": {
            "type": "object",
            "properties": {
                "code": {"type": "string", "pattern": "^[0-9]{4,6}$"},
                "message": {"type": "string"},
                "horodatage": {"type": "string", "format": "date-time"},
            },
            "required": ["code", "message", "horodatage"],
            "additionalProperties": False,
        }
    },
    "required": ["erreur"],
    "additionalProperties": False,
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
    return {"200": good, **{str(status): _refused(status, by_status[status]) for status in sorted(by_status)}}


def _refused(status: int, refusals: list[Refusal]) -> dict[str, Any]:
    """One status: what it may say, told one by one, and the schema that holds all of it."""
    told = "\n".join(
        f"- {' '.join(filter(None, (one.code, one.error, one.description)))} ({one.id})" for one in refusals
    )
    written: dict[str, Any] = {"description": f"{_STATUSES.get(status, str(status))}\n\n{told}"}
    content = {
        media: {"schema": schema}
        for channel, media, schema in (
            (Channel.ENVELOPE, "application/json", _with_codes(refusals)),
            (Channel.JSON, "application/json", _with_errors(refusals)),
        )
        if any(one.channel is channel for one in refusals)
    }
    return {**written, "content": content} if content else written


def _with_codes(refusals: list[Refusal]) -> dict[str, Any]:
    codes = sorted({one.code for one in refusals if one.channel is Channel.ENVELOPE})
    says = {"properties": {"erreur": {"properties": {"code": {"enum": codes}}}}}
    return {"allOf": [_named("Erreur"), says]}


def _with_errors(refusals: list[Refusal]) -> dict[str, Any]:
    errors = sorted({one.error for one in refusals if one.channel is Channel.JSON})
    properties = {"error": {"enum": errors}, "error_description": {"type": "string"}}
    return {"type": "object", "properties": properties, "required": ["error"], "additionalProperties": False}


def _named(schema: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{schema}"}


def shaped(constraint: object) -> Schema:
    """The schema of a constraint of the rulebook, as far as a schema can say it: digits are the ten of ASCII in every language."""
    if not isinstance(constraint, Matches):
        return {"type": "string"}
    return {"type": "string", "pattern": f"^(?:{constraint.pattern.replace(chr(92) + 'd', '[0-9]')})$"}
