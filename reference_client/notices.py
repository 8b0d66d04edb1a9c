"""What a person reads when the journey stops: something true, what to do next, and never "you have no income"."""

from collections.abc import Mapping
from dataclasses import dataclass

from reference_client.outcome import Declined, Kind, Refused, Stop, Trouble


def N_(sentence: str) -> str:  # noqa: N802  (the usual name: marks a sentence for the catalogues)
    """The sentence itself; it is translated where it is shown."""
    return sentence


@dataclass(frozen=True, slots=True)
class Notice:
    """A page that says why we stop. `etat` is "refus" or "erreur"; `reference` is for our support team."""

    etat: str
    status: int
    title: str
    says: str
    advice: str
    reference: str = ""


LATER = N_("Réessayez dans quelques minutes. Votre dossier n’a pas été modifié.")
TOWN = N_("Contactez le service scolaire, qui verra avec vous comment calculer votre tarif.")
AGAIN = N_("Revenez à l’accueil et recommencez.")
PAPER = N_("Déposez une copie de votre avis d’impôt au service scolaire : votre tarif sera calculé à la main.")

FC_DOWN = N_("FranceConnect ne répond pas")
API_DOWN = N_("Les données fiscales sont indisponibles")

DECLINED = Notice(
    "refus",
    200,
    N_("Vous n’avez pas donné suite"),
    N_(
        "Vous avez interrompu l’identification, ou vous n’avez pas accepté la transmission de vos données : "
        "rien ne nous a été transmis."
    ),
    N_("Vous pouvez recommencer quand vous le voulez, ou choisir une des autres façons ci-dessous."),
)

REFUSED = Notice(
    "refus",
    Refused.status,
    N_("Nous avons refusé cette identification"),
    N_(
        "La réponse reçue au nom de FranceConnect n’a pas pu être vérifiée. Par sécurité, nous n’en tenons aucun "
        "compte et n’en gardons rien."
    ),
    AGAIN,
)

TROUBLES: Mapping[Kind, Notice] = {
    Kind.FC_DOWN: Notice(
        "erreur", 502, FC_DOWN, N_("Le service d’identification ne nous a pas répondu correctement."), LATER
    ),
    Kind.FC_BUSY: Notice("erreur", 503, FC_DOWN, N_("Le service d’identification est momentanément saturé."), LATER),
    Kind.FC_ANSWER: Notice(
        "erreur",
        502,
        N_("L’identification n’a pas abouti"),
        N_("Le service d’identification a répondu d’une façon que nous ne comprenons pas, ou trop tard."),
        AGAIN,
    ),
    Kind.IDENTITY: Notice(
        "erreur",
        502,
        N_("Votre identité est incomplète"),
        N_(
            "FranceConnect ne nous a pas transmis votre nom, vos prénoms et votre date de naissance : nous ne "
            "pouvons pas retrouver votre dossier."
        ),
        TOWN,
    ),
    Kind.API_DOWN: Notice(
        "erreur",
        502,
        API_DOWN,
        N_("La direction générale des Finances publiques ne nous a pas répondu. Cela ne dit rien de votre situation."),
        LATER,
    ),
    Kind.API_ANSWER: Notice(
        "erreur",
        502,
        API_DOWN,
        N_(
            "La réponse reçue est illisible ou incomplète : nous ne calculons pas de tarif avec des données "
            "incertaines."
        ),
        PAPER,
    ),
    Kind.API_RIGHTS: Notice(
        "erreur",
        502,
        N_("La commune n’a pas pu consulter vos données fiscales"),
        N_(
            "L’accès de la commune à ce service a été refusé. Vous n’y êtes pour rien et votre situation n’est "
            "pas en cause."
        ),
        PAPER,
    ),
    Kind.API_QUOTA: Notice(
        "erreur",
        503,
        N_("Trop de demandes en ce moment"),
        N_("La commune a atteint le nombre de consultations permis par minute."),
        LATER,
    ),
    Kind.API_REQUEST: Notice(
        "erreur",
        502,
        N_("Notre demande n’a pas été comprise"),
        N_("La demande de la commune a été refusée pour une raison technique. Votre situation n’est pas en cause."),
        PAPER,
    ),
    Kind.NO_YEAR: Notice(
        "erreur",
        404,
        N_("Aucune donnée fiscale pour les deux dernières années"),
        N_(
            "Aucun avis d’impôt n’est disponible à votre nom pour ces deux années. Cela arrive par exemple si "
            "vous étiez rattaché au foyer de vos parents ou si votre avis n’est pas encore établi."
        ),
        PAPER,
    ),
    Kind.UNKNOWN_TAXPAYER: Notice(
        "erreur",
        404,
        N_("Dossier fiscal introuvable"),
        N_("Aucun foyer fiscal ne correspond à votre identité ou au numéro donné."),
        PAPER,
    ),
    Kind.BAD_SPI: Notice(
        "erreur",
        422,
        N_("Numéro fiscal non reconnu"),
        N_(
            "Le numéro fiscal donné n’est pas un numéro valable. Il figure en haut de votre avis d’impôt : 13 chiffres."
        ),
        N_("Vérifiez-le et recommencez."),
    ),
    Kind.STALE_FORM: Notice(
        "erreur",
        403,
        N_("Ce formulaire a expiré"),
        N_("La page est restée ouverte trop longtemps, ou le formulaire ne venait pas d’ici. Rien n’a été envoyé."),
        AGAIN,
    ),
    Kind.NOT_FOUND: Notice(
        "erreur", 404, N_("Page introuvable"), N_("Cette adresse n’existe pas, ou ne s’ouvre pas directement."), AGAIN
    ),
    Kind.BUG: Notice("erreur", 500, N_("Une panne est survenue"), N_("La panne vient de notre service."), LATER),
}


def explain(stop: Stop) -> Notice:
    """The notice of a stop."""
    match stop:
        case Declined():
            return DECLINED
        case Refused():
            return Notice("refus", stop.status, REFUSED.title, REFUSED.says, REFUSED.advice, stop.rule)
        case Trouble():
            notice = TROUBLES[stop.kind]
            return Notice("erreur", notice.status, notice.title, notice.says, notice.advice, stop.kind)
        case _:
            return TROUBLES[Kind.BUG]
