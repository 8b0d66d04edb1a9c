"""What FranceConnect refuses between /authorize and the way back: pages, with a code, that never redirect by themselves.

The one-shot token of a form is looked at before the step: guards come first.
"""

from rulebook import documents
from rulebook.constraint import Matches, MinLength
from rulebook.refusal import Channel, Refusal
from rulebook.source import Text

_CATALOGUE = documents.published_code("back/_doc/erreurs.md")
_ENGINE = documents.published_code("back/_doc/erreurs-oidc-provider.md")
_ACR = documents.engine("authorize, acr_values")
_BACK = documents.published_code("scénario de recette api-redirect-to-sp")


def _page(  # noqa: PLR0913, PLR0917  (a row of the table below)
    id_: str,
    endpoint: str,
    status: int,
    code: str,
    error: str,
    parameter: str | None = None,
) -> Refusal:
    return Refusal(id_, endpoint, Channel.PAGE, status, code, _CATALOGUE, parameter, error=error)


UID = Refusal(
    "FC-INTERACTION-UID",
    "interaction",
    Channel.PAGE,
    400,
    "Y000400",
    _CATALOGUE,
    "uid",
    Matches(
        r"[\x21-\x7e]{21,60}",
        Text("21 à 60 caractères ASCII", "21 to 60 ASCII characters"),
        good="u" * 43,
        bad=("u" * 20, "u" * 61),
    ),
)
SESSION = _page("FC-INTERACTION-SESSION", "interaction", 401, "Y190001", "access_denied")
STEP = _page("FC-INTERACTION-STEP", "interaction", 400, "Y420001", "access_denied")
STEP_UNKNOWN = _page("FC-INTERACTION-STEP-UNKNOWN", "interaction", 400, "Y420002", "access_denied")
CONTENT = _page("FC-INTERACTION-CONTENT", "interaction", 409, "Y190004", "access_denied")
LOST = _page("FC-INTERACTION-LOST", "interaction", 500, "Y030025", "server_error")
ACR = Refusal(
    "FC-INTERACTION-ACR",
    "interaction",
    Channel.REDIRECT,
    303,
    "Y0451265",
    _ACR,
    "acr_values",
    error="invalid_acr",
    description="acr_value is not valid, should be equal one of these values, expected {expected}, got {got}",
)

PROVIDER_MISSING = Refusal(
    "FC-IDP-MISSING",
    "redirect_to_idp",
    Channel.PAGE,
    400,
    "Y000400",
    _CATALOGUE,
    "providerUid",
    MinLength(1),
)
IDP_CSRF_MISSING = _page("FC-IDP-CSRF-MISSING", "redirect_to_idp", 400, "Y470002", "server_error", "csrfToken")
IDP_CSRF_NONE = _page("FC-IDP-CSRF-NONE", "redirect_to_idp", 401, "Y470003", "server_error", "csrfToken")
IDP_CSRF_USED = _page("FC-IDP-CSRF-USED", "redirect_to_idp", 401, "Y470004", "server_error", "csrfToken")
IDP_CSRF = _page("FC-IDP-CSRF", "redirect_to_idp", 401, "Y470001", "server_error", "csrfToken")
PROVIDER_UNKNOWN = _page("FC-IDP-UNKNOWN", "redirect_to_idp", 500, "Y020019", "server_error", "providerUid")
PROVIDER_DISABLED = _page("FC-IDP-DISABLED", "redirect_to_idp", 500, "Y020017", "server_error", "providerUid")
PROVIDER_FILTERED = _page("FC-IDP-FILTERED", "redirect_to_idp", 403, "Y020023", "access_denied", "providerUid")

CALLBACK_NO_STATE = _page("FC-CALLBACK-NO-STATE", "oidc_callback", 400, "Y020021", "invalid_request", "state")
CALLBACK_STATE = _page("FC-CALLBACK-STATE", "oidc_callback", 403, "Y020022", "invalid_request", "state")
CALLBACK_NO_CODE = _page("FC-CALLBACK-NO-CODE", "oidc_callback", 400, "Y020025", "server_error", "code")
CALLBACK_CODE = _page("FC-CALLBACK-CODE", "oidc_callback", 502, "Y020026", "server_error", "code")

LOGIN_CSRF_MISSING = _page("FC-LOGIN-CSRF-MISSING", "login", 400, "Y470002", "server_error", "csrfToken")
LOGIN_CSRF_NONE = _page("FC-LOGIN-CSRF-NONE", "login", 401, "Y470003", "server_error", "csrfToken")
LOGIN_CSRF_USED = _page("FC-LOGIN-CSRF-USED", "login", 401, "Y470004", "server_error", "csrfToken")
LOGIN_CSRF = _page("FC-LOGIN-CSRF", "login", 401, "Y470001", "server_error", "csrfToken")

# The engine's four ways to lose a login at the resume; the fourth, another engine session in the same browser, cannot happen here.
RESUME_COOKIE = Refusal(
    "FC-RESUME-COOKIE", "authorize_resume", Channel.PAGE, 400, "Y04D5AB7", _ENGINE, error="invalid_request"
)
RESUME_LOST = Refusal(
    "FC-RESUME-LOST", "authorize_resume", Channel.PAGE, 400, "Y04CAB72", _ENGINE, error="invalid_request"
)
RESUME_OTHER = Refusal(
    "FC-RESUME-OTHER", "authorize_resume", Channel.PAGE, 400, "Y04D7C28", _ENGINE, error="invalid_request"
)

# Whatever failed on the server's side is told in these words: on the way back, at a callback, to a data provider.
ABORTED = "authentication aborted due to a technical error on the authorization server"

GIVEN_UP = Refusal(
    "FC-GIVEN-UP",
    "redirect_to_sp_with_error",
    Channel.REDIRECT,
    302,
    "Y030030",
    _BACK,
    error="access_denied",
    description="user authentication aborted",
)
GIVEN_UP_NOWHERE = Refusal(
    "FC-GIVEN-UP-NOWHERE",
    "redirect_to_sp_with_error",
    Channel.PAGE,
    500,
    "Y030030",
    _BACK,
    "redirect_uri",
    error="access_denied",
)
NOT_FOUND = _page("FC-NOT-FOUND", "not_found", 404, "Y000404", "")

ALL: tuple[Refusal, ...] = (
    UID,
    SESSION,
    STEP,
    STEP_UNKNOWN,
    CONTENT,
    LOST,
    ACR,
    IDP_CSRF_MISSING,
    IDP_CSRF_NONE,
    IDP_CSRF_USED,
    IDP_CSRF,
    PROVIDER_MISSING,
    PROVIDER_UNKNOWN,
    PROVIDER_DISABLED,
    PROVIDER_FILTERED,
    CALLBACK_NO_STATE,
    CALLBACK_STATE,
    CALLBACK_NO_CODE,
    CALLBACK_CODE,
    LOGIN_CSRF_MISSING,
    LOGIN_CSRF_NONE,
    LOGIN_CSRF_USED,
    LOGIN_CSRF,
    RESUME_COOKIE,
    RESUME_LOST,
    RESUME_OTHER,
    GIVEN_UP,
    GIVEN_UP_NOWHERE,
    NOT_FOUND,
)
