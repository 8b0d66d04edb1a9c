"""Journeys that prove each check both ways: written by hand, one that keeps the duty and one that breaks it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pairs_etat_civil
import pairs_franceconnect
import pairs_gateway
import pairs_logout
import pairs_usage
from judge_journeys import (
    CLIENT,
    HABILITATION,
    SECRET,
    SPI,
    TOKEN,
    UUIDS,
    apim_token,
    at_client,
    authorize,
    call,
    journey,
    page,
    resume,
    token,
    userinfo,
)

from conformance.journey import Journey
from rulebook.formats.exchange import Exchange
from rulebook.formats.habilitation import Habilitation

Pair = tuple[Journey, Journey]


def _asked(**changed: str | None) -> Pair:
    """Two good authorization requests; the same, the second one changed."""
    return journey(authorize(1), authorize(2)), journey(authorize(1), authorize(2, **changed))


_GAVE_UP = at_client(2, f"{CLIENT}/retour?error=access_denied&error_description=User%20auth%20aborted&state=s")
_DOWN, _REVOKED = "assiettes.response.500", "assiettes.token.revoked"


def calls(*made: Exchange) -> Journey:
    """Calls made with the token of this very login."""
    return journey(token(0), *made)


def _elsewhere() -> Exchange:
    """A well-made call to a resource that the habilitation does not give."""
    made = call(9, status=404)
    url = made.request.url.replace("/assiettes/", "/factures/")
    return made.model_copy(update={"endpoint": "not_found", "request": made.request.model_copy(update={"url": url})})


def _by_address(posted: Exchange) -> Exchange:
    """The same exchange by GET, its parameters (but for the secret, another duty's business) in the address."""
    said = "&".join(f"{name}={quote(value)}" for name, value in posted.request.form or () if name != "client_secret")
    asked = posted.request.model_copy(update={"method": "GET", "form": None, "url": f"{posted.request.url}?{said}"})
    return posted.model_copy(update={"request": asked})


def _registered(*scopes: str, **changed: Any) -> Habilitation:
    """The habilitation, its FranceConnect registration changed."""
    base = HABILITATION.franceconnect
    assert base is not None
    changed = {"scopes": (*base.scopes, *scopes), **changed}
    return HABILITATION.model_copy(update={"franceconnect": base.model_copy(update=changed)})


def _asked_for(hints: tuple[str, ...], idp_hint: str) -> Pair:
    """Requests under a registration that allows these identity providers."""
    allowed = _registered(allowed_idp_hints=hints)
    return (
        journey(authorize(1, idp_hint=hints[0]), habilitation=allowed),
        journey(authorize(1, idp_hint=idp_hint), habilitation=allowed),
    )


def _unsafe() -> Pair:
    """A return over https; one over http, elsewhere than on localhost, although it is registered."""
    safe, unsafe = "https://cantine.example/retour", "http://cantine.example/retour"
    return (
        journey(authorize(1, redirect_uri=safe), habilitation=_registered(redirect_uris=(safe,))),
        journey(authorize(1, redirect_uri=unsafe), habilitation=_registered(redirect_uris=(unsafe,))),
    )


def _over_tls(line: str) -> Pair:
    """`_cookie`, at a client over https."""
    client = "https://cantine.example"

    def sets(cookie: str) -> Journey:
        return journey(at_client(1, f"{client}/", answer={"set-cookie": cookie}), client=client)

    return sets(_SESSION["set-cookie"]), sets(line)


def hurried(count: int) -> Journey:
    """So many calls in one second, each with a number and a token of its own."""
    marks = tuple(f"h:{n:016x}" for n in range(0xA00, 0xA00 + count))
    given = [token(0, given=mark, code=f"{mark}c") for mark in marks]
    made = [
        call(1, x_franceconnect_oauth=mark, x_correlation_id=f"2f1c1b9e-5f0a-4c1e-9f52-{n:012d}").model_copy(
            update={"n": n, "at": 1 + n / count}
        )
        for n, mark in enumerate(marks, 1)
    ]
    return journey(*given, *made)


_SESSION = {"set-cookie": "session=h:00000000000000a2; Path=/; HttpOnly; SameSite=Lax; Secure"}


def _exchanged(**said: str) -> Pair:
    """A code exchanged as it should; the same, its form changed."""
    return journey(resume(1), token(2)), journey(resume(1), token(2, said=said))


def screen(text: str, n: int = 2, **rest: Any) -> Exchange:
    """A screen of the client, with the link that each must have."""
    foot = '<a href="/mentions">Mentions légales</a>'
    return at_client(n, f"{CLIENT}/page", text=f"<html><body>{text}{foot}</body></html>", **rest)


def _cookie(line: str, **context: Any) -> Pair:
    """The client sets a careful cookie; the same, as `line` says."""
    careful = {"set-cookie": f"{_SESSION['set-cookie']}"}
    return journey(screen("", answer=careful), **context), journey(screen("", answer={"set-cookie": line}), **context)


def logged_in(cookie: str) -> Journey:
    """A citizen comes back with a session known before, and the answer sets `cookie`."""
    back = at_client(
        1,
        f"{CLIENT}/retour?code=h:0000000000000001&state=s",
        status=303,
        location="/",
        headers={"cookie": "session=h:00000000000000a1; langue=fr"},
        answer={"set-cookie": f"session={cookie}; HttpOnly; SameSite=Lax"},
    )
    return journey(back, page(2, "connected"))


def _notice(then: Exchange) -> Journey:
    """A notice was served, and then the client is asked something."""
    return calls(call(1, json={"rfr": 28678, "nmNaiDec1": "CIS TROIS"}), then)


def _result(**answer: str) -> Journey:
    return journey(screen("Votre tarif", answer=answer), page(3, "result"))


# Check id → (a journey that passes, one that fails).
PAIRS: dict[str, Callable[[], Pair]] = {
    **pairs_franceconnect.PAIRS,
    "FS-CODE-01a": lambda: _asked(response_type="code%20token"),
    "FS-PARAM-01a": lambda: _asked(code_challenge="x"),
    "FS-NONCE-01a": lambda: _asked(nonce="n" * 21),
    "FS-NONCE-02a": lambda: _asked(nonce=f"nonce-{1:0>20}"),
    "FS-STATE-01a": lambda: _asked(state=""),
    "FS-STATE-02a": lambda: _asked(state=f"state-{1:0>20}"),
    "FS-SCOPE-01a": lambda: _asked(scope="given_name"),
    "FS-SCOPE-02a": lambda: _asked(scope="openid%20email"),
    "FS-ACR-01a": lambda: _asked(acr_values=None),
    "FS-REFUS-01a": lambda: (journey(_GAVE_UP, page(3, "refused")), journey(_GAVE_UP, page(3, "none"))),
    "FS-TOKEN-01a": lambda: (
        journey(resume(1), token(2)),
        journey(resume(1), token(2), token(3)),
    ),
    "FS-TOKEN-02a": lambda: (
        journey(resume(1), token(2, at=30.9)),
        journey(resume(1), token(2, at=31.1)),
    ),
    "API-CORRELATION-01a": lambda: (calls(call(1)), calls(call(1), call(2, x_correlation_id=""))),
    "API-CORRELATION-02a": lambda: (
        calls(call(1), call(2)),
        calls(call(1), call(2, x_correlation_id=UUIDS[1])),
    ),
    "API-TELESERVICE-01a": lambda: (calls(call(1)), calls(call(1, id_teleservice="AUTRE"))),
    "API-JETON-FC-01a": lambda: (
        calls(call(2)),
        calls(call(2, x_franceconnect_oauth="h:00000000000000ff")),
    ),
    "API-JETON-FC-02a": lambda: (journey(token(1), call(61)), journey(token(1), call(62))),
    "API-RESSOURCE-01a": lambda: (calls(call(1)), calls(call(1), _elsewhere())),
    "API-ANNEE-01a": lambda: (calls(call(1)), calls(call(1, annee=2019))),
    "API-ANNEE-02a": lambda: (
        journey(call(1, status=410), call(2, annee=2024), page(3, "result"), late=2025),
        journey(call(1, status=410), page(3, "error"), late=2025),
    ),
    "API-ERREUR-01a": lambda: (
        journey(call(1, status=500, fault=_DOWN), page(2, "error"), fault=_DOWN),
        journey(call(1, status=500, fault=_DOWN), page(2, "result"), fault=_DOWN),
    ),
    "API-JETON-01a": lambda: (
        journey(
            call(1, status=401, fault=_REVOKED),
            apim_token(2),
            call(3, authorization="Bearer h:00000000000000aa"),
            page(4, "result"),
            fault=_REVOKED,
        ),
        journey(call(1, status=401, fault=_REVOKED), call(2, status=401), page(4, "error"), fault=_REVOKED),
    ),
    "FS-REDIRECT-01a": lambda: _asked(redirect_uri=f"{CLIENT}/retour/"),
    "FS-REDIRECT-02a": _unsafe,
    "FS-DEMANDE-01a": lambda: (
        journey(authorize(1)),
        journey(
            authorize(1).model_copy(update={"request": authorize(1).request.model_copy(update={"method": "POST"})})
        ),
    ),
    "FS-ACR-02a": lambda: _asked(acr_values="eidas2"),
    "FS-PROMPT-01a": lambda: _asked(prompt="none"),
    "FS-CLAIMS-01a": lambda: _asked(claims=quote('{"userinfo": {"email": null}}')),
    "FS-HINT-01a": lambda: _asked_for(("fip1",), idp_hint="fip2"),
    "FS-TOKEN-03a": lambda: (journey(token(1)), journey(_by_address(token(1)))),
    "FS-TOKEN-04a": lambda: _exchanged(redirect_uri=f"{CLIENT}/ailleurs"),
    "FS-TOKEN-05a": lambda: _exchanged(grant_type="refresh_token"),
    "FS-SECRET-01a": lambda: (
        journey(token(1), screen("bonjour")),
        journey(token(1), screen(f"client_secret: {SECRET}")),
    ),
    "FS-SECRET-02a": lambda: (
        journey(token(1)),
        journey(token(1, headers={"authorization": "Basic h:00000000000000bb"})),
    ),
    "FS-ALG-02a": lambda: (journey(token(1)), journey(token(1), habilitation=_registered(id_token_alg="HS256"))),
    "FS-USERINFO-02a": lambda: (
        journey(token(1), userinfo(2)),
        journey(token(1), userinfo(2, query=f"?access_token={TOKEN}")),
    ),
    "FS-USERINFO-03a": lambda: (
        journey(resume(1), token(2), userinfo(3)),
        journey(resume(1), token(2), userinfo(32)),
    ),
    "FS-PAGE-01a": lambda: (
        journey(screen("Une erreur est survenue.")),
        journey(screen("Traceback (most recent call last): File app.py", status=500)),
    ),
    "API-INFORMATION-01a": lambda: (
        journey(page(1, "none", text="Nous demanderons votre avis aux Impôts"), token(2), call(3)),
        journey(page(1, "none", text="Bonjour"), token(2), call(3)),
    ),
    "API-MENTIONS-01a": lambda: (
        journey(screen("Accueil")),
        journey(screen("Accueil"), at_client(3, f"{CLIENT}/erreur", text="<html><a href='/'>Accueil</a></html>")),
    ),
    "FS-SESSION-01a": lambda: (logged_in("h:00000000000000a2"), logged_in("h:00000000000000a1")),
    "FS-COOKIE-01a": lambda: _cookie("session=h:00000000000000a2; SameSite=Lax"),
    "FS-COOKIE-02a": lambda: _cookie("session=h:00000000000000a2; HttpOnly"),
    "FS-COOKIE-03a": lambda: _over_tls("session=h:00000000000000a2; HttpOnly; SameSite=Lax"),
    "API-JETON-02a": lambda: (
        calls(apim_token(1), call(2), call(3, annee=2024)),
        calls(apim_token(1), call(2), apim_token(3), call(4, annee=2024)),
    ),
    "API-JETON-03a": lambda: (calls(apim_token(1)), calls(apim_token(1, grant_type="password"))),
    "API-JETON-04a": lambda: (calls(apim_token(1)), calls(apim_token(1, scope="RessourceIR RessourceIFI"))),
    "API-SCOPE-01a": lambda: (
        journey(authorize(1, scope="openid%20dgfip_rfr")),
        journey(authorize(1, scope="openid%20dgfip_rfr%20dgfip_aft"), habilitation=_registered("dgfip_aft")),
    ),
    "API-ERREUR-03a": lambda: (
        calls(call(1, status=410), call(2, annee=2024)),
        calls(call(1, status=410), call(2, status=410), call(3, annee=2024)),
    ),
    "API-QUOTA-01a": lambda: (
        hurried(50),
        hurried(51),
    ),
    "API-QUOTA-02a": lambda: (calls(call(1), call(2, annee=2024)), calls(call(1), call(2))),
    "API-TRACE-01a": lambda: (
        journey(token(1), screen("bonjour")),
        journey(token(1), at_client(2, f"{CLIENT}/resultat?jeton={TOKEN}")),
    ),
    "API-TRACE-02a": lambda: (journey(token(1), screen("bonjour")), journey(token(1), screen(f"jeton = {TOKEN}"))),
    "API-TRACE-03a": lambda: (
        _notice(at_client(2, f"{CLIENT}/resultat")),
        _notice(at_client(2, f"{CLIENT}/resultat?revenu=28678")),
    ),
    "API-TRACE-04a": lambda: (
        journey(screen("", answer={"referrer-policy": "no-referrer"})),
        journey(screen("", answer={"Referrer-Policy": "unsafe-url"})),
    ),
    "API-CACHE-01a": lambda: (
        _result(**{"cache-control": "no-store"}),
        _result(**{"cache-control": "public, max-age=60"}),
    ),
    "API-SPI-01a": lambda: (
        journey(at_client(1, f"{CLIENT}/compte", method="POST", form=(("spi", SPI),))),
        journey(at_client(1, f"{CLIENT}/compte", status=303, location=f"/resultat?spi={SPI}")),
    ),
    **pairs_usage.PAIRS,
    **pairs_gateway.PAIRS,
    **pairs_logout.PAIRS,
    **pairs_etat_civil.PAIRS,
}
