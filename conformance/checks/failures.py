"""The tax API, its gateway or the connection fails: the citizen is told so, and nothing is decided."""

from conformance.checks.gateway import (
    copes,
    copes_with_a_field,
    fails_well,
    fails_well_wherever,
    stops,
    stops_without_a_token,
)
from conformance.checks.tables import WITH_A_NOTICE, Row, Story, everywhere, register
from rulebook.duties.errors import ERROR
from rulebook.source import Text

# A client keeps its token: it asks for another only once its own is said to be revoked.
_REVOKED = everywhere("assiettes.token.revoked")


def _no_token(module: str, fr: str, en: str, **given: str) -> tuple[Story, ...]:
    return (Story(module, Text(fr, en), ("apim_token",), given, beside=_REVOKED),)


ROWS = (
    Row(
        "API-ERREUR-01a",
        ERROR,
        "assiettes.response.500",
        "Une panne de l'API est dite comme une panne.",
        fails_well,
        (Story("api-panne", Text("L'API Impôt particulier est en panne", "The tax API is down")),),
    ),
    Row(
        "API-ERREUR-01b",
        ERROR,
        "assiettes.response.503",
        "Une API hors service est dite comme une panne.",
        fails_well,
        (Story("api-hors-service", Text("L'API est hors service (503)", "The API is out of service (503)")),),
    ),
    Row(
        "API-ERREUR-01c",
        ERROR,
        "assiettes.response.html",
        "La page d'une passerelle à la place d'un avis est dite comme une panne.",
        fails_well,
        (
            Story(
                "api-page-502",
                Text("Une passerelle répond sa page, statut 502", "A gateway answers its page, status 502"),
                given={"status": "502"},
            ),
            Story(
                "api-page-200",
                Text("Une passerelle répond sa page, statut 200", "A gateway answers its page, status 200"),
                given={"status": "200"},
            ),
        ),
    ),
    Row(
        "API-ERREUR-01d",
        ERROR,
        "assiettes.response.truncated",
        "Un avis coupé en deux est dit comme une panne.",
        fails_well,
        (Story("api-avis-coupe", Text("L'avis est coupé en deux", "The notice is cut in two")),),
    ),
    Row(
        "API-ERREUR-01e",
        ERROR,
        "assiettes.response.empty",
        "Une réponse vide est dite comme une panne.",
        fails_well,
        (Story("api-avis-vide", Text("La réponse est vide, statut 200", "The answer is empty, status 200")),),
    ),
    Row(
        "API-ERREUR-01f",
        ERROR,
        "assiettes.response.list",
        "Une liste à la place d'un avis est dite comme une panne.",
        fails_well,
        (
            Story(
                "api-avis-en-liste",
                Text("Une liste vient à la place de l'avis", "A list comes instead of the notice"),
            ),
        ),
    ),
    Row(
        "API-ERREUR-01g",
        ERROR,
        "transport.cut",
        "Une connexion coupée est dite comme une panne.",
        fails_well_wherever,
        (
            Story("api-coupure", Text("La connexion à l'API est coupée", "The connection to the API is cut")),
            *_no_token(
                "api-jeton-coupure",
                "La connexion est coupée pendant la demande du jeton de la passerelle",
                "The connection is cut while the gateway's token is asked",
            ),
        ),
    ),
    Row(
        "API-ERREUR-01h",
        ERROR,
        "assiettes.response.400",
        "Une demande mal comprise par l'API s'explique.",
        stops,
        (Story("api-400", Text("L'API dit la demande mal formée (400)", "The API calls the request malformed (400)")),),
    ),
    Row(
        "API-ERREUR-01i",
        ERROR,
        "assiettes.response.401",
        "Un jeton toujours refusé s'explique.",
        stops,
        (
            Story(
                "api-jeton-refuse",
                Text("La passerelle refuse tout jeton (401)", "The gateway refuses every token (401)"),
            ),
        ),
    ),
    Row(
        "API-ERREUR-01j",
        ERROR,
        "assiettes.response.404",
        "Une ressource introuvable s'explique.",
        stops,
        (Story("api-introuvable", Text("L'API répond 404", "The API answers 404")),),
    ),
    Row(
        "API-ERREUR-01k",
        ERROR,
        "assiettes.response.429",
        "Un quota dépassé s'explique.",
        stops,
        (Story("api-quota", Text("L'API demande de ralentir (429)", "The API asks to slow down (429)")),),
    ),
    Row(
        "API-ERREUR-01l",
        ERROR,
        "assiettes.quota.lower",
        "Un quota qui tombe s'explique.",
        stops,
        (
            Story(
                "api-quota-nul",
                Text("Le quota du contrat tombe à zéro", "The contract's quota falls to zero"),
                given={"calls": 0},
            ),
        ),
    ),
    Row(
        "API-ERREUR-01m",
        ERROR,
        "apim_token.response.401",
        "Une clé refusée par la passerelle s'explique.",
        stops_without_a_token,
        _no_token(
            "api-cle-refusee",
            "La passerelle refuse la clé de l'application (401)",
            "The gateway refuses the application's key (401)",
        ),
    ),
    Row(
        "API-ERREUR-01n",
        ERROR,
        "apim_token.response.429",
        "Un jeton que le quota refuse s'explique.",
        stops_without_a_token,
        _no_token("api-jeton-quota", "Trop de demandes de jeton (429)", "Too many requests for a token (429)"),
    ),
    Row(
        "API-ERREUR-01o",
        ERROR,
        "apim_token.response.500",
        "Une panne de la passerelle est dite comme une panne.",
        fails_well_wherever,
        _no_token("api-jeton-panne", "La passerelle ne donne pas de jeton (500)", "The gateway gives no token (500)"),
    ),
    Row(
        "API-ERREUR-01p",
        ERROR,
        "apim_token.response.503",
        "Une passerelle hors service est dite comme une panne.",
        fails_well_wherever,
        _no_token(
            "api-jeton-hors-service",
            "La passerelle est hors service quand le jeton est demandé (503)",
            "The gateway is out of service when the token is asked (503)",
        ),
    ),
    Row(
        "API-ERREUR-01q",
        ERROR,
        "apim_token.response.html",
        "Une page à la place du jeton est dite comme une panne.",
        fails_well_wherever,
        _no_token(
            "api-jeton-page",
            "Une page HTML vient à la place du jeton, statut 200",
            "An HTML page comes instead of the token, status 200",
            status="200",
        ),
    ),
    Row(
        "API-ERREUR-01r",
        ERROR,
        "assiettes.response.type",
        "Un avis qui se dit HTML donne un résultat ou une explication.",
        copes,
        (Story("api-avis-dit-html", Text("L'avis se dit `text/html`", "The notice calls itself `text/html`")),),
        "accept",
    ),
    Row(
        "API-ERREUR-01s",
        ERROR,
        "assiettes.field.text",
        "Des montants en texte donnent un résultat ou une explication.",
        copes_with_a_field,
        (
            Story(
                "api-avis-en-texte",
                Text("Les montants de l'avis sont des textes", "The amounts of the notice are texts"),
                WITH_A_NOTICE,
            ),
        ),
        "accept",
    ),
    Row(
        "API-ERREUR-01t",
        ERROR,
        "assiettes.field.huge",
        "Un montant démesuré donne un résultat ou une explication.",
        copes_with_a_field,
        (
            Story(
                "api-avis-demesure",
                Text("Les montants de l'avis sont démesurés", "The amounts of the notice are beyond measure"),
                WITH_A_NOTICE,
            ),
        ),
        "accept",
    ),
)

register(ROWS)
