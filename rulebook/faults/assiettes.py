"""Faults of the tax API: of the resource "assiettes" where the order says nothing, of any other that it names.

Those of a `field` strike the answers that hold a notice, and only what they hold: a fault that finds nothing to alter is not delivered.
"""

from rulebook.faults.fault import Choice, Number, Stage, rows
from rulebook.fields import FIELDS
from rulebook.resources import NOTICES, RESOURCES

# Journal names of the endpoints whose answer may be altered, by kind.
SFIP = ("sfip_information", "sfip_donnees", "sfip_lep")
R2P = ("r2p_personne", "r2p_spi", "r2p_par_spi")
SISTERS = (*SFIP[1:], *R2P)  # those that are about somebody
_ANY = (*(resource.endpoint for resource in RESOURCES), *SFIP, *R2P)
_WITH_A_NOTICE = (*(resource.endpoint for resource in NOTICES), "sfip_donnees")

_ENVELOPE = Choice("envelope", ("with", "without"))
_STATUS = Choice("status", ("502", "200", "503"))
_FIELD = Choice("field", ("rfr", *(field for field in FIELDS if field != "rfr")))

_STATUSES = {
    "400": ("répond 400, 4003", "answers 400, 4003"),
    "401": ("répond 401, 900901, à tout jeton", "answers 401, 900901, whatever the token"),
    "403": ("répond 403, 4031", "answers 403, 4031"),
    "404": ("répond 404, 40401", "answers 404, 40401"),
    "410": ("répond 410, 4101", "answers 410, 4101"),
    "429": ("répond 429, 900804", "answers 429, 900804"),
    "500": ("répond 500, 40401", "answers 500, 40401"),
    "503": ("répond 503, 303001", "answers 503, 303001"),
}

FAULTS = (
    *rows(
        Stage.RESPONSE,
        "dgfip",
        "assiettes",
        {
            **{
                f"assiettes.response.{status}": (
                    f"l'API Impôt particulier {fr}, avec ou sans enveloppe (`envelope`)",
                    f"the tax API {en}, with or without the envelope (`envelope`)",
                )
                for status, (fr, en) in _STATUSES.items()
            },
            "assiettes.response.html": (
                "une passerelle répond une page HTML à la place de l'API, de statut `status`",
                "a gateway answers an HTML page instead of the API, of status `status`",
            ),
            "assiettes.response.type": (
                "l'API donne la bonne réponse, et se dit `text/html`",
                "the API gives the right answer, and calls itself `text/html`",
            ),
            "assiettes.response.truncated": (
                "l'API donne un JSON coupé en deux, statut 200",
                "the API gives JSON cut in two, status 200",
            ),
            "assiettes.response.empty": (
                "l'API donne un corps vide, statut 200",
                "the API gives an empty body, status 200",
            ),
            "assiettes.response.list": (
                "l'API donne une liste JSON au lieu d'un objet",
                "the API gives a JSON list instead of an object",
            ),
            "assiettes.message.other": (
                "l'API refuse avec le même statut et le même code, dans une autre phrase",
                "the API refuses with the same status and the same code, in another sentence",
            ),
            "assiettes.token.revoked": (
                "la passerelle dit invalide avant son terme le premier jeton d'accès qu'elle voit, et lui seul (401, 900901)",
                "the gateway calls the first access token that it sees invalid before its time, and no other (401, 900901)",
            ),
            "assiettes.quota.lower": (
                "le quota tombe à `calls` appels par minute",
                "the quota falls to `calls` calls a minute",
            ),
        },
        {
            **{f"assiettes.response.{status}": (_ENVELOPE,) for status in _STATUSES},
            "assiettes.response.html": (_STATUS,),
            "assiettes.quota.lower": (Number("calls", 0, 1_000, 1),),
        },
        also=_ANY,
    ),
    *rows(
        Stage.RESPONSE,
        "dgfip",
        "assiettes",
        {
            "assiettes.field.extra": (
                "l'avis a des champs inconnus en plus, à chaque étage",
                "the notice has unknown fields too, on every level",
            ),
            "assiettes.field.missing": ("l'avis n'a pas le champ `field`", "the notice has no `field`"),
            "assiettes.field.null": ("le champ `field` de l'avis est nul", "the `field` of the notice is null"),
            "assiettes.field.text": (
                "les montants et les parts de l'avis sont des textes",
                "amounts and parts of the notice are texts",
            ),
            "assiettes.field.huge": (
                "les montants de l'avis sont le plus grand entier de 64 bits",
                "amounts of the notice are the largest 64-bit integer",
            ),
            "assiettes.field.negative": (
                "les montants de l'avis sont sous zéro : un impôt rendu, un déficit",
                "amounts of the notice are below zero: a tax given back, a deficit",
            ),
            "assiettes.field.quarters": ("l'avis a 6,75 parts", "the notice has 6.75 parts"),
            "assiettes.field.codes": (
                "les cases et les lignes de l'avis portent des codes qu'aucune liste connue ne tient, comme ceux d'une autre année",
                "boxes and lines of the notice have codes that no known list holds, as those of another year would be",
            ),
        },
        {"assiettes.field.missing": (_FIELD,), "assiettes.field.null": (_FIELD,)},
        also=_WITH_A_NOTICE,
    ),
    *rows(
        Stage.RESPONSE,
        "dgfip",
        "apim_token",
        {
            "apim_token.response.401": (
                "la passerelle refuse la clé et le secret de l'application (401 invalid_client)",
                "the gateway refuses the key and secret of the application (401 invalid_client)",
            ),
            "apim_token.response.429": (
                "la passerelle ne donne pas de jeton : trop de demandes (429, 900804)",
                "the gateway gives no token: too many requests (429, 900804)",
            ),
            "apim_token.response.500": (
                "la passerelle ne donne pas de jeton : erreur technique (500)",
                "the gateway gives no token: technical error (500)",
            ),
            "apim_token.response.503": (
                "la passerelle ne donne pas de jeton : hors service (503, 303001)",
                "the gateway gives no token: out of service (503, 303001)",
            ),
            "apim_token.response.html": (
                "une page HTML vient à la place du jeton, de statut `status`",
                "an HTML page comes instead of the token, of status `status`",
            ),
        },
        {"apim_token.response.html": (_STATUS,)},
    ),
)
