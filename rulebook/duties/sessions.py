"""What a téléservice owes to the citizen's browser: a session that cannot be planted, cookies that cannot be read."""

from rulebook import documents
from rulebook.duties.unjudged import UNREADABLE
from rulebook.duty import ANY, LOGIN, Duty, Strength
from rulebook.source import Text

RENEWED = Duty(
    id="FS-SESSION-01",
    strength=Strength.SHOULD,
    says=Text(
        "L'identifiant de session change quand le citoyen s'est authentifié.",
        "The session's identifier changes once the citizen is authenticated.",
    ),
    mend=Text(
        "Au retour réussi de FranceConnect, donnez à la session un identifiant nouveau et rendez l'ancien inutile : celui qu'un tiers aurait posé avant la connexion ne doit pas servir après.",
        "On a successful return from FranceConnect, give the session a new identifier and make the old one useless: what somebody planted before the login must not work after it.",
    ),
    source=documents.good_practice("V3.2.1, nouvelle session à l'authentification"),
    applies=LOGIN,
)

HTTP_ONLY = Duty(
    id="FS-COOKIE-01",
    strength=Strength.SHOULD,
    says=Text(
        "Les cookies du téléservice sont `HttpOnly` (ceux qu'un script doit lire, jeton CSRF ou langue, exceptés).",
        "The cookies of the téléservice are `HttpOnly` (but for those that a script must read: CSRF token, language).",
    ),
    mend=Text(
        "Ajoutez `HttpOnly` au cookie de session : un script injecté ne pourra pas l'emporter.",
        "Add `HttpOnly` to the session cookie: an injected script will not be able to carry it away.",
    ),
    source=documents.good_practice("V3.4.2, HttpOnly"),
    applies=ANY,
)

SAME_SITE = Duty(
    id="FS-COOKIE-02",
    strength=Strength.SHOULD,
    says=Text(
        "Les cookies du téléservice disent un `SameSite` qui les protège, et qui ne les perd pas au retour de FranceConnect.",
        "The cookies of the téléservice say a `SameSite` that protects them, and does not lose them on the return from FranceConnect.",
    ),
    mend=Text(
        "Ajoutez `SameSite=Lax` : `Strict` perdrait la session au retour de FranceConnect (il ne va qu'à un cookie posé après la connexion), `None` l'envoie depuis n'importe quel site.",
        "Add `SameSite=Lax`: `Strict` would lose the session on the return from FranceConnect (it only suits a cookie set after the login), `None` sends it from any site.",
    ),
    source=documents.good_practice("V3.4.3, SameSite"),
    applies=ANY,
)

SECURE = Duty(
    id="FS-COOKIE-03",
    strength=Strength.SHOULD,
    says=Text(
        "En https, les cookies du téléservice sont `Secure`.",
        "Over https, the cookies of the téléservice are `Secure`.",
    ),
    mend=Text(
        "Ajoutez `Secure` dès que l'adresse publique est en https, même derrière un mandataire qui parle http au serveur.",
        "Add `Secure` as soon as the public address is https, even behind a proxy that speaks http to the server.",
    ),
    source=documents.good_practice("V3.4.1, Secure"),
    applies=ANY,
)

ACCOUNT = Duty(
    id="FS-COMPTE-01",
    strength=Strength.MUST,
    says=Text(
        "Les comptes sont rattachés au `sub` de FranceConnect, jamais au nom ni à l'adresse électronique.",
        "Accounts are tied to FranceConnect's `sub`, never to a name or an e-mail address.",
    ),
    mend=Text(
        "Prenez `sub` pour clé, en texte (66 caractères, suffixe `v1` compris) ; l'adresse électronique change et peut être partagée.",
        "Take `sub` as the key, as text (66 characters, suffix `v1` included); an e-mail address changes and may be shared.",
    ),
    source=documents.quoted("sub, identifiant propre au fournisseur de service"),
    applies=LOGIN,
    attestation=Text(
        "La clé d'un compte est-elle le `sub`, et lui seul ?",
        "Is an account's key the `sub`, and nothing else?",
    ),
    rows=("I.12",),
)

TRANSPORT = Duty(
    id="FS-TLS-01",
    strength=Strength.MUST,
    says=Text(
        "Le téléservice se sert en TLS à jour, et garde ses jetons hors d'atteinte du navigateur.",
        "The téléservice is served over up-to-date TLS, and keeps its tokens out of the browser's reach.",
    ),
    mend=Text(
        "TLS 1.2 ou 1.3 seulement, certificat surveillé, redirection de http vers https ; jetons en mémoire ou chiffrés au serveur.",
        "TLS 1.2 or 1.3 only, a watched certificate, http redirected to https; tokens in memory or encrypted on the server.",
    ),
    source=documents.partners.assumed("version de TLS et garde des jetons : page non lue, son contenu est supposé"),
    applies=LOGIN,
    stages=frozenset({"production", "editeur"}),
    untested_because=UNREADABLE,
    rows=("I.19",),
)

ALL = (RENEWED, HTTP_ONLY, SAME_SITE, SECURE, ACCOUNT, TRANSPORT)
