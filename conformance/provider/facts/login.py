"""A login on the wire: each hop, its status, and the way back."""

import re

from conformance.drivers.page import Page
from conformance.journey import origin
from conformance.provider.answer import Answer, query, unreadable
from conformance.provider.ask import STATE
from conformance.provider.fact import OURS_NO, YES, Fact, Known, Material, Read, exactly, just
from conformance.provider.readers import header, landed, names_sent, of, opaque, path_of, status
from rulebook import differences, documents
from rulebook.source import Text

_WIRE = documents.engine("parcours de connexion")
_PAGES = documents.published_code("core-fcp, contrôleurs et vues")
_VERIFY = r"^/interaction/[A-Za-z0-9_-]{43}/verify$"


def _hop(number: int, name: str, status_: int, fr: str, en: str) -> Fact:
    return Fact(f"OP-LOGIN-{number:02}", Text(fr, en), _WIRE, status(name), just(status_))


def _page(number: int, name: str, fr: str, en: str) -> Fact:
    said = of(name, lambda answer: [answer.status, answer.header("content-type")])
    return Fact(f"OP-LOGIN-{number:02}", Text(fr, en), _PAGES, said, just([200, "text/html; charset=utf-8"]))


def _leads(name: str, pattern: str, to: str) -> Read:
    """The path below the issuer to which an answer leads, what is drawn in it replaced."""

    def read(material: Material) -> str:
        return re.sub(pattern, to, path_of(material.setting.issuer, material[name].location))

    return read


def _leaves(material: Material) -> bool:
    return origin(material["login.choose"].location or "") != origin(material.setting.issuer)


def _given(name: str) -> Read:
    return of("login.resume", lambda answer: dict(query(answer.location)).get(name))


def _boxes(answer: Answer) -> int:
    if Page(answer.url, answer.status, answer.text).find("form") is None:
        raise unreadable("pas de formulaire", "no form")
    return answer.text.count('type="checkbox"')


def _language(answer: Answer) -> str | None:
    found = Page(answer.url, answer.status, answer.text).find("html")
    return found.attributes.get("lang") if found else None


ALL: tuple[Fact, ...] = (
    _hop(1, "login.authorize", 303, "/authorize redirige par 303", "/authorize redirects with 303"),
    Fact(
        "OP-LOGIN-02",
        Text("vers une interaction nommée par 43 caractères", "to an interaction named by 43 characters"),
        _WIRE,
        _leads("login.authorize", r"^/interaction/[A-Za-z0-9_-]{43}$", "/interaction/{43}"),
        just("/interaction/{43}"),
    ),
    _page(3, "login.mire", "La mire est une page", "The mire is a page"),
    Fact(
        "OP-LOGIN-04",
        Text("La mire ne se garde pas", "The mire may not be kept"),
        _PAGES,
        header("login.mire", "cache-control"),
        just("no-store"),
    ),
    _hop(5, "login.choose", 302, "Choisir un fournisseur redirige par 302", "Choosing a provider redirects with 302"),
    Fact(
        "OP-LOGIN-06",
        Text("vers le site du fournisseur d'identité", "to the identity provider's site"),
        differences.IDP_PAGES.source,
        _leaves,
        YES,
        (Known(differences.IDP_PAGES, OURS_NO),),
    ),
    _hop(
        7,
        "login.callback",
        302,
        "Le retour du fournisseur redirige par 302",
        "The provider's way back redirects with 302",
    ),
    _hop(8, "login.verify", 302, "La vérification redirige par 302", "Verification redirects with 302"),
    _page(9, "login.consent", "L'information du citoyen est une page", "The citizen's information is a page"),
    _hop(10, "login.login", 303, "Continuer redirige par 303", "Continuing redirects with 303"),
    Fact(
        "OP-LOGIN-11",
        Text("vers le moteur, qui reprend l'interaction", "to the engine, which resumes the interaction"),
        _WIRE,
        _leads("login.login", r"^/authorize/[A-Za-z0-9_-]{43}$", "/authorize/{43}"),
        just("/authorize/{43}"),
    ),
    _hop(12, "login.resume", 303, "Le moteur rend le citoyen par 303", "The engine gives the citizen back with 303"),
    Fact(
        "OP-LOGIN-13",
        Text("à la redirect_uri du téléservice", "at the téléservice's redirect_uri"),
        _WIRE,
        landed("login.resume"),
        lambda setting: setting.redirect_uri,
    ),
    Fact(
        "OP-LOGIN-14",
        Text(
            "avec code, state et iss, dans cet ordre, sans autre paramètre",
            "with code, state and iss, in that order, no other",
        ),
        _WIRE,
        names_sent("login.resume"),
        just(["code", "state", "iss"]),
    ),
    Fact(
        "OP-LOGIN-15",
        Text("Le state revient tel quel", "The state comes back as it was"),
        _WIRE,
        _given("state"),
        just(STATE),
    ),
    Fact(
        "OP-LOGIN-16",
        Text("iss est l'émetteur", "iss is the issuer"),
        documents.rfc9207("§2"),
        _given("iss"),
        lambda setting: setting.issuer,
    ),
    Fact(
        "OP-LOGIN-17",
        Text("Le code a 43 caractères sûrs dans une adresse", "The code has 43 characters, safe in an address"),
        _WIRE,
        of("login.resume", lambda answer: opaque(dict(query(answer.location)).get("code"))),
        YES,
    ),
    Fact(
        "OP-LOGIN-18",
        Text("La redirection ne se garde pas", "The redirect may not be kept"),
        _WIRE,
        header("login.authorize", "cache-control"),
        just("no-store"),
    ),
    Fact(
        "OP-LOGIN-19",
        Text("ui_locales ne change pas la langue des pages", "ui_locales does not change the pages' language"),
        differences.LANGUAGE.source,
        of("english.mire", _language),
        just("fr"),
        (Known(differences.LANGUAGE, exactly("en")),),
    ),
    Fact(
        "OP-LOGIN-20",
        Text(
            "Le navigateur déjà connecté ne choisit pas à nouveau", "A browser already connected does not choose again"
        ),
        documents.published_code("scénarios de recette connexion-sso"),
        _leads("sso.again", _VERIFY, "/interaction/{43}/verify"),
        just("/interaction/{43}/verify"),
    ),
    Fact(
        "OP-LOGIN-21",
        Text("Déconnecté, il choisit à nouveau", "Disconnected, it chooses again"),
        documents.published_code("scénarios de recette connexion-sso"),
        _leads("sso.afterwards", r"^/interaction/[A-Za-z0-9_-]{43}$", "/interaction/{43}"),
        just("/interaction/{43}"),
    ),
    Fact(
        "OP-LOGIN-22",
        Text("Un téléservice public informe : aucune case à cocher", "A public téléservice informs: no box to tick"),
        documents.published_code("scénario de recette information-consentement"),
        of("login.consent", _boxes),
        just(0),
    ),
    Fact(
        "OP-LOGIN-23",
        Text("Un téléservice privé demande : une case à cocher", "A private téléservice asks: a box to tick"),
        documents.published_code("scénario de recette information-consentement"),
        of("consent.consent", _boxes),
        just(1),
    ),
)
