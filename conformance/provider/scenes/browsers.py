"""Scenes in a citizen's browser, up to the code: levels, the mire, a whole login."""

import json

from conformance.drivers.page import Page
from conformance.drivers.trouble import Stuck
from conformance.provider.ask import HTML, Ask, changed
from conformance.provider.facts import authorize
from conformance.provider.ground import PRIVATE, TWIN
from conformance.provider.party import Party
from conformance.provider.wire import Browser


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
    """On the mire: a choice without its token, a choice with a wrong one, and the way back."""
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
    back = _mire(party, browser).click("a#retour-fs", {})
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


def stolen(party: Party) -> None:
    """The address that ends a login, opened by another browser."""
    party.keep("resume", party.wire.browser().get(party.log_in(party.wire.browser(), until="login"), HTML))


def again(party: Party) -> None:
    """A second authorization request, by a browser without a past."""
    party.ask("authorize", Ask("authorize"))


def english(party: Party) -> None:
    """A téléservice that asks for pages in English."""
    browser = party.wire.browser()
    started = party.ask("authorize", changed("authorize", ui_locales="en"), browser=browser)
    if started.location is not None:
        party.keep("mire", browser.get(started.location, HTML))


def sso(party: Party) -> None:
    """A browser that comes back connected, and one that comes back disconnected."""
    connected = party.wire.browser()
    party.tokens("connected", connected)
    party.ask("again", Ask("authorize"), browser=connected)
    left = party.wire.browser()
    held = party.tokens("left", left)
    party.onward("out", left, party.ask("leave", Ask("session_end", headers=HTML), held, left))
    party.ask("afterwards", Ask("authorize"), browser=left)


def consent(party: Party) -> None:
    """A private téléservice that must have the citizen's consent."""
    party.log_in(party.wire.browser(), PRIVATE)


def anonymous(party: Party) -> None:
    """A téléservice that wants to know nobody."""
    held = party.tokens("tokens", party.wire.browser(), scope="openid")
    party.userinfo("userinfo", held["access_token"])
