"""The plan: families of facts, and the scenes that give them answers. A scene is played once, by the first family that wants it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from conformance.provider.fact import Fact
from conformance.provider.facts import (
    authorize,
    checktoken,
    cookies,
    discovery,
    edges,
    headers,
    id_token,
    jwks,
    login,
    logout,
    revocation,
    token,
    userinfo,
    window,
)
from rulebook.differences import Difference
from rulebook.source import Text

ID = "provider"
TITLE = Text("Le fournisseur lui-même, face au service réel", "The provider itself, against the real service")


@dataclass(frozen=True, slots=True)
class Family:
    """Facts about one thing, and the names of the scenes that they read."""

    id: str
    title: Text
    scenes: tuple[str, ...]
    facts: tuple[Fact, ...]


FAMILIES: tuple[Family, ...] = (
    Family("op-decouverte", Text("Document de découverte", "Discovery document"), ("discovery",), discovery.ALL),
    Family("op-cles", Text("Clés publiées", "Published keys"), ("discovery",), jwks.ALL),
    Family(
        "op-connexion",
        Text("Une connexion, étape par étape", "A login, hop by hop"),
        ("login", "english", "sso", "consent"),
        login.ALL,
    ),
    Family(
        "op-jeton", Text("Échange du code", "The code's exchange"), ("token", "basic", "replay", "foreign"), token.ALL
    ),
    Family("op-cookies", Text("Cookies", "Cookies"), ("login", "again", "token"), cookies.ALL),
    Family(
        "op-id-token",
        Text("id_token", "id_token"),
        ("discovery", "token", "amr", "full", "twin", "other", "rs256", "hs256"),
        id_token.ALL,
    ),
    Family(
        "op-userinfo",
        Text("Userinfo", "Userinfo"),
        ("discovery", "token", "full", "anonymous", "rs256", "hs256", "userinfo"),
        userinfo.ALL,
    ),
    Family(
        "op-autorisation",
        Text("Demandes d'authentification, justes et fausses", "Authorization requests, right and wrong"),
        ("authorize", "level", "unentitled"),
        authorize.ALL,
    ),
    Family(
        "op-interaction",
        Text("Pages prises dans le désordre", "Pages taken out of order"),
        ("edges", "csrf", "stolen"),
        edges.INTERACTION,
    ),
    Family(
        "op-revocation",
        Text("Jetons rendus", "Tokens given back"),
        ("revocation", "revoked", "foreign"),
        revocation.ALL,
    ),
    Family(
        "op-checktoken",
        Text("Refus faits aux fournisseurs de données", "Refusals to data providers"),
        ("checktoken",),
        checktoken.ALL,
    ),
    Family("op-deconnexion", Text("Déconnexion", "Logout"), ("logout", "leaving", "farewell", "stranger"), logout.ALL),
    Family("op-introuvable", Text("Ce que personne ne déclare", "What nobody declares"), ("edges",), edges.NOT_FOUND),
    Family(
        "op-entetes", Text("En-têtes de sécurité", "Security headers"), ("login", "token", "authorize"), headers.ALL
    ),
    Family("op-pages", Text("Pages d'erreur", "Error pages"), ("login", "authorize"), edges.PAGES),
    Family("op-delais", Text("Délais de validité", "Time limits"), ("window", "old_code"), window.ALL),
)
FACTS: Mapping[str, Fact] = MappingProxyType({fact.id: fact for family in FAMILIES for fact in family.facts})


def seen_by(difference: Difference) -> tuple[str, ...]:
    """Facts that can see that difference."""
    return tuple(fact.id for fact in FACTS.values() if any(known.difference is difference for known in fact.known))
