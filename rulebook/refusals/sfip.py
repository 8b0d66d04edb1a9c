"""What the SFiP refuses once the gateway has let a call in; its codes are numbers on the wire.

Every code and every sentence is a published one. Where the published file does not say when it is given, the record is an assumption.
"""

from rulebook import documents
from rulebook.constraint import ANNEE, DEPARTEMENT, Constraint, MinLength
from rulebook.etat_civil import SFIP_CRITERIA, slug
from rulebook.refusal import Channel, Refusal
from rulebook.source import Source

_OPENAPI = documents.sibling_openapi("SFiP")
_QUERY = documents.sibling_openapi.assumed("SFiP : 400 et 4003 ; que ce soit un refus est supposé")
_CONTRACT = documents.sfip_terms.assumed("§4 : un code d'erreur, aucune donnée ; 40305, seul 403 publié, est supposé")


def _refusal(  # noqa: PLR0913, PLR0917  (a row of a table)
    id_: str,
    status: int,
    code: str,
    message: str,
    source: Source,
    parameter: str | None = None,
    constraint: Constraint | None = None,
    endpoint: str = "sfip",
) -> Refusal:
    id_ = f"DGFIP-SFIP-{id_}"
    return Refusal(id_, endpoint, Channel.ENVELOPE, status, code, source, parameter, constraint, description=message)


# ---------------------------------------------------------------- the contract: in the words of the published 403
_NOT_YOURS = "L'accès à cette ressource est non autorisé"


def _not_yours(id_: str, parameter: str | None = None, constraint: Constraint | None = None) -> Refusal:
    return _refusal(id_, 403, "40305", _NOT_YOURS, _CONTRACT, parameter, constraint)


NO_TELESERVICE = _not_yours("NO-TELESERVICE", "ID_Teleservice", MinLength(1))
UNKNOWN_TELESERVICE = _not_yours("UNKNOWN-TELESERVICE", "ID_Teleservice")
FOREIGN_TELESERVICE = _not_yours("FOREIGN-TELESERVICE", "ID_Teleservice")
SERVICE_NOT_CONTRACTED = _not_yours("SERVICE")
NO_FIELD_CONTRACTED = _not_yours("FIELDS")
KEY_NOT_CONTRACTED = _not_yours("KEY")

# ---------------------------------------------------------------- the request
_MALFORMED = "Un des paramètres en entrée est non conforme aux valeurs possibles"


def _malformed(
    id_: str,
    source: Source,
    parameter: str | None = None,
    constraint: Constraint | None = None,
    endpoint: str = "sfip",
) -> Refusal:
    return _refusal(id_, 400, "4003", _MALFORMED, source, parameter, constraint, endpoint)


BAD_DEPARTEMENT = _malformed("DEPARTEMENT", _OPENAPI, "departement", DEPARTEMENT, "sfip_lep")
BAD_YEAR = _malformed("ANNEE", _OPENAPI, "annrev", ANNEE, "sfip_lep")
BAD_BAREME = _malformed("BAREME", _OPENAPI, "bareme", ANNEE, "sfip_lep")
# A query that is no text: a broken percent-encoding, bytes that are no UTF-8.
GARBLED = _malformed("QUERY-ENCODING", _QUERY)
REPEATED = _malformed("QUERY-REPEATED", _QUERY)
UNKNOWN_PARAMETER = _malformed("QUERY-UNKNOWN", _QUERY)
CRITERIA = tuple(
    _malformed(slug(parameter), _OPENAPI, parameter, constraint) for parameter, constraint in SFIP_CRITERIA.items()
)
# Whoever sends a name that is no name: assumption, as for any other malformed value.
EMPTY_NAME = _malformed("EMPTY-NAME", _QUERY)
# A commune without its department, or not of the length that goes with it.
NAIS_COMMUNE = _malformed("NAIS-COMMUNE", _QUERY, "naisCodeCommune")
ADR_COMMUNE = _malformed("ADR-COMMUNE", _OPENAPI, "adrCodeCommune")
# A street without department and commune.
ADR_VOIE = _malformed("ADR-VOIE", _OPENAPI, "adrLibelleVoie")
NO_KEY = _malformed("NO-KEY", documents.sfip_terms.assumed("§4, les clés d'accès ; 400 et 4003 supposés"))

# ---------------------------------------------------------------- the person: both say to come back with SPI and birth date
NOBODY = _refusal(
    "NOBODY",
    404,
    "40433",
    "Informations non disponibles pour la personne merci de renseigner le numéro fiscal et la date de naissance.",
    _OPENAPI,
)
SEVERAL = _refusal(
    "SEVERAL",
    403,
    "40305",
    "Informations non disponibles pour la personne, merci de renseigner le numéro fiscal et la date de naissance",
    documents.sibling_openapi.assumed("SFiP : 403 et 40305 ; pour plusieurs personnes, comme le 403 du R2P, supposé"),
)
_NOTHING = "Absence de réponse"
NO_TAXATION = _refusal("NO-TAXATION", 416, "4101", _NOTHING, _OPENAPI, endpoint="sfip_donnees")
NO_NOTICE = _refusal("NO-NOTICE", 410, "4101", _NOTHING, _OPENAPI, endpoint="sfip_lep")
# The published file has no 204, which its sister gives then.
NO_ANSWER = _refusal(
    "NO-ANSWER",
    410,
    "4101",
    _NOTHING,
    documents.sibling_openapi.assumed("SFiP : 410 et 4101 ; sans plafond connu ni chiffres dans l'avis, supposé"),
    endpoint="sfip_lep",
)

# Reached by an ordered fault only: the service never breaks by itself.
UNAVAILABLE = _refusal(
    "UNAVAILABLE", 400, "40401", "L'API est actuellement indisponible", _OPENAPI, endpoint="sfip_information"
)
TECHNICAL_ERROR = _refusal(
    "TECHNICAL",
    500,
    "40401",
    "Une erreur est survenue",
    documents.sibling_openapi.assumed("SFiP : 40401, réponse « default » ; statut supposé"),
)

ALL: tuple[Refusal, ...] = (
    NO_TELESERVICE,
    UNKNOWN_TELESERVICE,
    FOREIGN_TELESERVICE,
    SERVICE_NOT_CONTRACTED,
    NO_FIELD_CONTRACTED,
    BAD_DEPARTEMENT,
    BAD_YEAR,
    BAD_BAREME,
    GARBLED,
    REPEATED,
    UNKNOWN_PARAMETER,
    *CRITERIA,
    EMPTY_NAME,
    NAIS_COMMUNE,
    ADR_COMMUNE,
    ADR_VOIE,
    NO_KEY,
    KEY_NOT_CONTRACTED,
    NOBODY,
    SEVERAL,
    NO_TAXATION,
    NO_NOTICE,
    NO_ANSWER,
    UNAVAILABLE,
    TECHNICAL_ERROR,
)
