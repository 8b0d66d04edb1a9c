"""Whom the SFiP finds by which key, and which of their taxations it answers; never anybody's SPI, never one among several."""

import re
from datetime import UTC, date, datetime
from typing import get_args

import pytest
from gateway_bench import SPI, TODAY, foyer, identity, persona
from search_bench import ANNE_LISE, ARLES, BY_SPI, COME_BACK, DEGRADED, SFIP, Searcher, ask, civil, error

from rulebook.formats.habilitation import SfipKey, SfipService
from rulebook.formats.persona import Identity
from rulebook.refusals import sfip
from rulebook.sfip import DONNEES, KEYS, LEP, SERVICES
from rulebook.tax_scopes import TAX_SCOPES
from scenarios.population.homonymes import au_meme_lieu, double
from scenarios.population.population import Population
from scenarios.population.tirage import cle_de
from simulator.calendar import Calendar
from simulator.spaces import DEFAULT

WORLD = Population(0)


# ------------------------------------------------------------------ keys
WHOLE, DEGREE, ADDRESS, NUMBER = "etat_civil", "etat_civil_degrade", "etat_civil_degrade_adresse", "spi"
ABROAD = {name: told for name, told in ANNE_LISE.items() if name not in {"naisCodeDept", "naisCodeCommune"}}
MADE: list[tuple[dict[str, str], set[str]]] = [
    (ANNE_LISE, {WHOLE, DEGREE}),
    ({**ABROAD, "naisCodePays": "99350"}, {WHOLE, DEGREE}),
    (ABROAD, {DEGREE}),  # born in France, nobody says where
    (DEGRADED, {DEGREE}),
    ({**DEGRADED, "naisCodeDept": "13"}, {DEGREE}),
    ({**DEGRADED, **ARLES}, {ADDRESS}),
    ({"nom": "A", "prenom": "B", **ARLES}, {ADDRESS}),
    ({**ANNE_LISE, **ARLES, "adrNumVoie": "12"}, {ADDRESS}),
    (BY_SPI, {NUMBER}),
    ({**ANNE_LISE, **BY_SPI}, {NUMBER}),
    ({"spi": SPI}, set()),
    ({"naisDate": "1973"}, set()),
    ({"nom": "A", "prenom": "B"}, set()),
    ({"nom": "A", "naisDate": "1973"}, set()),
    ({"nom": "A", "prenom": "B", "adrCodePays": "99100", "adrCodeDept": "13"}, set()),
    ({}, set()),
]


@pytest.mark.parametrize("allowed", [WHOLE, DEGREE, ADDRESS, NUMBER])
@pytest.mark.parametrize(("query", "keys"), MADE)
def test_keys(bank: Searcher, query: dict[str, str], keys: set[str], allowed: str) -> None:
    """Terms of use, §4: what makes no key is malformed, a key that the contract has not is forbidden."""
    ask(bank.under({"keys": (allowed,)}), DONNEES, query)
    told = {sfip.NO_KEY.id, sfip.KEY_NOT_CONTRACTED.id}
    expected = None if allowed in keys else sfip.KEY_NOT_CONTRACTED.id if keys else sfip.NO_KEY.id
    found = bank.refused_by()
    assert (found if found in told else None) == expected


def test_an_ordinary_contract_names_people_by_civil_status() -> None:
    """The two keys that need no decree."""
    assert type(SFIP)(id_teleservice="X", services=("02AA",), scopes=()).keys == (WHOLE, DEGREE)


def test_a_contract_names_every_key_and_service() -> None:
    """The format of a habilitation and the rules speak of the same."""
    assert get_args(SfipKey) == tuple(key.name for key in KEYS)
    assert get_args(SfipService) == tuple(SERVICES)


# ------------------------------------------------------------------ who is found
FOUND = [
    pytest.param({}, 200, id="whole"),
    pytest.param({"nom": "  dupre-martin "}, 200, id="neither case nor accents count"),
    pytest.param({"prenom": "ANNE-LISE"}, 200, id="the first given name alone"),
    pytest.param({"prenom": "ZOE"}, 404, id="not the second alone"),
    pytest.param({"prenom": "ANNE LISE ZOE"}, 404, id="a hyphen counts"),
    pytest.param({"prenom": "ANNE-LISE ZOE MARIE"}, 404, id="one given name too many"),
    pytest.param({"naisDate": "08/1973"}, 200, id="a month"),
    pytest.param({"naisDate": "1973"}, 200, id="a year"),
    pytest.param({"naisDate": "07/1973"}, 404, id="another month"),
    pytest.param({"naisDate": "08/02/1973"}, 404, id="day and month the other way round"),
    pytest.param({"sexe": "1"}, 404, id="the other sex"),
    pytest.param({"naisCodeCommune": "005"}, 404, id="another commune"),
    pytest.param({"naisCodeDept": "2A"}, 404, id="another department"),
    pytest.param({"spi": SPI}, 200, id="and the number"),
    pytest.param({"spi": SPI, "nom": "AUTRE"}, 404, id="and the number, under another name"),
    pytest.param({"spi": "0123456789790"}, 404, id="and nobody's number"),
    pytest.param({**ARLES, "adrLibelleVoie": "Rue des Oliviers", "adrNumVoie": "0012"}, 200, id="at home"),
    pytest.param({**ARLES, "adrLibelleVoie": "DES OLIVIERS"}, 200, id="a street without its kind"),
    pytest.param({**ARLES, "adrNumVoie": "14"}, 404, id="next door"),
    pytest.param({**ARLES, "adrIndiceRepetition": "B"}, 404, id="bis"),
    pytest.param({**ARLES, "adrCodeCommune": "005"}, 404, id="elsewhere"),
    pytest.param({**ARLES, "adrCodePays": "99109"}, 404, id="abroad"),
    pytest.param({**ARLES, "adrCodeVoie": "2564"}, 200, id="whatever the code of the street"),
]


@pytest.mark.parametrize(("told", "status"), FOUND)
def test_found_when_nothing_told_is_otherwise(bank: Searcher, told: dict[str, str], status: int) -> None:
    """Every criterion counts, and only those that are told."""
    assert ask(bank, DONNEES, {**ANNE_LISE, **told}).status_code == status


@pytest.mark.parametrize(
    ("born", "told"),
    [
        pytest.param({"birthplace": "2A004"}, {"naisCodeDept": "2A", "naisCodeCommune": "004"}, id="Corsica"),
        pytest.param({"birthplace": "97105"}, {"naisCodeDept": "971", "naisCodeCommune": "05"}, id="overseas"),
        pytest.param({"birthplace": "98735"}, {"naisCodeDept": "987", "naisCodeCommune": "35"}, id="a collectivity"),
        pytest.param({"birthplace": "", "birthcountry": "99350"}, {"naisCodePays": "99350"}, id="abroad"),
        pytest.param({"birthdate": "1973-01-01"}, {"naisDate": "1973"}, id="a presumed date, a year"),
        pytest.param({"birthdate": "1973-11-01"}, {"naisDate": "11/1973"}, id="a presumed date, a month"),
        pytest.param({"gender": "unspecified"}, {"sexe": None}, id="no sex"),
    ],
)
def test_births_of_every_kind(bank: Searcher, born: dict[str, str], told: dict[str, str | None]) -> None:
    """A place in two codes, a country alone, a date in part."""
    bank.gateway.world.add(persona(SPI, identity(**born)))
    query = {**(ABROAD if "birthplace" in born else ANNE_LISE), **told}
    assert ask(bank, DONNEES, {name: value for name, value in query.items() if value}).status_code == 200


def inhabitants(few: int) -> list[Identity]:
    """The first adults of the population."""
    drawn = (WORLD.individu(p) for p in range(few))
    return [who.identity() for who in drawn if who]


def test_no_spi_is_ever_in_an_answer(bank: Searcher) -> None:
    """Hundreds of inhabitants by their whole civil status: data or none, and neither their number nor their spouse's."""
    token, statuses = bank.token(), []
    for p in range(400):
        who = WORLD.individu(p)
        if who is None:
            continue
        for service in (DONNEES, LEP):
            answer = ask(bank, service, civil(who.identity()), authorization=token)
            assert re.search(r"\d{13}", answer.text) is None
            statuses.append(answer.status_code)
    assert set(statuses) == {200, 410, 416}
    assert statuses.count(200) > len(statuses) // 2


def test_an_inhabitant_is_found_by_all_given_names_only(bank: Searcher) -> None:
    """SIM-SEARCH: names carry a number, some of them carry none; without a sex both are tried."""
    who = next(one for one in inhabitants(40) if ask(bank, DONNEES, civil(one)).status_code == 200)
    whole = civil(who)
    assert ask(bank, DONNEES, {name: told for name, told in whole.items() if name != "sexe"}).status_code == 200
    assert ask(bank, DONNEES, {**whole, "prenom": who.given_name_array[0]}).status_code == 404


@pytest.mark.parametrize("stretch", [0, 1])
def test_homonyms_are_never_picked_from(bank: Searcher, stretch: int) -> None:
    """Told apart by their place of birth, or not at all; then by number and birth date."""
    model = next(n for n in range(20_000 * stretch, 20_000 * (stretch + 1)) if double(cle_de(0), n))
    people = [who for n in (model, model + 1) if (who := WORLD.individu(2 * n))]
    for who in people:
        whole = civil(who.identity())
        degraded = {name: whole[name] for name in ("nom", "prenom", "naisDate")}
        assert error(ask(bank, DONNEES, degraded)) == (403, 40305, COME_BACK)
        assert (ask(bank, DONNEES, whole).status_code == 403) == au_meme_lieu(model)
        assert ask(bank, DONNEES, {"spi": who.spi, "naisDate": whole["naisDate"]}).status_code in {200, 416}


def test_a_number_goes_with_its_birth_date(bank: Searcher) -> None:
    """Another date is somebody else's."""
    assert ask(bank, DONNEES, BY_SPI).status_code == 200
    assert error(ask(bank, DONNEES, {**BY_SPI, "naisDate": "02/08/1974"}))[:2] == (404, 40433)


# ------------------------------------------------------------------ which taxation
@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 7, 21), 2023),
        (date(2025, 7, 22), 2024),
        (date(2026, 7, 21), 2024),
        (date(2026, 7, 22), 2024),  # no notice of 2025: the last that there is
        (date(2028, 12, 31), 2024),
        (date(2029, 1, 1), None),  # 2024 has left the four that are served
    ],
)
def test_the_last_taxation_follows_the_calendar(bank: Searcher, today: date, expected: int | None) -> None:
    """The latest taxed year of which the person has a notice, among those that are served."""
    stated_ = (
        foyer(annee, avis={"rfr": annee}, fin=date(2024, 12, 30) if annee == 2024 else None)
        for annee in (2022, 2023, 2024)
    )
    bank.gateway.world.add(persona(SPI, None, *stated_))
    bank.gateway.spaces.set_calendar(DEFAULT, Calendar(today=today))
    answer = ask(bank, DONNEES)
    assert (answer.json()["rfr"] if answer.status_code == 200 else None) == expected


def test_a_death_leaves_the_last_situation(bank: Searcher) -> None:
    """Two notices in one year: the survivor's, for the data and for the livret."""
    halves = (
        foyer(2024, fin=date(2024, 3, 1), avis={"rfr": 90_000, "nbPart": 1}),
        foyer(2024, debut=date(2024, 3, 2), avis={"rfr": 1_000, "nbPart": 1}),
    )
    bank.gateway.world.add(persona(SPI, None, *halves))
    assert ask(bank, DONNEES).json()["rfr"] == 1_000
    assert ask(bank, LEP).json() == {"statut": "O"}


def test_a_leased_calendar_moves_the_taxation(bank: Searcher) -> None:
    """What is not taxed yet is had by moving the instant, and the year before is served."""
    bank.gateway.world.add(persona(SPI, None, *(foyer(annee, avis={"rfr": annee}) for annee in (2023, 2024))))
    lease = bank.gateway.lease("banque")
    later = Calendar({2024: datetime(2030, 1, 1, tzinfo=UTC)})
    bank.gateway.change(lease, calendar=later)
    assert ask(bank, DONNEES).json()["rfr"] == 2023
    assert ask(bank, LEP).status_code == 410


@pytest.mark.parametrize("annee", ["2020", "2025", "2026", "9999", "0000"])
def test_a_year_that_is_not_served_has_no_livret(bank: Searcher, annee: str) -> None:
    """Too old, or not taxed yet: no answer."""
    assert TODAY.year == 2025
    assert error(ask(bank, LEP, path={"annrev": annee})) == (410, 4101, "Absence de réponse")


def test_every_api_counts_its_own_calls(bank: Searcher) -> None:
    """A quota is of a subscription: an application and an API."""
    bank.registered(sfip=SFIP.model_copy(update={"tier": "1"}))
    token = bank.token()
    assert [ask(bank, DONNEES, authorization=token).status_code for _ in range(2)] == [200, 429]
    bank.under(r2p={"tier": "1"})
    by_number = [bank.ask(f"/r2p/v1/personne/{SPI}", authorization=bank.token()) for _ in range(2)]
    assert [answer.status_code for answer in by_number] == [200, 429]


@pytest.mark.parametrize("scope", [name for name, row in TAX_SCOPES.items() if "rfr" in row.paths])
def test_the_years_of_a_contract_do_not_limit_it(bank: Searcher, scope: str) -> None:
    """The answer is of no year that anybody asked for."""
    assert ask(bank.under({"scopes": (scope,)}), DONNEES).json() == {"rfr": 21600, "rev": {}}
