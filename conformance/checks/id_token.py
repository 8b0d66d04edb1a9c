"""An id_token is verified before it is believed: each check hands the client one false token and watches."""

from conformance.apis import DATA
from conformance.checks.reactions import REFUSAL, refuses
from conformance.checks.registry import check
from conformance.checks.tables import disturbed
from conformance.checks.verbs import subset, unseen
from conformance.journey import Journey
from conformance.verdict import Verdict
from rulebook.duties import id_token as duties
from rulebook.duties import userinfo
from rulebook.formats.report import Result
from rulebook.platforms import PLATFORMS

# Whoever believes a false id_token shows it by using the access token that came with it.
_NEXT = ("userinfo", *DATA)

REFUSED = disturbed(
    "refuse",
    lambda journey: refuses(journey, then=_NEXT),
    {
        duties.SIGNATURE: {
            "a": ("id_token.signature.broken", "fs-signature-fausse"),
            "b": ("id_token.signature.truncated", "fs-signature-coupee"),
            "c": ("id_token.signature.stripped", "fs-signature-absente"),
            "d": ("id_token.payload.tampered", "fs-id-token-modifie"),
            "e": ("id_token.kid.unknown", "fs-cle-inconnue"),
            "f": ("id_token.jwk.embedded", "fs-cle-jointe"),
            "g": ("id_token.jku.foreign", "fs-cle-ailleurs"),
            "h": ("id_token.compact.malformed", "fs-id-token-informe"),
        },
        duties.CRITICAL: {"a": ("id_token.crit.unknown", "fs-extension-inconnue")},
        duties.ALG: {
            "a": ("id_token.alg.none", "fs-alg-none"),
            "b": ("id_token.alg.confused", "fs-alg-confondu"),
            "c": ("id_token.alg.none_disguised", "fs-alg-none-deguise"),
        },
        duties.REGISTERED_ALG: {"a": ("id_token.alg.downgraded", "fs-alg-v1")},
        duties.NONCE: {
            "a": ("id_token.nonce.foreign", "fs-nonce-etranger"),
            "b": ("id_token.nonce.missing", "fs-nonce-absent"),
            "c": ("id_token.nonce.empty", "fs-nonce-vide"),
            "d": ("id_token.replayed", "fs-id-token-rejoue"),
        },
        duties.ISS: {
            "a": ("id_token.iss.foreign", "fs-iss-etranger"),
            "b": ("id_token.iss.missing", "fs-iss-absent"),
            "c": ("id_token.iss.slash", "fs-iss-approchant"),
            "d": ("id_token.claims.none", "fs-id-token-vide"),
            "e": ("id_token.payload.list", "fs-id-token-liste"),
            "f": ("id_token.payload.text", "fs-id-token-texte"),
        },
        duties.AUD: {
            "a": ("id_token.aud.foreign", "fs-aud-etranger"),
            "b": ("id_token.aud.missing", "fs-aud-absent"),
            "c": ("id_token.aud.foreign_list", "fs-aud-liste-etrangere"),
            "d": ("id_token.client.foreign", "fs-id-token-d-un-autre"),
            "e": ("id_token.aud.truncated", "fs-aud-tronque"),
        },
        duties.EXP: {
            "a": ("id_token.exp.past", "fs-exp-depasse"),
            "b": ("id_token.exp.missing", "fs-exp-absent"),
        },
        duties.NOT_YET: {"a": ("id_token.nbf.future", "fs-nbf-futur")},
    },
)


def _refuses_nobody(journey: Journey) -> Verdict:
    """Asking the userinfo first, then looking at the level or comparing, is allowed: no text gives the order. Using it is not."""
    return refuses(journey, then=DATA)


def _compares(journey: Journey) -> Verdict:
    """A client that asks no userinfo has nothing to compare: it cannot see that the id_token lies."""
    verdict = _refuses_nobody(journey)
    blind = verdict.result is Result.FAIL and not journey.at("userinfo")
    return unseen(journey, REFUSAL) if blind else verdict


LEVELS = disturbed(
    "refuse",
    _refuses_nobody,
    {
        duties.ACR: {
            "a": ("id_token.acr.lower", "fs-acr-inferieur"),
            "b": ("id_token.acr.missing", "fs-acr-absent"),
            "c": ("id_token.acr.unknown", "fs-acr-inconnu"),
        },
    },
)
SUBS = (
    *disturbed(
        "refuse",
        _compares,
        {
            userinfo.SUB: {
                "b": ("id_token.sub.foreign", "fs-sub-etranger"),
                "c": ("id_token.sub.number", "fs-sub-nombre"),
            }
        },
    ),
    *disturbed(
        "refuse",
        _refuses_nobody,
        {
            userinfo.SUB: {
                "d": ("id_token.sub.missing", "fs-sub-absent"),
                "e": ("id_token.sub.empty", "fs-sub-vide"),
            }
        },
    ),
)
DISTURBED = (*REFUSED, *LEVELS, *SUBS)


@check("FS-ALG-02a", duty=duties.SIGNED_BY_KEY)
def tokens_are_signed_by_key(journey: Journey) -> Verdict:
    """L'habilitation veut des jetons signés par clé publique."""
    granted = journey.context.habilitation.franceconnect
    algorithms = (granted.id_token_alg, granted.userinfo_alg) if granted else ()
    published = PLATFORMS[granted.platform].asymmetric if granted else ()
    return subset(journey, journey.at("token"), lambda _: algorithms, of=published)
