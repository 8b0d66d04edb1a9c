"""What the organisation behind a téléservice owes to the DGFiP and to citizens, and that no exchange shows."""

from rulebook import documents
from rulebook.duties.unjudged import UNREADABLE
from rulebook.duty import API, LOGIN, Duty, Strength
from rulebook.source import Text

HOMOLOGATED = Duty(
    id="API-HOMOLOGATION-01",
    strength=Strength.MUST,
    says=Text(
        "Le téléservice est homologué avant son premier appel en production, et l'homologation renouvelée trois mois avant sa fin.",
        "The téléservice is security-approved before its first call in production, and the approval renewed three months before its end.",
    ),
    mend=Text(
        "Datez la fin de l'homologation dans un agenda partagé : passé ce terme, les échanges sont suspendus.",
        "Write the end of the approval in a shared diary: after that term, exchanges are suspended.",
    ),
    source=documents.terms("CGU-FC-P §3.5 et §8 ; CGU-P §3.4.1 et §3.4.2"),
    applies=API,
    stages=frozenset({"production", "editeur"}),
    attestation=Text(
        "L'homologation de sécurité est-elle en cours de validité, et son renouvellement prévu trois mois avant sa fin ?",
        "Is the security approval valid, and its renewal planned three months before its end?",
    ),
    rows=("G.18",),
)

ACCEPTED = Duty(
    id="API-RECETTE-01",
    strength=Strength.MUST,
    says=Text(
        "Une recette fonctionnelle a qualifié le téléservice avant la production.",
        "A functional acceptance has qualified the téléservice before production.",
    ),
    mend=Text(
        "Joignez à la case cochée dans DataPass ce que vous avez essayé : le rapport de ce banc en est une pièce.",
        "Attach to the box ticked in DataPass what you tried: the report of this bench is one piece of it.",
    ),
    source=documents.datapass("recette fonctionnelle ; présentation fonctionnelle §4"),
    applies=API,
    stages=frozenset({"production"}),
    attestation=Text(
        "La recette fonctionnelle a-t-elle été faite, et le téléservice qualifié ?",
        "Was the functional acceptance done, and the téléservice qualified?",
    ),
    rows=("G.19",),
)

BREACH = Duty(
    id="API-VIOLATION-01",
    strength=Strength.MUST,
    says=Text(
        "Une violation de données est notifiée à la CNIL sous 72 heures, dite aux autres responsables et, si le risque est élevé, aux usagers.",
        "A data breach is notified to the CNIL within 72 hours, told to the other controllers and, if the risk is high, to users.",
    ),
    mend=Text(
        "Écrivez la procédure avant l'incident : qui décide, qui écrit à la CNIL, à la DGFiP, aux citoyens.",
        "Write the procedure before the incident: who decides, who writes to the CNIL, to the DGFiP, to citizens.",
    ),
    source=documents.terms("CGU §6.6 et §5"),
    applies=API,
    attestation=Text(
        "La procédure de violation de données est-elle écrite, avec les délais et les destinataires ?",
        "Is the data breach procedure written, with its delays and its addressees?",
    ),
    rows=("G.20",),
)

SUBCONTRACTORS = Duty(
    id="API-SOUSTRAITANCE-01",
    strength=Strength.MUST,
    says=Text(
        "Toute sous-traitance ou délégation est annoncée par écrit, avant.",
        "Any subcontracting or delegation is announced in writing, beforehand.",
    ),
    mend=Text(
        "Déclarez l'éditeur, l'hébergeur et leurs propres sous-traitants à la DGFiP avant de leur ouvrir les données.",
        "Declare the publisher, the host and their own subcontractors to the DGFiP before you open the data to them.",
    ),
    source=documents.terms("CGU §5.3 et §5.2"),
    applies=API,
    attestation=Text(
        "Tous les sous-traitants ont-ils été annoncés par écrit à la DGFiP ?",
        "Were all subcontractors announced to the DGFiP in writing?",
    ),
    rows=("G.21",),
)

PEOPLE = Duty(
    id="API-CONTACT-02",
    strength=Strength.MUST,
    says=Text(
        "Les contacts déclarés dans DataPass sont tenus à jour.",
        "The contacts declared in DataPass are kept current.",
    ),
    mend=Text(
        "Préférez des adresses de service à des adresses de personnes, et relisez-les à chaque départ.",
        "Prefer addresses of services to addresses of persons, and read them again whenever somebody leaves.",
    ),
    source=documents.terms("CGU-P §5.2"),
    applies=API,
    attestation=Text(
        "Les contacts de DataPass répondent-ils tous aujourd'hui ?",
        "Do all the DataPass contacts answer today?",
    ),
    rows=("G.22",),
)

NOTICE_GIVEN = Duty(
    id="API-PREAVIS-01",
    strength=Strength.MUST,
    says=Text(
        "Les changements sont annoncés 14 jours ouvrés avant (7 en urgence), un départ 2 mois avant.",
        "Changes are announced 14 working days before (7 if urgent), a departure 2 months before.",
    ),
    mend=Text(
        "Mettez le préavis dans votre procédure de mise en production.",
        "Put the notice in your release procedure.",
    ),
    source=documents.terms("CGU §9 et §14"),
    applies=API,
    attestation=Text(
        "La procédure de mise en production prévoit-elle ces préavis ?",
        "Does the release procedure provide for these notices?",
    ),
    rows=("G.24",),
)

STAFF = Duty(
    id="API-PERSONNEL-01",
    strength=Strength.MUST,
    says=Text(
        "Le personnel qui accède aux données est tenu à la confidentialité et formé.",
        "The staff who have access to the data are bound to secrecy and trained.",
    ),
    mend=Text(
        "Faites signer l'engagement, datez la formation, et gardez la liste.",
        "Have the commitment signed, date the training, and keep the list.",
    ),
    source=documents.terms("CGU §6.2"),
    applies=API,
    attestation=Text(
        "Le personnel habilité est-il engagé à la confidentialité et formé ?",
        "Are authorised staff committed to secrecy and trained?",
    ),
    rows=("G.26",),
)

CHECKLIST = Duty(
    id="FS-PRODUCTION-01",
    strength=Strength.MUST,
    says=Text(
        "La liste de mise en production de FranceConnect est satisfaite.",
        "FranceConnect's production checklist is satisfied.",
    ),
    mend=Text(
        "Suivez la qualification que FranceConnect mène avec vous avant de donner les clés de production.",
        "Follow the qualification that FranceConnect carries out with you before it gives the production keys.",
    ),
    source=documents.partners.assumed("liste de mise en production : page non lue, son contenu est supposé"),
    applies=LOGIN,
    stages=frozenset({"production", "editeur"}),
    untested_because=UNREADABLE,
    rows=("I.19",),
)

ALL = (HOMOLOGATED, ACCEPTED, BREACH, SUBCONTRACTORS, PEOPLE, NOTICE_GIVEN, STAFF, CHECKLIST)
