"""What FranceConnect refuses at /token, in the order in which the engine looks: always JSON, whatever the Accept header says.

Codes that no recording shows are those of the published runtime exceptions, one for each line of the engine that throws.
"""

from rulebook import documents
from rulebook.refusal import Channel, Refusal
from rulebook.source import Source

_OBSERVED = documents.engine("token")
_CODE = documents.engine_code("shared/client_auth.js, actions/grants/authorization_code.js")
_PKCE = documents.engine_code("helpers/pkce_format.js")

_CLIENT = "client authentication failed"
_GRANT = "grant request is invalid"
_HEADER = "invalid authorization header value format"


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
    "Y043C322",
    "only application/x-www-form-urlencoded content-type bodies are supported on POST /token",
)
AUTH_TWICE = _request("FC-TOKEN-AUTH-TWICE", "Y0496E4A", "'{parameter}' parameter must not be provided twice")
AUTHORIZATION_HEADER = _request("FC-TOKEN-AUTHORIZATION-HEADER", "Y04F62CD", _HEADER, source=_CODE)
AUTHORIZATION_PAIR = _request("FC-TOKEN-AUTHORIZATION-PAIR", "Y046ADF1", _HEADER, source=_CODE)
AUTHORIZATION_ENCODING = _request(
    "FC-TOKEN-AUTHORIZATION-ENCODING",
    "Y04328E9",
    "client_id and client_secret in the authorization header are not properly encoded",
    source=_CODE,
)
CLIENT_ID_MISMATCH = _request(
    "FC-TOKEN-CLIENT-ID-MISMATCH",
    "Y0419ECE",
    "mismatch in body and authorization client ids",
    "client_id",
    source=_CODE,
)
AUTHORIZATION_SECRET = _request(
    "FC-TOKEN-AUTHORIZATION-SECRET",
    "Y045CC8C",
    "client_secret must be provided in the Authorization header",
    source=_CODE,
)
TWO_MECHANISMS = _request(
    "FC-TOKEN-TWO-MECHANISMS",
    "Y04DADA6",
    "client authentication must only be provided using one mechanism",
    source=_CODE,
)
NO_AUTH = _request("FC-TOKEN-NO-AUTH", "Y044FEB3", "no client authentication mechanism provided", "client_id")
CLIENT = _client("FC-TOKEN-CLIENT", "Y0479FCE", "client not found")
ORIGIN = _request("FC-TOKEN-ORIGIN", "Y0489AFE", "origin {origin} not allowed for client: {client_id}")
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
VERIFIER_SHORT = _request(
    "FC-TOKEN-VERIFIER-SHORT",
    "Y04F7D1A",
    "code_verifier must be a string with a minimum length of 43 characters",
    "code_verifier",
    source=_PKCE,
)
VERIFIER_LONG = _request(
    "FC-TOKEN-VERIFIER-LONG",
    "Y04E55DE",
    "code_verifier must be a string with a maximum length of 128 characters",
    "code_verifier",
    source=_PKCE,
)
VERIFIER_CHARACTERS = _request(
    "FC-TOKEN-VERIFIER-CHARACTERS",
    "Y04A079C",
    "code_verifier contains invalid characters",
    "code_verifier",
    source=_PKCE,
)
VERIFIER = _grant("FC-TOKEN-VERIFIER", "Y0446550", "PKCE verification failed", "code_verifier")
REDIRECT_URI = _grant("FC-TOKEN-REDIRECT-URI", "Y04F8199", "authorization code redirect_uri mismatch", "redirect_uri")
CODE_CONSUMED = _grant("FC-TOKEN-CODE-CONSUMED", "Y0416228", "authorization code already consumed", "code")

ALL: tuple[Refusal, ...] = (
    MEDIA_TYPE,
    AUTH_TWICE,
    AUTHORIZATION_HEADER,
    AUTHORIZATION_PAIR,
    AUTHORIZATION_ENCODING,
    CLIENT_ID_MISMATCH,
    AUTHORIZATION_SECRET,
    TWO_MECHANISMS,
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
    VERIFIER_SHORT,
    VERIFIER_LONG,
    VERIFIER_CHARACTERS,
    VERIFIER,
    REDIRECT_URI,
    CODE_CONSUMED,
)
