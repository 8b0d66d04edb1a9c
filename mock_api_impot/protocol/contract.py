"""The contract of this gateway: every operation with its parameters and everything that it may answer, as an OpenAPI 3.1 document."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mock_api_impot.protocol import operations, r2p, sfip, token
from mock_api_impot.protocol.situations import Operation
from rulebook import openapi
from rulebook.constraint import ANNEE, DEPARTEMENT, SPI, UUID
from rulebook.openapi import Answer, Parameter, shaped
from rulebook.r2p import REQUIRED
from rulebook.refusal import Refusal
from rulebook.refusals import gateway as gateway_refusals
from rulebook.refusals import r2p as r2p_refusals
from rulebook.refusals import sfip as sfip_refusals
from rulebook.resources import Mode
from rulebook.schemas import SCHEMAS, Schema
from rulebook.sfip import INFORMATION, MEDIA_TYPE

GATEWAY, IMPOT, SFIP, R2P = "Passerelle", "API Impôt particulier", "SFiP", "R2P"
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
# Endpoint → what it is for, and the name of its body.
_OF_THE_SFIP = {
    "sfip_information": ("L'API répond-elle", "SfipInformation"),
    "sfip_donnees": ("La dernière imposition d'une personne, par son état civil", "SfipDonneesFiscales"),
    "sfip_lep": ("Droit au livret d'épargne populaire, par l'état civil", "OuvertureLepJAXBbean"),
}
_OF_THE_R2P = {
    "r2p_personne": ("Une personne, par ce qu'on sait d'elle", "PersonneEnveloppe"),
    "r2p_spi": ("Le numéro fiscal d'une personne, par son état civil", "IdentifiantEnveloppe"),
    "r2p_par_spi": ("Une personne, par son numéro fiscal", "PersonneEnveloppe"),
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
    return openapi.document("Passerelle de la DGFiP, simulée", "1.0", every_operation(), schemas)


def every_operation() -> tuple[openapi.Operation, ...]:
    """The token, the fifteen operations of the API Impôt particulier, the SFiP, the R2P."""
    return (_token(), *_resources(), *_services(), *_searches())


def _token() -> openapi.Operation:
    return openapi.Operation(
        "apim_token",
        GATEWAY,
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


def _services() -> Iterator[openapi.Operation]:
    for service in sfip.SERVICES:
        summary, schema = _OF_THE_SFIP[service.endpoint]
        in_path = tuple(name for name in _IN_PATH if f"{{{name}}}" in service.path)
        named = () if service is INFORMATION else _criteria(sfip_refusals.CRITERIA)
        teleservice = () if service is INFORMATION else (TELESERVICE,)
        yield openapi.Operation(
            service.endpoint,
            SFIP,
            service.route,
            summary,
            Answer(MEDIA_TYPE, schema),
            (*sfip.refusals(service), gateway_refusals.WRONG_METHOD),
            (*(_IN_PATH[name] for name in in_path), *named, CORRELATION, *teleservice),
            service.scope,
            vendor=MEDIA_TYPE,
        )


def _searches() -> Iterator[openapi.Operation]:
    for operation in r2p.OPERATIONS:
        search = operation.search
        summary, schema = _OF_THE_R2P[search.endpoint]
        known = tuple(one for one in r2p_refusals.CRITERIA if one.parameter in search.criteria)
        in_path = (_IN_PATH["spi"],) if "{spi}" in search.path else ()
        yield openapi.Operation(
            search.endpoint,
            R2P,
            search.route,
            summary,
            Answer("application/json", schema),
            (*r2p.refusals(search), gateway_refusals.WRONG_METHOD),
            (*in_path, *_criteria(known, REQUIRED), CORRELATION),
            search.scope,
        )


def _criteria(criteria: Iterable[Refusal], required: Sequence[str] = ()) -> tuple[Parameter, ...]:
    """Parameters of a query, each with the shape that its refusal asks for."""
    return tuple(
        Parameter(
            one.parameter, "query", shaped(one.constraint), one.constraint.explain().fr, one.parameter in required
        )
        for one in criteria
        if one.parameter and one.constraint
    )


def _resource(operation: Operation, mode: Mode) -> openapi.Operation:
    resource = operation.resource
    named = ("spi",) if mode is Mode.SPI else ()
    headers = (CORRELATION, TELESERVICE, *(() if mode is Mode.SPI else (_CONSENT,)))
    return openapi.Operation(
        f"{resource.endpoint}-{mode.name.lower()}",
        IMPOT,
        resource.route(mode),
        _SUMMARIES[resource.endpoint],
        Answer(resource.media_type, resource.schema),
        (*operations.refusals(operation, mode), gateway_refusals.WRONG_METHOD),
        (*(_IN_PATH[name] for name in (*named, *resource.parameters)), *headers),
        resource.scope,
    )
