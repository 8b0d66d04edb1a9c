"""Scenes of the way out: wrong logouts, and logouts to their end."""

import json
from base64 import urlsafe_b64encode

from conformance.provider.ask import HTML, Ask, changed
from conformance.provider.facts import logout
from conformance.provider.facts.refusing import requests
from conformance.provider.party import Party


def logout_refusals(party: Party) -> None:
    """Every wrong logout, with a hint that is good but for what is wrong."""
    held = party.tokens("tokens", party.wire.browser())
    known = held | _false_hints(held["id_token"])
    party.try_all(requests(logout.TRIALS), known)
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
    header, payload, *_ = (*id_token.split("."), "")
    stranger_ = urlsafe_b64encode(json.dumps({"aud": "inconnu", "sub": "x"}).encode()).decode().rstrip("=")
    nobody = "A" * 86
    return {"forged_hint": f"{header}.{payload}.{nobody}", "foreign_hint": f"{header}.{stranger_}.{nobody}"}
