"""What FranceConnect refuses at /userinfo."""

from rulebook import documents
from rulebook.refusal import Channel, Refusal
from rulebook.source import Source

_OBSERVED = documents.engine("userinfo")


_CODE = documents.engine_code("actions/userinfo.js, shared/check_dupes.js")


def _refusal(  # noqa: PLR0913, PLR0917  (a row of the table below)
    id_: str,
    status: int,
    code: str,
    error: str,
    description: str,
    detail: str = "undefined",
    source: Source = _OBSERVED,
) -> Refusal:
    return Refusal(
        id_, "userinfo", Channel.JSON, status, code, source, error=error, description=description, detail=detail
    )


TWICE = _refusal(
    "FC-USERINFO-TWICE",
    400,
    "Y0496E4A",
    "invalid_request",
    "'{parameter}' parameter must not be provided twice",
    source=_CODE,
)
NO_TOKEN = _refusal(
    "FC-USERINFO-NO-TOKEN", 401, "Y04146A2", "invalid_token", "no access token provided", "no access token provided"
)
TWO_MECHANISMS = _refusal(
    "FC-USERINFO-TWO-MECHANISMS",
    400,
    "Y04514E0",
    "invalid_request",
    "access token must only be provided using one mechanism",
)
HEADER = _refusal("FC-USERINFO-HEADER", 400, "Y04B729E", "invalid_request", "invalid authorization header value format")
SCHEME = _refusal(
    "FC-USERINFO-SCHEME", 400, "Y043D61A", "invalid_request", "authorization header scheme must be `Bearer`"
)
TOKEN_UNKNOWN = _refusal(
    "FC-USERINFO-TOKEN", 401, "Y040001", "invalid_token", "invalid token provided", "access token not found"
)
SCOPE = _refusal("FC-USERINFO-SCOPE", 403, "Y04CE9C8", "insufficient_scope", "access token missing requested scope")
ORIGIN = _refusal(
    "FC-USERINFO-ORIGIN", 400, "Y0489AFE", "invalid_request", "origin {origin} not allowed for client: {client_id}"
)
GRANT_GONE = _refusal(
    "FC-USERINFO-GRANT", 401, "Y0489D15", "invalid_token", "invalid token provided", "grant not found"
)

ALL: tuple[Refusal, ...] = (
    TWICE,
    NO_TOKEN,
    TWO_MECHANISMS,
    HEADER,
    SCHEME,
    TOKEN_UNKNOWN,
    SCOPE,
    ORIGIN,
    GRANT_GONE,
)
