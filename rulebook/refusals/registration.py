"""What the engine refuses of a téléservice's own registration: when it loads the client, and when it encrypts for it.

Each has two faces: a page at /authorize, JSON wherever a server calls. Order and texts are the engine's own. A refusal of which no source gives the code carries Y040001, the engine's default.
"""

from dataclasses import dataclass

from rulebook import documents
from rulebook.refusal import Channel, Refusal
from rulebook.source import Source

_ERROR = "invalid_client_metadata"
_NO_CODE_KNOWN = "Y040001"
_SECTOR = "helpers/sector_validate.js"
_KEYS = "models/client.js, models/id_token.js"


@dataclass(frozen=True, slots=True)
class TwoFaced:
    """One cause: `page` for a browser, `json` for a server."""

    page: Refusal
    json: Refusal


def _load(id_: str, code: str, description: str, source: Source, detail: str = "undefined") -> TwoFaced:
    def face(name: str, endpoint: str, channel: Channel) -> Refusal:
        return Refusal(
            f"FC-{name}-{id_}",
            endpoint,
            channel,
            400,
            code,
            source,
            "sector_identifier_uri",
            error=_ERROR,
            description=description,
            detail=detail,
        )

    return TwoFaced(face("AUTHORIZE", "authorize", Channel.PAGE), face("CLIENT", "client", Channel.JSON))


def _encryption(id_: str, code: str, description: str, source: Source, detail: str = "undefined") -> Refusal:
    return Refusal(
        id_,
        "client",
        Channel.JSON,
        400,
        code,
        source,
        "jwks_uri",
        error=_ERROR,
        description=description,
        detail=detail,
    )


# ------------------------------------------------------------------ when the client is loaded
SECTOR_MANDATORY = _load(
    "SECTOR-MANDATORY",
    _NO_CODE_KNOWN,
    "sector_identifier_uri is mandatory property",
    documents.engine_code.assumed("client_schema.js : règle lue, code supposé"),
)
SECTOR_UNREACHABLE = _load(
    "SECTOR-UNREACHABLE",
    "Y04A8220",
    "could not load sector_identifier_uri response",
    documents.published_code.assumed(
        "scénario api-authorize : injoignable = Y04A8220 ; que ce soit aussi le code sans aucune réponse HTTP (Y04ED062 dans les sources) "
        "et celui d'un hôte que le banc ne consulte pas est supposé"
    ),
    "fetch failed",
)
SECTOR_STATUS = _load(
    "SECTOR-STATUS",
    "Y04A8220",
    "unexpected sector_identifier_uri response status code, expected 200 OK, got {status}",
    documents.engine_code(_SECTOR),
)
SECTOR_JSON = _load(
    "SECTOR-JSON",
    "Y049E35D",
    "failed to parse sector_identifier_uri JSON response",
    documents.engine_code(_SECTOR),
    "invalid JSON",
)
SECTOR_ARRAY = _load(
    "SECTOR-ARRAY",
    _NO_CODE_KNOWN,
    "sector_identifier_uri must return single JSON array",
    documents.engine_code.assumed(f"{_SECTOR} : règle lue, code supposé"),
)
SECTOR_URIS = _load(
    "SECTOR-URIS",
    _NO_CODE_KNOWN,
    "all registered redirect_uris must be included in the sector_identifier_uri response",
    documents.engine_code.assumed(f"{_SECTOR} : règle lue, code supposé"),
)
LOADING: tuple[TwoFaced, ...] = (
    SECTOR_MANDATORY,
    SECTOR_UNREACHABLE,
    SECTOR_STATUS,
    SECTOR_JSON,
    SECTOR_ARRAY,
    SECTOR_URIS,
)

# ------------------------------------------------------------------ when something is encrypted for it
KEYS = _encryption(
    "FC-CLIENT-KEYS",
    "Y044D511",
    "client JSON Web Key Set failed to be refreshed",
    documents.engine_code.assumed(f"{_KEYS} : code et texte lus, détail entre parenthèses supposé"),
    "{detail}",
)
NO_KEY = _encryption(
    "FC-CLIENT-NO-KEY",
    "Y046B607",
    "no suitable encryption key found ({alg})",
    documents.engine_code(f"{_KEYS} ; que ce soit une réponse JSON 400, code déjà consommé, en découle"),
)

ALL: tuple[Refusal, ...] = (
    *(face for cause in LOADING for face in (cause.page, cause.json)),
    KEYS,
    NO_KEY,
)
