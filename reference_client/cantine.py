"""The first démarche: the price of a meal at the school canteen."""

from reference_client import tarif
from reference_client.demarche import Demarche, Words, _

CANTINE = Demarche(
    name="cantine",
    # The quotient needs the reference income and the number of parts, of the last taxed year or of the one before.
    scopes=("dgfip_rfr", "dgfip_nbpart", "dgfip_annee_n_moins_1", "dgfip_annee_n_moins_2"),
    decide=tarif.decide,
    prefix="CANT",
    words=Words(
        site=_("Cantine de Villefictive"),
        service=_("Cantine scolaire"),
        contact=_("Service scolaire : 1 place de l’Exemple, 00000 Villefictive, cantine@villefictive.example."),
        title=_("Mon tarif de cantine"),
        lead=_(
            "Le prix d’un repas dépend de votre quotient familial. La mairie peut le calculer pour vous, sans aucun papier."
        ),
        otherwise=_(
            "Rien n’est obligatoire : vous pouvez déposer une copie de votre avis d’impôt au service scolaire, ou ne rien "
            "donner et payer le tarif le plus élevé."
        ),
        nothing_given=_("Ne rien donner : le tarif le plus élevé s’applique, et pourra être revu."),
        file=_("Elle sert à retrouver le dossier de votre famille."),
        file_use=_("Retrouver le dossier de la famille"),
        onwards=_("Continuer vers mon tarif"),
        agree=_("J’accepte que la commune demande ces données à la DGFiP pour calculer mon tarif."),
        by_number=_("Calculer mon tarif avec mon numéro fiscal"),
        by_civil_status=_("Calculer mon tarif avec mon état civil"),
        data=_(
            "Votre revenu fiscal de référence et le nombre de parts de votre foyer, pour les revenus de %(last)s ; si "
            "aucun avis ne peut être obtenu, pour ceux de %(before)s."
        ),
        last_data=_(
            "Votre revenu fiscal de référence et le nombre de parts de votre foyer, d’après votre dernière imposition connue."
        ),
        purpose=_("Calculer votre quotient familial, qui fixe le prix des repas à la cantine. Aucun autre usage."),
        kept=_("Le revenu et les parts : 30 minutes au plus après le calcul. Le tarif : l’année scolaire."),
        fields=_("Revenu fiscal de référence, nombre de parts (DGFiP)"),
        fields_use=_("Calculer le quotient familial"),
        result=_("Tarif et référence du reçu"),
        result_use=_("Facturer les repas"),
        result_kept=_("L’année scolaire"),
        outcome=_("Votre tarif"),
        heading=_("Votre tarif de cantine"),
        review=_("Une erreur ? Le service scolaire peut revoir ce calcul avec vous."),
    ),
)
