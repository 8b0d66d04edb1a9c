"""A gateway for tests: on a fixed day, with one canteen, a few citizens, and an honest double of FranceConnect."""

import asyncio
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import httpx2
import orjson
from contract_held import Held
from joserfc import jwe, jwt
from joserfc.jwk import ECKey, RSAKey
from starlette.testclient import TestClient

from mock_api_impot.app import create_app, inspect
from mock_api_impot.ports.bench import Bench
from mock_api_impot.ports.franceconnect import FranceConnect
from mock_api_impot.ports.keys import Keyring
from rulebook.formats.control import FaultOrder, LeaseRequest
from rulebook.formats.exchange import Exchange
from rulebook.formats.habilitation import ApiImpot, Habilitation, Organisation
from rulebook.formats.persona import Foyer, Identity, Persona, Situation
from rulebook.redaction import Redactor
from rulebook.resources import ASSIETTES, TH, Mode, Resource
from scenarios.habilitations import Application
from scenarios.worlds import World, Worlds
from simulator.calendar import Calendar
from simulator.edge import Edge
from simulator.journal import UNASSIGNED, Journal
from simulator.leases import Lease, Leases
from simulator.spaces import DEFAULT, Address, Addresses, Space, Spaces
from simulator.store import MemoryStore

CORRELATION = "2f1c1b9e-5f0a-4c1e-9f52-0d8a1a3b7c11"
SPI = "0123456789789"
TODAY = date(2025, 11, 3)
# The notice of that citizen when a contract opens all of it, written by hand from the published example.
EVERY_FIELD: dict[str, Any] = {
    "rfr": 21600,
    "sitFam": "C",
    "nbPart": 1.0,
    "pac": {"nbPac": 0, "nbPacF": 0},
    "nmNaiDec1": "DUPRE-MARTIN",
    "prnmDec1": "ANNE-LISE ZOE",
    "dateNaisDec1": {"jour": "02", "mois": "08", "annee": "1973"},
    "dateNaisDec2": {"jour": None, "mois": None, "annee": None},
    "aft": "12 RUE DES OLIVIERS 13200 ARLES",
    "aftDetail": {"voie": "12 RUE DES OLIVIERS", "codePostal": "13200 ARLES"},
    "revenuBrutGlobal": 21600,
    "mntRevbareme": 1111,
    "rev": {"tspr": [{"code": "1AW", "valeur": "1200"}], "rcm": []},
}
# What stands in the path of a call that says nothing else.
PATH = {"spi": SPI, "annrev": "2024", "departement": "130", "bareme": "2024"}
ISSUER = "http://localhost:8701/api/v2"
CONTRACT = ApiImpot(
    modality=("with_spi", "with_france_connect"),
    id_teleservice="CANTINE",
    resources=("RessourceIR",),
    scopes=(
        "dgfip_rfr",
        "dgfip_nbpart",
        "dgfip_sitfam",
        "dgfip_annee_n_moins_1",
        "dgfip_annee_n_moins_2",
        "dgfip_annee_n_moins_3",
    ),
)
AVIS: dict[str, Any] = {
    "rfr": 21600,
    "sitFam": "C",
    "nbPart": 1,
    "nmNaiDec1": "DUPRÉ-MARTIN",
    "prnmDec1": "Anne-Lise Zoé",
    "dateNaisDec1": {"jour": "02", "mois": "08", "annee": "1973"},
    "aft": "12 RUE DES OLIVIERS 13200 ARLES",
    "aftDetail": {"voie": "12 RUE DES OLIVIERS", "codePostal": "13200 ARLES"},
    "pac": {"nbPac": 0, "nbPacF": 0},
    "rev": {"tspr": [{"code": "1AW", "valeur": "1200"}], "rcm": []},
    "mntRevbareme": 1111,
    "revenuBrutGlobal": 21600,
    "datEtab": "07/07/2025",
}


def identity(**changes: Any) -> Identity:
    """Anne-Lise Dupré-Martin, or somebody nearly like her."""
    stated: dict[str, Any] = {
        "family_name": "Dupré-Martin",
        "given_name_array": ("Anne-Lise", "Zoé"),
        "gender": "female",
        "birthdate": "1973-08-02",
        "birthplace": "13004",
        "birthcountry": "99100",
        "email": "anne-lise@example.org",
        **changes,
    }
    return Identity(given_name=" ".join(stated["given_name_array"]), **stated)


def foyer(annee: int, **changes: Any) -> Foyer:
    """A notice of that year."""
    return Foyer(**{"annee": annee, "situation": Situation(sit_fam="C"), "avis": AVIS, **changes})


def persona(login: str = SPI, who: Identity | None = None, *foyers: Foyer) -> Persona:
    """Somebody with those notices; 2022 to 2024 when none is given."""
    return Persona(
        id=f"p-{login}",
        traits=(),
        lesson_fr="",
        lesson_en="",
        login=login,
        identity=who or identity(),
        foyer=foyers or tuple(foyer(annee) for annee in (2022, 2023, 2024)),
    )


def habilitation(id_: str = "cantine", contract: ApiImpot | None = CONTRACT, **changes: Any) -> Habilitation:
    """An application with that contract, changed."""
    changed = contract.model_copy(update=changes) if contract else None
    return Habilitation(id=id_, organisation=Organisation(siret="00000000000000", name="Ville"), api_impot=changed)


@dataclass
class Double:
    """FranceConnect as its documents describe it: a JWE around a JWS. Every member can be bent."""

    gateway: "Gateway"
    signing: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "fc-1"}))
    introspection: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    published: list[ECKey | RSAKey] = field(default_factory=list)
    sealing: tuple[ECKey | RSAKey, str] | None = None
    seen: list[httpx2.Request] = field(default_factory=list)
    instead: Callable[[httpx2.Request], httpx2.Response] | None = None

    def __post_init__(self) -> None:
        self.published = [self.signing]

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        """One answer."""
        self.seen.append(request)
        if self.instead is not None:
            return self.instead(request)
        if request.url.path.endswith("/jwks"):
            keys = [key.as_dict(private=False) for key in self.published]
            return httpx2.Response(200, content=orjson.dumps({"keys": keys}))
        return httpx2.Response(200, text=self.sealed(), headers={"content-type": "application/token-introspection+jwt"})

    def sealed(self) -> str:
        """The introspection, signed then encrypted to the key that the gateway publishes."""
        claims = {
            "iss": ISSUER,
            "aud": self.gateway.world.dgfip.client_id,
            "iat": int(time.time()),
            "token_introspection": self.introspection,
            **self.claims,
        }
        key, algorithm = self.sealing or (self.signing, "ES256")
        head = {"alg": algorithm, "kid": key.kid}
        signed = jwt.encode(head, claims, key, algorithms=[algorithm], default_type=None)
        published = self.gateway.client.get("/franceconnect/jwks").json()["keys"]
        (encryption,) = [key for key in published if key["use"] == "enc" and key["alg"] == "ECDH-ES"]
        header = {"alg": "ECDH-ES", "enc": "A256GCM"}
        return jwe.encrypt_compact(header, signed, ECKey.import_key(encryption))

    def consents(self, *scopes: str, who: Identity | None = None, **changes: Any) -> None:
        """The citizen is `who`, and consented to `scopes` for the canteen."""
        citizen = (who or identity()).model_dump(exclude={"email", "preferred_username"})
        self.introspection = {
            "active": True,
            "aud": self.gateway.application.credentials.client_id,
            "sub": "0" * 64 + "v1",
            "iat": int(time.time()),
            "exp": int(time.time()) + 60,
            "acr": "eidas1",
            "jti": "x" * 43,
            "scope": " ".join(scopes),
            **citizen,
            **changes,
        }


KEYS = Keyring()  # RSA keys are slow to draw: one for all the gateways of a test process


class Gateway:
    """The gateway under test, and what a tester may do with its bench."""

    def __init__(self, **changes: Any) -> None:
        self.spaces = Spaces(
            Addresses(
                Address("http://localhost:8700"),
                Address("http://localhost:8701"),
                Address("http://localhost:8702"),
                Address("http://localhost:8703"),
            )
        )
        self.spaces.make(DEFAULT, 0, housing_tax=True)
        self.spaces.set_calendar(DEFAULT, Calendar(today=TODAY))
        self.store, self.worlds = MemoryStore(), Worlds()
        self.leases = Leases(self.store)
        self.double = Double(self)
        neighbour = FranceConnect(0.5, httpx2.MockTransport(self.double.answer))
        self.bench = Bench(
            self.spaces,
            self.worlds,
            self.store,
            self.leases,
            **{"franceconnect": neighbour, "keyring": KEYS, **changes},
        )
        self.journal = Journal(self.store, {"dgfip": inspect(self.bench)})
        self.edge = Edge(create_app(self.bench), "dgfip", self.spaces, self.journal)
        self.client = TestClient(Held(self.edge), base_url="http://localhost:8703")
        self.application = self.world.register(habilitation())
        self.world.add(persona())
        self.double.consents("openid", *CONTRACT.scopes)

    @property
    def space(self) -> Space:
        """The default space."""
        return self._space(DEFAULT)

    def _space(self, name: str) -> Space:
        return self.spaces.of(name)

    @property
    def world(self) -> World:
        """Its people and applications."""
        return self.worlds.of(self.space)

    def contract(self, **changes: Any) -> None:
        """Change the canteen's contract."""
        self.application = self.world.register(habilitation(**changes))

    def basic(self, application: Application | None = None, secret: str | None = None) -> str:
        """The Authorization header of an application at /token."""
        credentials = (application or self.application).credentials
        pair = f"{credentials.apim_key}:{secret or credentials.apim_secret}"
        return "Basic " + b64encode(pair.encode()).decode()

    def ask_token(self, form: Mapping[str, str] | None = None, prefix: str = "", **headers: str) -> httpx2.Response:
        """POST /token; by default with Basic, for RessourceIR."""
        asked = {"grant_type": "client_credentials", "scope": "RessourceIR"} if form is None else form
        return self.client.post(f"{prefix}/token", data=dict(asked), headers=headers or {"authorization": self.basic()})

    def token(self, application: Application | None = None) -> str:
        """An access token for RessourceIR."""
        answer = self.ask_token(authorization=self.basic(application))
        return str(answer.json()["access_token"])

    def headers(self, **changes: str | None) -> dict[str, str]:
        """The headers of a good call, some changed, or removed by None. Underscores stand for hyphens."""
        good: dict[str, str | None] = {
            "authorization": None,
            "x-correlation-id": CORRELATION,
            "ID_Teleservice": "CANTINE",
        }
        if "authorization" not in changes:
            good["authorization"] = f"Bearer {self.token()}"
        named = {name if name == "ID_Teleservice" else name.replace("_", "-"): value for name, value in changes.items()}
        return {name: value for name, value in {**good, **named}.items() if value is not None}

    def ask(
        self, resource: Resource, mode: Mode, path: Mapping[str, str] | None = None, **headers: str | None
    ) -> httpx2.Response:
        """One call to a resource, about the citizen and 2024 unless `path` says otherwise, with a token for it."""
        given: dict[str, str | None] = {} if mode is Mode.SPI else {"x_franceconnect_oauth": "t" * 43}
        if "authorization" not in headers:
            form = {"grant_type": "client_credentials", "scope": resource.scope}
            given["authorization"] = f"Bearer {self.ask_token(form).json()['access_token']}"
        where = resource.route(mode).format(**{**PATH, **(path or {})})
        return self.client.get(where, headers=self.headers(**given | headers))

    def by_spi(self, spi: str = SPI, annee: str = "2024", **headers: str | None) -> httpx2.Response:
        """One call in SPI mode."""
        return self.ask(ASSIETTES, Mode.SPI, {"spi": spi, "annrev": annee}, **headers)

    def by_franceconnect(self, annee: str = "2024", **headers: str | None) -> httpx2.Response:
        """One call in FranceConnect mode."""
        return self.ask(ASSIETTES, Mode.FRANCECONNECT, {"annrev": annee}, **headers)

    def th(self, spi: str | None, annee: str = "2024", **headers: str | None) -> httpx2.Response:
        """One call to the housing tax resource, by SPI, or by FranceConnect without one."""
        mode = Mode.FRANCECONNECT if spi is None else Mode.SPI
        return self.ask(TH, mode, {"spi": spi or "", "annrev": annee}, **headers)

    def lease(self, application: str = "cantine", space: Space | None = None) -> Lease:
        """Take a lease on an application."""
        held = space or self.space
        wanted = LeaseRequest(application=application, module=f"module-{application}", key="00" * 32)
        return asyncio.run(self.leases.take(held, wanted))

    def change(self, lease: Lease, **changes: Any) -> None:
        """Change a lease of the default space."""
        asyncio.run(self.leases.change(self.space, lease.id, lambda held: replace(held, **changes)))

    def order(self, lease: Lease, fault: str, **on: Any) -> None:
        """Order one fault."""
        self.change(lease, orders=(FaultOrder.model_validate({"fault": fault, "on": on}),))

    def exchanges(self, stream: str = UNASSIGNED, space: str = DEFAULT) -> list[Exchange]:
        """The journal of a lease, or of nobody."""
        return asyncio.run(self.journal.read(space, stream, Redactor(b"k" * 32)))
