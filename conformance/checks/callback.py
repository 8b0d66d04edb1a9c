"""What comes back from FranceConnect is looked at before it is believed."""

from conformance.checks.reactions import explains, refuses
from conformance.checks.registry import check
from conformance.journey import GOALS, STOPS, Journey, query
from conformance.verdict import Verdict
from rulebook.duties import callback as duties


@check("FS-STATE-03a", duty=duties.STATE_FORGED, under="callback.state.forged")
def forged_state_is_refused(journey: Journey) -> Verdict:
    """Un state contrefait arrête le parcours."""
    return refuses(journey, then=("token",))


@check("FS-ISS-01a", duty=duties.ISS_FOREIGN, under="callback.iss.foreign")
def foreign_iss_is_refused(journey: Journey) -> Verdict:
    """Un retour venu d'un autre serveur arrête le parcours."""
    return refuses(journey, then=("token",))


@check("FS-REFUS-01a", duty=duties.REFUSED)
def giving_up_is_explained(journey: Journey) -> Verdict:
    """Le citoyen qui renonce lit une explication."""
    returns = tuple(e for e in journey.client_pages() if dict(query(e.request.url)).get("error") == "access_denied")
    return explains(journey, returns, then=("token",), shows=STOPS, never=GOALS)
