"""What FranceConnect refuses at /token, in the order in which the engine looks: always JSON, whatever the Accept header says.

Source: franceconnect fact sheet A.5 and L. A refusal of which no source gives the code carries Y040001, the engine's own default.
"""

from rulebook import documents
from rulebook.refusal import Channel, Refusal
from rulebook.source import Source

_OBSERVED = documents.engine("token")
_CODE = documents.engine_code("shared/client_auth.js, actions/grants/authorization_code.js")

_CLIENT = "client authentication failed"
_GRANT = "grant request is invalid"
_NO_CODE_KNOWN = "Y040001"


def _refusal(  # noqa: PLR0913, PLR0917  (a row of the table below)
    id_: str,
    status: int,
    code: str,
    error: str,
    description: str,
    detail: str = "undefined",
    parameter: str | None = None,
    source: Source = _OBSERVED,
) -> Refusal:
    return Refusal(
        id_,
        "token",
        Channel.JSON,
        status,
        code,
        source,
        parameter,
        error=error,
        description=description,
        detail=detail,
    )


def _request(
    id_: str, code: str, description: str, parameter: str | None = None, source: Source = _OBSERVED
) -> Refusal:
    return _refusal(id_, 400, code, "invalid_request", description, parameter=parameter, source=source)


def _client(id_: str, code: str, detail: str) -> Refusal:
    return _refusal(id_, 401, code, "invalid_client", _CLIENT, detail)


def _grant(id_: str, code: str, detail: str, parameter: str | None = None) -> Refusal:
    return _refusal(id_, 400, code, "invalid_grant", _GRANT, detail, parameter)


MEDIA_TYPE = _request(
    "FC-TOKEN-MEDIA-TYPE",
    _NO_CODE_KNOWN,
    "only application/x-www-form-urlencoded content-type bodies are supported on POST /token",
)
AUTH_TWICE = _request("FC-TOKEN-AUTH-TWICE", "Y0496E4A", "'{parameter}' parameter must not be provided twice")
TWO_MECHANISMS = _request(
    "FC-TOKEN-TWO-MECHANISMS",
    _NO_CODE_KNOWN,
    "client authentication must only be provided using one mechanism",
    source=_CODE,
)
AUTHORIZATION_HEADER = _request(
    "FC-TOKEN-AUTHORIZATION-HEADER", _NO_CODE_KNOWN, "invalid authorization header value format", source=_CODE
)
CLIENT_ID_MISMATCH = _request(
    "FC-TOKEN-CLIENT-ID-MISMATCH", _NO_CODE_KNOWN, "client_id mismatch", "client_id", source=_CODE
)
NO_AUTH = _request("FC-TOKEN-NO-AUTH", "Y044FEB3", "no client authentication mechanism provided", "client_id")
CLIENT = _client("FC-TOKEN-CLIENT", "Y0479FCE", "client not found")
ORIGIN = _request("FC-TOKEN-ORIGIN", _NO_CODE_KNOWN, "origin {origin} not allowed for client: {client_id}")
MECHANISM = _client(
    "FC-TOKEN-MECHANISM",
    "Y044D82C",
    "the provided authentication mechanism does not match the registered client authentication method",
)
SECRET = _client("FC-TOKEN-SECRET", "Y0434A7B", "invalid secret provided")
GRANT_TYPE_MISSING = _request(
    "FC-TOKEN-GRANT-TYPE-MISSING", "Y048017B", "missing required parameter 'grant_type'", "grant_type"
)
GRANT_TYPE = _refusal(
    "FC-TOKEN-GRANT-TYPE",
    400,
    "Y04C2044",
    "unsupported_grant_type",
    "unsupported grant_type requested",
    parameter="grant_type",
)
TWICE = _request("FC-TOKEN-TWICE", "Y0496E4A", "'{parameter}' parameter must not be provided twice")
CODE_MISSING = _request("FC-TOKEN-CODE-MISSING", "Y048017B", "missing required parameter 'code'", "code")
REDIRECT_URI_MISSING = _request(
    "FC-TOKEN-REDIRECT-URI-MISSING", "Y048017B", "missing required parameter 'redirect_uri'", "redirect_uri"
)
BOTH_MISSING = _request(
    "FC-TOKEN-BOTH-MISSING",
    "Y048017B",
    "missing required parameters 'code' and 'redirect_uri'",
    "code",
    source=_CODE,
)
CODE_UNKNOWN = _grant("FC-TOKEN-CODE-UNKNOWN", "Y049E20B", "authorization code not found", "code")
CODE_FOREIGN = _grant("FC-TOKEN-CODE-FOREIGN", "Y047A2EA", "client mismatch", "code")
GRANT_GONE = _grant("FC-TOKEN-GRANT-GONE", "Y04D8B5C", "grant not found", "code")
VERIFIER_FORMAT = _request(
    "FC-TOKEN-VERIFIER-FORMAT",
    _NO_CODE_KNOWN,
    "code_verifier must be a string with a {bound} length of {length} characters",
    "code_verifier",
    source=_CODE,
)
VERIFIER = _grant("FC-TOKEN-VERIFIER", "Y0446550", "PKCE verification failed", "code_verifier")
REDIRECT_URI = _grant("FC-TOKEN-REDIRECT-URI", "Y04F8199", "authorization code redirect_uri mismatch", "redirect_uri")
CODE_CONSUMED = _grant("FC-TOKEN-CODE-CONSUMED", "Y0416228", "authorization code already consumed", "code")

ALL: tuple[Refusal, ...] = (
    MEDIA_TYPE,
    AUTH_TWICE,
    TWO_MECHANISMS,
    AUTHORIZATION_HEADER,
    CLIENT_ID_MISMATCH,
    NO_AUTH,
    CLIENT,
    ORIGIN,
    MECHANISM,
    SECRET,
    GRANT_TYPE_MISSING,
    GRANT_TYPE,
    TWICE,
    BOTH_MISSING,
    CODE_MISSING,
    REDIRECT_URI_MISSING,
    CODE_UNKNOWN,
    CODE_FOREIGN,
    GRANT_GONE,
    VERIFIER_FORMAT,
    VERIFIER,
    REDIRECT_URI,
    CODE_CONSUMED,
)
