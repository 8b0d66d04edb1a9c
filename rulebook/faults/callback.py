"""Faults of the redirect that brings a citizen back to the téléservice: after a login, or after a logout."""

from rulebook.faults.fault import Stage, rows
from rulebook.refusals.interaction import ABORTED, ACR

# Errors that FranceConnect is known to send to a callback (`documents.partners`), and what each says; `invalid_acr` names levels of
# the platform.
ERRORS = {
    "access_denied": "User auth aborted",
    "server_error": ABORTED,
    "temporarily_unavailable": ABORTED,
    "invalid_request": "openid scope must be requested when using the acr_values parameter",
    "invalid_scope": "requested scope is not allowed",
    "invalid_acr": ACR.description,
    "invalid_idp_hint": "An idp_hint was provided but is not allowed",
    "unsupported_response_type": "unsupported response_type requested",
}

FAULTS = (
    *rows(
        Stage.PARAMS,
        "franceconnect",
        "authorize_resume",
        {
            "callback.state.forged": (
                "le `state` rendu au client n'est pas celui qu'il a envoyé, mais il en a la forme",
                "the `state` returned is not the one sent, but has its form",
            ),
            "callback.state.missing": ("le retour n'a pas de `state`", "the callback has no `state`"),
            "callback.state.empty": ("le `state` du retour est vide", "the callback's `state` is empty"),
            "callback.state.truncated": (
                "le `state` du retour a perdu son dernier caractère",
                "the callback's `state` has lost its last character",
            ),
            "callback.state.extended": (
                "le `state` du retour commence et finit par le bon, et n'est pas lui",
                "the callback's `state` begins and ends with the right one, and is not it",
            ),
            "callback.state.duplicated": (
                "le retour a deux `state` : le bon, puis un autre",
                "the callback has two `state`: the right one, then another",
            ),
            "callback.iss.foreign": (
                "le `iss` du retour est celui d'un autre serveur, et finit par le bon",
                "the `iss` of the callback is another server's, and ends with the right one",
            ),
            "callback.iss.slash": (
                "le `iss` du retour a une barre oblique de trop à la fin",
                "the `iss` of the callback ends with one slash too many",
            ),
            "callback.iss.missing": ("le retour n'a pas de `iss`", "the callback has no `iss`"),
            "callback.iss.duplicated": (
                "le retour a deux `iss` : le bon, puis celui d'un autre serveur",
                "the callback has two `iss`: the right one, then another server's",
            ),
            "callback.code.missing": ("le retour n'a pas de `code`", "the callback has no `code`"),
            "callback.code.empty": ("le `code` du retour est vide", "the callback's `code` is empty"),
            "callback.code.forged": (
                "le `code` du retour n'a jamais été émis",
                "the callback's `code` was never issued",
            ),
            "callback.code.duplicated": (
                "le retour a deux `code` : un inconnu, puis le bon",
                "the callback has two `code`: an unknown one, then the right one",
            ),
            "callback.response.fragment": (
                "les paramètres du retour sont dans le fragment de l'adresse",
                "the callback's parameters are in the fragment of the address",
            ),
            "callback.response.empty": ("le retour n'a aucun paramètre", "the callback has no parameter at all"),
            **{
                f"callback.error.{error}": (
                    f"le retour porte `error={error}` au lieu du `code`",
                    f"the callback has `error={error}` instead of the `code`",
                )
                for error in ERRORS
            },
            "callback.error.unknown": (
                "le retour porte une `error` que nul document ne cite",
                "the callback has an `error` that no document names",
            ),
            "callback.error.markup": (
                "l'`error_description` du retour contient du HTML et un script",
                "the callback's `error_description` holds HTML and a script",
            ),
            "callback.error.with_code": (
                "le retour porte une `error` et un `code`",
                "the callback has both an `error` and a `code`",
            ),
        },
    ),
    *rows(
        Stage.RESPONSE,
        "franceconnect",
        "authorize_resume",
        {
            "callback.delivered.twice": (
                "le navigateur est envoyé deux fois au retour, avec le même `code` : une page l'y mène dans un cadre, puis en entier",
                "the browser is sent to the callback twice, with the same `code`: a page does it in a frame, then as a whole",
            ),
        },
    ),
    *rows(
        Stage.PARAMS,
        "franceconnect",
        "session_end_confirm",
        {
            "logout.state.forged": (
                "le `state` du retour de déconnexion n'est pas celui qui a été envoyé, mais commence et finit par lui",
                "the `state` of the logout's return is not the one sent, but begins and ends with it",
            ),
            "logout.state.missing": (
                "le retour de déconnexion n'a pas de `state`",
                "the logout's return has no `state`",
            ),
        },
    ),
)
