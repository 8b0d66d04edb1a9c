"""What FranceConnect refuses on the way out: a strict list of parameters first (always a page), then the engine (JSON for machines).

Rows are in the engine's own order. Two sources disagree on a logout asked again once the session
is gone: Y100019, read in code, or the same redirect, recorded on the engine. What was recorded is served.
"""

from rulebook import documents
from rulebook.constraint import Address, Constraint, MinLength, OrAbsent
from rulebook.refusal import Channel, Refusal
from rulebook.source import Source

PARAMETERS = ("id_token_hint", "post_logout_redirect_uri", "state", "client_id", "logout_hint", "ui_locales")

_OBSERVED = documents.engine("logout")
_SUCCESS = documents.engine_code("actions/end_session.js, success")
_CATALOGUE = documents.published_code("back/_doc/erreurs-oidc-provider.md")


def _whitelist(id_: str, parameter: str | None = None, constraint: Constraint | None = None) -> Refusal:
    return Refusal(id_, "session_end", Channel.PAGE, 400, "Y000400", _OBSERVED, parameter, constraint)


def _engine(  # noqa: PLR0913, PLR0917  (a row of the table below)
    id_: str,
    code: str,
    description: str,
    parameter: str,
    detail: str = "undefined",
    error: str = "invalid_request",
    endpoint: str = "session_end",
    source: Source = _OBSERVED,
) -> Refusal:
    return Refusal(
        id_,
        endpoint,
        Channel.PAGE,
        400,
        code,
        source,
        parameter,
        error=error,
        description=description,
        detail=detail,
    )


TWICE = _whitelist("FC-LOGOUT-TWICE")
UNKNOWN = _whitelist("FC-LOGOUT-UNKNOWN")
HINT = _whitelist("FC-LOGOUT-HINT", "id_token_hint", MinLength(1))
REDIRECT_URI = _whitelist("FC-LOGOUT-REDIRECT-URI", "post_logout_redirect_uri", OrAbsent(Address()))
REDIRECT_URI_STRICT = _whitelist(
    "FC-LOGOUT-REDIRECT-URI-HTTPS", "post_logout_redirect_uri", OrAbsent(Address(strict=True))
)

# The details of the first and the fourth are the engine's most common ones: other faults of a hint have words of their own.
HINT_DECODE = _engine(
    "FC-LOGOUT-HINT-DECODE",
    "Y04FEDB9",
    "could not decode id_token_hint",
    "id_token_hint",
    "invalid JWT.decode input",
)
CLIENT_ID = _engine(
    "FC-LOGOUT-CLIENT-ID", "Y0467882", "client_id does not match the provided id_token_hint", "client_id"
)
AUDIENCE = _engine(
    "FC-LOGOUT-AUDIENCE",
    "Y0429C91",
    "unrecognized id_token_hint audience",
    "id_token_hint",
    "client not found",
    "invalid_client",
)
HINT_SIGNATURE = _engine(
    "FC-LOGOUT-HINT-SIGNATURE",
    "Y045AFAE",
    "could not validate id_token_hint",
    "id_token_hint",
    "signature verification failed",
)
UNREGISTERED = _engine(
    "FC-LOGOUT-UNREGISTERED", "Y04CFAEF", "post_logout_redirect_uri not registered", "post_logout_redirect_uri"
)

DISCONNECT = Refusal(
    "FC-LOGOUT-DISCONNECT",
    "disconnect_from_idp",
    Channel.PAGE,
    500,
    "Y020028",
    documents.published_code("back/_doc/erreurs.md"),
    error="server_error",
)
CONFIRM_LOST = _engine(
    "FC-LOGOUT-CONFIRM-LOST",
    "Y047B9D9",
    "could not find logout details",
    "_session",
    endpoint="session_end_confirm",
    source=_CATALOGUE,
)
CONFIRM_XSRF = _engine(
    "FC-LOGOUT-CONFIRM-XSRF",
    "Y04976CE",
    "xsrf token invalid",
    "xsrf",
    endpoint="session_end_confirm",
    source=_CATALOGUE,
)
SUCCESS_CLIENT = _engine(
    "FC-LOGOUT-SUCCESS-CLIENT",
    "Y04FE3C9",
    "client is invalid",
    "client_id",
    "client not found",
    "invalid_client",
    "session_end_success",
    _SUCCESS,
)

ALL: tuple[Refusal, ...] = (
    TWICE,
    UNKNOWN,
    HINT,
    REDIRECT_URI,
    REDIRECT_URI_STRICT,
    HINT_DECODE,
    CLIENT_ID,
    AUDIENCE,
    HINT_SIGNATURE,
    UNREGISTERED,
    DISCONNECT,
    CONFIRM_LOST,
    CONFIRM_XSRF,
    SUCCESS_CLIENT,
)
