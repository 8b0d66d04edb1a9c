"""A FranceConnect of one's own in a test, a browser that walks through it, and one person to log in.

Sync on the outside: each request runs on the bench's own event loop, through the real edge, without a socket.
"""

import asyncio
import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx2
from joserfc import jwe
from joserfc.jwk import ECKey

from mock_franceconnect.app import create_app, inspect
from mock_franceconnect.ports.allowed import Allowed
from mock_franceconnect.ports.bench import Bench
from mock_franceconnect.ports.remote import Remote
from rulebook.formats.control import FaultOrder, LeaseRequest, On
from rulebook.formats.exchange import Exchange
from rulebook.formats.habilitation import FranceConnect, Habilitation, Organisation
from rulebook.formats.persona import Identity, Persona
from rulebook.platforms import LOW, PLATFORMS, Platform
from rulebook.redaction import Redactor
from scenarios.worlds import Worlds
from simulator.edge import Edge
from simulator.journal import UNASSIGNED, Journal
from simulator.leases import Lease, Leases
from simulator.spaces import Address, Addresses, Spaces
from simulator.store import MemoryStore

ISSUER = "http://localhost:8701/api/v2"
CALLBACK = "https://cantine.example.org/retour"
GOODBYE = "https://cantine.example.org/au-revoir"
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
NONCE = "n" * 32
STATE = "s" * 32
LOGIN = "0123456789789"
HOST = "cantine.example.org"
DGFIP_KEYS = "http://localhost:8703/franceconnect/jwks"
SECTOR = "https://cantine.example.org/secteur.json"
LOCAL = "http://localhost:8704/retour"

PERSON = Persona(
    id="angela",
    traits=("trois prénoms",),
    lesson_fr="Trois prénoms, un nom d’usage.",
    lesson_en="Three given names, a usage name.",
    login=LOGIN,
    identity=Identity(
        family_name="DUBOIS",
        given_name="Angela Claire Louise",
        given_name_array=("Angela", "Claire", "Louise"),
        preferred_username="MARTIN",
        gender="female",
        birthdate="1962-08-24",
        birthplace="75107",
        birthcountry="99100",
        email="angela@example.org",
    ),
)

# A custom identity: nobody's, and right.
SURMESURE = {
    "given_name": "Camille Ada",
    "family_name": "SURMESURE",
    "birthdate": "1985-07-14",
    "gender": "female",
    "birthplace": "75107",
    "birthcountry": "99100",
    "email": "camille@example.org",
    "preferred_username": "",
}

_SCOPES = (
    "openid",
    "identite_pivot",
    "profile",
    "email",
    "given_name",
    "family_name",
    "birth",
    "idp_id",
    "amr",
    "idp_birthdate",
)


def habilitation(id_: str = "cantine", **changes: Any) -> Habilitation:
    """A public body's téléservice; `changes` go to its FranceConnect registration."""
    kind = changes.pop("type", "public")
    known = PLATFORMS[changes.get("platform", "low")].known
    registration = {
        "title": "Cantine",
        "entity_id": f"entite-{id_}-0123456789012345678901234567",
        "redirect_uris": (CALLBACK, LOCAL),
        "sector_identifier_uri": SECTOR,
        "post_logout_redirect_uris": (GOODBYE, "http://localhost:8704/"),
        "scopes": (*(scope for scope in _SCOPES if scope in known), "dgfip_rfr", "dgfip_nbpart"),
    } | changes
    return Habilitation(
        id=id_,
        organisation=Organisation(siret="00000000000000", name="Ville fictive", type=kind),
        franceconnect=FranceConnect(**registration),
    )


@dataclass
class Federator:
    """One bench: FranceConnect at its public address, and the DGFiP's key server."""

    runner: asyncio.Runner
    bench: Bench
    journal: Journal
    edge: Edge
    dgfip_key: ECKey
    documents: dict[str, httpx2.Response | Exception]
    fetched: list[str]
    vouched: tuple[str, ...] = ()
    jwks_answer: httpx2.Response | None = None

    def publish(self, address: str, answer: Any, **headers: str) -> None:
        """From now on, what that address answers: a response, an exception, or a document to say in JSON."""
        whole = isinstance(answer, httpx2.Response | Exception)
        self.documents[address] = answer if whole else httpx2.Response(200, json=answer, headers=headers)

    def served(self, request: httpx2.Request) -> httpx2.Response:
        """The network, as far as the bench sees it: it asks an address, in the name of a host."""
        address = f"{request.url.scheme}://{request.headers['host']}{request.url.raw_path.decode()}"
        self.fetched.append(address)
        found = self.jwks_answer if address == DGFIP_KEYS and self.jwks_answer else self.documents.get(address)
        if isinstance(found, Exception):
            raise found
        return found or httpx2.Response(404, text="not found")

    def browser(self, space: str = "") -> "Browser":
        """A browser without a past."""
        port = {"low": 8701, "high": 8702}[self.bench.platform.key]
        return Browser(self, f"http://localhost:{port}{space}")

    def register(self, wanted: Habilitation, space: str = "default") -> tuple[str, str]:
        """Register a téléservice; its client_id and client_secret."""
        place = self.bench.place(space)
        if wanted.franceconnect and wanted.franceconnect.sector_identifier_uri == SECTOR:
            self.vouched += wanted.franceconnect.redirect_uris
            self.publish(SECTOR, self.vouched)
        application = self.bench.worlds.of(place.space).register(wanted)
        return application.credentials.client_id, application.credentials.client_secret

    def lease(self, application: str, *faults: str, space: str = "default") -> Lease:
        """Hold an application, with faults on every call."""
        place = self.bench.place(space)
        leases = self.bench.leases
        wanted = LeaseRequest(application=application, module=f"module-{application}", key="0" * 64)
        lease = self.runner.run(leases.take(place.space, wanted))
        orders = tuple(FaultOrder(fault=fault, on=On()) for fault in faults)
        return self.runner.run(leases.change(place.space, lease.id, lambda held: _with(held, orders=orders)))

    def elapse(self, lease: Lease, seconds: float) -> None:
        """Age what is stored for the leased application."""
        place = self.bench.place(lease.space)
        self.runner.run(
            self.bench.leases.change(place.space, lease.id, lambda held: _with(held, elapsed=held.elapsed + seconds))
        )

    def exchanges(self, stream: str = UNASSIGNED, space: str = "default") -> list[Exchange]:
        """The journal of a lease, or of nobody."""
        return self.runner.run(self.journal.read(space, stream, Redactor(b"\0" * 32)))

    def last(self) -> Exchange:
        """What the journal says of the last exchange of the default space."""
        return self.exchanges()[-1]


def _with(lease: Lease, **changes: Any) -> Lease:
    return replace(lease, **changes)


class Browser:
    """Cookies, and requests one hop at a time."""

    def __init__(self, federator: Federator, base: str) -> None:
        self.federator = federator
        self.base = base
        self._client = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=federator.edge), base_url=base, follow_redirects=False
        )

    @property
    def cookies(self) -> httpx2.Cookies:
        """The cookie jar."""
        return self._client.cookies

    def request(self, method: str, path: str, **kwargs: Any) -> httpx2.Response:
        """One exchange."""
        return self.federator.runner.run(self._client.request(method, path, **kwargs))

    def get(self, path: str, **kwargs: Any) -> httpx2.Response:
        """GET."""
        return self.request("GET", path, **kwargs)

    def post(self, path: str, **kwargs: Any) -> httpx2.Response:
        """POST."""
        return self.request("POST", path, **kwargs)

    def authorize(self, **changes: str | None) -> httpx2.Response:
        """An authorization request that is right but for `changes` (None: absent)."""
        return self.get("/api/v2/authorize", params=authorize_parameters(self.federator, **changes))

    def choose(self, mire: str, provider: str = "") -> httpx2.Response:
        """From the mire to the provider's page: the redirect."""
        page = self.get(mire)
        return self.post(
            f"{prefix_of(mire)}/api/v2/redirect-to-idp",
            data={"csrfToken": csrf(page), "providerUid": provider or f"fip1-{self.federator.bench.platform.key}"},
        )

    def identify(self, provider: str, login: str = LOGIN) -> httpx2.Response:
        """On the provider's page, log in: the redirect to the callback."""
        state = parameters(provider)["state"]
        return self.post(urlsplit(provider).path, data={"state": state, "login": login})

    def type_in(self, provider: str, **changes: str | None) -> httpx2.Response:
        """On the provider's page, log in with an identity typed in: the redirect to the callback."""
        wanted = {**SURMESURE, "state": parameters(provider)["state"], "personnalisee": "1", **changes}
        data = {name: value for name, value in wanted.items() if value is not None}
        return self.post(urlsplit(provider).path, data=data)

    def typed(self, provider: str = "", /, acr_values: str | None = None, **changes: str | None) -> httpx2.Response:
        """From nothing to what FranceConnect makes of an identity typed in: a page that refuses, or the redirect of verify."""
        asked = {"acr_values": acr_values} if acr_values else {}
        page = location(self.choose(location(self.authorize(**asked)), provider))
        return self.come_back(self.type_in(page, **changes))

    def come_back(self, arrived: httpx2.Response) -> httpx2.Response:
        """From the provider's redirect to the page that refuses, or to the redirect of verify."""
        callback = self.get(location(arrived))
        return self.get(location(callback)) if callback.is_redirect else callback

    def finish(self, verified: httpx2.Response) -> dict[str, Any]:
        """From the redirect of verify to the claims of userinfo."""
        code = parameters(location(self.agree(location(verified))))["code"]
        return decoded(self.userinfo(self.exchange(code).json()["access_token"]).text)[1]

    def to_consent(self, login: str = LOGIN, /, **changes: str | None) -> str:
        """From nothing to the information page: its address."""
        mire = location(self.authorize(**changes))
        back = location(self.identify(location(self.choose(mire)), login))
        verify = location(self.get(back))
        return location(self.get(verify))

    def agree(self, consent: str) -> httpx2.Response:
        """From the information page to the téléservice: the redirect to its address."""
        page = self.get(consent)
        answer = self.post(f"{prefix_of(consent)}/api/v2/login", data={"csrfToken": csrf(page)})
        return self.get(location(answer))

    def log_in(self, login: str = LOGIN, /, **changes: str | None) -> dict[str, str]:
        """The whole way: the parameters of the callback."""
        return parameters(location(self.agree(self.to_consent(login, **changes))))

    def exchange(self, code: str, /, **changes: str | None) -> httpx2.Response:
        """Exchange a code, rightly but for `changes`."""
        return self.post("/api/v2/token", data=token_parameters(self.federator, code, **changes))

    def tokens(self, **changes: str | None) -> dict[str, Any]:
        """Log in and exchange the code."""
        answer = self.exchange(self.log_in(LOGIN, **changes)["code"])
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def userinfo(self, access_token: str) -> httpx2.Response:
        """The userinfo of a token."""
        return self.get("/api/v2/userinfo", headers={"Authorization": f"Bearer {access_token}"})

    def revoke(self, token: str | None, /, **changes: str | None) -> httpx2.Response:
        """Give a token back, rightly but for `changes`."""
        return self.post("/api/v2/token/revocation", data=revocation_parameters(self.federator, token, **changes))

    def leave(self, hint: str | None, **changes: str | None) -> httpx2.Response:
        """The first page of a logout, for somebody who reads pages."""
        right: dict[str, str | None] = {"id_token_hint": hint, "post_logout_redirect_uri": GOODBYE, "state": STATE}
        wanted = {name: value for name, value in {**right, **changes}.items() if value is not None}
        return self.get("/api/v2/session/end", params=wanted, headers=PAGE)

    def onward(self, page: httpx2.Response) -> httpx2.Response:
        """What the page's script does: send its form."""
        assert page.status_code == 200, page.text[:2000]
        form = re.search(r'<form id="deconnexion" method="(\w+)" action="([^"]+)"', page.text)
        assert form, page.text[:2000]
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        return self.request(form[1].upper(), form[2], **({"data": fields} if form[1] == "post" else {}), headers=PAGE)

    def log_out(self, hint: str, **changes: str | None) -> httpx2.Response:
        """The whole way out: the redirect after the last page."""
        page = self.leave(hint, **changes)
        while page.status_code in {200, 302}:
            page = self.onward(page) if page.status_code == 200 else self.get(location(page), headers=PAGE)
        return page

    def checktoken(self, access_token: str) -> httpx2.Response:
        """What the data provider asks."""
        dgfip = self.federator.bench.worlds.of(self.federator.bench.place("default").space).dgfip
        data = {"token": access_token, "client_id": dgfip.client_id, "client_secret": dgfip.client_secret}
        return self.post("/api/v2/checktoken", data=data)


def revocation_parameters(federator: Federator, token: str | None, /, **changes: str | None) -> dict[str, str]:
    """A right revocation, but for `changes`."""
    client_id, secret = credentials(federator)
    right = {"token": token, "client_id": client_id, "client_secret": secret}
    return {name: value for name, value in {**right, **changes}.items() if value is not None}


def authorize_parameters(federator: Federator, **changes: str | None) -> dict[str, str]:
    """A right authorization request, but for `changes`."""
    client_id, _ = credentials(federator)
    right = {
        "client_id": client_id,
        "response_type": "code",
        "redirect_uri": CALLBACK,
        "scope": "openid identite_pivot email",
        "state": STATE,
        "nonce": NONCE,
        "acr_values": federator.bench.platform.acr[0],
    }
    return {name: value for name, value in {**right, **changes}.items() if value is not None}


def token_parameters(federator: Federator, code: str, /, **changes: str | None) -> dict[str, str]:
    """A right token request, but for `changes`."""
    client_id, secret = credentials(federator)
    right = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "client_id": client_id,
        "client_secret": secret,
    }
    return {name: value for name, value in {**right, **changes}.items() if value is not None}


def credentials(federator: Federator, application: str = "cantine", space: str = "default") -> tuple[str, str]:
    """client_id and client_secret of a registered téléservice."""
    found = federator.bench.worlds.of(federator.bench.place(space).space).application(application)
    assert found is not None
    return found.credentials.client_id, found.credentials.client_secret


def location(answer: httpx2.Response) -> str:
    """Where a redirect leads."""
    assert answer.is_redirect, f"{answer.status_code} {answer.text[:2000]}"
    return answer.headers["location"]


def parameters(address: str) -> dict[str, str]:
    """The query of an address, in order."""
    assert all(len(values) == 1 for values in parse_qs(urlsplit(address).query).values())
    return dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))


def prefix_of(path: str) -> str:
    """`/s/{space}` when the path has it."""
    found = re.match(r"/s/[^/]+", path)
    return found[0] if found else ""


def csrf(page: httpx2.Response) -> str:
    """The hidden token of a page."""
    found = re.search(r'name="csrfToken" value="([^"]+)"', page.text)
    assert found, f"{page.status_code} {page.text[:2000]}"
    return found[1]


def error_code(page: httpx2.Response) -> str:
    """The code that an error page shows."""
    found = re.search(r'id="code">([^<]*)<', page.text)
    assert found, f"{page.status_code} {page.text[:2000]}"
    return found[1]


def decoded(compact: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims of a JWS, unverified, in their order."""
    header, payload = (json.loads(urlsafe_b64decode(part + "===")) for part in compact.split(".")[:2])
    return header, payload


def opened(federator: Federator, sealed: str) -> tuple[dict[str, Any], str]:
    """Header of a JWE and the JWS inside, as the data provider opens it."""
    found = jwe.decrypt_compact(sealed, federator.dgfip_key, algorithms=["ECDH-ES", "A256GCM"])
    assert found.plaintext is not None
    return dict(found.protected), found.plaintext.decode()


async def _somewhere(_host: str, _port: int) -> tuple[str, ...]:
    """Every name leads to one public address."""
    return ("192.88.100.1",)


@contextmanager
def federator(
    *wanted: Habilitation, seed: int = 0, platform: Platform = LOW, remote: Remote | None = None
) -> Iterator[Federator]:
    """A bench with one téléservice, or those `wanted`, and one person; `remote` goes out for real, or not at all."""
    spaces = Spaces(Addresses(*(Address(f"http://localhost:{port}") for port in (8700, 8701, 8702, 8703))), seed)
    store, worlds = MemoryStore(), Worlds()
    key = ECKey.generate_key("P-256", {"use": "enc", "alg": "ECDH-ES", "kid": "dgfip"})
    made: list[Federator] = []
    network = httpx2.MockTransport(lambda request: made[0].served(request))  # noqa: PLW0108  (made below)
    going = remote or Remote(Allowed.of(spaces.addresses, (HOST,)), network, _somewhere)
    bench = Bench(spaces, worlds, store, Leases(store), platform, going)
    journal = Journal(store, {platform.by: inspect(bench)})
    edge = Edge(create_app(bench), platform.by, spaces, journal)
    world = worlds.of(bench.place("default").space)
    world.add(PERSON)
    with asyncio.Runner() as runner:
        made.append(Federator(runner, bench, journal, edge, key, {}, []))
        made[0].publish(DGFIP_KEYS, {"keys": [key.as_dict(private=False)]})
        for one in wanted or (habilitation(platform=platform.key),):
            made[0].register(one)
        yield made[0]
        runner.run(bench.remote.close())
