"""What FranceConnect refuses at /authorize: first its own strict whitelist (a page, never a redirect), then the engine's rules."""

from rulebook import documents
from rulebook.constraint import Address, Constraint, Equals, HasWord, MinLength, OneWordOf
from rulebook.refusal import Channel, Refusal
from rulebook.source import Source

# The strict list of the authorization request: any other name is refused on a page, and the téléservice hears nothing.
PARAMETERS = (
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "nonce",
    "acr_values",
    "claims",
    "prompt",
    "idp_hint",
    "ui_locales",
)

_DTO = documents.published_code("core-fcp, dto/authorize-params.dto.ts")
_ENGINE = documents.engine("authorize")
_SCENARIO = documents.published_code("scénarios de recette api-authorize, connexion-claims")
_DERIVED = documents.published_code("oidc-provider-redirect-exception.filter.ts")


def _whitelist(id_: str, parameter: str | None, constraint: Constraint | None) -> Refusal:
    return Refusal(id_, "authorize", Channel.PAGE, 400, "Y030007", _DTO, parameter, constraint, error="invalid_request")


def _engine(  # noqa: PLR0913, PLR0917  (a row of the table below)
    id_: str,
    code: str,
    error: str,
    description: str,
    parameter: str | None = None,
    constraint: Constraint | None = None,
) -> Refusal:
    return Refusal(id_, "authorize", Channel.REDIRECT, 303, code, _ENGINE, parameter, constraint, error, description)


def _page(  # noqa: PLR0913, PLR0917  (a row of the table below)
    id_: str,
    status: int,
    code: str,
    error: str,
    parameter: str | None,
    source: Source = _ENGINE,
) -> Refusal:
    return Refusal(id_, "authorize", Channel.PAGE, status, code, source, parameter, error=error)


# ------------------------------------------------------------------ the whitelist
CLIENT_ID = _whitelist("FC-AUTHORIZE-CLIENT-ID", "client_id", MinLength(1))
ACR_VALUES = _whitelist("FC-AUTHORIZE-ACR-VALUES", "acr_values", MinLength(0))
RESPONSE_TYPE = _whitelist("FC-AUTHORIZE-RESPONSE-TYPE", "response_type", MinLength(0))
NONCE = _whitelist("FC-AUTHORIZE-NONCE", "nonce", MinLength(22))
STATE = _whitelist("FC-AUTHORIZE-STATE", "state", MinLength(0))
REDIRECT_URI = _whitelist("FC-AUTHORIZE-REDIRECT-URI", "redirect_uri", Address())
REDIRECT_URI_STRICT = _whitelist("FC-AUTHORIZE-REDIRECT-URI-HTTPS", "redirect_uri", Address(strict=True))
SCOPE = _whitelist("FC-AUTHORIZE-SCOPE", "scope", MinLength(0))
PROMPT = _whitelist("FC-AUTHORIZE-PROMPT", "prompt", OneWordOf(("login", "consent"), 64))
UNKNOWN = _whitelist("FC-AUTHORIZE-UNKNOWN", None, None)
TWICE = _whitelist("FC-AUTHORIZE-TWICE", None, None)
ACR_VALUES_TWICE = Refusal("FC-AUTHORIZE-ACR-VALUES-TWICE", "authorize", Channel.TEXT, 500, "", _ENGINE, "acr_values")

# ------------------------------------------------------------------ POST, which the engine does not serve
POST_CRASH = Refusal("FC-AUTHORIZE-POST", "authorize", Channel.TEXT, 500, "", _ENGINE)
POST_CLIENT = _page("FC-AUTHORIZE-POST-CLIENT", 500, "Y000000", "", "client_id")

# ------------------------------------------------------------------ the engine
CLIENT = _page("FC-AUTHORIZE-CLIENT", 400, "Y04EA6EF", "invalid_client", "client_id")
RESPONSE_TYPE_EMPTY = _engine(
    "FC-AUTHORIZE-RESPONSE-TYPE-EMPTY",
    "Y048017B",
    "invalid_request",
    "missing required parameter 'response_type'",
    "response_type",
    MinLength(1),
)
RESPONSE_TYPE_UNSUPPORTED = _engine(
    "FC-AUTHORIZE-RESPONSE-TYPE-UNSUPPORTED",
    "Y0411646",
    "unsupported_response_type",
    "unsupported response_type requested",
    "response_type",
    Equals("code"),
)
SCOPE_NOT_ALLOWED = _engine(
    "FC-AUTHORIZE-SCOPE-NOT-ALLOWED", "Y044D706", "invalid_scope", "requested scope is not allowed", "scope"
)
SCOPE_OPENID = _engine(
    "FC-AUTHORIZE-SCOPE-OPENID",
    "Y04EE963",
    "invalid_request",
    "openid scope must be requested when using the acr_values parameter",
    "scope",
    HasWord("openid"),
)
REDIRECT_URI_UNREGISTERED = _page(
    "FC-AUTHORIZE-REDIRECT-URI-UNREGISTERED", 400, "Y04C013C", "invalid_redirect_uri", "redirect_uri"
)
# Another error came before the engine could trust the redirect_uri, and the redirect_uri is wrong too.
TWO_FAULTS = _page("FC-AUTHORIZE-TWO-FAULTS", 400, "Y040001", "server_error", "redirect_uri")

# Five codes are known for five claims errors, and no source says which is whose: the order is assumed.
CLAIMS_JSON = _engine(
    "FC-AUTHORIZE-CLAIMS-JSON", "Y0485169", "invalid_request", "could not parse the claims parameter JSON", "claims"
)
CLAIMS_OBJECT = _engine(
    "FC-AUTHORIZE-CLAIMS-OBJECT", "Y04C032B", "invalid_request", "claims parameter should be a JSON object", "claims"
)
CLAIMS_EMPTY = _engine(
    "FC-AUTHORIZE-CLAIMS-EMPTY",
    "Y0420EF4",
    "invalid_request",
    "claims parameter should have userinfo or id_token properties",
    "claims",
)
CLAIMS_USERINFO = _engine(
    "FC-AUTHORIZE-CLAIMS-USERINFO", "Y0465CB6", "invalid_request", "claims.userinfo should be an object", "claims"
)
CLAIMS_ID_TOKEN = _engine(
    "FC-AUTHORIZE-CLAIMS-ID-TOKEN", "Y04AAA70", "invalid_request", "claims.id_token should be an object", "claims"
)

# ------------------------------------------------------------------ FranceConnect again, once the engine is content
CLAIMS_AMR = _page("FC-AUTHORIZE-CLAIMS-AMR", 400, "Y100009", "server_error", "claims", _SCENARIO)
IDP_HINT = Refusal(
    "FC-AUTHORIZE-IDP-HINT",
    "authorize",
    Channel.REDIRECT,
    302,
    "Y030032",
    _DERIVED,
    "idp_hint",
    error="invalid_idp_hint",
    description="An idp_hint was provided but is not allowed",
)

ALL: tuple[Refusal, ...] = (
    ACR_VALUES_TWICE,
    TWICE,
    UNKNOWN,
    CLIENT_ID,
    ACR_VALUES,
    RESPONSE_TYPE,
    NONCE,
    STATE,
    REDIRECT_URI,
    REDIRECT_URI_STRICT,
    SCOPE,
    PROMPT,
    POST_CLIENT,
    POST_CRASH,
    CLIENT,
    RESPONSE_TYPE_EMPTY,
    RESPONSE_TYPE_UNSUPPORTED,
    SCOPE_NOT_ALLOWED,
    SCOPE_OPENID,
    TWO_FAULTS,
    REDIRECT_URI_UNREGISTERED,
    CLAIMS_JSON,
    CLAIMS_OBJECT,
    CLAIMS_EMPTY,
    CLAIMS_USERINFO,
    CLAIMS_ID_TOKEN,
    CLAIMS_AMR,
    IDP_HINT,
)
