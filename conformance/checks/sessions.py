"""The session and the cookies of the téléservice, as the citizen's browser gets them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from conformance.checks.registry import check
from conformance.checks.verbs import broken, clean, kept
from conformance.journey import GOALS, Journey, header, query
from conformance.verdict import Verdict
from rulebook.duties import sessions as duties
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Result
from rulebook.source import Text

# Cookies that scripts must read, or that say nothing of anybody.
_HARMLESS = re.compile(r"csrf|xsrf|lang|locale|theme|consent|tarteaucitron|matomo|_pk_", re.IGNORECASE)

_NO_COOKIE = Text("le client ne pose aucun cookie de session", "the client sets no session cookie")
_DELETED = frozenset({"max-age=0", "expires=thu, 01 jan 1970 00:00:00 gmt", "expires=thu, 01-jan-1970 00:00:00 gmt"})


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie that an answer sets: its value is a mark, its attributes are in lower case."""

    name: str
    value: str
    attributes: frozenset[str]


@check("FS-SESSION-01a", duty=duties.RENEWED)
def session_changes_at_login(journey: Journey) -> Verdict:
    """La connexion donne un nouvel identifiant de session."""
    expected = Text("une session nouvelle après le retour", "a new session after the callback")
    first = {journey.lap(e): e for e in reversed(journey.client_pages()) if "code" in dict(query(e.request.url))}
    logins = [e for e in first.values() if any(o.oracle in GOALS for o in journey.seen_since(e))]
    same = [e for e in logins if _sent(e) and not _renewed(journey, e)]
    if same:
        return broken(expected, Text("la même qu'avant", "the same as before"), same)
    if logins and not any(_sent(e) for e in logins) and not _set_by(journey):
        return Verdict(Result.NOT_APPLICABLE, expected, _NO_COOKIE)
    return kept(journey, expected, logins, Text("renouvelée", "renewed"))


@check("FS-COOKIE-01a", duty=duties.HTTP_ONLY)
def cookies_are_http_only(journey: Journey) -> Verdict:
    """Aucun cookie de session n'est lisible par un script."""
    return _say(journey, "httponly", Text("HttpOnly", "HttpOnly"))


@check("FS-COOKIE-02a", duty=duties.SAME_SITE)
def cookies_say_same_site(journey: Journey) -> Verdict:
    """Chaque cookie de session dit SameSite."""
    return _say(journey, "samesite", Text("SameSite", "SameSite"))


@check("FS-COOKIE-03a", duty=duties.SECURE)
def cookies_are_secure(journey: Journey) -> Verdict:
    """En https, aucun cookie de session ne part en clair."""
    expected = Text("Secure", "Secure")
    if journey.client_pages() and not journey.context.client.startswith("https:"):
        return Verdict(Result.NOT_APPLICABLE, expected, Text("le client est en http", "the client is over http"))
    return _say(journey, "secure", expected)


def cookies_set(exchange: Exchange) -> Iterator[Cookie]:
    """What the answer sets, but for what it deletes and what is harmless."""
    for name, value in exchange.response.headers:
        if name.lower() != "set-cookie":
            continue
        pair, *attributes = (part.strip() for part in value.split(";"))
        key, _, mark = pair.partition("=")
        said = frozenset(one.lower() for one in attributes)
        if mark and not said & _DELETED and not _HARMLESS.search(key):
            yield Cookie(key, mark, said)


def _say(journey: Journey, attribute: str, expected: Text) -> Verdict:
    """Every cookie has the attribute; a client that sets none keeps its sessions otherwise, and shows nothing."""
    if journey.client_pages() and journey.trouble is None and not _set_by(journey):
        return Verdict(Result.NOT_APPLICABLE, expected, _NO_COOKIE)
    return clean(journey, _set_by(journey), _without(attribute), expected)


def _set_by(journey: Journey) -> tuple[Exchange, ...]:
    """Pages whose answer sets a cookie of session."""
    return tuple(e for e in journey.client_pages() if any(cookies_set(e)))


def _without(attribute: str) -> Callable[[Exchange], list[str]]:
    def wrong(exchange: Exchange) -> list[str]:
        return [
            cookie.name
            for cookie in cookies_set(exchange)
            if not any(one.partition("=")[0] == attribute for one in cookie.attributes)
        ]

    return wrong


def _sent(exchange: Exchange) -> frozenset[tuple[str, str]]:
    """Cookies that the browser came back with."""
    pairs = ((part.strip().partition("=")) for part in (header("cookie")(exchange) or "").split(";"))
    return frozenset((name, value) for name, _, value in pairs if name and not _HARMLESS.search(name))


def _renewed(journey: Journey, login: Exchange) -> bool:
    """Whether the callback, or a page after it in the same lap, sets something that was not there before."""
    after = (e for e in journey.client_pages() if e.at >= login.at and journey.lap(e) == journey.lap(login))
    return any((cookie.name, cookie.value) not in _sent(login) for e in after for cookie in cookies_set(e))
