"""What a téléservice owes to its contract: nothing beyond it, and nothing that it does not need."""

from rulebook import documents
from rulebook.duty import API, CIVIL_STATUS, CONSENT, Duty, Strength
from rulebook.source import Text

RESOURCE = Duty(
    id="API-RESSOURCE-01",
    strength=Strength.MUST,
    says=Text(
        "Le téléservice n'appelle que les ressources de son habilitation.",
        "The téléservice calls only the resources of its habilitation.",
    ),
    mend=Text(
        "N'appelez que les ressources inscrites dans l'habilitation, ou faites-la modifier dans DataPass avant.",
        "Call only the resources written in the habilitation, or have it changed in DataPass first.",
    ),
    source=documents.terms("CGU §1, CGU-P §3.1 et §5.2 ; SFiP : CGU-SFIP-P §4"),
    applies=API,
    rows=("G.4",),
)

CONSENTED = Duty(
    id="API-SCOPE-01",
    strength=Strength.MUST,
    says=Text(
        "Les données fiscales annoncées à FranceConnect (`dgfip_…`) sont celles du contrat avec la DGFiP, et elles seules.",
        "The tax data announced to FranceConnect (`dgfip_…`) are those of the contract with the DGFiP, and no others.",
    ),
    mend=Text(
        "Retirez de `scope` les `dgfip_…` que votre habilitation API Impôt particulier n'ouvre pas : FranceConnect les montrerait au citoyen, et la DGFiP ne les donnerait pas.",
        "Remove from `scope` the `dgfip_…` that your API Impôt particulier habilitation does not open: FranceConnect would show them to the citizen, and the DGFiP would not give them.",
    ),
    source=documents.terms("CGU-FC-P §3.3 et §5.3 : les données annoncées sont celles du contrat"),
    applies=CONSENT,
    parameter="scope",
    rows=("G.1", "G.4"),
)

MINIMISED = Duty(
    id="API-MINIMISATION-01",
    strength=Strength.MUST,
    says=Text(
        "Le téléservice ne demande, pour la finalité déclarée, que les données strictement nécessaires.",
        "For its declared purpose, the téléservice asks only for the data that are strictly necessary.",
    ),
    mend=Text(
        "Pour chaque donnée du contrat, nommez la ligne de la démarche qui s'en sert ; faites retirer les autres dans DataPass. Un revenu et un nombre de parts ne demandent pas la ressource des factures.",
        "For each datum of the contract, name the line of the démarche that uses it; have the others removed in DataPass. An income and a number of parts do not need the invoice resource.",
    ),
    source=documents.terms("CGU §1, CGU-P §3.1 et §5.2 ; présentation fonctionnelle §4"),
    applies=API,
    attestation=Text(
        "Chaque donnée demandée sert-elle à la finalité déclarée, et à elle seule ?",
        "Is each datum that is asked used for the declared purpose, and for nothing else?",
    ),
    rows=("G.4",),
)

HOUSEHOLD = Duty(
    id="API-FOYER-01",
    strength=Strength.MUST,
    says=Text(
        "Les données du conjoint et des enfants ne sont montrées et gardées que si la démarche en a besoin.",
        "The spouse's and children's data are shown and kept only when the démarche needs them.",
    ),
    mend=Text(
        "L'avis est celui du foyer : n'affichez au citoyen connecté ni l'état civil ni l'adresse de l'autre déclarant sans nécessité, et n'enregistrez que ce dont le calcul se sert.",
        "The notice is the household's: do not show the logged-in citizen the other declarant's civil status or address without need, and store only what the computation uses.",
    ),
    source=documents.terms("CGU §1 et CGU-P §5.2 : données strictement nécessaires (appliqué au foyer, déduit)"),
    applies=API,
    attestation=Text(
        "Les données du conjoint, des enfants et des autres personnes du foyer ne sont-elles traitées que lorsque la démarche l'exige ?",
        "Are the data of the spouse, the children and other members of the household processed only when the démarche requires it?",
    ),
    rows=("G.4",),
)

NIR = Duty(
    id="API-NIR-01",
    strength=Strength.MUST,
    says=Text(
        "Le numéro de sécurité sociale (NIR) n'est jamais la clé d'un appel.",
        "The social security number (NIR) is never the key of a call.",
    ),
    mend=Text(
        "Appelez par le jeton FranceConnect, le SPI ou l'état civil, selon le contrat ; ne tenez aucune table du NIR vers le SPI.",
        "Call by the FranceConnect token, the SPI or the civil status, as the contract says; keep no table from NIR to SPI.",
    ),
    source=documents.presentation("§5.2.1"),
    applies=API,
    attestation=Text(
        "Le NIR n'est-il jamais employé pour retrouver une personne auprès de la DGFiP ?",
        "Is the NIR never used to find a person at the DGFiP?",
    ),
    rows=("G.7",),
)

SFIP = Duty(
    id="API-ETATCIVIL-01",
    strength=Strength.SHOULD,
    says=Text(
        "Qui appelle par l'état civil passe par le SFiP, en un seul appel, et non par le R2P puis l'API Impôt particulier.",
        "Whoever calls by civil status goes through the SFiP, in one call, instead of the R2P and then the tax API.",
    ),
    mend=Text(
        "Demandez une habilitation SFiP : elle évite de manipuler un SPI, et les nouvelles demandes R2P y sont renvoyées depuis le 30 septembre 2025.",
        "Ask for a SFiP habilitation: it spares you from handling an SPI, and new R2P requests are sent there since 30 September 2025.",
    ),
    source=documents.terms("CGU-P §4"),
    applies=CIVIL_STATUS,
    attestation=Text(
        "Les appels par état civil passent-ils par le SFiP (ou leur migration est-elle datée) ?",
        "Do calls by civil status go through the SFiP (or is their migration dated)?",
    ),
    rows=("G.25",),
)

NARROWED = Duty(
    id="API-ETATCIVIL-02",
    strength=Strength.SHOULD,
    says=Text(
        "Quand l'état civil ne désigne personne ou plusieurs personnes, le téléservice demande mieux au lieu de choisir.",
        "When the civil status names nobody or several people, the téléservice asks for more instead of choosing.",
    ),
    mend=Text(
        "Sur 403 (40305) ou 404 (40433), redemandez au citoyen son numéro fiscal et sa date de naissance ; ne prenez jamais « le premier ».",
        'On 403 (40305) or 404 (40433), ask the citizen for their tax number and birth date; never take "the first one".',
    ),
    source=documents.sibling_openapi("SFiP : 40305 et 40433, qui demandent SPI et date de naissance"),
    applies=CIVIL_STATUS,
    rows=("G.25",),
)

ALL = (RESOURCE, CONSENTED, MINIMISED, HOUSEHOLD, NIR, SFIP, NARROWED)
