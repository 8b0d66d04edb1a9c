"""What FranceConnect refuses to a data provider at /checktoken: JSON of two members, no error_uri."""

from rulebook import documents
from rulebook.constraint import MinLength
from rulebook.refusal import Channel, Refusal
from rulebook.refusals.interaction import ABORTED

MEMBERS = ("token", "client_id", "client_secret")

_OBSERVED = documents.engine("checktoken")
_CODE = documents.published_code("filters/data-provider-exception.filter.ts")


def _request(id_: str, parameter: str | None = None) -> Refusal:
    constraint = MinLength(1) if parameter else None
    return Refusal(
        id_,
        "checktoken",
        Channel.JSON,
        400,
        "Y100013",
        _OBSERVED,
        parameter,
        constraint,
        error="invalid_request",
        description="Required parameter missing or invalid.",
    )


def _client(id_: str, code: str, parameter: str) -> Refusal:
    return Refusal(
        id_,
        "checktoken",
        Channel.JSON,
        401,
        code,
        _OBSERVED,
        parameter,
        error="invalid_client",
        description="Client authentication failed.",
    )


def _server(id_: str, code: str, description: str) -> Refusal:
    return Refusal(id_, "checktoken", Channel.JSON, 500, code, _CODE, error="server_error", description=description)


TOKEN = _request("FC-CHECKTOKEN-TOKEN", "token")
CLIENT_ID = _request("FC-CHECKTOKEN-CLIENT-ID", "client_id")
CLIENT_SECRET = _request("FC-CHECKTOKEN-CLIENT-SECRET", "client_secret")
MEMBER = _request("FC-CHECKTOKEN-MEMBER")
CLIENT = _client("FC-CHECKTOKEN-CLIENT", "Y330001", "client_id")
SECRET = _client("FC-CHECKTOKEN-SECRET", "Y330002", "client_secret")
JWKS_UNREACHABLE = _server("FC-CHECKTOKEN-JWKS-UNREACHABLE", "Y440010", "failed to fetch JWKS")
JWKS_FORMAT = _server("FC-CHECKTOKEN-JWKS-FORMAT", "Y440011", "invalid JWKS format")
# Four errors that look the same on the wire: only the journal tells them apart. Y440008 (signature) has no way to happen here.
NO_KEY = _server("FC-CHECKTOKEN-NO-KEY", "Y440001", ABORTED)
KEY_IMPORT = _server("FC-CHECKTOKEN-KEY-IMPORT", "Y440004", ABORTED)
ENCRYPTION = _server("FC-CHECKTOKEN-ENCRYPTION", "Y440005", ABORTED)
# Derived: no RNIPP identity, so no `sub` can be computed; that it says so as for its other failures is assumed.
EUROPEAN = Refusal(
    "FC-CHECKTOKEN-EUROPEAN",
    "checktoken",
    Channel.JSON,
    500,
    "Y000000",
    documents.published_code.assumed("citoyen de la passerelle eIDAS : pas d’identité RNIPP, pas de sub calculable"),
    error="server_error",
    description=ABORTED,
)

ALL: tuple[Refusal, ...] = (
    MEMBER,
    TOKEN,
    CLIENT_ID,
    CLIENT_SECRET,
    CLIENT,
    SECRET,
    JWKS_UNREACHABLE,
    JWKS_FORMAT,
    NO_KEY,
    KEY_IMPORT,
    ENCRYPTION,
    EUROPEAN,
)
