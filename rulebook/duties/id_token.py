"""What a téléservice owes to an id_token before it believes it."""

from rulebook import documents
from rulebook.duty import LOGIN, Duty, Strength
from rulebook.source import Text

SIGNATURE = Duty(
    id="FS-SIGNATURE-01",
    strength=Strength.MUST,
    says=Text(
        "Un id_token dont la signature est fausse, ou d'une clé que FranceConnect ne publie pas, est refusé.",
        "An id_token whose signature is wrong, or made by a key that FranceConnect does not publish, is refused.",
    ),
    mend=Text(
        "Vérifiez la signature avec la clé du JWKS de FranceConnect dont le `kid` est celui de l'en-tête, et traitez l'échec comme un refus. Décoder n'est pas vérifier.",
        "Verify the signature with the key of FranceConnect's JWKS that bears the header's `kid`, and treat failure as a refusal. Decoding is not verifying.",
    ),
    source=documents.partners("fs-migration-diff-v1-v2 : vérification des signatures"),
    applies=LOGIN,
    rows=("I.4",),
)

ALG = Duty(
    id="FS-ALG-01",
    strength=Strength.MUST,
    says=Text(
        "Un id_token qui se dit non signé (`alg: none`), ou dont l'algorithme ferait d'une clé publique un secret, est refusé.",
        "An id_token that says it is not signed (`alg: none`), or whose algorithm would make a secret of a public key, is refused.",
    ),
    mend=Text(
        "Imposez l'algorithme enregistré (ES256, sinon RS256) au lieu de croire l'en-tête du jeton.",
        "Impose the registered algorithm (ES256, else RS256) instead of believing the token's header.",
    ),
    source=documents.rfc8725("§3.1 et §3.2"),
    applies=LOGIN,
    rows=("I.4", "I.6"),
)

NONCE = Duty(
    id="FS-NONCE-03",
    strength=Strength.MUST,
    says=Text(
        "Un id_token qui porte le `nonce` d'un autre, ou n'en porte pas, est refusé.",
        "An id_token that carries somebody else's `nonce`, or none, is refused.",
    ),
    mend=Text(
        "Comparez le `nonce` de l'id_token à celui gardé en session pour cette demande ; s'il diffère ou manque, arrêtez-vous.",
        "Compare the id_token's `nonce` with the one kept in the session for this request; if it differs or is missing, stop.",
    ),
    source=documents.oidc("§3.1.3.7, point 11"),
    applies=LOGIN,
    rows=("I.3",),
)

ISS = Duty(
    id="FS-ISS-02",
    strength=Strength.MUST,
    says=Text(
        "Un id_token émis par un autre serveur (`iss`), ou qui ne dit pas par qui, est refusé.",
        "An id_token issued by another server (`iss`), or that does not say by whom, is refused.",
    ),
    mend=Text(
        "Comparez `iss`, lettre pour lettre, à l'`issuer` du document de découverte.",
        "Compare `iss`, letter by letter, with the `issuer` of the discovery document.",
    ),
    source=documents.oidc("§3.1.3.7, point 2"),
    applies=LOGIN,
)

AUD = Duty(
    id="FS-AUD-01",
    strength=Strength.MUST,
    says=Text(
        "Un id_token destiné à un autre client (`aud`), ou à personne, est refusé.",
        "An id_token meant for another client (`aud`), or for nobody, is refused.",
    ),
    mend=Text(
        "Comparez `aud` à votre `client_id` : un jeton valable pour un voisin ne l'est pas pour vous.",
        "Compare `aud` with your `client_id`: a token good for a neighbour is not good for you.",
    ),
    source=documents.oidc("§3.1.3.7, point 3"),
    applies=LOGIN,
)

EXP = Duty(
    id="FS-EXP-01",
    strength=Strength.MUST,
    says=Text(
        "Un id_token périmé (`exp`), ou sans échéance, est refusé.",
        "An id_token that is expired (`exp`), or never expires, is refused.",
    ),
    mend=Text(
        "Refusez l'id_token dont `exp` est passé ; une tolérance d'horloge de quelques secondes suffit, jamais d'une heure.",
        "Refuse an id_token whose `exp` is past; a clock tolerance of a few seconds is enough, never an hour.",
    ),
    source=documents.oidc("§3.1.3.7, point 9"),
    applies=LOGIN,
)

SIGNED_BY_KEY = Duty(
    id="FS-ALG-02",
    strength=Strength.MUST,
    says=Text(
        "Le téléservice est inscrit pour des jetons signés par clé publique (ES256, sinon RS256), jamais HS256.",
        "The téléservice is registered for tokens signed by public key (ES256, else RS256), never HS256.",
    ),
    mend=Text(
        "Demandez ES256 à l'inscription, pour l'id_token et pour l'userinfo : avec HS256, quiconque connaît votre secret signe à la place de FranceConnect.",
        "Ask for ES256 at registration, for the id_token and for the userinfo: with HS256, whoever knows your secret signs instead of FranceConnect.",
    ),
    source=documents.partners("fs-migration-diff-v1-v2 : ES256 recommandé, RS256 possible"),
    applies=LOGIN,
    rows=("I.6",),
)

ACR = Duty(
    id="FS-ACR-03",
    strength=Strength.MUST,
    says=Text(
        "Un id_token dont le niveau (`acr`) est inférieur au niveau demandé, inconnu ou absent, est refusé.",
        "An id_token whose level (`acr`) is below the level asked, unknown or missing, is refused.",
    ),
    mend=Text(
        "Comparez l'`acr` reçu à celui demandé, dans l'ordre eidas1 < eidas2 < eidas3 ; un niveau supérieur convient.",
        "Compare the `acr` received with the one asked, in the order eidas1 < eidas2 < eidas3; a higher level will do.",
    ),
    source=documents.quoted("fs-technique-eidas-acr"),
    applies=LOGIN,
    rows=("I.7",),
)

AMR = Duty(
    id="FS-AMR-01",
    strength=Strength.MUST,
    says=Text(
        "Qui a besoin d'un moyen d'authentification particulier vérifie `amr` lui-même.",
        "Whoever needs a particular means of authentication checks `amr` by themselves.",
    ),
    mend=Text(
        "Demandez `amr` par `claims`, et refusez l'id_token dont les méthodes ne suffisent pas à votre démarche.",
        "Ask for `amr` by `claims`, and refuse the id_token whose methods do not suffice for your démarche.",
    ),
    source=documents.partners("fs-technique-amr"),
    applies=LOGIN,
    attestation=Text(
        "Si la démarche exige un moyen d'authentification, `amr` est-il demandé et vérifié (sinon : sans objet) ?",
        "If the démarche requires a means of authentication, is `amr` asked and checked (otherwise: not applicable)?",
    ),
    rows=("I.8",),
)

CRITICAL = Duty(
    id="FS-SIGNATURE-02",
    strength=Strength.MUST,
    says=Text(
        "Un jeton dont l'en-tête exige une extension inconnue (`crit`) est refusé, id_token comme userinfo.",
        "A token whose header demands an unknown extension (`crit`) is refused, id_token and userinfo alike.",
    ),
    mend=Text(
        "Refusez tout en-tête qui porte `crit` : FranceConnect n'en met pas, et toutes les bibliothèques ne le lisent pas.",
        "Refuse any header that has `crit`: FranceConnect sets none, and not every library reads it.",
    ),
    source=documents.rfc7515("§4.1.11"),
    applies=LOGIN,
    rows=("I.4",),
)

REGISTERED_ALG = Duty(
    id="FS-ALG-03",
    strength=Strength.SHOULD,
    says=Text(
        "Inscrit pour une clé publique, le téléservice refuse un jeton signé avec son secret (HS256), id_token comme userinfo.",
        "Registered for a public key, the téléservice refuses a token signed with its secret (HS256), id_token and userinfo alike.",
    ),
    mend=Text(
        "N'acceptez qu'un algorithme, celui de votre inscription : ES256, sinon RS256.",
        "Accept one algorithm only, that of your registration: ES256, else RS256.",
    ),
    source=documents.oidc("§3.1.3.7, point 7"),
    applies=LOGIN,
    rows=("I.6",),
)

NOT_YET = Duty(
    id="FS-EXP-02",
    strength=Strength.SHOULD,
    says=Text(
        "Un id_token qui ne vaut pas encore (`nbf`) est refusé.",
        "An id_token that does not hold yet (`nbf`) is refused.",
    ),
    mend=Text(
        "S'il y a un `nbf`, refusez le jeton avant cet instant, à quelques secondes près.",
        "When there is an `nbf`, refuse the token before that instant, give or take a few seconds.",
    ),
    source=documents.rfc7519("§4.1.5 : OpenID Connect laisse ignorer ce qu'il ne nomme pas"),
    applies=LOGIN,
)

ALL = (SIGNATURE, CRITICAL, ALG, REGISTERED_ALG, NONCE, ISS, AUD, EXP, NOT_YET, SIGNED_BY_KEY, ACR, AMR)
