"""How tax data are kept by the téléservice: what no exchange shows, and people state."""

from rulebook import documents
from rulebook.duty import ANY, API, CIVIL_STATUS, LOGIN, TYPED, Duty, Profile, Strength
from rulebook.source import Text

SPI_FORGOTTEN = Duty(
    id="API-SPI-02",
    strength=Strength.MUST,
    says=Text(
        "Le numéro fiscal n'est gardé que le temps de la transaction et effacé à la réception de la réponse, sauf texte contraire.",
        "The tax number is kept for the transaction only, and erased when the answer is received, unless a law says otherwise.",
    ),
    mend=Text(
        "Ne l'écrivez ni en base, ni en session, ni dans un journal ; s'il faut le redemander, redemandez-le.",
        "Write it neither in a database, nor in a session, nor in a log; if it is needed again, ask again.",
    ),
    source=documents.terms("CGU-P §4 et §5.2"),
    applies=TYPED,
    attestation=Text(
        "Le numéro fiscal est-il effacé dès la réponse reçue (ou quel texte permet de le garder) ?",
        "Is the tax number erased as soon as the answer is received (or which law allows keeping it)?",
    ),
    rows=("G.5",),
)

SPI_NEVER = Duty(
    id="API-SPI-03",
    strength=Strength.MUST,
    says=Text(
        "Obtenu par l'état civil, le numéro fiscal n'est jamais enregistré.",
        "Obtained by civil status, the tax number is never stored.",
    ),
    mend=Text(
        "Faites suivre le SPI du R2P à l'API dans la même transaction, en mémoire ; ou passez par le SFiP, qui ne le rend pas.",
        "Pass the SPI from the R2P on to the API within one transaction, in memory; or use the SFiP, which does not return it.",
    ),
    source=documents.sfip_terms("CGU-SFIP-P §5.2"),
    applies=CIVIL_STATUS,
    attestation=Text(
        "Le numéro fiscal obtenu par l'état civil n'est-il jamais enregistré ?",
        "Is the tax number obtained by civil status never stored?",
    ),
    rows=("G.5",),
)

SPI_LEP = Duty(
    id="API-SPI-04",
    strength=Strength.MUST,
    says=Text(
        "Pour le LEP, la banque efface le numéro fiscal dès la réponse reçue, sauf si le client le lui a donné.",
        "For the LEP, the bank erases the tax number as soon as the answer is received, unless the customer gave it.",
    ),
    mend=Text(
        "Gardez la réponse (O ou N) et sa date ; pas le numéro qui l'a obtenue.",
        "Keep the answer (O or N) and its date; not the number that obtained it.",
    ),
    source=documents.terms("CGU-P §5.2 (décret 2021-277)"),
    applies=API,
    profile=Profile.LEP,
    attestation=Text(
        "Le numéro fiscal non fourni par le client est-il effacé dès la réponse reçue ?",
        "Is a tax number that the customer did not give erased as soon as the answer is received?",
    ),
    rows=("G.6",),
)

LOGS = Duty(
    id="API-JOURNAL-01",
    strength=Strength.MUST,
    says=Text(
        "Les journaux du téléservice ne contiennent ni jeton, ni secret, ni numéro fiscal, ni contenu d'avis.",
        "The logs of the téléservice hold no token, no secret, no tax number and no content of a notice.",
    ),
    mend=Text(
        "Journalisez l'identifiant de corrélation, la ressource, l'année, le statut et la durée ; le SPI est dans le chemin de l'appel, filtrez donc aussi les traces de votre bibliothèque HTTP.",
        "Log the correlation id, the resource, the year, the status and the duration; the SPI is in the path of the call, so filter your HTTP library's traces too.",
    ),
    source=documents.terms("CGU §8 (règles de la RFC 6749) et CGU-P §5.2 ; un client publié imprimait ses jetons"),
    applies=ANY,
    attestation=Text(
        "Avez-vous relu les journaux d'un passage complet sans y trouver jeton, secret, numéro fiscal ou donnée d'avis ?",
        "Did you read the logs of a whole run and find no token, secret, tax number or notice data in them?",
    ),
    rows=("G.10",),
)

SILO = Duty(
    id="API-SILO-01",
    strength=Strength.MUST,
    says=Text(
        "Les données reçues sont dans un espace sécurisé du fournisseur, ouvert aux seuls agents habilités des services déclarés.",
        "The data received are in a secured area of the provider, open only to authorised agents of the declared services.",
    ),
    mend=Text(
        "Séparez ces données des autres, listez qui y accède et pourquoi, et revoyez cette liste à chaque départ.",
        "Keep these data apart from others, list who has access and why, and review the list whenever somebody leaves.",
    ),
    source=documents.terms("CGU-FC-P §4 et §5.3 ; CGU-P §3, §4 et §5.2"),
    applies=API,
    attestation=Text(
        "Les données fiscales sont-elles cloisonnées, et accessibles aux seuls agents habilités ?",
        "Are tax data kept apart, and accessible to authorised agents only?",
    ),
    rows=("G.12",),
)

TRACED = Duty(
    id="API-TRACABILITE-01",
    strength=Strength.MUST,
    says=Text(
        "Les accès et les actions (personnes, robots, traitements) sont tracés, et contrôlés périodiquement.",
        "Accesses and actions (people, robots, batches) are traced, and checked periodically.",
    ),
    mend=Text(
        "Écrivez une politique de journalisation, datez les contrôles, et essayez vos alertes.",
        "Write a logging policy, date the checks, and try your alerts.",
    ),
    source=documents.terms("CGU-P §5.2 et §8 ; CGU-FC-P §8"),
    applies=API,
    attestation=Text(
        "Les accès sont-ils tracés, les traces contrôlées périodiquement et les alertes essayées ?",
        "Are accesses traced, traces checked periodically, and alerts tried?",
    ),
    rows=("G.13",),
)

RETENTION = Duty(
    id="API-CONSERVATION-01",
    strength=Strength.MUST,
    says=Text(
        "Les données sont gardées pas plus longtemps que déclaré dans DataPass ; au-delà de 36 mois, la durée est justifiée.",
        "Data are kept no longer than declared in DataPass; beyond 36 months, the duration is justified.",
    ),
    mend=Text(
        "Programmez l'effacement à l'échéance déclarée, sauvegardes comprises.",
        "Schedule the erasure at the declared term, backups included.",
    ),
    source=documents.datapass("données à caractère personnel ; CGU-FC-P §5.1 et §5.2"),
    applies=API,
    attestation=Text(
        "L'effacement à la durée déclarée est-il programmé, sauvegardes comprises ?",
        "Is the erasure at the declared term scheduled, backups included?",
    ),
    rows=("G.14",),
)

FICTITIOUS = Duty(
    id="FS-DONNEES-01",
    strength=Strength.MUST,
    says=Text(
        "Aucune donnée personnelle réelle n'entre dans le bac à sable.",
        "No real personal data enter the sandbox.",
    ),
    mend=Text(
        "Servez-vous des identités de test publiées, ou de personas ; ne copiez pas la production.",
        "Use the published test identities, or personas; do not copy production.",
    ),
    source=documents.quoted("env-sandbox-fc-plus"),
    applies=LOGIN,
    stages=frozenset({"bac_a_sable", "editeur"}),
    attestation=Text(
        "Les essais se font-ils sans aucune donnée personnelle réelle ?",
        "Are trials made without any real personal data?",
    ),
    rows=("I.17",),
)

ALL = (SPI_FORGOTTEN, SPI_NEVER, SPI_LEP, LOGS, SILO, TRACED, RETENTION, FICTITIOUS)
