"""The contract of this gateway: every operation with its parameters and everything that it may answer, as an OpenAPI 3.1 document."""

from collections.abc import Iterator
from typing import Any

from mock_api_impot.protocol import operations, token
from mock_api_impot.protocol.situations import Operation
from rulebook import openapi
from rulebook.constraint import ANNEE, DEPARTEMENT, SPI, UUID
from rulebook.openapi import Answer, Parameter, shaped
from rulebook.resources import Mode
from rulebook.schemas import SCHEMAS, Schema

_SUMMARIES = {
    "assiettes": "L'avis d'impôt d'une année",
    "multiple": "Tous les avis d'une année, avec leurs périodes",
    "factures": "L'avis d'une année, avec ses lignes",
    "derniere": "La dernière situation d'une année, après un décès aussi",
    "deuxans": "La dernière situation connue sur deux ans",
    "ifi": "Redevable de l'IFI (ou de l'ISF)",
    "th": "L'habitation principale (ressource retirée en mai 2025)",
    "lep": "Droit au livret d'épargne populaire",
}
CORRELATION = Parameter("X-Correlation-ID", "header", shaped(UUID), "Un UUID par appel, tiré par l'appelant.")
TELESERVICE = Parameter(
    "ID_Teleservice", "header", {"type": "string", "minLength": 1}, "Identifiant technique, un par cas d'usage."
)
_CONSENT = Parameter(
    "X-FranceConnect-OAuth", "header", {"type": "string", "minLength": 1}, "Jeton d'accès FranceConnect du citoyen, nu."
)
_IN_PATH = {
    "spi": Parameter("spi", "path", shaped(SPI), "Numéro fiscal, 13 chiffres."),
    "annrev": Parameter("annrev", "path", shaped(ANNEE), "Année des revenus (avis de l'année N+1 : N)."),
    "departement": Parameter("departement", "path", shaped(DEPARTEMENT), "Département sur 3 caractères."),
    "bareme": Parameter("bareme", "path", shaped(ANNEE), "Année du barème du LEP."),
}
_TOKEN_ANSWER: Schema = {
    "type": "object",
    "properties": {
        "access_token": {"type": "string"},
        "scope": {"type": "string"},
        "token_type": {"const": "Bearer"},
        "expires_in": {"type": "integer"},
    },
    "required": ["access_token", "scope", "token_type", "expires_in"],
    "additionalProperties": False,
}
_TOKEN_FORM: Schema = {
    "type": "object",
    "properties": {
        "grant_type": {"const": "client_credentials"},
        "scope": {"type": "string"},
        "client_id": {"type": "string"},
        "client_secret": {"type": "string"},
    },
    "required": ["grant_type"],
}


def document() -> dict[str, Any]:
    """Everything that this gateway serves to partners."""
    schemas = {**SCHEMAS, "Jeton": _TOKEN_ANSWER}
    return openapi.document("Passerelle de la DGFiP, simulée", "1.0", (_token(), *_resources()), schemas)


def _token() -> openapi.Operation:
    return openapi.Operation(
        "apim_token",
        "Passerelle",
        "/token",
        "Un jeton d'accès, par Basic ou dans le formulaire",
        Answer("application/json", "Jeton"),
        tuple(refusal for _, refusal in token.IN_ORDER if not callable(refusal)),
        method="post",
        form=_TOKEN_FORM,
    )


def _resources() -> Iterator[openapi.Operation]:
    for operation in operations.OPERATIONS:
        for mode in operation.resource.modes:
            yield _resource(operation, mode)


def _resource(operation: Operation, mode: Mode) -> openapi.Operation:
    resource = operation.resource
    named = ("spi",) if mode is Mode.SPI else ()
    headers = (CORRELATION, TELESERVICE, *(() if mode is Mode.SPI else (_CONSENT,)))
    return openapi.Operation(
        f"{resource.endpoint}_{'spi' if mode is Mode.SPI else 'franceconnect'}",
        "API Impôt particulier",
        resource.route(mode),
        _SUMMARIES[resource.endpoint],
        Answer(resource.media_type, resource.schema),
        operations.refusals(operation, mode),
        (*(_IN_PATH[name] for name in (*named, *resource.parameters)), *headers),
        resource.scope,
    )
