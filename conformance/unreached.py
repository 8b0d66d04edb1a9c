"""Whom a client that shows an error had to call and did not: it may not reach them. Told apart from a client that fell on its own."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from conformance.journey import STOPS, Journey
from rulebook.formats.exchange import Exchange
from rulebook.source import Text

_OK = 200
Service = Literal["franceconnect", "token", "gateway"]
_SERVICES: Mapping[Service, Text] = MappingProxyType(
    {
        "franceconnect": Text("FranceConnect", "FranceConnect"),
        "token": Text("/token de FranceConnect", "FranceConnect's /token"),
        "gateway": Text("la passerelle DGFiP", "the DGFiP's gateway"),
    }
)


def waited_for(journey: Journey) -> Service | None:
    """Who had its turn when the client showed an error; None when everybody was called, or when it may have refused what it had received.

    A page that says « refused » is a refusal. One that says « error » once the identity was given, no tax data being asked for, is not.
    """
    if not journey.observations or journey.observations[-1].oracle != "error":
        return None
    if journey.codes() and not journey.at("token"):
        return "token"
    called = any(e.by == "dgfip" for e in journey.exchanges)
    identified = any(e.response.status == _OK for e in journey.at("userinfo"))
    return "gateway" if journey.context.goal == "result" and identified and not called else None


def without_a_call(journey: Journey) -> Text:
    """What to add to a sentence about the page where the journey ended; empty when nobody was waiting for a call."""
    service = waited_for(journey)
    if service is None:
        return Text("", "")
    named = _SERVICES[service]
    return Text(
        f", sans appel à {named.fr} : l'atteint-il depuis sa machine ?",
        f", without a call to {named.en}: does it reach it from its machine?",
    )


def out_of_reach(
    journey: Journey,
    unassigned: Sequence[Exchange],
    first: Service,
    addresses: Mapping[Service, str],
    *,
    explained: bool,
) -> tuple[Text, ...]:
    """A client that shows an error without having called `first`, or whoever was next, though nothing else explains it, does not reach it.

    `addresses` are those that it should use; `explained`: a broken duty says why it may have stopped.
    """
    if not journey.observations or journey.trouble is not None or journey.stuck is not None:
        return ()
    heard = any(e.by != "driver" or e.endpoint == "franceconnect" for e in (*journey.exchanges, *unassigned))
    last = journey.observations[-1]
    if not heard and last.oracle in STOPS:
        return (_said(first, addresses[first], last.url),)
    service = waited_for(journey)
    explained = explained or any(e.refused_by for e in journey.exchanges)
    if service is None or explained or any(_is_of(e, service) for e in unassigned):
        return ()
    return (_said(service, addresses[service], last.url),)


def _is_of(exchange: Exchange, service: Service) -> bool:
    return exchange.by == "dgfip" if service == "gateway" else exchange.endpoint == service


def _said(service: Service, address: str, url: str) -> Text:
    named, page = _SERVICES[service], url.partition("?")[0]
    return Text(
        f"Le client montre une erreur à {page} sans avoir rien demandé à {named.fr} : vérifiez qu'il emploie {address}, et que cette "
        "adresse répond depuis la machine où il tourne ; sinon, ses journaux disent ce qui l'arrête.",
        f"The client shows an error at {page} without having asked {named.en} anything: check that it uses {address}, and that this "
        "address answers from the machine where it runs; else its logs say what stops it.",
    )
