"""The record of a page that says why the journey stops, and the sentences that several of them share."""

from dataclasses import dataclass


def _(sentence: str) -> str:
    """Mark a sentence for the catalogues; it is translated where it is shown."""
    return sentence


@dataclass(frozen=True, slots=True)
class Notice:
    """A page that says why we stop. `etat` is "refus" or "erreur"; `reference` is for our support team; `wait` is said by `WAIT` alone."""

    etat: str
    status: int
    title: str
    says: str
    advice: str
    reference: str = ""
    wait: int = 0


LATER = _("Réessayez dans quelques minutes. Votre dossier n’a pas été modifié.")
MINUTE = _("Revenez dans une minute et recommencez. Votre dossier n’a pas été modifié.")
WAIT = _("Revenez dans %(seconds)s secondes et recommencez. Votre dossier n’a pas été modifié.")
TOWN = _("Contactez la mairie, qui verra avec vous comment traiter votre demande.")
AGAIN = _("Revenez à l’accueil et recommencez.")
PAPER = _("Déposez une copie de votre avis d’impôt en mairie : votre demande sera traitée à la main.")
COUNTER = _("Déposez un justificatif de domicile en mairie : votre carte sera établie à la main.")

FC_DOWN = _("FranceConnect ne répond pas")
API_DOWN = _("Les données fiscales sont indisponibles")
