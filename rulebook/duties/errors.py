"""What a téléservice does when the tax API fails, refuses, or asks it to slow down."""

from rulebook import documents
from rulebook.duty import API, NOTICE, Duty, Strength
from rulebook.source import Text

# How soon after a refusal a call is "at once" (seconds), and how many more are "a few": no source gives a number, both are assumptions.
PAUSE = 0.1
REPEATS = 5
# Seconds after which a citizen has waited too long in front of a page. An assumption too, on the lenient side.
SLOW = 18

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
    applies=API,
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
    applies=API,
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
    source=documents.gateway("code 900804 ; `Retry-After` n'est pas documenté, délai et nombre sont supposés"),
    applies=API,
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
)

READING = Duty(
    id="API-AVIS-01",
    strength=Strength.MUST,
    says=Text(
        "L'avis est lu tel qu'il est : quarts de part, montants négatifs ou nuls, champs absents ou `null`, second déclarant absent.",
        "The notice is read as it is: quarters of a part, negative or zero amounts, absent or `null` fields, no second declarant.",
    ),
    mend=Text(
        "Lisez `nbPart` en décimal, gardez les signes, et distinguez absent, `null` et zéro ; un champ dont le calcul a besoin et qui manque s'explique au citoyen, il ne vaut pas zéro.",
        "Read `nbPart` as a decimal, keep signs, and tell absent, `null` and zero apart; a field that the computation needs and that is missing is explained to the citizen, it is not zero.",
    ),
    source=documents.presentation(
        "§7 (absent, zéro et positif ne disent pas la même chose) ; OpenAPI (`nbPart` décimal, champs tous facultatifs) ; défauts lus dans "
        "des clients publics"
    ),
    applies=NOTICE,
)

BOUNDED = Duty(
    id="API-ERREUR-06",
    strength=Strength.SHOULD,
    says=Text(
        "Chaque appel est borné dans le temps : une passerelle muette ne laisse pas le citoyen devant une page qui tourne.",
        "Each call is bounded in time: a silent gateway does not leave the citizen in front of a page that spins.",
    ),
    mend=Text(
        "Donnez à chaque appel une limite (connexion, lecture, durée totale) de quelques secondes, et montrez une page à son terme.",
        "Give each call a limit (connecting, reading, total) of a few seconds, and show a page when it is over.",
    ),
    source=documents.good_practice("appel sortant borné dans le temps"),
    applies=API,
)

ALL = (ERROR, REFUSAL, INSISTING, WAITING, CODE, READING, BOUNDED)
