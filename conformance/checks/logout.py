"""The citizen leaves: by FranceConnect, with what it asks for, and nothing stays open behind them."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from conformance.checks.reactions import PAGES, delivered, explains
from conformance.checks.registry import check
from conformance.checks.tables import disturbed
from conformance.checks.verbs import broken, clean, every, kept, subset, unseen
from conformance.journey import GOALS, STOPS, Journey, origin, parameter
from conformance.verdict import Verdict
from rulebook.constraint import MinLength
from rulebook.duties import logout as duties
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Evidence, Result
from rulebook.refusals import logout as refusals
from rulebook.source import Text

_OK = 200
_NOT_OURS = (refusals.HINT_DECODE.code, refusals.AUDIENCE.code, refusals.HINT_SIGNATURE.code)
_HINTED = Text("/session/end, avec un id_token_hint", "/session/end, with an id_token_hint")
_CLOSED = Text("plus personne de connecté au téléservice", "nobody logged in to the téléservice any more")
_ASKS = Text("FranceConnect redemande qui est là", "FranceConnect asks again who is there")


@check("FS-LOGOUT-01a", duty=duties.HINT)
def logout_goes_by_franceconnect(journey: Journey) -> Verdict:
    """La déconnexion passe par FranceConnect, avec l'id_token du citoyen."""
    if not journey.logouts() and journey.left is not None:
        since = [e for e in journey.client_pages() if e.at <= journey.left]
        return broken(_HINTED, Text("le navigateur n'y est pas allé", "the browser did not go there"), since[-1:])
    return clean(journey, journey.logouts(), _wrong_hint, _HINTED)


@check("FS-LOGOUT-02a", duty=duties.REGISTERED)
def way_back_is_registered(journey: Journey) -> Verdict:
    """La déconnexion revient à une adresse de l'habilitation."""
    granted = journey.context.habilitation.franceconnect
    back = parameter("post_logout_redirect_uri")
    registered = granted.post_logout_redirect_uris if granted else ()
    return subset(journey, journey.logouts(), lambda e: [uri for uri in (back(e),) if uri], of=registered)


@check("FS-LOGOUT-03a", duty=duties.STATE)
def logout_sends_a_state(journey: Journey) -> Verdict:
    """La déconnexion envoie un state."""
    return every(journey, journey.logouts(), parameter("state"), keeps=MinLength(1))


DISTURBED = disturbed(
    "explain",
    lambda journey: explains(journey, delivered(journey), then=(), shows=STOPS, never=GOALS),
    {
        duties.STATE: {
            "b": ("logout.state.forged", "fs-deconnexion-state-contrefait"),
            "c": ("logout.state.missing", "fs-deconnexion-state-absent"),
        }
    },
)


@check("FS-LOGOUT-04a", duty=duties.BOTH)
def session_is_closed(journey: Journey) -> Verdict:
    """Après la déconnexion, les pages du citoyen ne s'ouvrent plus."""
    left, back = journey.left, journey.back
    if left is None or back is None:
        return unseen(journey, _CLOSED)
    asked = tuple(e for e in journey.client_pages() if left <= e.at < back)
    opened = [o for o in journey.observations if left <= o.at < back and o.oracle in GOALS]
    if opened:
        numbers = tuple(e.n for e in asked)
        return Verdict(Result.FAIL, _CLOSED, PAGES[opened[0].oracle], numbers, (opened[0].n,), Evidence.OBSERVED)
    if journey.trouble is not None:
        return unseen(journey, _CLOSED)
    return kept(
        journey, _CLOSED, asked, Text("aucune page « connecté » ni « résultat »", 'no page "connected" or "result"')
    )


@check("FS-LOGOUT-04b", duty=duties.BOTH)
def franceconnect_asks_again(journey: Journey) -> Verdict:
    """Après la déconnexion, FranceConnect redemande qui est là."""
    since = [e for e in _at_franceconnect(journey) if journey.left is not None and e.at >= journey.left]
    if signed_on := [e for e in since if urlsplit(e.request.url).path.endswith("/verify")]:
        known = Text(
            "la session d'avant sert encore (connexion unique)", "the session from before still serves (single sign-on)"
        )
        return broken(_ASKS, known, signed_on)
    asking = [e for e in since if e.response.status == _OK]
    return kept(journey, _ASKS, asking, Text("il l'a redemandé", "it asked again"))


def _at_franceconnect(journey: Journey) -> Iterator[Exchange]:
    """What the browser was shown there."""
    here = origin(journey.context.issuer)
    return (e for e in journey.exchanges if e.by == "driver" and origin(e.request.url) == here)


def _wrong_hint(exchange: Exchange) -> list[str]:
    """What is wrong with the token: none, an empty one, or one that FranceConnect does not take for its own."""
    hint = parameter("id_token_hint")(exchange)
    if not hint:
        return ["id_token_hint ∅"]
    said = exchange.response.text or ""
    return [code for code in _NOT_OURS if code in said]
