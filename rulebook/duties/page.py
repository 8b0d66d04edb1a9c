"""What the citizen sees when something went wrong."""

from rulebook import documents
from rulebook.duties.unjudged import OF_THE_SPACE
from rulebook.duty import ANY, API, LOGIN, Duty, Strength
from rulebook.source import Text

NO_TRACE = Duty(
    id="FS-PAGE-01",
    strength=Strength.SHOULD,
    says=Text(
        "Aucune page ne montre au citoyen une trace technique du programme.",
        "No page shows the citizen a technical trace of the program.",
    ),
    mend=Text(
        "Coupez le mode de mise au point, attrapez toute exception en haut de la pile, et donnez une référence que le citoyen peut citer.",
        "Switch debugging off, catch every exception at the top of the stack, and give a reference that the citizen can quote.",
    ),
    source=documents.good_practice("V7.4.1, message d'erreur générique"),
    applies=ANY,
)

ERRORS = Duty(
    id="FS-ERREUR-01",
    strength=Strength.MUST,
    says=Text(
        "Toute erreur rendue au retour (`server_error`, `temporarily_unavailable`, `invalid_scope`, inconnue…) est expliquée, et n'échange rien.",
        "Every error that comes back (`server_error`, `temporarily_unavailable`, `invalid_scope`, unknown…) is explained, and exchanges nothing.",
    ),
    mend=Text(
        "Traitez `error` quelle que soit sa valeur : FranceConnect peut en rendre d'autres que celles de sa documentation. N'affichez pas `error_description` tel quel.",
        "Handle `error` whatever its value: FranceConnect may return others than those it documents. Do not display `error_description` as it is.",
    ),
    source=documents.partners("fs-migration-diff-v1-v2 : erreurs rendues au fournisseur de service"),
    applies=LOGIN,
    rows=("I.9",),
)

DOWN = Duty(
    id="FS-ERREUR-02",
    strength=Strength.MUST,
    says=Text(
        "Une panne de FranceConnect (jeton, userinfo) est expliquée au citoyen.",
        "A failure of FranceConnect (token, userinfo) is explained to the citizen.",
    ),
    mend=Text(
        "Bornez chaque appel dans le temps, attrapez 5xx, coupures et réponses illisibles, et montrez une page qui invite à recommencer.",
        "Bound each call in time, catch 5xx, cuts and unreadable answers, and show a page that invites to start again.",
    ),
    source=documents.partners("fs-technique-erreurs"),
    applies=LOGIN,
    rows=("I.9",),
)

DOCUMENTS_DOWN = Duty(
    id="FS-ERREUR-04",
    strength=Strength.MUST,
    says=Text(
        "Une panne de la découverte ou des clés de FranceConnect est expliquée au citoyen.",
        "A failure of FranceConnect's discovery or keys is explained to the citizen.",
    ),
    mend=Text(
        "Démarrez sans elles, relisez-les dans un temps borné, servez-vous des dernières lues tant qu'elles suffisent, et sinon montrez une page qui invite à recommencer.",
        "Start without them, read them again in a bounded time, use those last read as long as they do, and otherwise show a page that invites to start again.",
    ),
    source=documents.partners("fs-technique-erreurs"),
    applies=LOGIN,
    untested_because=OF_THE_SPACE,
    rows=("I.9",),
)

SLOW = Duty(
    id="FS-ERREUR-03",
    strength=Strength.SHOULD,
    says=Text(
        "Chaque appel à FranceConnect est borné dans le temps : s'il ne répond pas, le citoyen a une page en quelques secondes.",
        "Each call to FranceConnect is bounded in time: when it does not answer, the citizen has a page within seconds.",
    ),
    mend=Text(
        "Donnez à chaque appel une limite (connexion, lecture, durée totale) de quelques secondes, et montrez une page à son terme.",
        "Give each call a limit (connecting, reading, total) of a few seconds, and show a page when it is over.",
    ),
    source=documents.good_practice("appel sortant borné dans le temps"),
    applies=LOGIN,
)

WAY_OUT = Duty(
    id="FS-PAGE-02",
    strength=Strength.SHOULD,
    says=Text(
        "Après une erreur ou un refus, le citoyen lit comment faire autrement : recommencer, guichet, papier.",
        "After an error or a refusal, the citizen reads what else to do: again, counter, paper.",
    ),
    mend=Text(
        "Finissez chaque page d'erreur par un geste possible, et par la voie sans numérique.",
        "End each error page with something that can be done, and with the way that needs no computer.",
    ),
    source=documents.good_practice("ce qu'une page d'erreur doit au public"),
    applies=ANY,
    attestation=Text(
        "Chaque page d'erreur propose-t-elle une suite, dont une voie sans numérique ?",
        "Does every error page offer a way on, one of which needs no computer?",
    ),
)

CONTACTS = Duty(
    id="API-CONTACT-01",
    strength=Strength.MUST,
    says=Text(
        "Les points de contact de la DGFiP ne sont jamais donnés aux usagers.",
        "The DGFiP's contact points are never given to users.",
    ),
    mend=Text(
        "Donnez au citoyen votre propre assistance ; c'est elle qui écrit à la DGFiP.",
        "Give the citizen your own support; it is the one that writes to the DGFiP.",
    ),
    source=documents.terms("CGU-FC-P §9.1.1 et §9.2.1 ; CGU-P §9.3"),
    applies=API,
    attestation=Text(
        "Les pages et messages du téléservice ne donnent-ils aucun contact technique de la DGFiP ?",
        "Do the pages and messages of the téléservice give no technical contact of the DGFiP?",
    ),
    rows=("G.23",),
)

ESCAPED = Duty(
    id="FS-PAGE-03",
    strength=Strength.MUST,
    says=Text(
        "Ce qui vient d'une adresse, de FranceConnect ou d'un avis est affiché comme du texte, jamais comme du HTML.",
        "What comes from an address, from FranceConnect or from a notice is displayed as text, never as HTML.",
    ),
    mend=Text(
        "Échappez toute valeur à l'affichage ; `error_description` est écrite par qui forge l'adresse : n'en montrez rien.",
        "Escape every value when you display it; `error_description` is written by whoever forges the address: show nothing of it.",
    ),
    source=documents.published_code("redirect-to-sp-with-error : l'erreur rendue est celle de l'adresse"),
    applies=ANY,
    rows=("I.9",),
)

ALL = (ERRORS, DOWN, DOCUMENTS_DOWN, SLOW, NO_TRACE, WAY_OUT, CONTACTS, ESCAPED)
