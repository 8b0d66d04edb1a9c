"""What a téléservice owes to an id_token before it believes it."""

from rulebook import documents
from rulebook.duty import Capability, Duty, Strength
from rulebook.source import Text

_LOGIN = frozenset({Capability.FRANCECONNECT})

SIGNATURE = Duty(
    id="FS-SIGNATURE-01",
    strength=Strength.MUST,
    says=Text(
        "Un id_token dont la signature est fausse est refusé.",
        "An id_token whose signature is wrong is refused.",
    ),
    mend=Text(
        "Vérifiez la signature avec la clé du JWKS de FranceConnect dont le `kid` est celui de l'en-tête, et traitez l'échec comme un refus. Décoder n'est pas vérifier.",
        "Verify the signature with the key of FranceConnect's JWKS that bears the header's `kid`, and treat failure as a refusal. Decoding is not verifying.",
    ),
    source=documents.partners("fs-migration-diff-v1-v2 : vérification des signatures"),
    applies=_LOGIN,
)

ALG = Duty(
    id="FS-ALG-01",
    strength=Strength.MUST,
    says=Text(
        "Un id_token qui se dit non signé (`alg: none`) est refusé.",
        "An id_token that says it is not signed (`alg: none`) is refused.",
    ),
    mend=Text(
        "Imposez l'algorithme enregistré (ES256, sinon RS256) au lieu de croire l'en-tête du jeton.",
        "Impose the registered algorithm (ES256, else RS256) instead of believing the token's header.",
    ),
    source=documents.rfc8725("§3.1 et §3.2"),
    applies=_LOGIN,
)

NONCE = Duty(
    id="FS-NONCE-03",
    strength=Strength.MUST,
    says=Text(
        "Un id_token qui porte le `nonce` d'un autre est refusé.",
        "An id_token that carries somebody else's `nonce` is refused.",
    ),
    mend=Text(
        "Comparez le `nonce` de l'id_token à celui gardé en session pour cette demande ; s'il diffère ou manque, arrêtez-vous.",
        "Compare the id_token's `nonce` with the one kept in the session for this request; if it differs or is missing, stop.",
    ),
    source=documents.oidc("§3.1.3.7, point 11"),
    applies=_LOGIN,
)

ISS = Duty(
    id="FS-ISS-02",
    strength=Strength.MUST,
    says=Text(
        "Un id_token émis par un autre serveur (`iss`) est refusé.",
        "An id_token issued by another server (`iss`) is refused.",
    ),
    mend=Text(
        "Comparez `iss`, lettre pour lettre, à l'`issuer` du document de découverte.",
        "Compare `iss`, letter by letter, with the `issuer` of the discovery document.",
    ),
    source=documents.oidc("§3.1.3.7, point 2"),
    applies=_LOGIN,
)

AUD = Duty(
    id="FS-AUD-01",
    strength=Strength.MUST,
    says=Text(
        "Un id_token destiné à un autre client (`aud`) est refusé.",
        "An id_token meant for another client (`aud`) is refused.",
    ),
    mend=Text(
        "Comparez `aud` à votre `client_id` : un jeton valable pour un voisin ne l'est pas pour vous.",
        "Compare `aud` with your `client_id`: a token good for a neighbour is not good for you.",
    ),
    source=documents.oidc("§3.1.3.7, point 3"),
    applies=_LOGIN,
)

EXP = Duty(
    id="FS-EXP-01",
    strength=Strength.MUST,
    says=Text("Un id_token périmé (`exp`) est refusé.", "An expired id_token (`exp`) is refused."),
    mend=Text(
        "Refusez l'id_token dont `exp` est passé ; une tolérance d'horloge de quelques secondes suffit, jamais d'une heure.",
        "Refuse an id_token whose `exp` is past; a clock tolerance of a few seconds is enough, never an hour.",
    ),
    source=documents.oidc("§3.1.3.7, point 9"),
    applies=_LOGIN,
)

ALL = (SIGNATURE, ALG, NONCE, ISS, AUD, EXP)
