"""The démarche of the residents' parking: the tax address, and nothing else of the notice."""

from reference_client.demarche import Demarche, Words, _
from reference_client.stationnement import carte

STATIONNEMENT = Demarche(
    name="stationnement",
    scopes=("dgfip_aft", "dgfip_annee_n_moins_1", "dgfip_annee_n_moins_2"),
    decide=carte.decide,
    prefix="STAT",
    words=Words(
        site=_("Stationnement de Villefictive"),
        service=_("Stationnement résidentiel"),
        contact=_(
            "Service du stationnement : 1 place de l’Exemple, 00000 Villefictive, stationnement@villefictive.example."
        ),
        title=_("Ma carte de stationnement"),
        lead=_(
            "La carte de résident permet de stationner dans la zone où vous habitez. La mairie peut vérifier votre adresse "
            "pour vous, sans aucun papier."
        ),
        otherwise=_(
            "Rien n’est obligatoire : vous pouvez déposer un justificatif de domicile, par exemple une copie de votre avis "
            "d’impôt, au service du stationnement."
        ),
        nothing_given=_("Ne rien donner : sans carte, le tarif de stationnement des visiteurs s’applique."),
        file=_("Elle sert à retrouver votre dossier de stationnement."),
        file_use=_("Retrouver votre dossier de stationnement"),
        onwards=_("Continuer vers ma carte"),
        agree=_("J’accepte que la commune demande mon adresse fiscale à la DGFiP pour établir ma carte."),
        by_number=_("Obtenir ma carte avec mon numéro fiscal"),
        by_civil_status=_("Obtenir ma carte avec mon état civil"),
        data=_(
            "Votre adresse fiscale, celle de votre avis d’impôt sur les revenus de %(last)s ; s’il ne peut être obtenu, "
            "de l’avis sur ceux de %(before)s. Ni vos revenus, ni votre impôt."
        ),
        last_data=_(
            "Votre adresse fiscale, celle de votre dernière imposition connue. Ni vos revenus, ni votre impôt."
        ),
        purpose=_("Savoir dans quelle zone vous habitez, pour établir votre carte de résident. Aucun autre usage."),
        kept=_("L’adresse : 30 minutes au plus après le calcul. La zone et les dates de la carte : un an."),
        fields=_("Adresse fiscale (DGFiP)"),
        fields_use=_("Trouver la zone de stationnement"),
        result=_("Zone, dates et référence de la carte"),
        result_use=_("Contrôler le droit de stationner"),
        result_kept=_("La durée de la carte, un an"),
        outcome=_("Votre carte"),
        heading=_("Votre carte de résident"),
        review=_("Vous avez déménagé depuis ? Le service du stationnement peut corriger l’adresse avec vous."),
    ),
)
