"""The code is exchanged as it should be."""

from conformance.checks.registry import check
from conformance.checks.verbs import once, within
from conformance.journey import Journey, given_code, parameter
from conformance.verdict import Verdict
from rulebook.duties import token as duties


@check("FS-TOKEN-01a", duty=duties.ONCE)
def code_is_exchanged_once(journey: Journey) -> Verdict:
    """Aucun code n'est échangé deux fois."""
    return once(journey, journey.at("token"), parameter("code"))


@check("FS-TOKEN-02a", duty=duties.IN_TIME)
def code_is_exchanged_in_time(journey: Journey) -> Verdict:
    """Chaque code est échangé dans les 30 secondes."""
    given = {code: e for e in journey.at("authorize", "authorize_resume") if (code := given_code(e))}
    used = ((given[code], e) for e in journey.at("token") if (code := parameter("code")(e)) in given)
    return within(journey, used, duties.CODE_LIFETIME)
