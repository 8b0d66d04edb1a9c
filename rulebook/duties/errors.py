"""What a téléservice does when the tax API fails, refuses, or asks it to slow down."""

from rulebook import documents
from rulebook.duties.unjudged import NO_MODULE
from rulebook.duty import API, NOTICE, Duty, Strength
from rulebook.source import Text

ERROR = Duty(
    id="API-ERREUR-01",
    strength=Strength.MUST,
    says=Text(
        "Une panne de l'API est expliquée au citoyen, jamais prise pour une absence de revenus.",
        'A failure of the API is explained to the citizen, never taken for "no income".',
    ),
    mend=Text(
        "Hors d'une réponse 200 complète, ne calculez rien : dites que les impôts n'ont pas répondu et proposez de réessayer ou de fournir l'avis autrement. N'avalez pas les exceptions pour en faire un zéro.",
        "Without a complete 200 answer, compute nothing: say that the tax office did not answer and offer to try again or to provide the notice otherwise. Do not swallow exceptions and turn them into a zero.",
    ),
    source=documents.presentation("§6.3 et §6.4, et CGU §4 (arrêt sur refus, déduit)"),
    applies=NOTICE,
    rows=("G.16",),
)

REFUSAL = Duty(
    id="API-ERREUR-02",
    strength=Strength.MUST,
    says=Text(
        "Un refus de l'API (403, 410) arrête la demande et n'est jamais montré comme « aucun revenu ».",
        'A refusal of the API (403, 410) stops the request and is never shown as "no income".',
    ),
    mend=Text(
        "Lisez `erreur.code` : 4031 dit un droit qui manque, 4101 une année sans avis, 4102 un contribuable inconnu. Aucun ne dit un revenu nul.",
        "Read `erreur.code`: 4031 means a missing right, 4101 a year without a notice, 4102 an unknown taxpayer. None means an income of zero.",
    ),
    source=documents.terms("CGU §4, et présentation fonctionnelle §6.3 et §6.4"),
    applies=NOTICE,
    untested_because=NO_MODULE,
    rows=("G.16",),
)

INSISTING = Duty(
    id="API-ERREUR-03",
    strength=Strength.SHOULD,
    says=Text(
        "Un appel refusé pour une cause qui ne passera pas (400, 403, 404, 410) n'est pas refait à l'identique.",
        "A call refused for a reason that will not go away (400, 403, 404, 410) is not made again unchanged.",
    ),
    mend=Text(
        "Ne relancez que ce qui peut réussir la fois suivante : 401 après un nouveau jeton, 408, 429, 5xx. Le reste consomme votre quota pour rien.",
        "Retry only what may succeed the next time: 401 after a new token, 408, 429, 5xx. The rest spends your quota for nothing.",
    ),
    source=documents.clients("aucune relance publiée ; règle déduite du sens des codes HTTP"),
    applies=NOTICE,
)

WAITING = Duty(
    id="API-ERREUR-04",
    strength=Strength.SHOULD,
    says=Text(
        "Après 429 ou 503, le téléservice attend avant de rappeler, un petit nombre de fois.",
        "After 429 or 503 the téléservice waits before it calls again, a small number of times.",
    ),
    mend=Text(
        "Doublez l'attente à chaque relance, bornez-en le nombre, et dites au citoyen de revenir plus tard.",
        "Double the wait at each retry, bound their number, and tell the citizen to come back later.",
    ),
    source=documents.gateway("code 900804 ; `Retry-After` n'est pas documenté"),
    applies=API,
    untested_because=NO_MODULE,
)

CODE = Duty(
    id="API-ERREUR-05",
    strength=Strength.SHOULD,
    says=Text(
        "Le téléservice distingue les erreurs par leur code, jamais par leur phrase.",
        "The téléservice tells errors apart by their code, never by their sentence.",
    ),
    mend=Text(
        "Comparez le statut et `erreur.code` ; `erreur.message` est pour vos journaux, sa rédaction peut changer.",
        "Compare the status and `erreur.code`; `erreur.message` is for your logs, its wording may change.",
    ),
    source=documents.clients("SIADE reconnaît une erreur à sa phrase française"),
    applies=API,
    untested_because=Text(
        "aucune anomalie ne change la phrase d'une erreur sans changer son code",
        "no fault changes the sentence of an error without changing its code",
    ),
)

ALL = (ERROR, REFUSAL, INSISTING, WAITING, CODE)
