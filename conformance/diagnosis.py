"""Why a journey came to nothing: configuration, told apart from implementation, with what to correct."""

from collections.abc import Iterator, Mapping, Sequence

from conformance.checks import Check
from conformance.checks.reactions import PAGES
from conformance.journey import GOALS, STOPS, Journey, without_query
from conformance.verdict import Verdict, worst
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Result
from rulebook.source import Text


def given_up_too_well(journey: Journey) -> tuple[Text, ...]:
    """An oracle that says connected when the citizen gave up, and nothing was exchanged, cannot tell."""
    told = [seen for seen in journey.observations if seen.oracle in GOALS]
    if not told or journey.at("token"):
        return ()
    seen, url = told[-1].oracle, told[-1].url.partition("?")[0]
    return (
        Text(
            f"L'oracle dit « {seen} » à {url} alors que le citoyen a renoncé : précisez [oracle].{seen}, ou le client qui y croit.",
            f'The oracle says "{seen}" at {url} although the citizen gave up: mend [oracle].{seen}, or the client that believes it.',
        ),
    )


# What a page or an answer of the bench says → what to mend. FranceConnect's own codes (fact: A.4, A.5).
_ON_PAGE = (
    (
        "Y04EA6EF",
        Text(
            "FranceConnect ne connaît pas ce client_id (Y04EA6EF) : donnez au client celui que le banc affiche.",
            "FranceConnect does not know this client_id (Y04EA6EF): give the client the one that the bench shows.",
        ),
    ),
    (
        "Y04C013C",
        Text(
            "La redirect_uri du client n'est pas dans l'habilitation (Y04C013C) : ajoutez-la à redirect_uris, lettre pour lettre.",
            "The client's redirect_uri is not in the habilitation (Y04C013C): add it to redirect_uris, letter by letter.",
        ),
    ),
)
# Requests that say who makes them (discovery and keys do not): when no lease explains one, its client uses another space or other credentials.
_BOUND = frozenset({"authorize", "token", "userinfo", "apim_token", "assiettes"})
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


def misconfigured(journey: Journey, unassigned: Sequence[Exchange], *, breaks_a_duty: bool) -> tuple[Text, ...]:
    """Configuration problems that explain a clean login that failed; none when the implementation, or silence, explains it."""
    ours = journey.context.habilitation.id  # what it did out of time is not elsewhere
    elsewhere = tuple(e for e in unassigned if e.endpoint in _BOUND and e.application != ours)
    if stated := (
        *_another_issuer(journey),
        *_said_on_pages(journey),
        *_credentials((*journey.exchanges, *elsewhere)),
    ):
        return tuple(dict.fromkeys(stated))
    last = journey.observations[-1].oracle if journey.observations else "none"
    refused = any(e.refused_by for e in journey.exchanges) or last in STOPS
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


def _said_on_pages(journey: Journey) -> Iterator[Text]:
    for exchange in journey.exchanges:
        if exchange.by == "driver" and exchange.endpoint == "franceconnect" and exchange.response.status >= 400:
            for code, problem in _ON_PAGE:
                if code in (exchange.response.text or ""):
                    yield problem


def _credentials(exchanges: Sequence[Exchange]) -> Iterator[Text]:
    for exchange in exchanges:
        body = exchange.response.json_body
        if exchange.endpoint in _CREDENTIALS and isinstance(body, dict) and body.get("error") == "invalid_client":
            yield _CREDENTIALS[exchange.endpoint]


# ------------------------------------------------------------------ what a module's line says
def failed_control(result: Result, journey: Journey) -> tuple[Result, Text]:
    """An undisturbed journey that did not succeed: inconclusive if the client fell silent, else a failure with its reason."""
    if journey.trouble is not None:
        return worst((result, Result.INCONCLUSIVE)), journey.trouble
    refused = [e for e in journey.exchanges if e.refused_by]
    if refused:
        by, endpoint = refused[0].refused_by, refused[0].endpoint
        said = Text(
            f"refusé par le banc à {endpoint} : {by} (unefois explain {by})",
            f"refused by the bench at {endpoint}: {by} (unefois explain {by})",
        )
    else:
        said = journey.stuck or _where_it_ended(journey)
    return worst((result, Result.FAIL)), said


def _where_it_ended(journey: Journey) -> Text:
    if not journey.observations:
        return Text("aucune page vue", "no page seen")
    last = journey.observations[-1]
    url, page = last.url.partition("?")[0], PAGES[last.oracle]
    if last.oracle == journey.context.goal:
        return Text(
            f"{page.fr} à {url}, sans appel à ce banc : le client en appelle un autre, ou aucun",
            f"{page.en} at {url}, without a call to this bench: the client calls another one, or none",
        )
    return Text(
        f"le parcours sans anomalie finit à {url}, {page.fr}", f"the undisturbed journey ends at {url}, {page.en}"
    )


def why_skipped(verdicts: Mapping[Check, Verdict]) -> Text | None:
    """The first check that had nothing to judge, for a module that has no other reason."""
    for check, verdict in verdicts.items():
        if verdict.result is Result.SKIPPED:
            said = verdict.received
            return Text(f"{check.duty.id} : {said.fr}", f"{check.duty.id}: {said.en}")
    return None
