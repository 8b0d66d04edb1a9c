"""What the tax service refuses once the gateway has let a call in: written for "assiettes", said by every other resource too.

The list of applicative codes is not public. None is invented here: where no source gives one, the refusal carries the documented
code whose meaning is nearest, and is an assumption.
"""

from rulebook import documents
from rulebook.constraint import ANNEE, SPI, Constraint, MinLength
from rulebook.refusal import Channel, Refusal
from rulebook.source import Basis, Source

_OPENAPI = documents.openapi("ressource LEP, codes applicatifs")
_CONTRACT = documents.terms.assumed("CGU §4 : un code d'erreur, aucune donnée ; 4031 supposé")
_CONSENT = documents.terms.assumed("CGU-FC-P §4 ; statut et code supposés")
_YEARS = documents.presentation.assumed("§6.3, §6.4 : un code d'erreur ; 4101 supposé")
_SIBLING = documents.sibling_openapi.assumed("SFiP : 4003 ; sur cette API et avec cette phrase, supposé")
_DOWN = documents.sibling_openapi.assumed("SFiP : 40401, erreur générique ; statut supposé")


def _refusal(  # noqa: PLR0913, PLR0917  (a row of a table)
    id_: str,
    status: int,
    code: str,
    message: str,
    source: Source,
    parameter: str | None = None,
    constraint: Constraint | None = None,
) -> Refusal:
    return Refusal(id_, "assiettes", Channel.ENVELOPE, status, code, source, parameter, constraint, description=message)


_NOT_YOURS = "Le téléservice n'est pas habilité à cette ressource"

# ---------------------------------------------------------------- the request and the contract
NO_TELESERVICE = _refusal(
    "DGFIP-IR-NO-TELESERVICE",
    403,
    "4031",
    "Le paramètre ID_Teleservice n'est pas présent dans le header HTTP",
    _CONTRACT,
    "ID_Teleservice",
    MinLength(1),
)
UNKNOWN_TELESERVICE = _refusal("DGFIP-IR-UNKNOWN-TELESERVICE", 403, "4031", _NOT_YOURS, _CONTRACT, "ID_Teleservice")
FOREIGN_TELESERVICE = _refusal("DGFIP-IR-FOREIGN-TELESERVICE", 403, "4031", _NOT_YOURS, _CONTRACT, "ID_Teleservice")
RESOURCE_NOT_CONTRACTED = _refusal("DGFIP-IR-RESOURCE", 403, "4031", _NOT_YOURS, _OPENAPI)
MODALITY_NOT_CONTRACTED = _refusal("DGFIP-IR-MODALITY", 403, "4031", "Modalité d'appel non habilitée", _CONTRACT)
NO_CONSENT_TOKEN = _refusal(
    "DGFIP-IR-NO-CONSENT-TOKEN",
    400,
    "4003",
    "Le paramètre X-FranceConnect-OAuth n'est pas présent dans le header HTTP",
    _CONSENT,
    "X-FranceConnect-OAuth",
    MinLength(1),
)
BAD_SPI = _refusal(
    "DGFIP-IR-SPI",
    400,
    "4001",
    "format SPI incorrect",
    Source(Basis.OBSERVED, "Client SIADE (API Particulier) et OpenAPI publié", "400, 4001"),
    "spi",
    SPI,
)
BAD_YEAR = _refusal(
    "DGFIP-IR-ANNEE",
    400,
    "4002",
    "format annrev incorrect",
    documents.openapi.assumed("4002, documenté pour LEP seulement"),
    "annrev",
    ANNEE,
)

# ---------------------------------------------------------------- consent, asked of FranceConnect
FRANCECONNECT_UNAVAILABLE = _refusal(
    "DGFIP-IR-FC-UNAVAILABLE", 503, "40401", "Vérification du consentement momentanément impossible", _DOWN
)
CONSENT_ENDED = _refusal(
    "DGFIP-IR-CONSENT-ENDED", 403, "4031", "Jeton de consentement FranceConnect invalide ou expiré", _CONSENT
)
CONSENT_OF_ANOTHER = _refusal(
    "DGFIP-IR-CONSENT-OF-ANOTHER", 403, "4031", "Jeton de consentement FranceConnect invalide ou expiré", _CONSENT
)
NOTHING_CONSENTED = _refusal(
    "DGFIP-IR-NOTHING-CONSENTED", 403, "4031", "Aucune donnée fiscale n'est couverte par le consentement", _CONSENT
)

# ---------------------------------------------------------------- the citizen
UNKNOWN_SPI = _refusal(
    "DGFIP-IR-UNKNOWN-SPI", 410, "4102", "Le SPI ne correspond à aucun contribuable", _OPENAPI, "spi"
)
UNKNOWN_IDENTITY = _refusal(
    "DGFIP-IR-UNKNOWN-IDENTITY", 410, "4102", "L'identité ne correspond à aucun contribuable", _CONSENT
)
AMBIGUOUS_IDENTITY = _refusal(
    "DGFIP-IR-AMBIGUOUS-IDENTITY", 410, "4102", "L'identité ne correspond à aucun contribuable unique", _CONSENT
)

# ---------------------------------------------------------------- the year
_NO_DATA = "Aucune donnée pour ce contribuable et cette année"
NOT_TAXED_YET = _refusal("DGFIP-IR-NOT-TAXED", 410, "4101", _NO_DATA, _YEARS, "annrev")
TOO_OLD = _refusal("DGFIP-IR-TOO-OLD", 410, "4101", _NO_DATA, _YEARS, "annrev")
YEAR_NOT_CONTRACTED = _refusal(
    "DGFIP-IR-YEAR", 403, "4031", "Le téléservice n'est pas habilité à cette année de revenus", _CONTRACT, "annrev"
)
NO_FIELD_CONTRACTED = _refusal(
    "DGFIP-IR-FIELDS", 403, "4031", "Aucune donnée de cette ressource n'est habilitée", _CONTRACT
)
NO_NOTICE = _refusal("DGFIP-IR-NO-NOTICE", 410, "4101", _NO_DATA, _OPENAPI)
TWO_NOTICES = _refusal(
    "DGFIP-IR-TWO-NOTICES", 410, "4101", "Plusieurs avis existent pour cette année (décès dans l'année)", _YEARS
)

# Reached by an ordered fault only: the service never breaks by itself.
VALUE_NOT_ALLOWED = _refusal(
    "DGFIP-IR-VALUE", 400, "4003", "Une valeur en entrée est hors des valeurs permises", _SIBLING
)
NOT_FOUND = _refusal("DGFIP-IR-NOT-FOUND", 404, "40401", "Erreur technique", _DOWN)
TECHNICAL_ERROR = _refusal("DGFIP-IR-TECHNICAL", 500, "40401", "Erreur technique", _DOWN)

ALL: tuple[Refusal, ...] = (
    NO_TELESERVICE,
    UNKNOWN_TELESERVICE,
    FOREIGN_TELESERVICE,
    RESOURCE_NOT_CONTRACTED,
    MODALITY_NOT_CONTRACTED,
    NO_CONSENT_TOKEN,
    BAD_SPI,
    BAD_YEAR,
    FRANCECONNECT_UNAVAILABLE,
    CONSENT_ENDED,
    CONSENT_OF_ANOTHER,
    NOTHING_CONSENTED,
    UNKNOWN_SPI,
    UNKNOWN_IDENTITY,
    AMBIGUOUS_IDENTITY,
    NOT_TAXED_YET,
    TOO_OLD,
    YEAR_NOT_CONTRACTED,
    NO_FIELD_CONTRACTED,
    NO_NOTICE,
    TWO_NOTICES,
    VALUE_NOT_ALLOWED,
    NOT_FOUND,
    TECHNICAL_ERROR,
)
