"""Literal journeys for the judge's tests: exchanges written by hand as the published documents show them, no server behind."""

from typing import Any

from conformance.journey import Context, Journey
from rulebook.duty import Capability
from rulebook.formats.application import Application, Driver, HttpDriver, Look, Oracle, Recipe, Step
from rulebook.formats.exchange import Exchange, Request, Response
from rulebook.formats.habilitation import ApiImpot, FranceConnect, Habilitation, Organisation
from rulebook.formats.observation import Observation, Seen
from rulebook.source import Text

CLIENT = "http://localhost:8704"
ISSUER = "http://localhost:8701/api/v2"
GATEWAY = "http://localhost:8703"
API = f"{GATEWAY}/impotparticulier/1.0"
SPI = "0123456789789"
UUIDS = tuple(f"2f1c1b9e-5f0a-4c1e-9f52-0d8a1a3b7c{n:02d}" for n in range(10, 20))
CODE, TOKEN, APIM, SECRET = (f"h:{n:016}" for n in (1, 2, 3, 4))

HABILITATION = Habilitation(
    id="cantine",
    organisation=Organisation(siret="00000000000000", name="Villefictive"),
    franceconnect=FranceConnect(
        title="Cantine",
        entity_id="cantine",
        redirect_uris=(f"{CLIENT}/retour",),
        scopes=("openid", "given_name", "dgfip_rfr", "dgfip_annee_n_moins_1", "dgfip_annee_n_moins_2"),
    ),
    api_impot=ApiImpot(
        modality=("with_france_connect", "with_spi"),
        id_teleservice="CANTINE",
        resources=("RessourceIR",),
        scopes=("dgfip_rfr", "dgfip_annee_n_moins_1", "dgfip_annee_n_moins_2"),
    ),
)


def exchange(  # noqa: PLR0917  (a row of a table)
    n: int,
    by: Any,
    endpoint: str,
    url: str,
    status: int = 200,
    method: str = "GET",
    **rest: Any,
) -> Exchange:
    """One exchange at second `n`; `rest`: headers, answer (its headers), form, json, location, fault, refused_by, at, text."""
    headers = tuple(rest.get("headers", {}).items())
    answer = tuple(rest.get("answer", {}).items())
    response_headers = (("location", rest["location"]), *answer) if "location" in rest else answer
    return Exchange(
        n=n,
        at=rest.get("at", float(n)),
        space="default",
        by=by,
        endpoint=endpoint,
        request=Request(method=method, url=url, headers=headers, form=rest.get("form")),
        response=Response(status=status, headers=response_headers, json=rest.get("json"), text=rest.get("text")),
        fault=rest.get("fault"),
        refused_by=rest.get("refused_by"),
    )


AUTHORIZE: dict[str, str | None] = {
    "response_type": "code",
    "client_id": "cid",
    "redirect_uri": f"{CLIENT}/retour",
    "scope": "openid%20given_name",
    "state": "s" * 22,
    "nonce": "n" * 22,
    "acr_values": "eidas1",
}


def authorize(n: int, by: Any = "franceconnect", **changed: Any) -> Exchange:
    """An authorization request; `changed` replaces, adds, or (None) removes parameters, already encoded."""
    said = {**AUTHORIZE, "state": f"state-{n:0>20}", "nonce": f"nonce-{n:0>20}", **changed}
    query = "&".join(f"{name}={value}" for name, value in said.items() if value is not None)
    endpoint = "authorize" if by == "franceconnect" else "franceconnect"
    return exchange(n, by, endpoint, f"{ISSUER}/authorize?{query}", 303, location=f"{ISSUER}/interaction/x")


def resume(n: int, fault: str | None = None, code: str = CODE, **query: str) -> Exchange:
    """FranceConnect sends the citizen back with a code."""
    said = {"state": "state-1", "iss": ISSUER.replace(":", "%3A").replace("/", "%2F"), **query}
    tail = "&".join(f"{name}={value}" for name, value in said.items())
    to = f"{CLIENT}/retour?code={code}&{tail}"
    return exchange(n, "franceconnect", "authorize_resume", f"{ISSUER}/authorize/x", 303, location=to, fault=fault)


def at_client(n: int, url: str, **rest: Any) -> Exchange:
    """The driver asks something of the client."""
    return exchange(n, "driver", "client", url, **rest)


def token(n: int, fault: str | None = None, code: str = CODE, given: str = TOKEN, **rest: Any) -> Exchange:
    """The client exchanges a code."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": f"{CLIENT}/retour",
        "client_id": "cid",
        "client_secret": SECRET,
        **rest.pop("said", {}),
    }
    body = {"access_token": given, "id_token": "eyJ.e30.h:1"}
    sent: dict[str, Any] = {
        "method": "POST",
        "form": tuple((name, value) for name, value in form.items() if value is not None),
        **rest,
    }
    return exchange(n, "franceconnect", "token", f"{ISSUER}/token", json=body, fault=fault, **sent)


def userinfo(n: int, fault: str | None = None, mark: str = TOKEN, query: str = "", **rest: Any) -> Exchange:
    """The client asks who it is."""
    headers = {"Authorization": f"Bearer {mark}"}
    return exchange(n, "franceconnect", "userinfo", f"{ISSUER}/userinfo{query}", headers=headers, fault=fault, **rest)


def apim_token(n: int, given: str = APIM, **said: str) -> Exchange:
    """The client gets a gateway token, good for an hour."""
    form = {"grant_type": "client_credentials", "scope": "RessourceIR", **said}
    body = {"access_token": given, "expires_in": 3600}
    return exchange(n, "dgfip", "apim_token", f"{GATEWAY}/token", method="POST", form=tuple(form.items()), json=body)


def call(
    n: int, annee: int = 2025, status: int = 200, fault: str | None = None, json: Any = None, **headers: str
) -> Exchange:
    """A call to the tax API on behalf of whoever consented; headers by name, `_` for `-`, an empty one is absent."""
    said = {
        "authorization": f"Bearer {APIM}",
        "x-correlation-id": UUIDS[n % len(UUIDS)],
        "id_teleservice": "CANTINE",
        "x-franceconnect-oauth": TOKEN,
        **{name if name == "id_teleservice" else name.replace("_", "-"): value for name, value in headers.items()},
    }
    path = f"{API}/situations/ir/assiettes/annrev/{annee}"
    sent = {name: value for name, value in said.items() if value}
    return exchange(n, "dgfip", "assiettes", path, status, headers=sent, fault=fault, json=json)


def page(n: int, oracle: Seen, url: str = f"{CLIENT}/page", text: str = "", step: str = "1 click") -> Observation:
    """The citizen sees a page at second `n`."""
    return Observation(n=n, at=float(n), driver="http", step=step, url=url, status=200, oracle=oracle, text=text)


def journey(*happened: Exchange | Observation, trouble: Text | None = None, **context: Any) -> Journey:
    """What happened, in order."""
    base: dict[str, Any] = {
        "habilitation": HABILITATION,
        "client": CLIENT,
        "issuer": ISSUER,
        "spi": (SPI,),
        "years": frozenset({2025, 2024, 2023}),
    }
    return Journey(
        Context(**{**base, **context}),
        tuple(one for one in happened if isinstance(one, Exchange)),
        tuple(one for one in happened if isinstance(one, Observation)),
        trouble,
    )


def application(*capabilities: Capability) -> Application:
    """A client that declares these, with a one-step recipe for each parcours."""
    recipe = Recipe(start="/", steps=(Step(click="a"),))
    return Application(
        name="Cantine",
        habilitation="habilitation.toml",
        base_url=CLIENT,
        capabilities=capabilities,
        driver=Driver(http=HttpDriver(franceconnect=recipe, spi=recipe, etat_civil=recipe, logout=recipe)),
        oracle=Oracle(
            error=Look(selector="main[data-etat=erreur]"),
            refused=Look(selector="main[data-etat=refus]"),
            result=Look(selector="main[data-etat=resultat]"),
            connected=Look(selector="main[data-etat=connecte]"),
        ),
    )
