"""The scenes: what is asked of the provider, in order, so that facts have answers to read. Nothing is judged here."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlencode, urlsplit

from conformance.drivers.page import Page
from conformance.drivers.trouble import Stuck
from conformance.provider.answer import query
from conformance.provider.ask import HTML, STATE, Ask, changed
from conformance.provider.facts import authorize, checktoken, edges, logout, revocation, token, userinfo
from conformance.provider.facts.discovery import ELSEWHERE
from conformance.provider.facts.refusing import Trial
from conformance.provider.ground import HS256, OTHER, RS256, TWIN
from conformance.provider.party import Party
from conformance.provider.wire import Browser

Scene = Callable[[Party], None]
_WORDS = (("origin", ELSEWHERE),)
_SHORT, _LONG = "court", "u" * 43


def _tried(party: Party, trials: Iterable[Trial], known: dict[str, str] | None = None) -> None:
    for trial in trials:
        for step, ask in trial.asks:
            party.ask(step, ask, known)


# ------------------------------------------------------------------ who needs nobody
def discovery(party: Party) -> None:
    """Both documents, from a machine and from a page of another origin."""
    issuer = party.standing.issuer
    for step, path in (("document", "/.well-known/openid-configuration"), ("jwks", "/jwks")):
        party.keep(step, party.wire.browser().get(issuer + path))
        party.keep(f"{step}_cross", party.wire.browser().get(issuer + path, _WORDS))


def around(party: Party) -> None:
    """What nobody declares, and pages asked out of order."""
    issuer = party.standing.issuer
    host = urlsplit(issuer)._replace(path="").geturl()
    for method, path in edges.UNDECLARED:
        party.keep(f"{method} {path}", party.wire.browser().send(method, issuer + path))
    nowhere = urlencode({"state": STATE, "redirect_uri": "https://ailleurs.example.org/"})
    for step, url in (
        ("front", issuer),
        ("css", f"{host}/simulateur.css"),
        ("accessibility", f"{issuer}/accessibilite"),
        ("client_keys", f"{issuer}/client/.well-known/keys"),
        ("uid", f"{issuer}/interaction/{_SHORT}"),
        ("session", f"{issuer}/interaction/{_LONG}"),
        ("nowhere", f"{issuer}/redirect-to-sp-with-error?{nowhere}"),
    ):
        party.keep(step, party.wire.browser().get(url, HTML))


def authorize_refusals(party: Party) -> None:
    """Every wrong request, then the unusual right ones."""
    _tried(party, authorize.TRIALS)
    for place, (ask, _, _) in enumerate(authorize.TAKEN, 1):
        party.ask(f"taken-{place}", ask)


def checktoken_refusals(party: Party) -> None:
    """A data provider that nobody knows."""
    _tried(party, checktoken.TRIALS)


# ------------------------------------------------------------------ who needs a citizen's browser, or a second client
def level(party: Party) -> None:
    """A level that the platform does not serve: refused once the interaction has begun."""
    browser = party.wire.browser()
    wanted = authorize.foreign_level(party.standing.platform.acr)
    started = party.ask("authorize", changed("authorize", acr_values=wanted), browser=browser)
    party.onward("interaction", browser, started)


def unentitled(party: Party) -> None:
    """A téléservice that has no right to amr asks for it."""
    twin = party.client(TWIN)
    party.ask(
        "authorize",
        changed(
            "authorize",
            client_id=twin.credentials.client_id,
            redirect_uri=twin.registration.redirect_uris[0],
            claims=json.dumps({"id_token": {"amr": {"essential": True}}}),
        ),
    )


def csrf(party: Party) -> None:
    """On the mire: a choice without its token, a choice with a wrong one, a resume by another browser, and the way back."""
    for step, form in (
        ("missing", (("providerUid", "{provider}"),)),
        ("wrong", (("providerUid", "{provider}"), ("csrfToken", "x" * 32))),
    ):
        browser = party.wire.browser()
        mire = _mire(party, browser)
        button = mire.find("form#mire button[name=providerUid]")
        provider = (button.attributes.get("value") or "") if button else ""
        sent = tuple((name, value.replace("{provider}", provider)) for name, value in form)
        party.keep(step, browser.post(f"{party.standing.issuer}/redirect-to-idp", sent, HTML))
    browser = party.wire.browser()
    mire = _mire(party, browser)
    interaction = urlsplit(mire.url).path.rpartition("/")[2]
    party.keep("resume", party.wire.browser().get(f"{party.standing.issuer}/authorize/{interaction}", HTML))
    back = mire.click("a#retour-fs", {})
    if back is None:
        raise Stuck("pas de lien de retour sur la mire", "no way back on the mire")
    party.keep("given_up", browser.get(back.url, HTML))


def _mire(party: Party, browser: Browser) -> Page:
    started = party.ask("authorize", Ask("authorize"), browser=browser)
    if started.location is None:
        raise Stuck("/authorize n'a pas ouvert de mire", "/authorize opened no mire")
    mire = party.keep("mire", browser.get(started.location, HTML))
    return Page(mire.url, mire.status, mire.text)


def login(party: Party) -> None:
    """A whole login, hop by hop."""
    party.log_in(party.wire.browser())


def again(party: Party) -> None:
    """A second authorization request, by a browser without a past."""
    party.ask("authorize", Ask("authorize"))


def english(party: Party) -> None:
    """A téléservice that asks for pages in English."""
    browser = party.wire.browser()
    started = party.ask("authorize", changed("authorize", ui_locales="en"), browser=browser)
    if started.location is not None:
        party.keep("mire", browser.get(started.location, HTML))


# ------------------------------------------------------------------ tokens
def tokens(party: Party) -> None:
    """A code that wrong requests do not burn, then its tokens, then its userinfo; and every wrong request without a code."""
    code = dict(query(party.log_in(party.wire.browser()))).get("code", "")
    _tried(party, token.WITH_CODE, {"code": code})
    success = party.keep("success", party.exchange(code))
    _tried(party, token.TRIALS)
    party.ask("html", changed("token", HTML, client_secret="x" * 40))
    party.ask(
        "wrong_basic",
        Ask(
            "token",
            (("client_id", None), ("client_secret", None)),
            headers=(("authorization", "Basic {foreign_basic}"),),
        ),
    )
    party.userinfo("userinfo", str(success.members.get("access_token", "")))


def basic(party: Party) -> None:
    """The same exchange, the client named by HTTP Basic."""
    code = dict(query(party.log_in(party.wire.browser()))).get("code", "")
    changes = (("code", code), ("client_id", None), ("client_secret", None))
    party.ask("success", Ask("token", changes, headers=(("authorization", "Basic {basic}"),)))


def replay(party: Party) -> None:
    """A code used twice, then once more."""
    held = party.tokens("first", party.wire.browser())
    party.keep("second", party.exchange(held["code"]))
    party.keep("third", party.exchange(held["code"]))
    party.userinfo("userinfo", held["access_token"])


def foreign(party: Party) -> None:
    """What belongs to another téléservice."""
    other = party.client(OTHER)
    theirs = {
        "client_id": other.credentials.client_id,
        "client_secret": other.credentials.client_secret,
    }
    code = dict(query(party.log_in(party.wire.browser()))).get("code", "")
    party.ask("token", changed("token", code=code, **theirs))
    held = party.tokens("own", party.wire.browser())
    party.ask("revocation", changed("revocation", token=held["access_token"], **theirs))


def amr(party: Party) -> None:
    """How the citizen logged in, asked by claims."""
    claims = json.dumps({"id_token": {"amr": {"essential": True}}})
    party.tokens("token", party.wire.browser(), claims=claims)


def full(party: Party) -> None:
    """Every scope that the téléservice may ask."""
    scopes = " ".join(party.standing.setting.scopes)
    held = party.tokens("token", party.wire.browser(), scope=scopes)
    party.userinfo("userinfo", held["access_token"])


def as_role(role: str) -> Scene:
    """A login of another téléservice."""

    def scene(party: Party) -> None:
        party.tokens("token", party.wire.browser(), role)

    return scene


def userinfo_refusals(party: Party) -> None:
    """Wrong requests without a good token, then with one."""
    _tried(party, userinfo.TRIALS)
    held = party.tokens("tokens", party.wire.browser())
    _tried(party, userinfo.WITH_TOKEN, held)
    party.ask("by_query", Ask("userinfo", more=(("access_token", "{access_token}"),)), held)
    bearer = (("authorization", "Bearer {access_token}"),)
    party.ask("narrowed", Ask("userinfo", more=(("scope", "openid"),), headers=bearer), held)


def revocation_refusals(party: Party) -> None:
    """Wrong forms, and a token that nobody holds."""
    _tried(party, revocation.TRIALS)
    party.ask("unknown", Ask("revocation"))


def revoked(party: Party) -> None:
    """A token given back, then used."""
    held = party.tokens("tokens", party.wire.browser())
    party.ask("revocation", Ask("revocation"), held)
    party.userinfo("userinfo", held["access_token"])


def window(party: Party) -> None:
    """A token that grows old: 29 s, 31 s, 61 s."""
    elapse = _elapse(party)
    held = party.tokens("tokens", party.wire.browser())
    for step, seconds in (("userinfo_29", 28.0), ("userinfo_31", 3.0), ("userinfo_61", 30.0)):
        elapse(seconds)
        party.userinfo(step, held["access_token"])


def old_code(party: Party) -> None:
    """A code exchanged too late."""
    elapse = _elapse(party)
    code = dict(query(party.log_in(party.wire.browser()))).get("code", "")
    elapse(31.0)
    party.keep("token", party.exchange(code))


def _elapse(party: Party) -> Callable[[float], None]:
    if party.standing.elapse is None:
        raise Stuck("le temps ne se déplace pas chez ce fournisseur", "time cannot be moved at this provider")
    return party.standing.elapse


# ------------------------------------------------------------------ the way out
def logout_refusals(party: Party) -> None:
    """Every wrong logout, with a hint that is good but for what is wrong."""
    held = party.tokens("tokens", party.wire.browser())
    known = held | _false_hints(held["id_token"])
    _tried(party, logout.TRIALS, known)
    party.ask("machine", changed("session_end", post_logout_redirect_uri="https://ailleurs.example.org/"), known)


def leaving(party: Party) -> None:
    """A logout, to its end."""
    browser = party.wire.browser()
    held = party.tokens("tokens", browser)
    first = party.ask("first", Ask("session_end", headers=HTML), held, browser)
    party.onward("end", browser, first)
    party.userinfo("userinfo", held["access_token"])


def farewell(party: Party) -> None:
    """A logout that asks to come back nowhere."""
    browser = party.wire.browser()
    held = party.tokens("tokens", browser)
    nowhere = (("post_logout_redirect_uri", None), ("state", None))
    party.onward("end", browser, party.ask("first", Ask("session_end", nowhere, headers=HTML), held, browser))


def stranger(party: Party) -> None:
    """A logout asked by a browser that never logged in."""
    held = party.tokens("tokens", party.wire.browser())
    browser = party.wire.browser()
    party.onward("end", browser, party.ask("first", Ask("session_end", headers=HTML), held, browser))


def _false_hints(id_token: str) -> dict[str, str]:
    """The same token under another signature, and one that an unknown client would have."""
    header, payload, _ = id_token.split(".")
    stranger_ = urlsafe_b64encode(json.dumps({"aud": "inconnu", "sub": "x"}).encode()).decode().rstrip("=")
    nobody = "A" * 86
    return {"forged_hint": f"{header}.{payload}.{nobody}", "foreign_hint": f"{header}.{stranger_}.{nobody}"}


SCENES: Mapping[str, Scene] = {
    "discovery": discovery,
    "edges": around,
    "authorize": authorize_refusals,
    "level": level,
    "unentitled": unentitled,
    "csrf": csrf,
    "login": login,
    "again": again,
    "english": english,
    "token": tokens,
    "basic": basic,
    "replay": replay,
    "foreign": foreign,
    "amr": amr,
    "full": full,
    "twin": as_role(TWIN),
    "other": as_role(OTHER),
    "rs256": as_role(RS256),
    "hs256": as_role(HS256),
    "userinfo": userinfo_refusals,
    "revocation": revocation_refusals,
    "revoked": revoked,
    "checktoken": checktoken_refusals,
    "logout": logout_refusals,
    "leaving": leaving,
    "farewell": farewell,
    "stranger": stranger,
    "window": window,
    "old_code": old_code,
}
