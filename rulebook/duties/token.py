"""What a téléservice owes when it exchanges a code."""

from rulebook import documents
from rulebook.duty import Capability, Duty, Strength
from rulebook.source import Text

_LOGIN = frozenset({Capability.FRANCECONNECT})
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
    applies=_LOGIN,
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
    applies=_LOGIN,
)

ALL = (ONCE, IN_TIME)
