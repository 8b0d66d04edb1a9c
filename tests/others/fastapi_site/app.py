"""The site: one visit a cookie, kept in memory, and five pages."""

import secrets
from dataclasses import dataclass
from html import escape
from typing import Annotated, Any

import jwt
import requests
from fastapi import Cookie, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from .franceconnect import ISSUER, Refused, franceconnect

_COOKIE = "creche_visite"
_WORDS = {
    "accueil": "",
    "refus": "Vous avez renoncé à vous connecter : personne n’est connecté.",
    "erreur": "La connexion n’a pas abouti : personne n’est connecté. Recommencez, ou appelez la crèche.",
    "deconnecte": "Vous êtes déconnecté de la crèche et de FranceConnect.",
}


@dataclass
class Visit:
    """What the site remembers of one browser."""

    state: str = ""
    nonce: str = ""
    id_token: str = ""
    identity: dict[str, Any] | None = None
    logout_state: str = ""


visits: dict[str, Visit] = {}
Visitor = Annotated[str, Cookie(alias=_COOKIE)]
app = FastAPI(openapi_url=None)


@app.get("/")
def home(visitor: Visitor = "") -> Response:
    """Who is connected, or how to be."""
    visit = visits.get(visitor)
    return _connected(visit.identity) if visit and visit.identity else _page("accueil")


@app.get("/connexion")
def connect() -> Response:
    """To FranceConnect, with a visit of its own: the `state` and the `nonce` (128 characters) are the library's."""
    visit, visitor = Visit(), secrets.token_urlsafe(32)
    url, visit.nonce, visit.state = franceconnect.get_authentication_url()
    return _kept(visit, visitor, url)


@app.get("/franceconnect/retour")
def come_back(request: Request, visitor: Visitor = "") -> Response:
    """The callback: the library reads none of its parameters, so `state`, `iss` and `error` are compared here."""
    visit, said = visits.get(visitor), request.query_params
    if visit is None or not _same(visit.state, said.get("state", "")) or said.get("iss") != ISSUER:
        return _page("erreur")
    visit.state, nonce = "", visit.nonce
    if "error" in said or "code" not in said:  # with both, it is an error
        return _page("refus" if said.get("error") == "access_denied" else "erreur")
    try:
        visit.id_token, visit.identity = franceconnect.citizen(said["code"], nonce)
    except (Refused, jwt.PyJWTError, requests.RequestException, LookupError):
        return _page("erreur")
    del visits[visitor]  # known before the login, it must not work after it
    return _kept(visit, secrets.token_urlsafe(32), "/")


@app.post("/deconnexion")
def disconnect(visitor: Visitor = "") -> Response:
    """Forget the citizen here, then have FranceConnect forget them."""
    visit = visits.get(visitor)
    if visit is None or visit.identity is None:
        return RedirectResponse("/", 303)
    visits[visitor] = Visit(logout_state=franceconnect.generate_state())
    return RedirectResponse(franceconnect.get_logout_url(visit.id_token, visits[visitor].logout_state), 303)


@app.get("/deconnecte")
def disconnected(state: str = "", visitor: Visitor = "") -> Response:
    """Back from FranceConnect's logout; the `state` serves once."""
    visit = visits.pop(visitor, None)
    return _page("deconnecte" if visit and _same(visit.logout_state, state) else "erreur")


def _kept(visit: Visit, visitor: str, url: str) -> Response:
    """Onward to `url`, the visit under that name."""
    visits[visitor] = visit
    answer = RedirectResponse(url, 303)
    answer.set_cookie(_COOKIE, visitor, httponly=True, samesite="lax")
    return answer


def _same(sent: str, received: str) -> bool:
    return bool(sent) and secrets.compare_digest(sent.encode(), received.encode())


def _connected(identity: dict[str, Any]) -> HTMLResponse:
    return _html(
        "connecte",
        f"""<p>Bonjour <span id="prenom">{escape(identity["given_name"])}</span> <span id="nom">{escape(identity["family_name"])}</span>.</p>
<p>Identifiant technique : <span id="sub">{escape(identity["sub"])}</span></p>
<form id="deconnexion" method="post" action="/deconnexion"><button>Se déconnecter</button></form>""",
    )


def _page(etat: str) -> HTMLResponse:
    said = f'<p role="alert">{_WORDS[etat]}</p>' if _WORDS[etat] else ""
    link = '<p><a id="franceconnect" href="/connexion">S’identifier avec FranceConnect</a></p>'
    return _html(etat, said + link, 400 if etat == "erreur" else 200)


def _html(etat: str, content: str, status: int = 200) -> HTMLResponse:
    """A page; machines read it by main[data-etat], #prenom, #sub, #franceconnect, form#deconnexion."""
    return HTMLResponse(
        f"""<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Crèche de Villefictive</title></head>
<body><main data-etat="{etat}"><h1>Crèche de Villefictive</h1>
{content}</main></body></html>""",
        status,
    )
