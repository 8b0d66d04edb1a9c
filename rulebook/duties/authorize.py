"""What a téléservice owes when it sends a citizen to FranceConnect."""

from rulebook import documents
from rulebook.constraint import Address, Equals, HasWord, MinLength
from rulebook.duty import LOGIN, Duty, Strength
from rulebook.refusals.authorize import PARAMETERS
from rulebook.source import Text

CODE = Duty(
    id="FS-CODE-01",
    strength=Strength.MUST,
    says=Text(
        "Le téléservice demande un code (`response_type=code`), jamais un jeton dans l'adresse.",
        "The téléservice asks for a code (`response_type=code`), never for a token in the address.",
    ),
    mend=Text(
        "Envoyez `response_type=code` : c'est le seul flux que FranceConnect ouvre. Dans une bibliothèque OpenID Connect, choisissez « authorization code flow ».",
        'Send `response_type=code`: it is the only flow that FranceConnect opens. In an OpenID Connect library, choose "authorization code flow".',
    ),
    source=documents.partners("fs-technique-oidc : flux « authorization code »"),
    applies=LOGIN,
    parameter="response_type",
    constraint=Equals("code"),
    rows=("I.1",),
)

PARAM = Duty(
    id="FS-PARAM-01",
    strength=Strength.MUST,
    says=Text(
        "La demande d'authentification ne porte aucun paramètre hors de la liste de FranceConnect.",
        "The authorization request carries no parameter outside FranceConnect's list.",
    ),
    mend=Text(
        f"Ne gardez que : {', '.join(PARAMETERS)}. Beaucoup de bibliothèques ajoutent d'elles-mêmes `code_challenge`, `response_mode`, `max_age` ou `display` : coupez ces options, FranceConnect refuse la page entière (Y030007).",
        f"Keep only: {', '.join(PARAMETERS)}. Many libraries add `code_challenge`, `response_mode`, `max_age` or `display` by themselves: switch these options off, FranceConnect refuses the whole page (Y030007).",
    ),
    source=documents.published_code("core-fcp, authorize-params.dto.ts (liste fermée)"),
    applies=LOGIN,
    rows=("I.2",),
)

NONCE_LENGTH = Duty(
    id="FS-NONCE-01",
    strength=Strength.MUST,
    says=Text(
        "Le `nonce` est présent et compte au moins 22 caractères.",
        "The `nonce` is present and at least 22 characters long.",
    ),
    mend=Text(
        "Tirez le `nonce` d'un générateur cryptographique, par exemple 32 octets en base64url (43 caractères) : `secrets.token_urlsafe(32)` en Python, `crypto.randomBytes(32)` en Node.",
        "Draw the `nonce` from a cryptographic generator, for instance 32 bytes as base64url (43 characters): `secrets.token_urlsafe(32)` in Python, `crypto.randomBytes(32)` in Node.",
    ),
    source=documents.published_code("core-fcp, authorize-params.dto.ts (nonce, longueur minimale 22)"),
    applies=LOGIN,
    parameter="nonce",
    constraint=MinLength(22),
    rows=("I.2",),
)

NONCE_FRESH = Duty(
    id="FS-NONCE-02",
    strength=Strength.MUST,
    says=Text(
        "Chaque demande d'authentification porte un `nonce` nouveau.",
        "Each authorization request carries a new `nonce`.",
    ),
    mend=Text(
        "Tirez un `nonce` à chaque clic sur le bouton FranceConnect, gardez-le dans la session du citoyen, et oubliez-le au retour : un `nonce` constant ne protège de rien.",
        "Draw a `nonce` at each click on the FranceConnect button, keep it in the citizen's session, and forget it on return: a constant `nonce` protects from nothing.",
    ),
    source=documents.oidc("§3.1.2.1 et §15.5.2, nonce"),
    applies=LOGIN,
    parameter="nonce",
    rows=("I.3",),
)

STATE_LENGTH = Duty(
    id="FS-STATE-01",
    strength=Strength.MUST,
    says=Text(
        "Le `state` est présent et ne peut pas être deviné (au moins 22 caractères, soit 128 bits en base64url).",
        "The `state` is present and cannot be guessed (at least 22 characters, that is 128 bits as base64url).",
    ),
    mend=Text(
        "Tirez le `state` comme le `nonce` : 32 octets aléatoires en base64url. FranceConnect tolère un `state` vide, mais lui seul empêche qu'un tiers fasse terminer sa propre connexion chez un autre citoyen.",
        "Draw the `state` like the `nonce`: 32 random bytes as base64url. FranceConnect tolerates an empty `state`, but nothing else keeps a third party from finishing their own login in another citizen's browser.",
    ),
    source=documents.rfc6749("§10.12 (valeur non devinable) et §10.10 (au plus 2^-128)"),
    applies=LOGIN,
    parameter="state",
    constraint=MinLength(22),
    rows=("I.2",),
)

STATE_FRESH = Duty(
    id="FS-STATE-02",
    strength=Strength.MUST,
    says=Text(
        "Chaque demande d'authentification porte un `state` nouveau.",
        "Each authorization request carries a new `state`.",
    ),
    mend=Text(
        "Tirez un `state` à chaque demande, liez-le à la session du navigateur et détruisez-le dès qu'il a servi.",
        "Draw a `state` for each request, bind it to the browser's session and destroy it as soon as it has served.",
    ),
    source=documents.rfc6749("§10.12"),
    applies=LOGIN,
    parameter="state",
    rows=("I.3",),
)

SCOPE_OPENID = Duty(
    id="FS-SCOPE-01",
    strength=Strength.MUST,
    says=Text("Le scope `openid` est demandé.", "The scope `openid` is asked for."),
    mend=Text(
        "Ajoutez `openid` aux scopes, séparés par une espace : sans lui, FranceConnect renvoie `invalid_request`.",
        "Add `openid` to the scopes, separated by a space: without it FranceConnect answers `invalid_request`.",
    ),
    source=documents.oidc("§3.1.2.1, scope"),
    applies=LOGIN,
    parameter="scope",
    constraint=HasWord("openid"),
)

SCOPE_GRANTED = Duty(
    id="FS-SCOPE-02",
    strength=Strength.MUST,
    says=Text(
        "Le téléservice ne demande que les scopes de son habilitation.",
        "The téléservice asks only for the scopes of its habilitation.",
    ),
    mend=Text(
        "Retirez les scopes que l'habilitation ne donne pas, ou faites-la modifier dans DataPass : un scope connu mais non accordé est refusé (`invalid_scope`), un scope inconnu est ignoré sans un mot.",
        "Remove the scopes that the habilitation does not give, or have it changed in DataPass: a known scope that was not granted is refused (`invalid_scope`), an unknown one is ignored silently.",
    ),
    source=documents.published_code("connexion-scope.feature et check_scope"),
    applies=LOGIN,
    parameter="scope",
)

ACR = Duty(
    id="FS-ACR-01",
    strength=Strength.MUST,
    says=Text(
        "Le niveau de garantie voulu est dit (`acr_values`).",
        "The wanted level of assurance is stated (`acr_values`).",
    ),
    mend=Text(
        "Envoyez `acr_values=eidas1` (FranceConnect) : le paramètre est obligatoire, son absence donne la page d'erreur Y030007.",
        "Send `acr_values=eidas1` (FranceConnect): the parameter is required, its absence gives the error page Y030007.",
    ),
    source=documents.published_code("core-fcp, authorize-params.dto.ts (acr_values)"),
    applies=LOGIN,
    parameter="acr_values",
    constraint=MinLength(1),
    rows=("I.2",),
)

REDIRECT = Duty(
    id="FS-REDIRECT-01",
    strength=Strength.MUST,
    says=Text(
        "L'adresse de retour (`redirect_uri`) est, à la lettre, une de celles de l'habilitation.",
        "The address to come back to (`redirect_uri`) is, to the letter, one of the habilitation's.",
    ),
    mend=Text(
        "Copiez l'adresse enregistrée dans votre configuration : barre finale, port et casse comptent. Ne la composez pas à partir de l'en-tête `Host`.",
        "Copy the registered address into your configuration: trailing slash, port and case count. Do not build it from the `Host` header.",
    ),
    source=documents.published_code("core-fcp, api-authorize.feature (Y04C013C)"),
    applies=LOGIN,
    parameter="redirect_uri",
    rows=("I.2",),
)

REDIRECT_TLS = Duty(
    id="FS-REDIRECT-02",
    strength=Strength.MUST,
    says=Text(
        "L'adresse de retour est en https ; http n'est toléré que pour `localhost`, au bac à sable.",
        "The address to come back to is https; http is tolerated for `localhost` only, in the sandbox.",
    ),
    mend=Text(
        "Servez le téléservice en https et enregistrez son adresse en https : sinon le code passe en clair.",
        "Serve the téléservice over https and register its https address: otherwise the code travels in clear.",
    ),
    source=documents.published_code("core-fcp, authorize-params.dto.ts (URL_REQUIRE_TLD)"),
    applies=LOGIN,
    parameter="redirect_uri",
    constraint=Address(),
    rows=("I.18",),
)

METHOD = Duty(
    id="FS-DEMANDE-01",
    strength=Strength.MUST,
    says=Text(
        "La demande d'authentification part en GET, paramètres dans l'adresse.",
        "The authorization request leaves by GET, its parameters in the address.",
    ),
    mend=Text(
        "Redirigez le navigateur (302 ou 303) vers `/authorize?…` ; un formulaire POST y rencontre une erreur 500.",
        "Redirect the browser (302 or 303) to `/authorize?…`; a POST form meets an error 500 there.",
    ),
    source=documents.engine("POST /authorize : route coupée"),
    applies=LOGIN,
)

ALL = (
    CODE,
    PARAM,
    NONCE_LENGTH,
    NONCE_FRESH,
    STATE_LENGTH,
    STATE_FRESH,
    SCOPE_OPENID,
    SCOPE_GRANTED,
    ACR,
    REDIRECT,
    REDIRECT_TLS,
    METHOD,
)
