"""The SFiP: what its three operations answer, and every refusal that each may give, at the edges of its own record."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from gateway_bench import EVERY_FIELD, SPI, foyer, habilitation, persona
from search_bench import (
    ANNE_LISE,
    ARLES,
    BY_SPI,
    COME_BACK,
    MEDIA_TYPE,
    NOBODY_SAID,
    SFIP,
    AtEdge,
    Query,
    Searcher,
    ask,
    edges,
    error,
)

from mock_api_impot.protocol.sfip import SERVICES, refusals
from rulebook.formats.persona import Reponse
from rulebook.refusal import Refusal
from rulebook.refusals import REFUSALS, sfip, stated
from rulebook.refusals import gateway as records
from rulebook.sfip import DONNEES, LEP, Service


# ------------------------------------------------------------------ golden exchanges, by hand
def test_the_api_says_that_it_is_there(bank: Searcher) -> None:
    """To any subscriber's token, whatever its scopes, and without a téléservice."""
    answer = bank.ask("/sfip/v1/information", ID_Teleservice=None, authorization=bank.token("api_r2p_resolution_spi"))
    assert (answer.status_code, answer.headers["content-type"]) == (200, MEDIA_TYPE)
    assert answer.json() == {"descriptif": "L'API est opérationnelle"}


def test_the_last_taxation_of_a_civil_status(bank: Searcher) -> None:
    """The published example's shape: the fields of the contract, no year, no SPI, and `rev` even when nothing of it is opened."""
    bank.under({"scopes": ("dgfip_sitfam", "dgfip_nmNaiDec1", "dgfip_prnmDec1")})
    answer = bank.ask("/sfip/v1/demandeDeService/02AA/personne", ANNE_LISE)
    assert (answer.status_code, answer.headers["content-type"]) == (200, MEDIA_TYPE)
    assert answer.json() == {"sitFam": "C", "nmNaiDec1": "DUPRE-MARTIN", "prnmDec1": "ANNE-LISE ZOE", "rev": {}}
    assert list(answer.json())[-1] == "rev"


def test_everything_that_the_scopes_open(bank: Searcher) -> None:
    """The members of the API Impôt particulier; what no scope opens (datEtab) stays out."""
    assert ask(bank, DONNEES).json() == EVERY_FIELD


def test_specific_requirements_open_fields_of_the_notice_alone(bank: Searcher) -> None:
    """What no scope opens is served on them; neither a number, whatever the contract says, nor the livret."""
    notice = foyer(2024, avis={"rfr": 21_600, "nbPart": 1, "montTotIr": 1111, "datEtab": "2025-07-01"})
    bank.gateway.world.add(persona(SPI, None, notice))
    bank.under({"scopes": (), "specific_requirements": ("montTotIr", "spiDec1")})
    answer = ask(bank, DONNEES)
    assert (answer.status_code, answer.json()) == (200, {"montTotIr": 1111, "rev": {}})
    assert SPI not in answer.text
    assert ask(bank, LEP).status_code == sfip.NO_FIELD_CONTRACTED.status
    assert bank.refused_by() == sfip.NO_FIELD_CONTRACTED.id


@pytest.mark.parametrize(("rfr", "statut"), [(22_823, "O"), (22_824, "N")])
def test_the_livret(bank: Searcher, rfr: int, statut: str) -> None:
    """One part on the mainland, scale of 2025: 22 823 € open it, one euro more does not."""
    bank.gateway.world.add(persona(SPI, None, foyer(2024, avis={"rfr": rfr, "nbPart": 1})))
    answer = ask(bank, LEP, path={"bareme": "2025"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, MEDIA_TYPE)
    assert answer.json() == {"statut": statut}


@pytest.mark.parametrize("service", [DONNEES, LEP], ids=lambda service: service.endpoint)
def test_the_published_refusals(bank: Searcher, service: Service) -> None:
    """Statuses, numbers and sentences of the published file, to the letter: 416 for the data, 410 for the livret."""
    malformed = "Un des paramètres en entrée est non conforme aux valeurs possibles"
    assert error(ask(bank, service, {**ANNE_LISE, "sexe": "F"})) == (400, 4003, malformed)
    assert error(ask(bank, service, {**ANNE_LISE, "nom": "PERSONNE"})) == (404, 40433, NOBODY_SAID)
    bank.gateway.world.add(persona("0123456789790"))
    assert error(ask(bank, service)) == (403, 40305, COME_BACK)
    assert ask(bank, service, BY_SPI).status_code == 200
    bank.gateway.world.add(persona(SPI, None, foyer(2019)))
    status = 416 if service is DONNEES else 410
    assert error(ask(bank, service, BY_SPI)) == (status, 4101, "Absence de réponse")


def test_the_gateway_speaks_for_itself(bank: Searcher) -> None:
    """Its own envelope, as on every API behind it: JSON, and a code that is a text."""
    answer = ask(bank, DONNEES, authorization=None)
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/json")
    assert answer.json()["erreur"]["code"] == "900902"


# ------------------------------------------------------------------ every refusal of every operation
class Case:
    """One service of one bank."""

    def __init__(self, bank: Searcher, service: Service) -> None:
        self.bank, self.service, self.world = bank, service, bank.gateway.world

    def ask(
        self, query: Query = ANNE_LISE, path: Mapping[str, str] | None = None, **headers: str | None
    ) -> httpx2.Response:
        """One call."""
        return ask(self.bank, self.service, query, path, **headers)

    def under(self, **contract: Any) -> "Case":
        """Change the contract."""
        self.bank.under(contract)
        return self


Example = Callable[[Case], httpx2.Response]


def _unsubscribed(case: Case) -> httpx2.Response:
    token = case.bank.token()
    case.bank.registered()
    return case.ask(authorization=token)


def _once_too_often(case: Case) -> httpx2.Response:
    """A pace that no contract has, for want of 6 501 calls."""
    case.under(tier="2")
    token = case.bank.token()
    return [case.ask(authorization=token) for _ in range(3)][-1]


def _foreign(case: Case) -> httpx2.Response:
    case.world.register(habilitation("autre", id_teleservice="AUTRE"))
    return case.ask(ID_Teleservice="AUTRE")


def _not_contracted(case: Case) -> httpx2.Response:
    token = case.bank.token()
    others = tuple(code for code in SFIP.services if code != case.service.code)
    return case.under(services=others).ask(authorization=token)


def _knowing(**changes: Any) -> Example:
    def call(case: Case) -> httpx2.Response:
        case.world.add(persona(SPI, None, foyer(2024, **changes)))
        return case.ask()

    return call


def _twins(case: Case) -> httpx2.Response:
    case.world.add(persona("0123456789790"))
    return case.ask()


def _without_notice(case: Case) -> httpx2.Response:
    case.world.add(persona(SPI, None, foyer(2019)))
    return case.ask()


def _with(**changes: str) -> Example:
    return lambda case: case.ask({**ANNE_LISE, **changes})


BAD: dict[str, str] = {
    "nom": "D" * 101,
    "prenom": "J" * 21,
    "sexe": "3",
    "naisDate": "30/02/1973",
    "naisCodePays": "FR",
    "naisCodeDept": "130",
    "naisCodeCommune": "13004",
    "adrCodePays": "FRANCE",
    "adrCodeDept": "99",
    "adrCodeCommune": "13004",
    "adrCodeVoie": "25",
    "adrLibelleVoie": "A" * 39,
    "adrNumVoie": "12B",
    "adrIndiceRepetition": "BIS",
    "spi": "012345678978",
}
EXAMPLES: dict[Refusal, Example] = {
    records.NO_CREDENTIALS: lambda case: case.ask(authorization=None),
    records.INVALID_CREDENTIALS: lambda case: case.ask(authorization="Bearer x"),
    records.NO_SUBSCRIPTION: _unsubscribed,
    records.SCOPE_LACKING: lambda case: case.ask(authorization=case.bank.token("api_r2p_resolution_spi")),
    records.NO_CERTIFICATE: lambda case: case.under(client_certificate=True).ask(),
    records.QUOTA_EXCEEDED: _once_too_often,
    records.NO_CORRELATION: lambda case: case.ask(x_correlation_id=None),
    records.BAD_CORRELATION: lambda case: case.ask(x_correlation_id="1"),
    sfip.NO_TELESERVICE: lambda case: case.ask(ID_Teleservice=None),
    sfip.UNKNOWN_TELESERVICE: lambda case: case.ask(ID_Teleservice="INCONNU"),
    sfip.FOREIGN_TELESERVICE: _foreign,
    sfip.SERVICE_NOT_CONTRACTED: _not_contracted,
    sfip.NO_FIELD_CONTRACTED: lambda case: case.under(scopes=("dgfip_annee_n_moins_1", "dgfip_indiIFI")).ask(),
    sfip.BAD_DEPARTEMENT: lambda case: case.ask(path={"departement": "13"}),
    sfip.BAD_YEAR: lambda case: case.ask(path={"annrev": "24"}),
    sfip.BAD_BAREME: lambda case: case.ask(path={"bareme": "24"}),
    sfip.GARBLED: lambda case: case.ask("nom=DUPR%E9"),
    sfip.REPEATED: lambda case: case.ask("nom=DUPONT&nom=DUPONT"),
    sfip.UNKNOWN_PARAMETER: lambda case: case.ask({**ANNE_LISE, "numeroFiscal": SPI}),
    **{refusal: _with(**{str(refusal.parameter): BAD[str(refusal.parameter)]}) for refusal in sfip.CRITERIA},
    sfip.EMPTY_NAME: _with(prenom="\u0301"),
    sfip.NAIS_COMMUNE: _with(naisCodeCommune="04"),
    sfip.ADR_COMMUNE: _with(adrCodeDept="987", adrCodeCommune="35"),
    sfip.ADR_VOIE: _with(adrCodeDept="13", adrLibelleVoie="RUE DES OLIVIERS"),
    sfip.NO_KEY: lambda case: case.ask({"nom": "DUPONT", "prenom": "JEAN"}),
    sfip.KEY_NOT_CONTRACTED: lambda case: case.under(keys=("etat_civil",)).ask(BY_SPI),
    sfip.NOBODY: _with(naisDate="03/08/1973"),
    sfip.SEVERAL: _twins,
    stated.STATED: _knowing(avis={}, reponse=Reponse(http=404, codeapp="4041")),
    sfip.NO_TAXATION: _without_notice,
    sfip.NO_NOTICE: lambda case: case.ask(path={"annrev": "2025"}),
    sfip.NO_ANSWER: lambda case: case.ask(path={"departement": "975"}),
}
BY_FAULT = {sfip.UNAVAILABLE, sfip.TECHNICAL_ERROR}
REFUSED = [
    pytest.param(service, refusal, id=f"{service.endpoint}-{refusal.id}")
    for service in SERVICES
    for refusal in refusals(service)
]


@pytest.mark.parametrize(("service", "refusal"), REFUSED)
def test_refused(bank: Searcher, service: Service, refusal: Refusal) -> None:
    """The status, the code and the message of the record, in the envelope of whoever refuses; the journal names it."""
    answer = EXAMPLES[refusal](Case(bank, service))
    by_the_gateway = refusal in records.ALL
    code: str | int = refusal.code if by_the_gateway else int(refusal.code)
    said = answer.json()["erreur"]
    assert (answer.status_code, said["code"], said["message"]) == (refusal.status, code, refusal.description)
    assert answer.headers["content-type"] == ("application/json" if by_the_gateway else MEDIA_TYPE)
    exchange = bank.gateway.exchanges()[-1]
    assert (exchange.refused_by, exchange.endpoint) == (refusal.id, service.endpoint)


@pytest.mark.parametrize("departement", ["975", "977", "978", "986", "988"])
def test_an_overseas_collectivity_has_no_commune_in_an_address(bank: Searcher, departement: str) -> None:
    """Published rule: 4003, whatever the digits."""
    where = {"adrCodePays": "99100", "adrCodeDept": departement, "adrCodeCommune": "02"}
    answer = ask(bank, DONNEES, {**ANNE_LISE, **where})
    assert answer.json()["erreur"]["code"] == 4003
    assert bank.refused_by() == sfip.ADR_COMMUNE.id


def test_every_refusal_is_of_an_operation() -> None:
    """Each record has an example and an operation; those of a fault have neither. Ids are never used twice."""
    given = {refusal for service in SERVICES for refusal in refusals(service)}
    assert given == set(EXAMPLES)
    assert {*sfip.ALL} == (given & {*sfip.ALL}) | BY_FAULT
    assert len({refusal.id for refusal in sfip.ALL}) == len(sfip.ALL)
    assert all(REFUSALS[refusal.id] is refusal for refusal in sfip.ALL)


# ------------------------------------------------------------------ both sides of every line
def _query(bank: Searcher, refusal: Refusal, value: str | None) -> httpx2.Response:
    """Whole otherwise, with all that goes with that parameter."""
    told = {**ANNE_LISE, **ARLES, "adrLibelleVoie": "RUE DES OLIVIERS", **BY_SPI}
    name = str(refusal.parameter)
    return ask(
        bank, DONNEES, {**told, name: value} if value is not None else {k: v for k, v in told.items() if k != name}
    )


def _in_path(bank: Searcher, refusal: Refusal, value: str | None) -> httpx2.Response:
    return ask(bank, LEP, path={str(refusal.parameter): quote(value or "")})


def _in_header(bank: Searcher, _: Refusal, value: str | None) -> httpx2.Response:
    return ask(bank, DONNEES, ID_Teleservice=value)


IN_PATH = (sfip.BAD_DEPARTEMENT, sfip.BAD_YEAR, sfip.BAD_BAREME)
AT_EDGE: dict[Refusal, AtEdge] = {
    **dict.fromkeys(sfip.CRITERIA, _query),
    **dict.fromkeys(IN_PATH, _in_path),
    sfip.NO_TELESERVICE: _in_header,
}


def test_every_constraint_is_walked() -> None:
    """A refusal with a constraint is tried on both sides of it."""
    assert {refusal for refusal in sfip.ALL if refusal.constraint} == set(AT_EDGE)


@pytest.mark.parametrize(("refusal", "value"), edges(AT_EDGE, IN_PATH))
def test_refused_exactly_when_the_constraint_is_broken(bank: Searcher, refusal: Refusal, value: str | None) -> None:
    """On either side of the line, the service and the record agree."""
    AT_EDGE[refusal](bank, refusal, value)
    assert (bank.refused_by() == refusal.id) == (not refusal.accepts(value))
