"""What the R2P refuses once the gateway has let a call in.

Its published file gives statuses 401, 403 and 404 with a sentence each, and no body. Assumptions: the house's envelope, with the codes
of the SFiP, which is made upon it; a malformed request is refused as there.
"""

from rulebook import documents
from rulebook.constraint import SPI, Constraint
from rulebook.etat_civil import R2P_CRITERIA, slug
from rulebook.refusal import Channel, Refusal
from rulebook.source import Source

_PUBLISHED = documents.sibling_openapi.assumed("R2P : statut et phrase ; enveloppe et code, ceux du SFiP, supposés")
_REQUEST = documents.sibling_openapi.assumed("R2P : forme des paramètres ; 400 et 4003, ceux du SFiP, supposés")
_MALFORMED = "Un des paramètres en entrée est non conforme aux valeurs possibles"


def _refusal(  # noqa: PLR0913, PLR0917  (a row of a table)
    id_: str,
    status: int,
    code: str,
    message: str,
    source: Source,
    parameter: str | None = None,
    constraint: Constraint | None = None,
) -> Refusal:
    id_ = f"DGFIP-R2P-{id_}"
    return Refusal(id_, "r2p", Channel.ENVELOPE, status, code, source, parameter, constraint, description=message)


def _malformed(id_: str, parameter: str | None = None, constraint: Constraint | None = None) -> Refusal:
    return _refusal(id_, 400, "4003", _MALFORMED, _REQUEST, parameter, constraint)


_NOT_TOLD = "Trop de réponse ou dossier non communicable"
SCOPE_NOT_CONTRACTED = _refusal("SCOPE", 403, "40305", _NOT_TOLD, _PUBLISHED)
GARBLED = _malformed("QUERY-ENCODING")
REPEATED = _malformed("QUERY-REPEATED")
UNKNOWN_PARAMETER = _malformed("QUERY-UNKNOWN")
CRITERIA = tuple(_malformed(slug(parameter), parameter, constraint) for parameter, constraint in R2P_CRITERIA.items())
# Whoever sends a name that is no name: assumption, as for any other malformed value.
EMPTY_NAME = _malformed("EMPTY-NAME")
NAIS_COMMUNE = _malformed("NAIS-COMMUNE", "naisCodeCommune")
ADR_COMMUNE = _malformed("ADR-COMMUNE", "adrCodeCommune")
ADR_VOIE = _malformed("ADR-VOIE", "adrLibelleVoie")
NO_NAME = _malformed("NO-NAME")
NO_FILTER = _malformed("NO-FILTER")
BAD_SPI = _refusal(
    "BAD-SPI",
    400,
    "4001",
    "format SPI incorrect",
    documents.sibling_openapi.assumed("R2P : 13 chiffres ; 400 et 4001, ceux de l'API Impôt particulier, supposés"),
    "spi",
    SPI,
)
NOBODY = _refusal("NOBODY", 404, "40433", "Personne non trouvée", _PUBLISHED)
SEVERAL = _refusal("SEVERAL", 403, "40305", _NOT_TOLD, _PUBLISHED)

ALL: tuple[Refusal, ...] = (
    SCOPE_NOT_CONTRACTED,
    GARBLED,
    REPEATED,
    UNKNOWN_PARAMETER,
    *CRITERIA,
    EMPTY_NAME,
    NAIS_COMMUNE,
    ADR_COMMUNE,
    ADR_VOIE,
    NO_NAME,
    NO_FILTER,
    BAD_SPI,
    NOBODY,
    SEVERAL,
)
