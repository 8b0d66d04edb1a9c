"""What a person reads of each thing in the way: something true, what to do next, and never "you have no income"."""

from collections.abc import Mapping

from reference_client.notice import AGAIN, API_DOWN, COUNTER, FC_DOWN, LATER, MINUTE, PAPER, TOWN, Notice, _
from reference_client.outcome import Kind

_NO_ACCESS = Notice(
    "erreur",
    502,
    _("La commune n’a pas pu consulter vos données fiscales"),
    _(
        "L’accès de la commune à ce service a été refusé. Vous n’y êtes pour rien et votre situation n’est pas en cause."
    ),
    PAPER,
)

TROUBLES: Mapping[Kind, Notice] = {
    Kind.FC_DOWN: Notice(
        "erreur", 502, FC_DOWN, _("Le service d’identification ne nous a pas répondu correctement."), LATER
    ),
    Kind.FC_BUSY: Notice("erreur", 503, FC_DOWN, _("Le service d’identification est momentanément saturé."), LATER),
    Kind.FC_STOPPED: Notice(
        "erreur",
        502,
        _("L’identification n’a pas abouti"),
        _("FranceConnect a interrompu l’identification : une panne est survenue de son côté."),
        LATER,
    ),
    Kind.FC_OPEN: Notice(
        "erreur",
        502,
        FC_DOWN,
        _("Votre session est fermée ici, mais peut-être pas chez FranceConnect."),
        _("Sur un poste partagé, fermez le navigateur avant de laisser la place."),
    ),
    Kind.FC_ANSWER: Notice(
        "erreur",
        502,
        _("L’identification n’a pas abouti"),
        _("Le service d’identification a répondu d’une façon que nous ne comprenons pas, ou trop tard."),
        AGAIN,
    ),
    Kind.FC_ERROR: Notice(
        "erreur",
        502,
        _("L’identification n’a pas abouti"),
        _("FranceConnect n’a pas pu donner suite à notre demande, pour une raison technique. Vous n’y êtes pour rien."),
        AGAIN,
    ),
    Kind.IDENTITY: Notice(
        "erreur",
        502,
        _("Votre identité est incomplète"),
        _(
            "FranceConnect ne nous a pas transmis votre nom, vos prénoms et votre date de naissance : nous ne "
            "pouvons pas retrouver votre dossier."
        ),
        TOWN,
    ),
    Kind.API_DOWN: Notice(
        "erreur",
        502,
        API_DOWN,
        _(
            "La direction générale des Finances publiques ne nous a pas répondu correctement. Cela ne dit rien de votre situation."
        ),
        LATER,
    ),
    Kind.API_ANSWER: Notice(
        "erreur",
        502,
        API_DOWN,
        _("La réponse reçue est illisible ou incomplète : nous ne décidons rien avec des données incertaines."),
        PAPER,
    ),
    # One page for the citizen, two reasons to quote: our key is refused, or our contract lacks the right.
    Kind.API_TOKEN: _NO_ACCESS,
    Kind.API_RIGHTS: _NO_ACCESS,
    Kind.API_QUOTA: Notice(
        "erreur",
        503,
        _("Trop de demandes en ce moment"),
        _("La commune a atteint le nombre de consultations permis par minute."),
        MINUTE,
    ),
    Kind.API_REQUEST: Notice(
        "erreur",
        502,
        _("Notre demande n’a pas été comprise"),
        _("La demande de la commune a été refusée pour une raison technique. Votre situation n’est pas en cause."),
        PAPER,
    ),
    Kind.NO_YEAR: Notice(
        "erreur",
        404,
        _("Aucune donnée fiscale pour les deux dernières années"),
        _(
            "Aucun avis d’impôt n’a pu être obtenu à votre nom pour ces deux années. Cela arrive par exemple si vous étiez "
            "rattaché au foyer de vos parents, si votre avis n’est pas encore établi, ou pour l’année d’un décès dans le foyer."
        ),
        TOWN,
    ),
    Kind.NOTHING_GIVEN: Notice(
        "erreur",
        404,
        _("Aucune donnée fiscale reçue"),
        _(
            "La direction générale des Finances publiques n’a rien donné à cette demande, et n’a pas dit pourquoi. Cela ne dit "
            "rien de votre situation, et nous n’avons rien décidé."
        ),
        PAPER,
    ),
    Kind.UNKNOWN_TAXPAYER: Notice(
        "erreur",
        404,
        _("Dossier fiscal introuvable"),
        _("Aucun foyer fiscal ne correspond à votre identité ou au numéro donné."),
        PAPER,
    ),
    Kind.BAD_SPI: Notice(
        "erreur",
        422,
        _("Numéro fiscal non reconnu"),
        _("Le numéro fiscal donné n’est pas un numéro valable. Il figure en haut de votre avis d’impôt : 13 chiffres."),
        _("Vérifiez-le et recommencez."),
    ),
    Kind.NOT_FOUND_BY_NAME: Notice(
        "erreur",
        404,
        _("Votre état civil n’a pas suffi"),
        _(
            "La direction générale des Finances publiques ne peut rien communiquer d’après cet état civil : elle demande votre "
            "numéro fiscal. Cela ne dit rien de votre situation."
        ),
        _("Recommencez avec votre numéro fiscal, qui figure sur votre avis d’impôt, ou avec FranceConnect."),
    ),
    Kind.BAD_CIVIL_STATUS: Notice(
        "erreur",
        422,
        _("État civil non reconnu"),
        _("Une des réponses données n’est pas une valeur que la direction générale des Finances publiques accepte."),
        _("Vérifiez les codes du pays, du département et de la commune, et recommencez."),
    ),
    Kind.NO_TAXATION: Notice(
        "erreur",
        404,
        _("Aucune imposition connue"),
        _(
            "La direction générale des Finances publiques n’a pas d’imposition à communiquer pour cette personne. Cela arrive par "
            "exemple si vous étiez rattaché au foyer de vos parents."
        ),
        TOWN,
    ),
    Kind.NO_ADDRESS: Notice(
        "erreur",
        404,
        _("Votre adresse fiscale est inconnue"),
        _("La réponse reçue ne contient pas d’adresse : aucune carte n’a été établie."),
        COUNTER,
    ),
    Kind.PARTIAL_ADDRESS: Notice(
        "erreur",
        404,
        _("Votre adresse fiscale est incertaine"),
        _(
            "L’adresse reçue est incomplète, ou n’est pas une adresse française lisible : nous ne pouvons pas en déduire votre "
            "zone sans risque d’erreur, et aucune carte n’a été établie."
        ),
        COUNTER,
    ),
    Kind.FOREIGN_ADDRESS: Notice(
        "erreur",
        404,
        _("Votre adresse fiscale est à l’étranger"),
        _("La carte de résident est réservée aux adresses de l’agglomération : aucune carte n’a été établie."),
        _("Si vous habitez maintenant l’agglomération, déposez un justificatif de domicile en mairie."),
    ),
    Kind.TOO_MANY_MISSES: Notice(
        "erreur",
        429,
        _("Ce chemin est fermé pour cette session"),
        _(
            "Cinq demandes n’ont trouvé personne : nous n’en faisons plus d’autre, pour que nul ne puisse chercher au hasard les "
            "données d’autrui."
        ),
        _("Passez par FranceConnect, ou déposez une copie de votre avis d’impôt en mairie."),
    ),
    Kind.LONG_FORM: Notice(
        "erreur",
        413,
        _("Ce formulaire est trop long"),
        _("Ce qui a été saisi est plus long que tout ce que nous demandons. Rien n’a été lu, rien n’a été envoyé."),
        AGAIN,
    ),
    Kind.STALE_FORM: Notice(
        "erreur",
        403,
        _("Cette page a expiré"),
        _(
            "La page est restée ouverte trop longtemps, le formulaire ne venait pas d’ici, ou votre navigateur ne garde pas nos témoins "
            "de connexion. Rien n’a été envoyé."
        ),
        AGAIN,
    ),
    Kind.NOT_FOUND: Notice(
        "erreur", 404, _("Page introuvable"), _("Cette adresse n’existe pas, ou ne s’ouvre pas directement."), AGAIN
    ),
    Kind.BUG: Notice("erreur", 500, _("Une panne est survenue"), _("La panne vient de notre service."), LATER),
}
