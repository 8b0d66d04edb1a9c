"""The session and the cookies of the téléservice, as the citizen's browser gets them."""

from collections.abc import Callable

from conformance.checks.cookie_names import holds_a_session, is_pending, logs_in
from conformance.checks.cookies import Cookie, cookies_of, cookies_sent, cookies_set
from conformance.checks.registry import check
from conformance.checks.verbs import broken, kept
from conformance.journey import GOALS, Journey, query
from conformance.verdict import Verdict
from rulebook.duties import sessions as duties
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Result
from rulebook.source import Text

Wrong = Callable[[Exchange, Cookie], Text | None]

_NO_COOKIE = Text("le client ne pose aucun cookie de session", "the client sets no session cookie")
_UNSAID = Text("sans SameSite", "without SameSite")
_ANYWHERE = Text("SameSite=None, envoyé depuis n'importe quel site", "SameSite=None, sent from any site")
_LOST = Text(
    "SameSite=Strict, perdu au retour de FranceConnect", "SameSite=Strict, lost on the return from FranceConnect"
)


@check("FS-SESSION-01a", duty=duties.RENEWED)
def session_changes_at_login(journey: Journey) -> Verdict:
    """La connexion donne un nouvel identifiant de session."""
    expected = Text("une session nouvelle après le retour", "a new session after the callback")
    logins = [e for e in _returns(journey) if any(o.oracle in GOALS for o in journey.seen_since(e))]
    if same := [(e, names) for e in logins if (names := _kept(journey, e))]:
        said = ", ".join(dict.fromkeys(name for _, names in same for name in sorted(names)))
        received = Text(f"la même qu'avant ({said})", f"the same as before ({said})")
        return broken(expected, received, [e for e, _ in same])
    if logins and not any(_brought(journey, e) for e in logins) and not _set_by(journey):
        return Verdict(Result.NOT_APPLICABLE, expected, _NO_COOKIE)
    return kept(journey, expected, logins, Text("renouvelée", "renewed"))


@check("FS-COOKIE-01a", duty=duties.HTTP_ONLY)
def cookies_are_http_only(journey: Journey) -> Verdict:
    """Aucun cookie de session n'est lisible par un script."""
    return _say(journey, _without("HttpOnly"), Text("HttpOnly", "HttpOnly"))


@check("FS-COOKIE-02a", duty=duties.SAME_SITE)
def cookies_say_same_site(journey: Journey) -> Verdict:
    """Chaque cookie de session dit un SameSite qui le protège sans le perdre."""
    lost = _lost(journey)

    def wrong(exchange: Exchange, cookie: Cookie) -> Text | None:
        said = cookie.attributes.get("samesite")
        if said == "strict":
            return _LOST if (exchange.n, cookie.name) in lost else None
        if said == "none" and is_pending(cookie.name):
            return None  # libraries say it in case the answer comes by POST from another site; it is no session yet
        return {"lax": None, "none": _ANYWHERE}.get(said or "", _UNSAID)  # browsers do not read any other word

    return _say(journey, wrong, Text("SameSite=Lax", "SameSite=Lax"))


@check("FS-COOKIE-03a", duty=duties.SECURE)
def cookies_are_secure(journey: Journey) -> Verdict:
    """En https, aucun cookie de session ne part en clair."""
    expected = Text("Secure", "Secure")
    if journey.client_pages() and not journey.context.client.startswith("https:"):
        return Verdict(Result.NOT_APPLICABLE, expected, Text("le client est en http", "the client is over http"))
    return _say(journey, _without("Secure"), expected)


def _say(journey: Journey, wrong: Wrong, expected: Text) -> Verdict:
    """Nothing is wrong with any cookie; a client that sets none keeps its sessions otherwise, and shows nothing."""
    pages = _set_by(journey)
    if journey.client_pages() and journey.trouble is None and not pages:
        return Verdict(Result.NOT_APPLICABLE, expected, _NO_COOKIE)
    faults = [(e, c.name, what) for e in pages for c in cookies_set(e) if (what := wrong(e, c))]
    if faults:
        fr = ", ".join(dict.fromkeys(f"{name} : {what.fr}" for _, name, what in faults))
        en = ", ".join(dict.fromkeys(f"{name}: {what.en}" for _, name, what in faults))
        return broken(expected, Text(fr, en), [e for e, _, _ in faults])
    return kept(journey, expected, pages, Text(f"conforme, {len(pages)} fois", f"as expected, {len(pages)} times"))


def _set_by(journey: Journey) -> tuple[Exchange, ...]:
    """Pages whose answer sets a cookie of session."""
    return tuple(e for e in journey.client_pages() if any(cookies_set(e)))


def _without(attribute: str) -> Wrong:
    absent = Text(f"sans {attribute}", f"without {attribute}")
    return lambda _, cookie: None if attribute.lower() in cookie.attributes else absent


def _returns(journey: Journey) -> list[Exchange]:
    """The callback that logs each citizen in: a second one in the same lap finds them logged in already."""
    first = {journey.lap(e): e for e in reversed(journey.client_pages()) if "code" in dict(query(e.request.url))}
    return list(first.values())


def _lost(journey: Journey) -> frozenset[tuple[int, str]]:
    """Cookies, each by the exchange that set it, without which the citizen would come back as a stranger.

    FranceConnect is another site: a browser leaves `Strict` cookies at home when it comes from there. That is harmless as long as
    another one comes too, which may hold the request; our driver sends them all, and shows what the client counts upon.
    """
    pages, found = journey.client_pages(), set()
    for back in _returns(journey):
        before = pages[: pages.index(back)]
        setter = {cookie.name: (e.n, cookie) for e in before for cookie in cookies_set(e)}
        sent = [setter.get(name) for name in _brought(journey, back)]
        if all(one is not None and one[1].attributes.get("samesite") == "strict" for one in sent):
            found |= {(n, cookie.name) for n, cookie in filter(None, sent)}
    return frozenset(found)


def _kept(journey: Journey, login: Exchange) -> frozenset[str]:
    """Names of the session that was there before the login, and still is; none when it was renewed.

    A new cookie beside one that stays may be the session, or anything (the date of a visit): its name tells, a framework's before the
    words of any other, and else the one that stays is believed to be it.
    """
    before = {name: value for name, value in _brought(journey, login).items() if not is_pending(name)}
    after = [e for e in journey.client_pages() if e.at >= login.at and journey.lap(e) == journey.lap(login)]
    new = {cookie.name for e in after for cookie in cookies_set(e) if before.get(cookie.name) != cookie.value}
    stays = before.keys() - new - _taken_back(journey, login, after)
    for is_the_session in (logs_in, holds_a_session):
        if any(map(is_the_session, new)):
            return frozenset()
        if named := frozenset(filter(is_the_session, stays)):
            return named
    replaced = new and stays != before.keys()
    return frozenset() if replaced else frozenset(stays)


def _brought(journey: Journey, back: Exchange) -> dict[str, str]:
    """Cookies that the browser came back with, but for FranceConnect's own: on one host, sites share them whatever their ports."""
    pages = journey.client_pages()
    ours = {cookie.name for e in pages for cookie in cookies_of(e)}
    others = {cookie.name for e in journey.exchanges if e not in pages for cookie in cookies_of(e)}
    return {name: value for name, value in cookies_sent(back).items() if name in ours or name not in others}


def _taken_back(journey: Journey, login: Exchange, after: list[Exchange]) -> set[str]:
    """Cookies that the login ends; what is taken back once the citizen is logged in, a logout may have ended."""
    shown = min((o.at for o in journey.seen_since(login) if o.oracle in GOALS), default=login.at)
    return {cookie.name for e in after if e.at <= shown for cookie in cookies_of(e) if cookie.gone}
