"""The userinfo is verified before it is believed."""

from conformance.checks.reactions import refuses
from conformance.checks.registry import check
from conformance.journey import Journey
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
