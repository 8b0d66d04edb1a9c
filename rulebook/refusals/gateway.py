"""What the DGFiP's gateway refuses by itself, before the tax service hears of it: `/token`, credentials, quota, headers.

The gateway is a WSO2 API Manager whose faults are rewritten to the DGFiP's envelope. Where only the
product's default is known, the record is an assumption. Everywhere, `erreur.code` is served as a string, as in the published
examples of the sibling API RIAL; another sibling serves an integer: an assumption too.
"""

from rulebook import documents
from rulebook.constraint import UUID, Equals, MinLength
from rulebook.refusal import Channel, Refusal
from rulebook.source import Source

_OAUTH = documents.rfc6749("§2.3, §3.2, §3.3, §5.2")
_WSO2 = documents.gateway.assumed("comportement par défaut du produit : codes 9009xx, /token")
_PUBLISHED = documents.sibling_openapi("RIAL, IMPRIM : réponse « default »")


def _token(id_: str, status: int, error: str, description: str, source: Source) -> Refusal:
    return Refusal(id_, "apim_token", Channel.JSON, status, "", source, error=error, description=description)


def _envelope(id_: str, status: int, code: str, message: str, source: Source) -> Refusal:
    return Refusal(id_, "*", Channel.ENVELOPE, status, code, source, description=message)


# ---------------------------------------------------------------- POST /token
TOKEN_NOT_A_FORM = _token(
    "DGFIP-TOKEN-FORM", 400, "invalid_request", "The request body must be application/x-www-form-urlencoded", _OAUTH
)
TOKEN_REPEATED = _token(
    "DGFIP-TOKEN-REPEATED", 400, "invalid_request", "A parameter is included more than once", _OAUTH
)
TOKEN_TWO_METHODS = _token(
    "DGFIP-TOKEN-TWO-METHODS",
    400,
    "invalid_request",
    "The client MUST NOT use more than one authentication method in each request",
    _OAUTH,
)
TOKEN_NO_CLIENT = _token("DGFIP-TOKEN-NO-CLIENT", 401, "invalid_client", "Client Authentication failed.", _OAUTH)
TOKEN_UNKNOWN_CLIENT = _token(
    "DGFIP-TOKEN-UNKNOWN-CLIENT", 401, "invalid_client", "Client Authentication failed.", _OAUTH
)
TOKEN_WRONG_SECRET = _token("DGFIP-TOKEN-SECRET", 401, "invalid_client", "Client Authentication failed.", _OAUTH)
TOKEN_NO_GRANT_TYPE = Refusal(
    "DGFIP-TOKEN-NO-GRANT-TYPE",
    "apim_token",
    Channel.JSON,
    400,
    "",
    _OAUTH,
    parameter="grant_type",
    constraint=MinLength(1),
    error="invalid_request",
    description="Missing grant_type parameter value",
)
TOKEN_GRANT_TYPE = Refusal(
    "DGFIP-TOKEN-GRANT-TYPE",
    "apim_token",
    Channel.JSON,
    400,
    "",
    _OAUTH,
    parameter="grant_type",
    constraint=Equals("client_credentials"),
    error="unsupported_grant_type",
    description="Unsupported grant_type value",
)
# A scope that the application has not subscribed to is no error: the token comes without it (`protocol.token`).
TOKEN_SCOPE = _token(
    "DGFIP-TOKEN-SCOPE", 400, "invalid_scope", "The requested scope is invalid, unknown, or malformed.", _OAUTH
)

# ---------------------------------------------------------------- any resource
NO_RESOURCE = _envelope("DGFIP-GW-RESOURCE", 404, "900906", "No matching resource found for given API Request", _WSO2)
WRONG_METHOD = _envelope("DGFIP-GW-METHOD", 405, "900906", "Method not allowed for given API resource", _WSO2)
NO_CREDENTIALS = _envelope("DGFIP-GW-NO-CREDENTIALS", 401, "900902", "Missing Credentials", _PUBLISHED)
INVALID_CREDENTIALS = _envelope("DGFIP-GW-CREDENTIALS", 401, "900901", "Invalid Credentials", _PUBLISHED)
NO_SUBSCRIPTION = _envelope("DGFIP-GW-SUBSCRIPTION", 403, "900908", "Resource forbidden", _WSO2)
SCOPE_LACKING = _envelope(
    "DGFIP-GW-SCOPE", 403, "900910", "The access token does not allow you to access the requested resource", _PUBLISHED
)
NO_CERTIFICATE = _envelope(
    "DGFIP-GW-CERTIFICATE",
    403,
    "4031",
    "Certificat client absent, ou d'une autre application",
    documents.terms.assumed("CGU-P §4, CGU-FC-P §4 : le certificat est contrôlé ; statut, code et phrase supposés"),
)
QUOTA_EXCEEDED = _envelope("DGFIP-GW-QUOTA", 429, "900804", "Message throttled out", _PUBLISHED)
# Reached by an ordered fault only.
SUSPENDED = _envelope(
    "DGFIP-GW-SUSPENDED",
    503,
    "303001",
    "Currently , Address endpoint : [ Name : AnonymousEndpoint ] [ State : SUSPENDED ]",
    _WSO2,
)
NO_CORRELATION = Refusal(
    "DGFIP-GW-NO-CORRELATION",
    "*",
    Channel.ENVELOPE,
    400,
    "910000",
    documents.sibling_openapi("RIAL, IMPRIM : 910000 ; statut 400 supposé"),
    parameter="X-Correlation-ID",
    constraint=MinLength(1),
    description="Le paramètre X-Correlation-ID n'est pas présent dans le header HTTP",
)
BAD_CORRELATION = Refusal(
    "DGFIP-GW-CORRELATION",
    "*",
    Channel.ENVELOPE,
    400,
    "910000",
    documents.openapi.assumed("forme de X-Correlation-ID ; code supposé"),
    parameter="X-Correlation-ID",
    constraint=UUID,
    description="Le paramètre X-Correlation-ID n'est pas au format UUID",
)

ALL: tuple[Refusal, ...] = (
    TOKEN_NOT_A_FORM,
    TOKEN_REPEATED,
    TOKEN_TWO_METHODS,
    TOKEN_NO_CLIENT,
    TOKEN_UNKNOWN_CLIENT,
    TOKEN_WRONG_SECRET,
    TOKEN_NO_GRANT_TYPE,
    TOKEN_GRANT_TYPE,
    TOKEN_SCOPE,
    NO_RESOURCE,
    WRONG_METHOD,
    NO_CREDENTIALS,
    INVALID_CREDENTIALS,
    NO_SUBSCRIPTION,
    SCOPE_LACKING,
    NO_CERTIFICATE,
    QUOTA_EXCEEDED,
    SUSPENDED,
    NO_CORRELATION,
    BAD_CORRELATION,
)
