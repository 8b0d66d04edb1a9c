"""An id_token is verified before it is believed: each check hands the client one false token and watches."""

from conformance.checks.reactions import refuses
from conformance.checks.registry import check
from conformance.checks.verbs import subset
from conformance.journey import Journey
from conformance.verdict import Verdict
from rulebook.duties import id_token as duties

# Whoever believes a false id_token shows it by using the access token that came with it.
_NEXT = ("userinfo", "assiettes")


@check("FS-SIGNATURE-01a", duty=duties.SIGNATURE, under="id_token.signature.broken")
def broken_signature_is_refused(journey: Journey) -> Verdict:
    """Un id_token à la signature fausse arrête le parcours."""
    return refuses(journey, then=_NEXT)


@check("FS-ALG-01a", duty=duties.ALG, under="id_token.alg.none")
def unsigned_token_is_refused(journey: Journey) -> Verdict:
    """Un id_token qui se dit non signé arrête le parcours."""
    return refuses(journey, then=_NEXT)


@check("FS-NONCE-03a", duty=duties.NONCE, under="id_token.nonce.foreign")
def foreign_nonce_is_refused(journey: Journey) -> Verdict:
    """Un id_token au nonce étranger arrête le parcours."""
    return refuses(journey, then=_NEXT)


@check("FS-ISS-02a", duty=duties.ISS, under="id_token.iss.foreign")
def foreign_issuer_is_refused(journey: Journey) -> Verdict:
    """Un id_token émis par un autre serveur arrête le parcours."""
    return refuses(journey, then=_NEXT)


@check("FS-AUD-01a", duty=duties.AUD, under="id_token.aud.foreign")
def foreign_audience_is_refused(journey: Journey) -> Verdict:
    """Un id_token destiné à un autre arrête le parcours."""
    return refuses(journey, then=_NEXT)


@check("FS-EXP-01a", duty=duties.EXP, under="id_token.exp.past")
def expired_token_is_refused(journey: Journey) -> Verdict:
    """Un id_token périmé arrête le parcours."""
    return refuses(journey, then=_NEXT)


@check("FS-ALG-02a", duty=duties.SIGNED_BY_KEY)
def tokens_are_signed_by_key(journey: Journey) -> Verdict:
    """L'habilitation veut des jetons signés par clé publique."""
    granted = journey.context.habilitation.franceconnect
    algorithms = (granted.id_token_alg, granted.userinfo_alg) if granted else ()
    return subset(journey, journey.at("token"), lambda _: algorithms, of=("ES256", "RS256"))
