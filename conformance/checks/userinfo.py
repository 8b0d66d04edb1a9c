"""The userinfo is verified before it is believed."""

from conformance.checks.reactions import refuses
from conformance.checks.registry import check
from conformance.checks.verbs import nowhere, once_given, within
from conformance.journey import Journey, addresses, carried_marks, parameter
from conformance.verdict import Verdict
from rulebook.duties import userinfo as duties


@check("FS-USERINFO-01a", duty=duties.SIGNATURE, under="userinfo.signature.broken")
def broken_signature_is_refused(journey: Journey) -> Verdict:
    """Un userinfo à la signature fausse arrête le parcours."""
    return refuses(journey, then=("assiettes",))


@check("FS-SUB-01a", duty=duties.SUB, under="userinfo.sub.foreign")
def foreign_sub_is_refused(journey: Journey) -> Verdict:
    """Un userinfo qui parle d'un autre arrête le parcours."""
    return refuses(journey, then=("assiettes",))


@check("FS-USERINFO-02a", duty=duties.HEADER)
def token_goes_in_the_header(journey: Journey) -> Verdict:
    """Le jeton d'accès n'est pas dans l'adresse de l'userinfo."""
    hidden = nowhere(journey, journey.at("token", "userinfo"), addresses, secrets=("access_token=",))
    return once_given(journey, journey.at("userinfo"), hidden)


@check("FS-USERINFO-03a", duty=duties.IN_TIME)
def userinfo_is_asked_in_time(journey: Journey) -> Verdict:
    """L'userinfo est demandé dans les 30 secondes du consentement."""
    consented, given = journey.codes(), journey.token_exchanges()
    asked = [(given[mark], e) for e in journey.at("userinfo") for mark in carried_marks(e) & given.keys()]
    since = [(consented.get(parameter("code")(exchanged) or "", exchanged), e) for exchanged, e in asked]
    return within(journey, since, duties.GRANT_LIFETIME)
