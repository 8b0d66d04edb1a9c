"""Which checks may judge a journey that nobody led, and what its traffic can show of them. What it cannot show is not judged."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from conformance.checks import Check, information, quota, sessions, token
from conformance.checks.registry import safely
from conformance.journey import Journey, header
from conformance.modules import CONTROLS
from conformance.verdict import Verdict
from rulebook.duty import Capability
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Result
from rulebook.source import Text

# Every check that watches an undisturbed journey, once.
PASSIVE: tuple[Check, ...] = tuple(dict.fromkeys(check for control in CONTROLS for check in control.checks))

# Conclude from what did not happen, or from whose lap it was: a journey must have been led from its first page.
_WHOLE = frozenset(
    {
        information.tax_office_is_named_first,
        information.legal_notices_are_one_link_away,
        quota.answered_calls_are_not_repeated,
        quota.refused_calls_are_not_repeated,
    }
)
_LED = Text(
    "il faut un parcours conduit depuis sa première page (--drive, ou le jugement strict)",
    "only a journey led from its first page shows it (--drive, or the strict run)",
)


def _has_pages(journey: Journey) -> bool:
    return bool(journey.client_pages())


def _has_cookies(journey: Journey) -> bool:
    """A browser may leave cookies out of what it exports: nothing is known of them then."""
    return any(
        name.lower() in {"cookie", "set-cookie"}
        for e in journey.client_pages()
        for name, _ in (*e.request.headers, *e.response.headers)
    )


# Check → what must have been seen before it may say that all is well.
_SEEN: Mapping[Check, tuple[Callable[[Journey], bool], Text]] = MappingProxyType(
    {
        token.secret_stays_on_the_server: (_has_pages, Text("aucune page vue", "no page seen")),
        **dict.fromkeys(
            (
                sessions.session_changes_at_login,
                sessions.cookies_are_http_only,
                sessions.cookies_say_same_site,
                sessions.cookies_are_secure,
            ),
            (_has_cookies, Text("aucun cookie dans ce qui a été vu", "no cookie in what was seen")),
        ),
    }
)


def checks_for(declared: Iterable[Capability]) -> tuple[Check, ...]:
    """Those that are about something that the application declares."""
    known = frozenset(declared)
    return tuple(check for check in PASSIVE if check.duty.applies & known)


def look(check: Check, journey: Journey) -> Verdict:
    """The check's verdict, as far as that journey can show it."""
    if check in _WHOLE and not is_led(journey):
        return Verdict(Result.SKIPPED, check.duty.says, _LED)
    verdict = safely(check, journey)
    seen, missing = _SEEN.get(check, (None, None))
    if verdict.result is Result.PASS and seen is not None and missing is not None and not seen(journey):
        return replace(verdict, result=Result.SKIPPED, received=missing)
    return verdict


def is_led(journey: Journey) -> bool:
    """Whether a driver walked it, from the first page on."""
    return any(o.step == "start" for o in journey.observations)


def as_a_person_does(journey: Journey) -> Journey:
    """Without what a person's browser does by itself, or began before anybody looked: no fault of the client's.

    A page that is reloaded asks the same again; a token that was given before is unknown here.
    """
    if is_led(journey):
        return journey
    first = min((e.at for e in journey.at("token")), default=float("inf"))
    told = tuple(e for e in _once(journey) if e.at >= first or not _on_behalf(e))
    return replace(journey, exchanges=told)


def _once(journey: Journey) -> Iterable[Exchange]:
    """Each authorization request once for each of those who saw it: a new one has another `state`."""
    seen: set[tuple[bool, str]] = set()
    asked = f"{journey.context.issuer}/authorize?"
    for exchange in journey.exchanges:
        request = exchange.by == "driver", exchange.request.url
        if exchange.request.url.startswith(asked) or exchange.endpoint == "authorize":
            if request in seen:
                continue
            seen.add(request)
        yield exchange


def _on_behalf(exchange: Exchange) -> bool:
    """A call to the tax API with a citizen's own token."""
    return exchange.by == "dgfip" and header("X-FranceConnect-OAuth")(exchange) is not None


_NUMBER = re.compile(r"/spi/(\d{13})(?:/|$)")


def numbers(exchanges: Iterable[Exchange]) -> tuple[str, ...]:
    """Tax numbers that were asked about."""
    return tuple(dict.fromkeys(found[1] for e in exchanges if (found := _NUMBER.search(e.request.url))))
