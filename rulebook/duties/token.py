"""What a téléservice owes when it exchanges a code."""

from rulebook import documents
from rulebook.constraint import Equals
from rulebook.duty import LOGIN, Duty, Strength
from rulebook.source import Text

CODE_LIFETIME = 30.0

ONCE = Duty(
    id="FS-TOKEN-01",
    strength=Strength.MUST,
    says=Text("Un code est échangé une seule fois.", "A code is exchanged only once."),
    mend=Text(
        "Marquez le code comme utilisé dès l'envoi, ne rejouez jamais l'appel (ni relance automatique, ni rechargement de la page) : un second échange révoque le jeton déjà donné.",
        "Mark the code as used as soon as it is sent, never replay the call (no automatic retry, no page reload): a second exchange revokes the token already given.",
    ),
    source=documents.rfc6749("§4.1.2 et §10.5"),
    applies=LOGIN,
    rows=("I.11",),
)

IN_TIME = Duty(
    id="FS-TOKEN-02",
    strength=Strength.MUST,
    says=Text(
        "Le code est échangé dans les 30 secondes.",
        "The code is exchanged within 30 seconds.",
    ),
    mend=Text(
        "Échangez le code dans la requête même du retour, sans file d'attente ni page intermédiaire : il vit 30 secondes.",
        "Exchange the code in the very request of the callback, without queue or intermediate page: it lives 30 seconds.",
    ),
    source=documents.published_code("config/oidc-provider.ts, ttl.AuthorizationCode = 30"),
    applies=LOGIN,
    rows=("I.11",),
)

FORM = Duty(
    id="FS-TOKEN-03",
    strength=Strength.MUST,
    says=Text(
        "Le code est échangé par un formulaire POST (`application/x-www-form-urlencoded`).",
        "The code is exchanged by a POST form (`application/x-www-form-urlencoded`).",
    ),
    mend=Text(
        "Envoyez les paramètres dans le corps, encodés en formulaire : du JSON est refusé, une adresse les laisserait dans les journaux.",
        "Send the parameters in the body, form-encoded: JSON is refused, an address would leave them in logs.",
    ),
    source=documents.engine("POST /token : corps de formulaire seulement"),
    applies=LOGIN,
)

SAME_REDIRECT = Duty(
    id="FS-TOKEN-04",
    strength=Strength.MUST,
    says=Text(
        "L'échange du code répète, à la lettre, la `redirect_uri` de la demande.",
        "The exchange of the code repeats, to the letter, the `redirect_uri` of the request.",
    ),
    mend=Text(
        "Envoyez à `/token` la même valeur qu'à `/authorize` : ici la comparaison est exacte, barre finale et casse comprises.",
        "Send `/token` the same value as `/authorize`: here the comparison is exact, trailing slash and case included.",
    ),
    source=documents.rfc6749("§4.1.3, redirect_uri"),
    applies=LOGIN,
    parameter="redirect_uri",
    rows=("I.2",),
)

GRANT = Duty(
    id="FS-TOKEN-05",
    strength=Strength.MUST,
    says=Text(
        "Le téléservice n'attend de FranceConnect ni jeton de renouvellement ni autre flux : `grant_type=authorization_code`, toujours.",
        "The téléservice expects neither a refresh token nor another flow from FranceConnect: `grant_type=authorization_code`, always.",
    ),
    mend=Text(
        "Retirez `offline_access` et le renouvellement de votre bibliothèque : quand le jeton a vécu (60 secondes), le citoyen repasse par FranceConnect.",
        "Remove `offline_access` and renewal from your library: once the token has lived (60 seconds), the citizen goes through FranceConnect again.",
    ),
    source=documents.published_code("découverte, grant_types_supported : authorization_code seul"),
    applies=LOGIN,
    parameter="grant_type",
    constraint=Equals("authorization_code"),
    rows=("I.13",),
)

SECRET = Duty(
    id="FS-SECRET-01",
    strength=Strength.MUST,
    says=Text(
        "Le secret du client n'apparaît dans aucune adresse ni aucune page.",
        "The client's secret appears in no address and on no page.",
    ),
    mend=Text(
        "Envoyez le secret dans le corps de l'échange, depuis le serveur ; changez-le s'il a paru ailleurs.",
        "Send the secret in the body of the exchange, from the server; change it if it appeared elsewhere.",
    ),
    source=documents.rfc6749("§2.3.1 : jamais dans l'adresse"),
    applies=LOGIN,
    rows=("G.10",),
)

POSTED = Duty(
    id="FS-SECRET-02",
    strength=Strength.SHOULD,
    says=Text(
        "Le secret va dans le corps de l'échange (`client_secret_post`), la méthode que FranceConnect annonce.",
        "The secret goes in the body of the exchange (`client_secret_post`), the method that FranceConnect announces.",
    ),
    mend=Text(
        "Choisissez `client_secret_post` dans votre bibliothèque : HTTP Basic est toléré par le moteur, mais nulle part annoncé.",
        "Choose `client_secret_post` in your library: HTTP Basic is tolerated by the engine, but announced nowhere.",
    ),
    source=documents.published_code("découverte, token_endpoint_auth_methods_supported"),
    applies=LOGIN,
)

WHOLE = Duty(
    id="FS-TOKEN-06",
    strength=Strength.MUST,
    says=Text(
        "Un échange qui ne donne pas d'id_token, pas de jeton d'accès, ou un jeton d'une autre sorte que `Bearer`, est refusé.",
        "An exchange that gives no id_token, no access token, or a token of another kind than `Bearer`, is refused.",
    ),
    mend=Text(
        "Avant de vous servir de la réponse, vérifiez que `id_token` et `access_token` y sont et que `token_type` vaut `Bearer`, en capitales ou non.",
        "Before you use the answer, check that `id_token` and `access_token` are there and that `token_type` is `Bearer`, in any case.",
    ),
    source=documents.oidc("§3.1.3.3 et §3.1.3.5 ; RFC 6749, §7.1"),
    applies=LOGIN,
)

UNKNOWN = Duty(
    id="FS-INCONNU-01",
    strength=Strength.MUST,
    says=Text(
        "Ce que FranceConnect dit de plus que ce qui est connu (échange, userinfo) est ignoré, et n'empêche rien.",
        "What FranceConnect says beyond what is known (exchange, userinfo) is ignored, and prevents nothing.",
    ),
    mend=Text(
        "Lisez les membres dont vous vous servez et laissez les autres ; ne recopiez pas une réponse entière dans un objet ou une table.",
        "Read the members that you use and leave the others; do not copy a whole answer into an object or a table.",
    ),
    source=documents.rfc6749("§5.1 ; RFC 7519, §4"),
    applies=LOGIN,
)

ALL = (ONCE, IN_TIME, FORM, SAME_REDIRECT, GRANT, SECRET, POSTED, WHOLE, UNKNOWN)
