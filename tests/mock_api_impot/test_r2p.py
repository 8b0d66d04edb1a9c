"""The R2P: what its three searches answer, and every refusal that each may give, at the edges of its own record."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from gateway_bench import AVIS, SPI, foyer, identity, persona
from search_bench import ANNE_LISE, ARLES, AtEdge, Query, Searcher, civil, edges

from mock_api_impot.protocol.r2p import OPERATIONS, refusals
from rulebook.r2p import PAR_SPI, PERSONNE, Search
from rulebook.r2p import SPI as RESOLUTION
from rulebook.refusal import Refusal
from rulebook.refusals import REFUSALS, r2p
from rulebook.refusals import gateway as records
from scenarios.population.population import Population
from simulator.calendar import Calendar
from simulator.spaces import DEFAULT

PATHS = {PERSONNE: "/r2p/v1/personne", RESOLUTION: "/r2p/v1/personne/spi", PAR_SPI: "/r2p/v1/personne/{spi}"}
NAMES = {name: ANNE_LISE[name] for name in ("nom", "prenom")}
CIVIL = {
    "cdSexe": "2",
    "lbNomNaissance": "DUPRE-MARTIN",
    "lbPrenomNaissance": "ANNE-LISE ZOE",
    "anneeNaissance": "1973",
    "moisNaissance": "08",
    "jourNaissance": "02",
    "cdPaysNaissance": "99100",
    "cdDeptNaissance": "13",
    "cdCommuneNaissance": "004",
}
ADDRESS = {
    "cdPays": "99100",
    "lbPays": "FRANCE",
    "cdDepartement": "13",
    "lbDepartement": "BOUCHES-DU-RHONE",
    "cdCommune": "004",
    "lbCommune": "ARLES",
    "lbVoie": "RUE DES OLIVIERS",
    "numeroVoie": "12",
}


def ask(
    bank: Searcher, search: Search, query: Query = ANNE_LISE, spi: str = SPI, **headers: str | None
) -> httpx2.Response:
    """One call, about Anne-Lise unless told otherwise, and for no téléservice."""
    told = "" if search is PAR_SPI else query
    return bank.ask(PATHS[search].format(spi=spi), told, **{"ID_Teleservice": None, **headers})


def person(bank: Searcher) -> Any:
    """What the register says of whoever has that number."""
    return ask(bank, PAR_SPI).json()["personnePhysique"]


# ------------------------------------------------------------------ golden exchanges, by hand
@pytest.mark.parametrize("search", [PERSONNE, PAR_SPI], ids=lambda search: search.endpoint)
def test_a_person(bank: Searcher, search: Search) -> None:
    """The published members, each a text: number, civil status, address of the last taxation."""
    answer = ask(bank, search)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json() == {"personnePhysique": {"identifiant": {"spi": SPI}, "etatCivil": CIVIL, "adresse": ADDRESS}}


def test_a_number_from_a_civil_status(bank: Searcher) -> None:
    """Nothing else comes with it; the fixed segment is no SPI."""
    answer = ask(bank, RESOLUTION)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json() == {"identifiant": {"spi": SPI}}


def test_the_published_statuses(bank: Searcher) -> None:
    """401, 403 for too many, 404 for nobody, with the published sentences."""
    for search in (PERSONNE, RESOLUTION):
        assert ask(bank, search, authorization=None).status_code == 401
        nobody = ask(bank, search, {**ANNE_LISE, "nom": "PERSONNE"})
        assert (nobody.status_code, nobody.json()["erreur"]["message"]) == (404, "Personne non trouvée")
    bank.gateway.world.add(persona("0123456789790"))
    for search in (PERSONNE, RESOLUTION):
        many = ask(bank, search)
        expected = (403, "Trop de réponse ou dossier non communicable")
        assert (many.status_code, many.json()["erreur"]["message"]) == expected
    assert ask(bank, PAR_SPI).status_code == 200


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ({"birthplace": "75115"}, {"cdDeptNaissance": "75", "cdCommuneNaissance": "115"}),
        ({"birthplace": "2A004"}, {"cdDeptNaissance": "2A", "cdCommuneNaissance": "004"}),
        ({"birthplace": "97105"}, {"cdDeptNaissance": "971", "cdCommuneNaissance": "105"}),
        ({"birthplace": "98735"}, {"cdTOMNaissance": "987", "cdCommuneNaissance": "35"}),
        ({"birthplace": "", "birthcountry": "99350"}, {"cdPaysNaissance": "99350"}),
    ],
)
def test_a_birthplace_in_its_codes(bank: Searcher, born: dict[str, str], expected: dict[str, str]) -> None:
    """Department and the last three characters; two in a collectivity; abroad the country alone. Each finds its person again."""
    bank.gateway.world.add(persona(SPI, identity(**born, preferred_username="Durand")))
    told = person(bank)["etatCivil"]
    assert told.pop("lbNomUsage") == "DURAND"
    places = {name for name in CIVIL if name.startswith("cd") and name not in {"cdSexe", "cdPaysNaissance"}}
    kept = {name: value for name, value in CIVIL.items() if name not in places}
    assert told == {**kept, **expected}
    query = {
        **NAMES,
        "naisCodePays": told["cdPaysNaissance"],
        "naisCodeDept": told.get("cdDeptNaissance") or told.get("cdTOMNaissance") or "",
        "naisCodeCommune": told.get("cdCommuneNaissance", ""),
    }
    found = ask(bank, RESOLUTION, {name: value for name, value in query.items() if value})
    assert found.json() == {"identifiant": {"spi": SPI}}


def test_what_is_not_known_of_a_birth_is_absent(bank: Searcher) -> None:
    """A year alone, where no month and no day were ever known."""
    bank.gateway.world.add(persona(SPI, identity(birthdate="1973-00-00")))
    told = person(bank)["etatCivil"]
    assert told["anneeNaissance"] == "1973"
    assert not {"moisNaissance", "jourNaissance"} & set(told)


@pytest.mark.parametrize(
    ("avis", "expected"),
    [
        (
            {"aftDetail": {"voie": "7 BIS AVENUE DU BOIS", "codePostal": "20000 AJACCIO"}},
            {
                "cdDepartement": "2A",
                "lbDepartement": "CORSE-DU-SUD",
                "cdCommune": "004",
                "lbCommune": "AJACCIO",
                "lbVoie": "AV DU BOIS",
                "numeroVoie": "7",
                "indiceDeRepetition": "B",
            },
        ),
        (
            {"aft": " 42 RUE DU LAVOIR 13005 MARSEILLE "},
            {
                "cdDepartement": "13",
                "lbDepartement": "BOUCHES-DU-RHONE",
                "cdCommune": "205",
                "lbCommune": "MARSEILLE",
                "lbVoie": "RUE DU LAVOIR",
                "numeroVoie": "42",
            },
        ),
        (
            {"aftDetail": {"voie": "LE BOURG", "codePostal": "20230 NULLE PART"}},
            {
                "cdDepartement": "2B",
                "lbDepartement": "HAUTE-CORSE",
                "lbCommune": "NULLE PART",
                "lbVoie": "LE BOURG",
            },
        ),
        (
            {"aftDetail": {"voie": "3 RUE DU PORT", "codePostal": "97500 SAINT-PIERRE"}},
            {
                "cdTOM": "975",
                "lbTOM": "SAINT-PIERRE-ET-MIQUELON",
                "cdCommune": "02",
                "lbCommune": "SAINT-PIERRE",
                "lbVoie": "RUE DU PORT",
                "numeroVoie": "3",
            },
        ),
        ({"aftDetail": {"voie": "17 RUE DES GLYCINES", "commune": "BRUXELLES BELGIQUE"}}, None),
        ({}, None),
    ],
)
def test_an_address_in_its_codes(bank: Searcher, avis: dict[str, Any], expected: dict[str, str] | None) -> None:
    """From the words of a notice; a commune that nobody lists has no code, an address abroad is not given."""
    without = {name: value for name, value in AVIS.items() if not name.startswith("aft")}
    bank.gateway.world.add(persona(SPI, None, foyer(2024, avis={**without, **avis})))
    france = {"cdPays": "99100", "lbPays": "FRANCE"}
    assert person(bank).get("adresse") == (expected and {**france, **expected})


def test_the_address_is_that_of_the_last_taxation(bank: Searcher) -> None:
    """By the calendar; who was never taxed has none."""
    bank.gateway.world.add(
        persona(SPI, None, *(foyer(annee, avis={"aft": f"{annee} RUE DU BOIS 13200 ARLES"}) for annee in (2023, 2024)))
    )
    for today, numero in ((date(2025, 7, 21), "2023"), (date(2025, 7, 22), "2024")):
        bank.gateway.spaces.set_calendar(DEFAULT, Calendar(today=today))
        assert person(bank)["adresse"]["numeroVoie"] == numero
        assert ask(bank, PERSONNE, {**NAMES, "adrNumVoie": numero}).status_code == 200
    bank.gateway.world.add(persona(SPI, None, foyer(2019)))
    assert set(person(bank)) == {"identifiant", "etatCivil"}
    assert ask(bank, PERSONNE, {**NAMES, **ARLES}).status_code == 404


FOUND = [
    ({"naisDate": "1973"}, 200),
    ({"naisDate": "1974"}, 404),
    ({"sexe": "2"}, 200),
    ({"naisCodeDept": "013"}, 200),
    ({"naisCodeDept": "13", "naisCodeCommune": "004"}, 200),
    ({**ARLES}, 200),
    ({"adrCodeDept": "013", "adrCodeCommune": "004"}, 200),
    ({"adrCodeDept": "14"}, 404),
    ({"adrCodeTom": "975"}, 404),
    ({"adrLibelleTypeVoie": "RUE"}, 200),
    ({"adrLibelleTypeVoie": "AV"}, 404),
    ({**ARLES, "adrLibelleTypeVoie": "rue", "adrLibelleVoie": "des oliviers", "adrNumVoie": "12"}, 200),
]


@pytest.mark.parametrize(("told", "status"), FOUND)
def test_a_filter(bank: Searcher, told: dict[str, str], status: int) -> None:
    """Any one will do beside name and given names, and each counts."""
    assert ask(bank, PERSONNE, {**NAMES, **told}).status_code == status


def test_every_inhabitant_is_found_by_what_is_said_of_them(bank: Searcher) -> None:
    """By number, then by the civil status and the address that came back: the same answer."""
    token, world = bank.under(r2p={"tier": "none"}).token(), Population(0)
    for who in filter(None, map(world.individu, range(120))):
        answer = ask(bank, PAR_SPI, spi=who.spi, authorization=token)
        told = answer.json()["personnePhysique"]
        home = told.get("adresse", {})
        where = {
            "adrCodePays": home.get("cdPays"),
            "adrCodeDept": home.get("cdDepartement"),
            "adrCodeCommune": home.get("cdCommune"),
            "adrLibelleTypeVoie": home.get("lbVoie", "").partition(" ")[0],
            "adrLibelleVoie": home.get("lbVoie", "").partition(" ")[2],
            "adrNumVoie": home.get("numeroVoie"),
            "adrIndiceRepetition": home.get("indiceDeRepetition"),
        }
        query = {**civil(who.identity()), **{name: value for name, value in where.items() if value}}
        assert ask(bank, PERSONNE, query, authorization=token).content == answer.content, query


# ------------------------------------------------------------------ every refusal of every operation
class Case:
    """One search of one bank."""

    def __init__(self, bank: Searcher, search: Search) -> None:
        self.bank, self.search = bank, search

    def ask(self, query: Query = ANNE_LISE, spi: str = SPI, **headers: str | None) -> httpx2.Response:
        """One call."""
        return ask(self.bank, self.search, query, spi, **headers)


Example = Callable[[Case], httpx2.Response]


def _then(change: Callable[[Case], object]) -> Example:
    """A token of before, a contract of after."""

    def call(case: Case) -> httpx2.Response:
        token = case.bank.token()
        change(case)
        return case.ask(authorization=token)

    return call


def _once_too_often(case: Case) -> httpx2.Response:
    token = case.bank.token()
    return [case.ask(authorization=token) for _ in range(51)][-1]


def _others(case: Case) -> tuple[str, ...]:
    return tuple({one.search.scope for one in OPERATIONS} - {case.search.scope})


def _twins(case: Case) -> httpx2.Response:
    case.bank.gateway.world.add(persona("0123456789790"))
    return case.ask()


def _with(**changes: str) -> Example:
    return lambda case: case.ask({**ANNE_LISE, **changes})


BAD: Mapping[str, str] = {
    "nom": "D" * 101,
    "prenom": "J" * 21,
    "sexe": "3",
    "naisDate": "30/02/1973",
    "naisCodePays": "FR",
    "naisCodeDept": "130",
    "naisCodeCommune": "13004",
    "adrCodePays": "FRANCE",
    "adrCodeDept": "977",
    "adrCodeTom": "974",
    "adrCodeCommune": "13004",
    "adrLibelleTypeVoie": "AVENUE",
    "adrLibelleVoie": "A" * 27,
    "adrNumVoie": "12B",
    "adrIndiceRepetition": "BIS",
}
EXAMPLES: dict[Refusal, Example] = {
    records.NO_CREDENTIALS: lambda case: case.ask(authorization=None),
    records.INVALID_CREDENTIALS: lambda case: case.ask(authorization="Bearer x"),
    records.NO_SUBSCRIPTION: _then(lambda case: case.bank.registered()),
    records.SCOPE_LACKING: lambda case: case.ask(authorization=case.bank.token(_others(case)[0])),
    records.NO_CERTIFICATE: _then(lambda case: case.bank.under(r2p={"client_certificate": True})),
    records.QUOTA_EXCEEDED: _once_too_often,
    records.NO_CORRELATION: lambda case: case.ask(x_correlation_id=None),
    records.BAD_CORRELATION: lambda case: case.ask(x_correlation_id="1"),
    r2p.SCOPE_NOT_CONTRACTED: _then(lambda case: case.bank.under(r2p={"scopes": _others(case)})),
    r2p.GARBLED: lambda case: case.ask("nom=DUPR%E9"),
    r2p.REPEATED: lambda case: case.ask("nom=DUPONT&nom=DUPONT"),
    r2p.UNKNOWN_PARAMETER: lambda case: case.ask({**ANNE_LISE, "spi": SPI}),
    **{refusal: _with(**{str(refusal.parameter): BAD[str(refusal.parameter)]}) for refusal in r2p.CRITERIA},
    r2p.EMPTY_NAME: _with(prenom="\u0301"),
    r2p.NAIS_COMMUNE: _with(naisCodeDept="972", naisCodeCommune="105"),
    r2p.ADR_COMMUNE: _with(adrCodeTom="987", adrCodeCommune="35"),
    r2p.ADR_VOIE: _with(adrCodeDept="13", adrLibelleVoie="DES OLIVIERS"),
    r2p.NO_NAME: lambda case: case.ask({"nom": "DUPONT", "naisDate": "1973"}),
    r2p.NO_FILTER: lambda case: case.ask(NAMES),
    r2p.BAD_SPI: lambda case: case.ask(spi=SPI[:-1]),
    r2p.NOBODY: lambda case: case.ask({**ANNE_LISE, "sexe": "1"}, spi="0123456789790"),
    r2p.SEVERAL: _twins,
}
SEARCHES = [operation.search for operation in OPERATIONS]
REFUSED = [
    pytest.param(search, refusal, id=f"{search.endpoint}-{refusal.id}")
    for search in SEARCHES
    for refusal in refusals(search)
]


@pytest.mark.parametrize(("search", "refusal"), REFUSED)
def test_refused(bank: Searcher, search: Search, refusal: Refusal) -> None:
    """The status, the code and the message of the record, in the house's envelope; the journal names it; no data comes with it."""
    answer = EXAMPLES[refusal](Case(bank, search))
    said = answer.json()["erreur"]
    assert (answer.status_code, said["code"], said["message"]) == (refusal.status, refusal.code, refusal.description)
    assert answer.headers["content-type"] == "application/json"
    assert (set(answer.json()), set(said)) == ({"erreur"}, {"code", "message", "horodatage"})
    exchange = bank.gateway.exchanges()[-1]
    assert (exchange.refused_by, exchange.endpoint) == (refusal.id, search.endpoint)


def test_every_refusal_is_of_an_operation() -> None:
    """Each record has an example and an operation; ids are never used twice."""
    assert {refusal for search in SEARCHES for refusal in refusals(search)} == set(EXAMPLES)
    assert {*r2p.ALL} <= set(EXAMPLES)
    assert len({refusal.id for refusal in r2p.ALL}) == len(r2p.ALL)
    assert all(REFUSALS[refusal.id] is refusal for refusal in r2p.ALL)


# ------------------------------------------------------------------ both sides of every line
def _query(bank: Searcher, refusal: Refusal, value: str | None) -> httpx2.Response:
    told = {**ANNE_LISE, **ARLES, "adrLibelleVoie": "DES OLIVIERS", str(refusal.parameter): value}
    return ask(bank, PERSONNE, {name: one for name, one in told.items() if one is not None})


def _in_path(bank: Searcher, _: Refusal, value: str | None) -> httpx2.Response:
    return ask(bank, PAR_SPI, spi=quote(value or ""))


IN_PATH = (r2p.BAD_SPI,)
AT_EDGE: dict[Refusal, AtEdge] = {**dict.fromkeys(r2p.CRITERIA, _query), **dict.fromkeys(IN_PATH, _in_path)}


def test_every_constraint_is_walked() -> None:
    """A refusal with a constraint is tried on both sides of it."""
    assert {refusal for refusal in r2p.ALL if refusal.constraint} == set(AT_EDGE)


@pytest.mark.parametrize(("refusal", "value"), edges(AT_EDGE, IN_PATH))
def test_refused_exactly_when_the_constraint_is_broken(bank: Searcher, refusal: Refusal, value: str | None) -> None:
    """On either side of the line, the service and the record agree."""
    AT_EDGE[refusal](bank, refusal, value)
    assert (bank.refused_by() == refusal.id) == (not refusal.accepts(value))
