"""A client made of bare requests: what the bench's own tests drive it with, on real ports."""

import json
import re
import ssl
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
from contract_held import hold
from joserfc import jws

# One context for all: loading the machine's certificates for each plain-http request would cost 40 ms.
_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
KEY = "0" * 64
get = partial(httpx2.get, verify=_TLS)
put = partial(httpx2.put, verify=_TLS)
post = partial(httpx2.post, verify=_TLS)
delete = partial(httpx2.delete, verify=_TLS)
SCOPES = "openid given_name family_name dgfip_rfr dgfip_nbpart dgfip_annee_n_moins_1 dgfip_annee_n_moins_2"
REDIRECT = "http://localhost:9/retour"


def habilitation(id_: str, tier: str = "50", scopes: str = SCOPES, *resources: str) -> dict[str, Any]:
    """A small habilitation."""
    tax = [scope for scope in scopes.split() if scope.startswith("dgfip_")]
    return {
        "id": id_,
        "organisation": {"siret": "0" * 14, "name": "Villefictive"},
        "franceconnect": {"title": id_, "entity_id": id_, "redirect_uris": [REDIRECT], "scopes": scopes.split()},
        "api_impot": {
            "modality": ["with_france_connect", "with_spi"],
            "id_teleservice": id_.upper(),
            "resources": list(resources or ("RessourceIR",)),
            "scopes": tax,
            "tier": tier,
        },
    }


def claims_of(compact: str) -> dict[str, Any]:
    """What a JWS says, unverified."""
    found: dict[str, Any] = json.loads(jws.extract_compact(compact.encode()).payload)
    return found


@dataclass(frozen=True, slots=True)
class Control:
    """The control API of one space."""

    url: str

    @classmethod
    def of(cls, port: int, space: str = "default") -> "Control":
        """The control of a space of the bench at `port`."""
        return cls(f"http://localhost:{port}/control/spaces/{space}")

    def make(self, seed: int = 0, **more: Any) -> None:
        """Make the space."""
        put(self.url, json={"seed": seed, **more}).raise_for_status()

    def register(self, id_: str, tier: str = "50", scopes: str = SCOPES, *resources: str) -> "RawClient":
        """Declare an application, and be it."""
        body = habilitation(id_, tier, scopes, *resources)
        answer = put(f"{self.url}/habilitations/{id_}", json=body).raise_for_status()
        space = get(self.url).raise_for_status().json()
        return RawClient(space["issuer"], space["gateway"], id_.upper(), answer.json()["credentials"], scopes)

    def take(self, application: str, **more: Any) -> httpx2.Response:
        """Ask for a lease."""
        return post(
            f"{self.url}/leases", json={"application": application, "module": f"m-{application}", "key": KEY, **more}
        )

    def lease(self, application: str, **more: Any) -> str:
        """Take a lease."""
        id_: str = self.take(application, **more).raise_for_status().json()["id"]
        return f"{self.url}/leases/{id_}"

    def login(self, id_: str) -> str:
        """The login of a persona."""
        people = get(f"{self.url}/personas").raise_for_status().json()
        found: str = next(person["login"] for person in people if person["id"] == id_)
        return found


@dataclass(frozen=True, slots=True)
class RawClient:
    """One application, as its own server and its citizen's browser would act."""

    issuer: str
    gateway: str
    id_teleservice: str
    credentials: dict[str, str]
    scopes: str = SCOPES

    def authorize_url(self, state: str = "s" * 32, nonce: str = "n" * 32) -> str:
        """A correct authorization request."""
        parameters = {
            "client_id": self.credentials["client_id"],
            "response_type": "code",
            "scope": self.scopes,
            "redirect_uri": REDIRECT,
            "acr_values": "eidas1",
            "state": state,
            "nonce": nonce,
        }
        return str(httpx2.URL(f"{self.issuer}/authorize", params=parameters))

    def callback(self, login: str) -> dict[str, str]:
        """Log `login` in with a new browser, and give what comes back to the redirect_uri."""
        with httpx2.Client(verify=_TLS) as browser:
            page = browser.get(self.authorize_url())
            for _ in range(12):
                if not page.is_redirect:
                    page = _submit(browser, page, login)
                    continue
                target = str(page.next_request.url) if page.next_request else ""
                if target.startswith(REDIRECT):
                    return {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
                page = browser.get(target)
        raise AssertionError(page.text[:400])

    def tokens(self, login: str) -> dict[str, Any]:
        """Log in and exchange the code."""
        found: dict[str, Any] = self.exchange(self.callback(login)["code"]).raise_for_status().json()
        return found

    def exchange(self, code: str) -> httpx2.Response:
        """The token request."""
        return post(
            f"{self.issuer}/token",
            data={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": REDIRECT,
                "client_id": self.credentials["client_id"],
                "client_secret": self.credentials["client_secret"],
            },
        )

    def apim_token(self, scope: str = "RessourceIR") -> str:
        """A token of the gateway."""
        answer = post(
            f"{self.gateway}/token",
            data={"grant_type": "client_credentials", "scope": scope},
            auth=(self.credentials["apim_key"], self.credentials["apim_secret"]),
        )
        token: str = answer.raise_for_status().json()["access_token"]
        return token

    def assiettes(self, spi: str, annee: int, token: str) -> httpx2.Response:
        """A call to the tax API, by SPI."""
        return self.call(f"/spi/{spi}/situations/ir/assiettes/annrev/{annee}", token)

    def call(self, path: str, token: str, consent: str | None = None) -> httpx2.Response:
        """A call to any resource of the tax API, with the citizen's FranceConnect token if it is given; held to our contract."""
        asked = f"/impotparticulier/1.0{path}"
        answer = get(
            f"{self.gateway}{asked}",
            headers={
                "Authorization": f"Bearer {token}",
                "X-Correlation-ID": "2f1c1b9e-5f0a-4c1e-9f52-0d8a1a3b7c11",
                "ID_Teleservice": self.id_teleservice,
                **({"X-FranceConnect-OAuth": consent} if consent else {}),
            },
        )
        hold("GET", asked, answer.status_code, answer.headers.get("content-type", ""), answer.content)
        return answer


def _submit(browser: httpx2.Client, page: httpx2.Response, login: str) -> httpx2.Response:
    form = re.search(r'<form id="(mire|information)"[^>]*action="([^"]+)"', page.text)
    if form is None:
        state = re.search(r'name="state" value="([^"]+)"', page.text)
        assert state, page.text[:400]
        return browser.post(str(page.url), data={"state": state[1], "login": login})
    csrf = re.search(r'name="csrfToken" value="([^"]+)"', page.text)
    assert csrf
    provider = re.search(r'name="providerUid" value="([^"]+)"', page.text)
    data = {"csrfToken": csrf[1], **({"providerUid": provider[1]} if provider else {"accept": "1"})}
    return browser.post(str(page.url.join(form[2])), data=data)
