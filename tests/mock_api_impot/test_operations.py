"""The fifteen operations, each in each of its modes: what it answers, and every refusal that it may give, one by one."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import httpx2
import pytest
from gateway_bench import AVIS, CONTRACT, SPI, TODAY, Gateway, foyer, habilitation, persona

from mock_api_impot.protocol.operations import OPERATIONS, refusals
from rulebook.formats.persona import Patrimoine, Reponse
from rulebook.refusal import Channel, Refusal
from rulebook.refusals import assiettes, ifi, lep, stated, th
from rulebook.refusals import gateway as records
from rulebook.resources import ASSIETTES, DERNIERE, DEUXANS, FACTURES, IFI, LEP, MULTIPLE, NOTICES, TH, Mode, Resource
from rulebook.tax_scopes import TAX_SCOPES
from scenarios.datasets.dataset import Dataset, Rows, Stated
from scenarios.tax_file import Housing

YEARS = tuple(name for name in TAX_SCOPES if "annee_n" in name)
NO_YEARS = tuple(name for name in TAX_SCOPES if "annee_n" not in name)
RICH = Patrimoine(residence_principale=3_000_000)
HOME = {"numVoie": "12", "libelleVoie": "RUE DES OLIVIERS", "regimeTax": "P"}

CALLS = [
    pytest.param(operation.resource, mode, id=f"{operation.resource.endpoint}-{mode.name.lower()}")
    for operation in OPERATIONS
    for mode in operation.resource.modes
]


class Caller:
    """A canteen whose contract has everything, and that asks one resource in one mode about a wealthy citizen."""

    def __init__(self, gateway: Gateway, resource: Resource, mode: Mode) -> None:
        self.gateway, self.resource, self.mode = gateway, resource, mode
        self.under()
        self.know()
        gateway.double.consents("openid", *TAX_SCOPES)

    def under(self, **contract: Any) -> "Caller":
        """Change the contract."""
        resources = tuple(operation.resource.scope for operation in OPERATIONS)
        whole = {"scopes": tuple(TAX_SCOPES), "specific_requirements": ("montTotIr",), "resources": resources}
        self.gateway.contract(**{**whole, **contract})
        return self

    def know(self, *years: int, **changes: Any) -> "Caller":
        """State the notices of those years: 2023 and 2024 when none is given; the home of 2024 with them."""
        stated = {"patrimoine": RICH, **changes}
        self.gateway.world.add(persona(SPI, None, *(foyer(annee, **stated) for annee in years or (2023, 2024))))
        home = Housing({} if "reponse" in changes else HOME, changes.get("reponse"))
        rows = Stated(housing=dict.fromkeys(years or (2023, 2024), (home,)))
        self.gateway.world.load(Dataset(rows=Rows({SPI: rows})), TODAY)
        return self

    def ask(self, path: Mapping[str, str] | None = None, **headers: str | None) -> httpx2.Response:
        """One call."""
        return self.gateway.ask(self.resource, self.mode, path, **headers)


@pytest.fixture
def caller(gateway: Gateway, resource: Resource, mode: Mode) -> Caller:
    """The caller of one case."""
    return Caller(gateway, resource, mode)


# ------------------------------------------------------------------ what each answers, by hand
DATE = {"jour": "02", "mois": "08", "annee": "1973"}
NOTICE = {
    "rfr": 21600,
    "sitFam": "C",
    "nbPart": 1.0,
    "pac": {"nbPac": 0, "nbPacF": 0},
    "nmNaiDec1": "DUPRE-MARTIN",
    "prnmDec1": "ANNE-LISE ZOE",
    "dateNaisDec1": DATE,
    "dateNaisDec2": {"jour": None, "mois": None, "annee": None},
    "aft": "12 RUE DES OLIVIERS 13200 ARLES",
    "aftDetail": {"voie": "12 RUE DES OLIVIERS", "codePostal": "13200 ARLES"},
    "revenuBrutGlobal": 21600,
    "mntRevbareme": 1111,
    "rev": {"tspr": [{"code": "1AW", "valeur": "1200"}], "rcm": []},
}
PERIOD = {"dateDebutPeriode": "01/01/2024", "dateFinPeriode": "31/12/2024", "typeAvis": 1}
ANSWERS: dict[Resource, dict[str, Any]] = {
    ASSIETTES: NOTICE,
    MULTIPLE: {"situationsIR": [{**NOTICE, **PERIOD}]},
    FACTURES: {**NOTICE, "facture": []},
    DERNIERE: {"annRevenu": 2024, **NOTICE},
    DEUXANS: {"annRevenu": 2024, **NOTICE},
    IFI: {"indicateurIfiIsf": "O"},
    TH: {"situationsTH": [HOME]},
    LEP: {"statut": "O"},
}


@pytest.mark.parametrize(("resource", "mode"), CALLS)
def test_answered(caller: Caller) -> None:
    """200, the media type of the published file, and the body that the facts describe."""
    answer = caller.ask()
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == caller.resource.media_type
    assert answer.json() == ANSWERS[caller.resource]


# ------------------------------------------------------------------ every refusal of every operation
def _foreign(caller: Caller) -> httpx2.Response:
    caller.gateway.world.register(habilitation("autre", id_teleservice="AUTRE"))
    return caller.ask(ID_Teleservice="AUTRE")


def _unsubscribed(caller: Caller) -> httpx2.Response:
    form = {"grant_type": "client_credentials", "scope": caller.resource.scope}
    token = caller.gateway.ask_token(form).json()["access_token"]
    caller.gateway.world.register(habilitation(contract=None))
    return caller.ask(authorization=f"Bearer {token}")


def _without_the_scope(caller: Caller) -> httpx2.Response:
    token = caller.gateway.ask_token({"grant_type": "client_credentials"}).json()["access_token"]
    return caller.ask(authorization=f"Bearer {token}")


def _once_too_often(caller: Caller) -> httpx2.Response:
    form = {"grant_type": "client_credentials", "scope": caller.resource.scope}
    token = f"Bearer {caller.gateway.ask_token(form).json()['access_token']}"
    return [caller.ask(authorization=token) for _ in range(51)][-1]


def _out_of_contract(caller: Caller) -> httpx2.Response:
    form = {"grant_type": "client_credentials", "scope": caller.resource.scope}
    token = caller.gateway.ask_token(form).json()["access_token"]
    others = [operation.resource.scope for operation in OPERATIONS if operation.resource is not caller.resource]
    return caller.under(resources=tuple(others)).ask(authorization=f"Bearer {token}")


def _other_modality(caller: Caller) -> httpx2.Response:
    return caller.under(modality=tuple(mode.value for mode in Mode if mode is not caller.mode)).ask()


def _down(caller: Caller) -> httpx2.Response:
    caller.gateway.double.instead = lambda _: httpx2.Response(503)
    return caller.ask()


def _inactive(caller: Caller) -> httpx2.Response:
    caller.gateway.double.introspection = {"active": False}
    return caller.ask()


def _consented(*scopes: str, **changes: str) -> Callable[[Caller], httpx2.Response]:
    def ask(caller: Caller) -> httpx2.Response:
        caller.gateway.double.consents(*scopes)
        caller.gateway.double.introspection |= changes
        return caller.ask()

    return ask


def _twins(caller: Caller) -> httpx2.Response:
    caller.gateway.world.add(persona("0123456789790"))
    return caller.ask()


def _two_notices(caller: Caller) -> httpx2.Response:
    halves = foyer(2024, fin=date(2024, 3, 1)), foyer(2024, debut=date(2024, 3, 2))
    caller.gateway.world.add(persona(SPI, None, *halves))
    return caller.ask()


def _opening_nothing(caller: Caller) -> httpx2.Response:
    scopes = tuple(name for name in TAX_SCOPES if caller.resource not in TAX_SCOPES[name].resources)
    years = tuple(name for name in YEARS if caller.resource in TAX_SCOPES[name].resources)
    # A requirement of another resource opens nothing here.
    others = () if caller.resource in NOTICES else ("montTotIr", "facture.1830")
    return caller.under(scopes=(*scopes, *years), specific_requirements=others).ask()


def _no_housing(caller: Caller) -> httpx2.Response:
    caller.gateway.world.load(Dataset(rows=Rows({SPI: Stated(housing={2024: ()})})), TODAY)
    return caller.ask()


def _retired(caller: Caller) -> httpx2.Response:
    space = caller.gateway.space
    caller.gateway.spaces.make(space.name, space.seed, housing_tax=False)
    return caller.ask()


EXAMPLES: dict[Refusal, Callable[[Caller], httpx2.Response]] = {
    records.NO_CREDENTIALS: lambda caller: caller.ask(authorization=None),
    records.INVALID_CREDENTIALS: lambda caller: caller.ask(authorization="Bearer x"),
    records.NO_SUBSCRIPTION: _unsubscribed,
    records.SCOPE_LACKING: _without_the_scope,
    records.NO_CERTIFICATE: lambda caller: caller.under(client_certificate=True).ask(),
    records.QUOTA_EXCEEDED: _once_too_often,
    records.NO_CORRELATION: lambda caller: caller.ask(x_correlation_id=None),
    records.BAD_CORRELATION: lambda caller: caller.ask(x_correlation_id="1"),
    assiettes.NO_TELESERVICE: lambda caller: caller.ask(ID_Teleservice=None),
    assiettes.UNKNOWN_TELESERVICE: lambda caller: caller.ask(ID_Teleservice="INCONNU"),
    assiettes.FOREIGN_TELESERVICE: _foreign,
    assiettes.RESOURCE_NOT_CONTRACTED: _out_of_contract,
    assiettes.MODALITY_NOT_CONTRACTED: _other_modality,
    assiettes.NO_CONSENT_TOKEN: lambda caller: caller.ask(x_franceconnect_oauth=None),
    assiettes.BAD_SPI: lambda caller: caller.ask({"spi": "012345678978"}),
    lep.BAD_DEPARTEMENT: lambda caller: caller.ask({"departement": "13"}),
    assiettes.BAD_YEAR: lambda caller: caller.ask({"annrev": "24"}),
    lep.BAD_BAREME: lambda caller: caller.ask({"bareme": "24"}),
    assiettes.FRANCECONNECT_UNAVAILABLE: _down,
    assiettes.CONSENT_ENDED: _inactive,
    assiettes.CONSENT_OF_ANOTHER: _consented(*TAX_SCOPES, aud="another"),
    assiettes.NOTHING_CONSENTED: _consented("openid", "email"),
    assiettes.UNKNOWN_SPI: lambda caller: caller.ask({"spi": "0123456789790"}),
    assiettes.UNKNOWN_IDENTITY: _consented(*TAX_SCOPES, family_name="Personne"),
    assiettes.AMBIGUOUS_IDENTITY: _twins,
    assiettes.NOT_TAXED_YET: lambda caller: caller.ask({"annrev": "2025"}),
    assiettes.TOO_OLD: lambda caller: caller.ask({"annrev": "2020"}),
    assiettes.YEAR_NOT_CONTRACTED: lambda caller: caller.under(scopes=NO_YEARS).ask(),
    assiettes.NO_FIELD_CONTRACTED: _opening_nothing,
    stated.STATED: lambda caller: caller.know(2024, avis={}, reponse=Reponse(http=404, codeapp="4041")).ask(),
    assiettes.NO_NOTICE: lambda caller: caller.know(2022).ask(),
    assiettes.TWO_NOTICES: _two_notices,
    ifi.NOT_SUBJECT: lambda caller: caller.know(2024, patrimoine=None).ask(),
    th.NO_HOUSING: _no_housing,
    records.NO_RESOURCE: _retired,
    lep.NO_ANSWER: lambda caller: caller.ask({"departement": "975"}),
}

REFUSED = [
    pytest.param(
        operation.resource, mode, refusal, id=f"{operation.resource.endpoint}-{mode.name.lower()}-{refusal.id}"
    )
    for operation in OPERATIONS
    for mode in operation.resource.modes
    for refusal in refusals(operation, mode)
]


@pytest.mark.parametrize(("resource", "mode", "refusal"), REFUSED)
def test_refused(caller: Caller, refusal: Refusal) -> None:
    """The status, the code and the message of the record, in its channel; the journal names it; no data comes with it."""
    answer = EXAMPLES[refusal](caller)
    assert answer.status_code == refusal.status, answer.text
    assert caller.gateway.exchanges()[-1].refused_by == refusal.id
    assert ("www-authenticate" in answer.headers) == (refusal.status == 401)
    if refusal.channel is Channel.EMPTY:
        assert (answer.content, answer.headers.get("content-type")) == (b"", None)
        return
    assert answer.headers["content-type"] == "application/json"
    error = answer.json().pop("erreur")
    assert (error["code"], error["message"]) == (refusal.code, refusal.description)
    assert set(error) == {"code", "message", "horodatage"}
    assert set(answer.json()) == {"erreur"}


def test_every_example_is_of_an_operation() -> None:
    """A refusal that no operation gives any more is no example."""
    given = {refusal for operation in OPERATIONS for mode in Mode for refusal in refusals(operation, mode)}
    assert given == set(EXAMPLES)


def test_what_is_stated_of_the_citizen() -> None:
    """The notice above is the bench's, as the API writes it: nothing else is stated of them."""
    assert set(NOTICE) == {*AVIS, "dateNaisDec2"} - {"datEtab"}
    assert CONTRACT.id_teleservice == "CANTINE"
