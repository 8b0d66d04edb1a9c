"""Scenes that need nobody logged in: documents, wrong requests, what nobody declares."""

from urllib.parse import urlencode, urlsplit

from conformance.provider.ask import HTML, STATE, Ask
from conformance.provider.facts import authorize, checktoken, edges, revocation
from conformance.provider.facts.discovery import ELSEWHERE
from conformance.provider.facts.refusing import requests
from conformance.provider.party import Party

_CROSS = (("origin", ELSEWHERE),)
_SHORT, _LONG = "court", "u" * 43


def discovery(party: Party) -> None:
    """Both documents, from a machine and from a page of another origin."""
    issuer = party.standing.issuer
    for step, path in (("document", "/.well-known/openid-configuration"), ("jwks", "/jwks")):
        party.keep(step, party.wire.browser().get(issuer + path))
        party.keep(f"{step}_cross", party.wire.browser().get(issuer + path, _CROSS))


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
    party.try_all(requests(authorize.TRIALS))
    for place, (ask, *_) in enumerate(authorize.TAKEN, 1):
        party.ask(f"taken-{place}", ask)


def checktoken_refusals(party: Party) -> None:
    """A data provider that nobody knows."""
    party.try_all(requests(checktoken.TRIALS))


def revocation_refusals(party: Party) -> None:
    """Wrong forms, and a token that nobody holds."""
    party.try_all(requests(revocation.TRIALS))
    party.ask("unknown", Ask("revocation"))
