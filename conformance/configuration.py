"""What in a journey is configuration, told apart from implementation: what was expected, what was seen, what to change."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from conformance.apis import DATA
from conformance.journey import GOALS, STOPS, Journey, parameter, without_query
from conformance.sameness import change
from conformance.unregistered import unregistered
from rulebook.formats.exchange import Exchange
from rulebook.formats.observation import Observation
from rulebook.refusals import REFUSALS, authorize, gateway, logout, token
from rulebook.source import Text

_CRASHED = 500  # from that status on


def given_up_too_well(journey: Journey) -> tuple[Text, ...]:
    """An oracle that says connected when the citizen gave up, and nothing was exchanged, cannot tell."""
    told = [seen for seen in journey.observations if seen.oracle in GOALS]
    if not told or journey.at("token"):
        return ()
    seen, url = told[-1].oracle, told[-1].url.partition("?")[0]
    return (
        Text(
            f"L'oracle dit « {seen} » à {url} alors que le citoyen a renoncé : précisez [oracle].{seen}, ou corrigez le client "
            "qui y croit.",
            f'The oracle says "{seen}" at {url} although the citizen gave up: make [oracle].{seen} more precise, or correct the client '
            "that believes it.",
        ),
    )


def given_up_unseen(journey: Journey) -> tuple[Text, ...]:
    """An oracle that knows no page of who gave up, though the client then says something of its own, cannot tell either.

    A client that crashes, shows nothing, or a page of before as if nothing had happened, explains nothing: that is its own story.
    """
    back = [e for e in journey.client_pages() if parameter("error")(e) == "access_denied"]
    since = journey.seen_since(back[0]) if back else ()
    if not since or any(seen.oracle != "none" for seen in journey.observations):
        return ()
    last, before = since[-1], journey.observations[: -len(since)]
    if last.status >= _CRASHED or not last.text or any(_is_as(last, page) for page in before):
        return ()
    url = last.url.partition("?")[0]
    return (
        Text(
            f"L'oracle ne reconnaît pas {url} ({last.title or last.status}), où arrive le citoyen qui a renoncé : apprenez-la à "
            "[oracle].refused, ou à [oracle].error ; si elle n'explique rien au citoyen, corrigez le client.",
            f"The oracle does not recognise {url} ({last.title or last.status}), where the citizen who gave up comes: teach it to "
            "[oracle].refused, or to [oracle].error; if it explains nothing to the citizen, mend the client.",
        ),
    )


def _is_as(page: Observation, other: Observation) -> bool:
    """Whether it is the same page, whose words may change by themselves, or a citizen reads the same on both, wherever they are."""
    if page.url.partition("?")[0] == other.url.partition("?")[0]:
        return True
    return change([page], [[other.model_copy(update={"url": page.url, "status": page.status})]]) is None


# What a page or an answer of the bench says → what to mend. FranceConnect's own codes (fact: A.4, A.5).
_ON_PAGE = (
    (
        authorize.CLIENT.code,
        Text(
            f"FranceConnect ne connaît pas ce client_id ({authorize.CLIENT.code}) : donnez au client celui que le banc affiche.",
            f"FranceConnect does not know this client_id ({authorize.CLIENT.code}): give the client the one that the bench shows.",
        ),
    ),
    (
        logout.UNREGISTERED.code,
        Text(
            f"La post_logout_redirect_uri du client n'est pas dans l'habilitation ({logout.UNREGISTERED.code}) : ajoutez-la à "
            "post_logout_redirect_uris, lettre pour lettre.",
            f"The client's post_logout_redirect_uri is not in the habilitation ({logout.UNREGISTERED.code}): add it to "
            "post_logout_redirect_uris, letter by letter.",
        ),
    ),
    (
        authorize.REDIRECT_URI_UNREGISTERED.code,
        Text(
            f"La redirect_uri du client n'est pas dans l'habilitation ({authorize.REDIRECT_URI_UNREGISTERED.code}) : ajoutez-la à "
            "redirect_uris, lettre pour lettre.",
            f"The client's redirect_uri is not in the habilitation ({authorize.REDIRECT_URI_UNREGISTERED.code}): add it to "
            "redirect_uris, letter by letter.",
        ),
    ),
)
# Requests that say who makes them (discovery and keys do not): when no lease explains one, its client uses another space or other credentials.
_BOUND = frozenset({"authorize", "token", "userinfo", "apim_token", *DATA})
# What a refusal of the bench says of how a client says who it is → what to mend.
_METHOD = Text(
    "Le client ne s'authentifie pas à /token de FranceConnect comme son inscription le dit ({seen}) : FranceConnect attend client_id et "
    "client_secret, une seule fois, dans le formulaire (client_secret_post).",
    "The client does not authenticate at FranceConnect's /token as it is registered ({seen}): FranceConnect wants client_id and "
    "client_secret, once, in the form (client_secret_post).",
)
_METHODS = (token.MECHANISM, token.NO_AUTH, token.TWO_MECHANISMS, token.AUTHORIZATION_HEADER, token.AUTHORIZATION_PAIR)
_REFUSED: Mapping[str, Text] = MappingProxyType(
    {
        **{
            refusal.id: Text(*(said.format(seen=refusal.id) for said in (_METHOD.fr, _METHOD.en)))
            for refusal in _METHODS
        },
        gateway.TOKEN_TWO_METHODS.id: Text(
            "Le client s'authentifie deux fois à /token de la passerelle DGFiP : gardez l'en-tête Authorization (Basic), ou le formulaire.",
            "The client authenticates twice at the DGFiP gateway's /token: keep the Authorization header (Basic), or the form.",
        ),
        gateway.TOKEN_NO_CLIENT.id: Text(
            "Le client demande un jeton à la passerelle DGFiP sans dire qui il est : clé et secret APIM vont dans l'en-tête Authorization (Basic).",
            "The client asks the DGFiP's gateway for a token without saying who it is: the APIM key and secret go in the Authorization header (Basic).",
        ),
    }
)
_CREDENTIALS = {
    "token": Text(
        "FranceConnect refuse les identifiants du client (invalid_client) : vérifiez client_id et client_secret.",
        "FranceConnect refuses the client's credentials (invalid_client): check client_id and client_secret.",
    ),
    "apim_token": Text(
        "La passerelle DGFiP refuse les identifiants du client (invalid_client) : vérifiez la clé et le secret APIM.",
        "The DGFiP's gateway refuses the client's credentials (invalid_client): check the APIM key and secret.",
    ),
}


def told_apart(gave_up: Journey, journey: Journey) -> tuple[Text, ...]:
    """An oracle that says the same of the citizen who gave up and of the one who was served cannot tell; none when it can."""
    if not (gave_up.observations and journey.observations and journey.served):
        return ()
    before, after = gave_up.observations[-1], journey.observations[-1]
    if after.oracle not in STOPS or after.oracle != before.oracle:
        return ()
    seen, first, second = after.oracle, before.url.partition("?")[0], after.url.partition("?")[0]
    return (
        Text(
            f"L'oracle dit « {seen} » à {first}, où le citoyen a renoncé, comme à {second}, où le banc a tout donné : précisez "
            f"[oracle].{seen}, ou corrigez le client qui refuse toujours.",
            f'The oracle says "{seen}" at {first}, where the citizen gave up, as at {second}, where the bench gave everything: make '
            f"[oracle].{seen} more precise, or correct the client that always refuses.",
        ),
    )


def misconfigured(journey: Journey, unassigned: Sequence[Exchange], *, breaks_a_duty: bool) -> tuple[Text, ...]:
    """Configuration problems that explain a clean login that failed; none when the implementation, or silence, explains it."""
    ours = journey.context.habilitation.id  # what it did out of time is not elsewhere
    elsewhere = tuple(e for e in unassigned if e.endpoint in _BOUND and e.application != ours)
    if stated := (
        *_another_issuer(journey),
        *_another_application(journey, elsewhere),
        *_said_on_pages(journey.exchanges),
        *_credentials((*journey.exchanges, *elsewhere)),
        *filter(None, map(unregistered, journey.exchanges)),
    ):
        return tuple(dict.fromkeys(stated))
    last = journey.observations[-1].oracle if journey.observations else "none"
    refused = any(e.refused_by for e in journey.exchanges) or (last in STOPS and journey.stuck is None)
    if breaks_a_duty or refused or journey.trouble is not None:
        return ()
    if elsewhere:
        url = elsewhere[-1].request.url.partition("?")[0]
        return (
            Text(
                f"Le client a appelé {url} hors de son espace ou de son application : vérifiez l'issuer et le client_id qu'il emploie.",
                f"The client called {url} outside its space or application: check the issuer and client_id that it uses.",
            ),
        )
    if journey.stuck is not None:
        return (Text(f"Recette : {journey.stuck.fr}", f"Recipe: {journey.stuck.en}"),)
    goal = journey.context.goal
    if last == goal:  # shown without a call to this bench: the verdict says so
        return ()
    url = journey.observations[-1].url.partition("?")[0] if journey.observations else journey.context.client
    return (
        Text(
            f"La recette finit à {url} et l'oracle n'y reconnaît pas « {goal} » : complétez la recette, ou [oracle].{goal}.",
            f'The recipe ends at {url} and the oracle does not see "{goal}" there: complete the recipe, or [oracle].{goal}.',
        ),
    )


def mend(exchange: Exchange) -> Text | None:
    """What to mend in the configuration, of one request that the bench refused; None when the implementation explains it."""
    refusal = REFUSALS.get(exchange.refused_by or "")
    on_page = dict(_ON_PAGE).get(refusal.code) if refusal else None
    return on_page or next(_credentials((exchange,)), None) or unregistered(exchange)


def _another_issuer(journey: Journey) -> Iterator[Text]:
    """Another space of the same bench: its FranceConnect answers at the same host, under another path."""
    issuer = journey.context.issuer
    for exchange in journey.exchanges:
        asked = without_query(exchange)
        if exchange.endpoint == "franceconnect" and asked.endswith("/authorize") and asked != f"{issuer}/authorize":
            yield Text(
                f"Le client envoie le citoyen à {asked}, or l'issuer est {issuer} : donnez-lui celui-ci.",
                f"The client sends the citizen to {asked}, but the issuer is {issuer}: give it that one.",
            )


def _another_application(journey: Journey, elsewhere: Sequence[Exchange]) -> Iterator[Text]:
    """The authorization that our citizen was sent with is somebody else's: good credentials, of another application."""
    read = parameter("state")
    sent = {read(e) for e in journey.authorizations() if e.by == "driver"} - {None}
    for exchange in elsewhere:
        if exchange.endpoint == "authorize" and exchange.application and read(exchange) in sent:
            ours, other = journey.context.habilitation.id, exchange.application
            yield Text(
                f"Le client s'est présenté à FranceConnect au nom de l'application {other}, attendu {ours} : donnez-lui le client_id de "
                f"{ours}, ou jugez {other}.",
                f"The client came to FranceConnect as the application {other}, {ours} was expected: give it the client_id of {ours}, or "
                f"judge {other}.",
            )


def _said_on_pages(exchanges: Sequence[Exchange]) -> Iterator[Text]:
    for exchange in exchanges:
        if exchange.by == "driver" and exchange.endpoint == "franceconnect" and exchange.response.status >= 400:
            for code, problem in _ON_PAGE:
                if code in (exchange.response.text or ""):
                    yield problem


def _credentials(exchanges: Sequence[Exchange]) -> Iterator[Text]:
    for exchange in exchanges:
        body = exchange.response.json_body
        if exchange.endpoint in _CREDENTIALS and isinstance(body, dict) and body.get("error") == "invalid_client":
            yield _REFUSED.get(exchange.refused_by or "", _CREDENTIALS[exchange.endpoint])
        elif known := _REFUSED.get(exchange.refused_by or ""):
            yield known
