"""The tax API revokes a token, refuses, asks to slow down, is slow, or says it otherwise: the client stops, waits, and reads codes."""

from conformance.checks.gateway import stops, waits
from conformance.checks.patience import bounded
from conformance.checks.reactions import delivered, falls_back, retries
from conformance.checks.tables import Row, Story, register
from conformance.checks.verbs import unseen
from conformance.journey import Journey
from conformance.verdict import Verdict
from rulebook.duties.apim import RETRIES, TOKEN_RENEWED
from rulebook.duties.errors import BOUNDED, CODE, REFUSAL, SLOW, WAITING
from rulebook.formats.report import Result
from rulebook.source import Text

_NO_EARLIER = Text(
    "le contrat n'ouvre aucune année plus ancienne : le repli ne peut rien montrer",
    "the contract opens no earlier year: falling back can show nothing",
)


def _falls_back_whatever_is_said(journey: Journey) -> Verdict:
    """The untaxed year is told in another sentence, under the same code."""
    verdict, late = falls_back(journey), journey.context.late
    if verdict.result is Result.NOT_APPLICABLE:
        return verdict
    if not delivered(journey):
        return unseen(journey, verdict.expected)
    if late is not None and late - 1 not in journey.context.years:
        return Verdict(Result.NOT_APPLICABLE, verdict.expected, _NO_EARLIER)
    return verdict


ROWS = (
    Row(
        "API-JETON-01a",
        TOKEN_RENEWED,
        "assiettes.token.revoked",
        "Un jeton révoqué est renouvelé, et l'appel refait.",
        lambda journey: retries(journey, at_most=RETRIES),
        (
            Story(
                "api-jeton-revoque",
                Text("Le jeton de la passerelle est révoqué avant son terme", "The gateway's token is revoked early"),
            ),
        ),
        "retry",
    ),
    Row(
        "API-ERREUR-02a",
        REFUSAL,
        "assiettes.response.403",
        "Un droit qui manque arrête la demande, et n'est pas un revenu nul.",
        stops,
        (
            Story("api-droit-refuse", Text("L'API refuse le droit (403)", "The API refuses the right (403)")),
            Story(
                "api-droit-refuse-nu",
                Text(
                    "L'API refuse le droit, sans enveloppe (403)", "The API refuses the right, without envelope (403)"
                ),
                given={"envelope": "without"},
            ),
        ),
    ),
    Row(
        "API-ERREUR-02b",
        REFUSAL,
        "assiettes.response.410",
        "Aucun avis pour aucune année arrête la demande, et n'est pas un revenu nul.",
        stops,
        (
            Story(
                "api-aucun-avis",
                Text("Aucune année n'a d'avis (410)", "No year has a notice (410)"),
            ),
            Story(
                "api-aucun-avis-nu",
                Text("Aucune année n'a d'avis, sans enveloppe (410)", "No year has a notice, without envelope (410)"),
                given={"envelope": "without"},
            ),
        ),
    ),
    Row(
        "API-ERREUR-04a",
        WAITING,
        "assiettes.response.429",
        "Après un 429, l'appel ne revient pas aussitôt, ni sans fin.",
        waits,
    ),
    Row(
        "API-ERREUR-04b",
        WAITING,
        "assiettes.response.503",
        "Après un 503, l'appel ne revient pas aussitôt, ni sans fin.",
        waits,
    ),
    Row(
        "API-ERREUR-04c",
        WAITING,
        "apim_token.response.429",
        "Après un 429 au jeton, la demande ne revient pas aussitôt, ni sans fin.",
        waits,
    ),
    Row(
        "API-ERREUR-04d",
        WAITING,
        "apim_token.response.503",
        "Après un 503 au jeton, la demande ne revient pas aussitôt, ni sans fin.",
        waits,
    ),
    Row(
        "API-ERREUR-05a",
        CODE,
        "assiettes.message.other",
        "Une année non taxée dite dans une autre phrase mène à l'année précédente.",
        _falls_back_whatever_is_said,
        (
            Story(
                "api-message-autre",
                Text(
                    "La dernière année n'est pas encore taxée, dit une autre phrase",
                    "The last year is not taxed yet, says another sentence",
                ),
                after="api-annee-non-taxee",
                late_year=True,
            ),
        ),
        "fall_back",
    ),
    Row(
        "API-ERREUR-06a",
        BOUNDED,
        "transport.delay",
        "Une passerelle muette ne fait pas attendre le citoyen jusqu'à ce qu'elle réponde.",
        bounded(SLOW),
        (
            Story(
                "api-lente",
                Text(f"L'API met {SLOW} secondes à répondre", f"The API takes {SLOW} seconds to answer"),
                given={"seconds": SLOW},
            ),
        ),
    ),
)

register(ROWS)
