"""Tokens and figures of the notice leave no trace where others could read them."""

import re
from collections.abc import Iterator
from urllib.parse import unquote_plus, urlsplit

from conformance.checks.registry import check
from conformance.checks.verbs import PAGES, clean, named, nowhere, once_given
from conformance.journey import Journey, addresses, answered, location
from conformance.reading import metas, referrers
from conformance.verdict import Verdict
from rulebook.duties import traces as duties
from rulebook.formats.exchange import Exchange
from rulebook.source import Text

# Members of a notice that say something of somebody, and are long enough not to be met by chance.
_TELLING = re.compile(r"rfr|rev\w+|imp\w+|mont\w+|mnt\w+|nm\w+|prnm\w+|aft")
_SHORTEST = 4
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
_MARKS = re.compile(r"[/?&=#;,:\"{}\[\]]")
_LIKE_A_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAKY = frozenset({"unsafe-url", "no-referrer-when-downgrade"})
_POLICIES = _LEAKY | {
    "no-referrer", "same-origin", "origin", "strict-origin", "origin-when-cross-origin", "strict-origin-when-cross-origin",
}  # fmt: skip
_OLD_NAMES = {
    "never": "no-referrer",
    "default": "strict-origin-when-cross-origin",
    "always": "unsafe-url",
}  # HTML, 4.2.5.1: of a page only, and no header is called so


@check("API-TRACE-01a", duty=duties.TOKEN_HIDDEN)
def tokens_stay_out_of_addresses(journey: Journey) -> Verdict:
    """Aucun jeton n'est dans une adresse du téléservice."""
    tokens = journey.tokens()
    hidden = nowhere(journey, journey.client_pages(), addresses, secrets=[*named("access_token", "id_token"), *tokens])
    return once_given(journey, tokens, hidden)


@check("API-TRACE-02a", duty=duties.TOKEN_KEPT)
def tokens_stay_on_the_server(journey: Journey) -> Verdict:
    """Aucun jeton d'accès ne passe par le navigateur."""
    return nowhere(journey, journey.client_pages(), _exchanged, secrets=journey.tokens(), places=PAGES)


@check("API-TRACE-03a", duty=duties.FIGURES_HIDDEN)
def figures_stay_out_of_addresses(journey: Journey) -> Verdict:
    """Aucune donnée de l'avis n'est dans une adresse du téléservice."""
    told = frozenset(value for e in journey.api_calls() for value in _told(e.response.json_body))
    figures = [
        _written(whole) for value in told if _FIGURE.fullmatch(value) and _tells(whole := abs(int(float(value))))
    ]
    expected = Text("aucune donnée de l'avis", "no datum of the notice")
    pages = journey.client_pages() if told else ()

    def found(exchange: Exchange) -> list[str]:
        within = _within(exchange)
        shown = {*_MARKS.split(within)} & told or any(figure.search(within) for figure in figures)
        return ["une valeur"] if shown else []

    return clean(journey, pages, found, expected)


@check("API-TRACE-04a", duty=duties.REFERRER)
def addresses_do_not_leave(journey: Journey) -> Verdict:
    """Aucune page ne livre son adresse entière aux autres sites."""
    expected = Text("une politique de référent prudente", "a careful referrer policy")
    return clean(journey, journey.client_pages(), _leaks, expected)


@check("API-CACHE-01a", duty=duties.CACHE)
def result_is_not_cached(journey: Journey) -> Verdict:
    """La page du résultat n'est gardée par aucun cache."""
    control = answered("Cache-Control")
    expected = Text("Cache-Control: no-store", "Cache-Control: no-store")
    results = [page for o in journey.observations if o.oracle == "result" and (page := _page_of(journey, o.at))]
    return clean(
        journey, results, lambda e: [] if "no-store" in _directives(control(e) or "") else [control(e) or "∅"], expected
    )


def _directives(control: str) -> frozenset[str]:
    """The names of what Cache-Control says: what stands between quotes is a list of other headers."""
    said = re.sub(r'"[^"]*"', "", control.lower())
    return frozenset(one.partition("=")[0].strip() for one in said.split(","))


def _leaks(exchange: Exchange) -> list[str]:
    """Policies that give the whole address away: the page's, or that of an element which leads elsewhere."""
    html = exchange.response.text or "" if location(exchange) is None else ""
    headers = [one.strip().lower() for one in (answered("Referrer-Policy")(exchange) or "").split(",")]
    within = [_OLD_NAMES.get(one, one) for one in (said.strip().lower() for said in metas(html, "referrer"))]
    # The last one that a browser knows counts (Referrer Policy, 8.1 and 11.1), and a page that says its own comes after its headers.
    known = [policy for policy in (*headers, *within) if policy in _POLICIES]
    return [policy for policy in (*known[-1:], *referrers(html, exchange.request.url)) if policy in _LEAKY]


def _exchanged(exchange: Exchange) -> str:
    """All that goes between the browser and the client, addresses apart."""
    sent, got = exchange.request, exchange.response
    headers = (*(value for _, value in sent.headers), *(v for name, v in got.headers if name.lower() != "location"))
    return "\n".join((*headers, *(value for _, value in sent.form or ()), got.text or ""))


def _told(body: object) -> Iterator[str]:
    """Telling values of an answer, as an address would write them."""
    if isinstance(body, list):
        for inner in body:
            yield from _told(inner)
    elif isinstance(body, dict):
        for name, value in body.items():
            if isinstance(value, dict | list):
                yield from _told(value)
            elif _TELLING.fullmatch(name) and len(said := str(value)) >= _SHORTEST and not _LIKE_A_YEAR.fullmatch(said):
                yield said.lower()


def _tells(whole: int) -> bool:
    """Whether so many euros are met by no chance: neither a page number nor a year."""
    return len(said := str(whole)) >= _SHORTEST and not _LIKE_A_YEAR.fullmatch(said)


def _written(amount: int) -> re.Pattern[str]:
    """That amount as an address may write it: with or without cents, its thousands apart, and not within another number or word."""
    whole = f"{amount:,}".replace(",", "[ .,'_+\u00a0\u202f]?")
    return re.compile(rf"(?<![0-9a-z]){whole}(?:[.,]\d{{1,2}})?(?![0-9a-z])")


def _within(exchange: Exchange) -> str:
    """What follows the host in the address asked, and in the one that the answer leads to; decoded, in lower case."""
    parts = map(urlsplit, filter(None, (exchange.request.url, location(exchange))))
    return " ".join(unquote_plus(f"{one.path}?{one.query}#{one.fragment}").lower() for one in parts)


def _page_of(journey: Journey, at: float) -> Exchange | None:
    """The page that was being read at that instant."""
    return next((e for e in reversed(journey.client_pages()) if e.at <= at and location(e) is None), None)
