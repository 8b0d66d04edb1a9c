"""Which page says why the journey stops: a choice of the citizen, a refusal of ours, a trouble."""

from dataclasses import replace

from reference_client.notice import AGAIN, LATER, MINUTE, WAIT, Notice, _
from reference_client.outcome import Declined, Kind, Refused, Stop, Trouble
from reference_client.troubles import TROUBLES

DECLINED = Notice(
    "refus",
    200,
    _("Vous n’avez pas donné suite"),
    _(
        "Vous avez interrompu l’identification, ou vous n’avez pas accepté la transmission de vos données : "
        "rien ne nous a été transmis."
    ),
    _("Vous pouvez recommencer quand vous le voulez, ou choisir une des autres façons ci-dessous."),
)

REFUSED = Notice(
    "refus",
    Refused.status,
    _("Nous avons refusé cette identification"),
    _(
        "La réponse reçue au nom de FranceConnect n’a pas pu être vérifiée. Par sécurité, nous n’en tenons aucun "
        "compte et n’en gardons rien."
    ),
    AGAIN,
)


def explain(stop: Stop) -> Notice:
    """The notice of a stop."""
    match stop:
        case Declined():
            return DECLINED
        case Refused():
            return Notice("refus", stop.status, REFUSED.title, REFUSED.says, REFUSED.advice, stop.rule)
        case Trouble():
            notice = TROUBLES[stop.kind]
            told = stop.wait > 0 and notice.advice in {LATER, MINUTE}
            advice, wait = (WAIT, stop.wait) if told else (notice.advice, 0)
            return replace(notice, advice=advice, wait=wait, reference=stop.kind)
        case _:
            return TROUBLES[Kind.BUG]
