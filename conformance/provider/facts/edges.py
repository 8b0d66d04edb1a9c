"""What surrounds the protocol: addresses that nobody declares, error pages, pages taken out of order."""

import re

from conformance.drivers.page import Page
from conformance.provider.answer import Answer
from conformance.provider.ask import STATE
from conformance.provider.fact import NO, OURS_YES, Fact, Known, Material, exactly, just
from conformance.provider.facts.refusing import seen
from conformance.provider.readers import header, of, shape
from conformance.reading import goes_on
from rulebook import differences, documents
from rulebook.refusals import interaction
from rulebook.source import Text

_ROUTES = documents.published_code("core-fcp, contrôleurs : la liste des routes ; scénario api-core")
_PAGE = documents.published_code("back/_doc/erreurs.md, views/error.ejs")
_ERROR = "authorize.OP-AUTHORIZE-CLIENT-1"
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_MISSING = {"status": 404, "channel": "page", "code": "Y000404"}

# Method and path below the issuer that nobody declares, engine endpoints that stay closed first.
UNDECLARED: tuple[tuple[str, str], ...] = (
    ("POST", "/token/introspection"),
    ("POST", "/request"),
    ("POST", "/reg"),
    ("POST", "/device/auth"),
    ("GET", "/session/check"),
    ("POST", "/userinfo"),
    ("GET", "/token"),
    ("POST", "/session/end"),
    ("OPTIONS", "/token"),
    ("OPTIONS", "/userinfo"),
    ("GET", "/inconnu"),
)


def _occurrences(material: Material) -> list[int]:
    """How many different occurrence ids two error pages show, one each."""
    found = [_UUID.findall(material[name].text) for name in (_ERROR, "authorize.OP-AUTHORIZE-CLIENT-ID-1")]
    return [len(set(ids)) for ids in found] + [len({one for ids in found for one in ids})]


def _marked(answer: Answer) -> bool:
    return "SIMULATEUR" in Page(answer.url, answer.status, answer.text).text.upper()


NOT_FOUND: tuple[Fact, ...] = (
    *(
        Fact(
            f"OP-NOT-FOUND-{place:02}",
            Text(f"{method} {path} n'existe pas", f"{method} {path} does not exist"),
            _ROUTES,
            of(f"edges.{method} {path}", shape),
            just(_MISSING),
        )
        for place, (method, path) in enumerate(UNDECLARED, 1)
    ),
    Fact(
        "OP-NOT-FOUND-20",
        Text("La porte d'entrée mène au site public, par 301", "The front door leads to the public site, with 301"),
        _ROUTES,
        of("edges.front", lambda answer: [answer.status, answer.location]),
        just([301, "https://franceconnect.gouv.fr"]),
    ),
    Fact(
        "OP-NOT-FOUND-21",
        Text("Hors de la liste, rien ne répond sur l'hôte", "Outside the list nothing answers on the host"),
        _ROUTES,
        of("edges.css", lambda answer: answer.status),
        just(404),
        (Known(differences.ASSETS, exactly(200)),),
    ),
    Fact(
        "OP-NOT-FOUND-22",
        Text("La déclaration d'accessibilité est une page", "The accessibility statement is a page"),
        _ROUTES,
        of("edges.accessibility", lambda answer: [answer.status, answer.media_type]),
        just([200, "text/html"]),
    ),
    Fact(
        "OP-NOT-FOUND-23",
        Text("Les clés pour les fournisseurs d'identité sont publiées", "Keys for identity providers are published"),
        _ROUTES,
        of("edges.client_keys", lambda answer: answer.status),
        just(200),
    ),
)
PAGES: tuple[Fact, ...] = (
    Fact(
        "OP-PAGE-01",
        Text("Une page d'erreur est du HTML", "An error page is HTML"),
        _PAGE,
        header(_ERROR, "content-type"),
        just("text/html; charset=utf-8"),
    ),
    Fact(
        "OP-PAGE-02",
        Text("Elle ne redirige jamais d'elle-même", "It never redirects by itself"),
        _PAGE,
        of(_ERROR, lambda answer: [answer.location, goes_on(answer.text)]),
        just([None, False]),
    ),
    Fact(
        "OP-PAGE-03",
        Text("Chacune a un identifiant d'occurrence, nouveau", "Each has an occurrence id, a new one"),
        _PAGE,
        _occurrences,
        just([1, 1, 2]),
    ),
    Fact(
        "OP-PAGE-04",
        Text("Elle ne se garde pas", "It may not be kept"),
        _PAGE,
        header(_ERROR, "cache-control"),
        just("no-store"),
    ),
    Fact(
        "OP-PAGE-05",
        Text("Rien n'y dit un simulateur", "Nothing there says a simulator"),
        differences.PAGES.source,
        of(_ERROR, _marked),
        NO,
        (Known(differences.PAGES, OURS_YES),),
    ),
    Fact(
        "OP-PAGE-06",
        Text("La mire non plus", "Nor on the mire"),
        differences.MIRE.source,
        of("login.mire", _marked),
        NO,
        (Known(differences.MIRE, OURS_YES),),
    ),
)
INTERACTION: tuple[Fact, ...] = (
    seen(
        "OP-INTERACTION-UID",
        interaction.UID,
        Text("un nom d'interaction trop court", "an interaction's name that is too short"),
        "edges.uid",
    ),
    seen(
        "OP-INTERACTION-SESSION",
        interaction.SESSION,
        Text("qui n'a pas de session", "who has no session"),
        "edges.session",
    ),
    seen(
        "OP-RESUME-COOKIE",
        interaction.RESUME_COOKIE,
        Text("la reprise par un autre navigateur", "a resume by another browser"),
        "stolen.resume",
    ),
    seen(
        "OP-IDP-CSRF-MISSING",
        interaction.IDP_CSRF_MISSING,
        Text("un choix sans jeton CSRF", "a choice without CSRF token"),
        "csrf.missing",
    ),
    seen(
        "OP-IDP-CSRF",
        interaction.IDP_CSRF,
        Text("un choix au jeton CSRF faux", "a choice with a wrong CSRF token"),
        "csrf.wrong",
    ),
    seen(
        "OP-GIVEN-UP-NOWHERE",
        interaction.GIVEN_UP_NOWHERE,
        Text("de rendre le citoyen à une adresse inconnue", "to give the citizen back to an unknown address"),
        "edges.nowhere",
    ),
    Fact(
        "OP-GIVEN-UP",
        Text(
            "Le lien de retour de la mire rend access_denied, state et iss",
            "The mire's way back gives access_denied, state and iss",
        ),
        documents.published_code("views/includes/back-button.ejs, scénario fournisseur-service-retour"),
        of("csrf.given_up", shape),
        lambda setting: {
            "status": 302,
            "channel": "redirect",
            "to": setting.redirect_uri,
            "in": "query",
            "parameters": [
                ["error", "access_denied"],
                ["error_description", "User auth aborted"],
                ["state", STATE],
                ["iss", setting.issuer],
            ],
        },
    ),
)
