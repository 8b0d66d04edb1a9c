"""What the citizen is told, and agrees to, before their tax data are asked for; and the legal notices behind every page."""

from rulebook import documents
from rulebook.duties.unjudged import UNREADABLE
from rulebook.duty import API, CONSENT, LOGIN, Duty, Strength
from rulebook.source import Text

ANNOUNCED = Duty(
    id="API-INFORMATION-01",
    strength=Strength.MUST,
    says=Text(
        "Avant le premier appel, une page du téléservice a dit au citoyen que ses données viendront des impôts.",
        "Before the first call, a page of the téléservice has told the citizen that their data will come from the tax office.",
    ),
    mend=Text(
        "Ajoutez, avant l'appel, une page qui nomme la DGFiP, les données demandées et leur usage : la page de FranceConnect ne remplace pas la vôtre.",
        "Add, before the call, a page that names the DGFiP, the data asked for and their use: FranceConnect's page does not replace yours.",
    ),
    source=documents.terms(
        "CGU-FC-P §3.3 et §5.3 ; CGU-P §3.3 et §5.2 ; présentation fonctionnelle §5.1 ; par état civil : déduit"
    ),
    applies=API,
    rows=("G.1",),
)

PLAIN = Duty(
    id="API-INFORMATION-02",
    strength=Strength.MUST,
    says=Text(
        "Cette information dit en mots simples quelles données, d'où, pour quoi faire ; la liste est celle du contrat.",
        "That information says in plain words which data, from where, what for; the list is the contract's.",
    ),
    mend=Text(
        "Écrivez une ligne par donnée du contrat, avec son usage, et faites relire la page par quelqu'un qui ne connaît pas la démarche.",
        "Write one line for each datum of the contract, with its use, and have the page read by somebody who does not know the démarche.",
    ),
    source=documents.terms("CGU-FC-P §3.3 et §5.3 ; CGU-P §3.3 et §5.2"),
    applies=API,
    attestation=Text(
        "La page d'information liste-t-elle en mots simples exactement les données du contrat, leur origine et leur usage ?",
        "Does the information page list in plain words exactly the data of the contract, where they come from and what for?",
    ),
    rows=("G.1",),
)

CONSENTED = Duty(
    id="API-CONSENTEMENT-01",
    strength=Strength.MUST,
    says=Text(
        "Avec FranceConnect, le consentement est libre, spécifique, éclairé et univoque, et recueilli avant l'appel.",
        "With FranceConnect, consent is free, specific, informed and unambiguous, and collected before the call.",
    ),
    mend=Text(
        "Une case à cocher non précochée, un refus aussi visible que l'accord, et une autre voie (papier, guichet) pour qui refuse.",
        "A box that is not ticked beforehand, a refusal as visible as the agreement, and another way (paper, counter) for those who refuse.",
    ),
    source=documents.terms("CGU-FC-P §3.4, §4 et §5.1"),
    applies=CONSENT,
    attestation=Text(
        "Le consentement est-il recueilli avant l'appel, par un geste libre, avec une autre voie pour qui refuse ?",
        "Is consent collected before the call, by a free gesture, with another way for those who refuse?",
    ),
    rows=("G.2",),
)

NOTICES = Duty(
    id="API-MENTIONS-01",
    strength=Strength.MUST,
    says=Text(
        "Les mentions légales sont à un lien de chaque écran du téléservice.",
        "The legal notices are one link away from every screen of the téléservice.",
    ),
    mend=Text(
        "Mettez dans le pied de page commun un lien « Mentions légales » ou « Données personnelles », pages d'erreur comprises.",
        'Put in the common footer a link "Legal notices" or "Personal data", error pages included.',
    ),
    source=documents.terms("CGU-FC-P §5.3 ; CGU-P §5.2 ; par état civil : déduit"),
    applies=API,
    rows=("G.3",),
)

RIGHTS = Duty(
    id="API-MENTIONS-02",
    strength=Strength.MUST,
    says=Text(
        "Les mentions légales disent les droits du citoyen et la personne à qui s'adresser.",
        "The legal notices tell the citizen's rights, and whom to turn to.",
    ),
    mend=Text(
        "Nommez le responsable du traitement, le délégué à la protection des données et son adresse, les droits, la durée de conservation et la CNIL.",
        "Name the controller, the data protection officer and their address, the rights, how long data are kept, and the CNIL.",
    ),
    source=documents.terms("CGU-FC-P §5.3 ; CGU-P §5.2"),
    applies=API,
    attestation=Text(
        "Les mentions légales disent-elles les droits du citoyen et qui contacter ?",
        "Do the legal notices tell the citizen's rights and whom to contact?",
    ),
    rows=("G.3",),
)

BUTTON = Duty(
    id="FS-BOUTON-01",
    strength=Strength.SHOULD,
    says=Text(
        "Le bouton FranceConnect officiel est employé, avec le lien « Qu'est-ce que FranceConnect ? ».",
        'The official FranceConnect button is used, with the link "Qu\'est-ce que FranceConnect ?".',
    ),
    mend=Text(
        "Reprenez le bouton de la documentation des partenaires (ou du DSFR), sans changer ses couleurs ni ses mots.",
        "Take the button from the partners' documentation (or from the DSFR), and change neither its colours nor its words.",
    ),
    source=documents.partners.assumed("charte du bouton : page non lue, son contenu est supposé"),
    applies=LOGIN,
    untested_because=UNREADABLE,
    rows=("I.19",),
)

ALL = (ANNOUNCED, PLAIN, CONSENTED, NOTICES, RIGHTS, BUTTON)
