"""Scenes with tokens: exchanges, replays, other téléservices, userinfo, revocation, and time that passes."""

import json
from collections.abc import Callable

from conformance.drivers.trouble import Stuck
from conformance.provider.answer import query
from conformance.provider.ask import HTML, Ask, changed
from conformance.provider.facts import token_refusals, userinfo_refusals
from conformance.provider.facts.refusing import requests
from conformance.provider.ground import OTHER
from conformance.provider.party import Party

Scene = Callable[[Party], None]


def tokens(party: Party) -> None:
    """A code that wrong requests do not burn, then its tokens, then its userinfo; and every wrong request without a code."""
    code = dict(query(party.log_in(party.wire.browser()))).get("code", "")
    party.try_all(requests(token_refusals.WITH_CODE), {"code": code})
    success = party.keep("success", party.exchange(code))
    party.try_all(requests(token_refusals.TRIALS))
    party.ask("html", changed("token", HTML, client_secret="x" * 40))
    party.ask(
        "wrong_basic",
        Ask(
            "token",
            (("client_id", None), ("client_secret", None)),
            headers=(("authorization", "Basic {foreign_basic}"),),
        ),
    )
    party.userinfo("userinfo", success.word("access_token"))


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
        held = party.tokens("token", party.wire.browser(), role)
        party.userinfo("userinfo", held["access_token"])

    return scene


def userinfo(party: Party) -> None:
    """Wrong requests without a good token, then with one."""
    party.try_all(requests(userinfo_refusals.TRIALS))
    held = party.tokens("tokens", party.wire.browser())
    party.try_all(requests(userinfo_refusals.WITH_TOKEN), held)
    party.ask("by_query", Ask("userinfo", more=(("access_token", "{access_token}"),)), held)
    bearer = (("authorization", "Bearer {access_token}"),)
    party.ask("narrowed", Ask("userinfo", more=(("scope", "openid"),), headers=bearer), held)


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
