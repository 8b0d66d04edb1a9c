"""The citizen is sent to FranceConnect as they should be."""

from conformance.checks.registry import check
from conformance.checks.verbs import every, fresh, keeps_its_constraint, subset
from conformance.journey import Journey, parameter, parameters
from conformance.verdict import Verdict
from rulebook.constraint import Equals
from rulebook.duties import authorize as duties
from rulebook.refusals.authorize import PARAMETERS


@check("FS-CODE-01a", duty=duties.CODE)
def response_type_is_code(journey: Journey) -> Verdict:
    """Chaque demande d'authentification veut un code."""
    return keeps_its_constraint(journey, journey.authorizations(), duties.CODE)


@check("FS-PARAM-01a", duty=duties.PARAM)
def no_foreign_parameter(journey: Journey) -> Verdict:
    """Chaque demande d'authentification ne porte que des paramètres connus."""
    return subset(journey, journey.authorizations(), lambda e: (name for name, _ in parameters(e)), of=PARAMETERS)


@check("FS-NONCE-01a", duty=duties.NONCE_LENGTH)
def nonce_cannot_be_guessed(journey: Journey) -> Verdict:
    """Le nonce est assez long pour ne pas être deviné."""
    return keeps_its_constraint(journey, journey.authorizations(), duties.NONCE_LENGTH)


@check("FS-NONCE-02a", duty=duties.NONCE_FRESH)
def nonce_is_new_each_time(journey: Journey) -> Verdict:
    """Le nonce change à chaque demande."""
    return fresh(journey, journey.authorizations(), parameter("nonce"))


@check("FS-STATE-01a", duty=duties.STATE_LENGTH)
def state_cannot_be_guessed(journey: Journey) -> Verdict:
    """Le state est assez long pour ne pas être deviné."""
    return keeps_its_constraint(journey, journey.authorizations(), duties.STATE_LENGTH)


@check("FS-STATE-02a", duty=duties.STATE_FRESH)
def state_is_new_each_time(journey: Journey) -> Verdict:
    """Le state change à chaque demande."""
    return fresh(journey, journey.authorizations(), parameter("state"))


@check("FS-SCOPE-01a", duty=duties.SCOPE_OPENID)
def openid_is_asked(journey: Journey) -> Verdict:
    """Chaque demande contient le scope openid."""
    return keeps_its_constraint(journey, journey.authorizations(), duties.SCOPE_OPENID)


@check("FS-SCOPE-02a", duty=duties.SCOPE_GRANTED)
def scopes_stay_within_the_habilitation(journey: Journey) -> Verdict:
    """Chaque demande reste dans les scopes de l'habilitation."""
    granted = journey.context.habilitation.franceconnect
    asked = journey.authorizations()
    return subset(journey, asked, lambda e: (parameter("scope")(e) or "").split(), of=granted.scopes if granted else ())


@check("FS-ACR-01a", duty=duties.ACR)
def acr_is_sent(journey: Journey) -> Verdict:
    """Chaque demande dit le niveau de garantie voulu."""
    return keeps_its_constraint(journey, journey.authorizations(), duties.ACR)


@check("FS-REDIRECT-01a", duty=duties.REDIRECT)
def redirect_uri_is_registered(journey: Journey) -> Verdict:
    """Chaque demande revient à une adresse de l'habilitation."""
    granted = journey.context.habilitation.franceconnect
    registered = granted.redirect_uris if granted else ()
    return subset(journey, journey.authorizations(), lambda e: (parameter("redirect_uri")(e) or "",), of=registered)


@check("FS-REDIRECT-02a", duty=duties.REDIRECT_TLS)
def redirect_uri_is_https(journey: Journey) -> Verdict:
    """Chaque demande revient à une adresse https, ou à localhost."""
    return keeps_its_constraint(journey, journey.authorizations(), duties.REDIRECT_TLS)


@check("FS-DEMANDE-01a", duty=duties.METHOD)
def request_is_a_get(journey: Journey) -> Verdict:
    """Chaque demande d'authentification part en GET."""
    return every(journey, journey.authorizations(), lambda e: e.request.method, keeps=Equals("GET"))
