"""The code is exchanged as it should be."""

from conformance.apis import DATA
from conformance.checks.reactions import accepts, refuses
from conformance.checks.registry import check
from conformance.checks.tables import disturbed
from conformance.checks.verbs import clean, keeps_its_constraint, named, nowhere, once, once_given, same, within
from conformance.journey import Journey, addresses, header, parameter, parameters
from conformance.verdict import Verdict
from rulebook.duties import token as duties
from rulebook.formats.exchange import Exchange
from rulebook.source import Text


@check("FS-TOKEN-01a", duty=duties.ONCE)
def code_is_exchanged_once(journey: Journey) -> Verdict:
    """Aucun code n'est échangé deux fois."""
    return once(journey, journey.at("token"), parameter("code"))


@check("FS-TOKEN-02a", duty=duties.IN_TIME)
def code_is_exchanged_in_time(journey: Journey) -> Verdict:
    """Chaque code est échangé dans les 30 secondes."""
    given = journey.codes()
    used = ((given[code], e) for e in journey.at("token") if (code := parameter("code")(e)) in given)
    return within(journey, used, duties.CODE_LIFETIME)


@check("FS-TOKEN-03a", duty=duties.FORM)
def code_is_posted_as_a_form(journey: Journey) -> Verdict:
    """Chaque code est échangé par un formulaire POST."""
    return clean(journey, journey.at("token"), _not_a_form, Text("un formulaire POST", "a POST form"))


@check("FS-TOKEN-04a", duty=duties.SAME_REDIRECT)
def redirect_uri_is_repeated(journey: Journey) -> Verdict:
    """Chaque échange répète l'adresse de retour de la demande."""
    granted = journey.context.habilitation.franceconnect
    asked = {uri for e in journey.authorizations() if (uri := parameter("redirect_uri")(e))}
    expected = Text("la redirect_uri de la demande", "the request's redirect_uri")
    registered = granted.redirect_uris if granted else ()
    return same(journey, _readable(journey), parameter("redirect_uri"), as_=asked or registered, expected=expected)


@check("FS-TOKEN-05a", duty=duties.GRANT)
def grant_is_a_code(journey: Journey) -> Verdict:
    """Chaque échange présente un code, et rien d'autre."""
    return keeps_its_constraint(journey, _readable(journey), duties.GRANT)


@check("FS-SECRET-01a", duty=duties.SECRET)
def secret_stays_on_the_server(journey: Journey) -> Verdict:
    """Le secret n'est dans aucune adresse ni aucune page."""
    marks = {mark for e in journey.at("token") if (mark := parameter("client_secret")(e))}
    seen = (*journey.at("authorize", "token", "userinfo"), *journey.client_pages())
    places = Text("adresse(s) ou page(s)", "address(es) or page(s)")
    hidden = nowhere(journey, seen, _shown, secrets=(*named("client_secret"), *marks), places=places)
    return once_given(journey, journey.at("token"), hidden)


@check("FS-SECRET-02a", duty=duties.POSTED)
def secret_is_posted(journey: Journey) -> Verdict:
    """Chaque échange porte le secret dans son corps."""
    basic = header("Authorization")
    expected = Text("le secret dans le corps", "the secret in the body")
    return clean(journey, journey.at("token"), lambda e: ["Authorization"] if basic(e) else [], expected)


REFUSED = disturbed(
    "refuse",
    lambda journey: refuses(journey, then=("userinfo", *DATA)),
    {
        duties.WHOLE: {
            "a": ("token.id_token.missing", "fs-echange-sans-id-token"),
            "b": ("token.id_token.null", "fs-echange-id-token-nul"),
            "c": ("token.access_token.missing", "fs-echange-sans-jeton"),
            "d": ("token.token_type.foreign", "fs-echange-jeton-etrange"),
        }
    },
)
IGNORED = disturbed("accept", accepts, {duties.UNKNOWN: {"a": ("token.response.extra", "fs-echange-de-trop")}})
DISTURBED = (*REFUSED, *IGNORED)


def _readable(journey: Journey) -> tuple[Exchange, ...]:
    """Exchanges that say something: one whose body is no form is that duty's business."""
    return tuple(e for e in journey.at("token") if parameters(e))


def _not_a_form(exchange: Exchange) -> list[str]:
    sent = exchange.request
    if sent.method == "POST" and sent.form is not None:
        return []
    return [f"{sent.method} {header('content-type')(exchange) or ''}".strip()]


def _shown(exchange: Exchange) -> str:
    page = exchange.response.text or "" if exchange.by == "driver" else ""
    return f"{addresses(exchange)} {page}"
