"""Logins that do not succeed: the RNIPP, the provider, the account, and the way back of each page."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from franceconnect_bench import (
    CALLBACK,
    PERSON,
    STATE,
    Browser,
    Federator,
    error_code,
    federator,
    location,
    parameters,
)

from rulebook.platforms import HIGH
from rulebook.troubles import TROUBLES
from scenarios.personas import residents
from simulator.calendar import Calendar

PEOPLE = {resident.id: resident for resident in residents()}
ABORTED = "user authentication aborted"
FAILED = "authentication aborted due to a technical error on the authorization server"

# Persona, then what it names: trouble of the published mocks, status, code, OAuth error of the way back.
REFUSED = [
    ("rnipp-un-echo", "E010004", 403, "Y010004", "access_denied", ABORTED),
    ("rnipp-plusieurs-echos", "E010006", 403, "Y010006", "access_denied", ABORTED),
    ("rnipp-nom-d-usage", "E010007", 403, "Y010007", "access_denied", ABORTED),
    ("rnipp-inconnu", "E010008", 403, "Y010008", "access_denied", ABORTED),
    ("rnipp-demande-rejetee", "E010009", 403, "Y010009", "access_denied", ABORTED),
    ("rnipp-delai-depasse", "E010011", 504, "Y010011", "temporarily_unavailable", FAILED),
    ("rnipp-injoignable", "E010012", 504, "Y010012", "temporarily_unavailable", FAILED),
    ("rnipp-reponse-mal-formee", "E010013", 400, "Y010013", "server_error", FAILED),
    ("personne-decedee", "E010015", 403, "Y010015", "access_denied", ABORTED),
    ("fi-sans-sub", "E020005", 500, "Y020029", "server_error", FAILED),
    ("fi-illisible", "E020007", 502, "Y020027", "server_error", FAILED),
    ("fi-401", "E020008", 502, "Y020027", "server_error", FAILED),
    ("fi-500", "E020009", 502, "Y020027", "server_error", FAILED),
    ("fi-502", "E020010", 502, "Y020027", "server_error", FAILED),
    ("fi-503", "E020011", 502, "Y020027", "server_error", FAILED),
    ("fi-trop-lent", "E020018", 502, "Y020027", "server_error", FAILED),
    ("fi-jeton-refuse", "Y020026", 502, "Y020026", "server_error", FAILED),
    ("fi-jetons-invalides", "Y020030", 500, "Y020030", "server_error", FAILED),
    ("fi-niveau-trop-bas", "Y100001", 500, "Y100001", "server_error", FAILED),
    ("fi-niveau-interdit", "Y100018", 400, "Y100018", "invalid_request", "idp returned a not allowed acr value"),
    ("compte-desactive", "Y180001", 403, "Y180001", "access_denied", ABORTED),
    ("fi-bloque", "Y100011", 403, "Y100011", "access_denied", ABORTED),
    ("fi-sans-email", "", 400, "Y600006", "server_error", FAILED),
    ("fi-sans-genre", "", 400, "Y600006", "server_error", FAILED),
    ("fi-sans-prenom", "", 400, "Y600006", "server_error", FAILED),
    ("fi-sans-nom", "", 400, "Y600006", "server_error", FAILED),
    ("fi-sans-commune", "", 400, "Y600006", "server_error", FAILED),
    ("fi-date-impossible", "", 400, "Y600006", "server_error", FAILED),
]


def login(browser: Browser, who: str, provider: str = "") -> httpx2.Response:
    """What FranceConnect makes of somebody who logs in: a page that refuses, or the redirect of verify."""
    page = location(browser.choose(location(browser.authorize()), provider))
    return browser.come_back(browser.identify(page, who))


def way_back(page: httpx2.Response) -> str:
    """The address behind the link of an error page."""
    found = re.search(r'id="retour-fs" href="([^"]+)"', page.text)
    assert found
    return found[1].replace("&amp;", "&")


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row[0])
def test_who_is_refused_gets_a_page_and_a_way_back(row: tuple[str, str, int, str, str, str]) -> None:
    """Never a redirect by itself; the link sends the error that the catalogue says, with state and iss."""
    persona, _, status, code, error, description = row
    with federator() as fc:
        browser = fc.browser()
        page = login(browser, PEOPLE[persona].login)
        assert (page.status_code, error_code(page)) == (status, code)
        back = browser.get(way_back(page))
        assert location(back).startswith(CALLBACK)
        told = parameters(location(back))
        assert (told["error"], told["error_description"], told["state"]) == (error, description, STATE)
        assert told["iss"].endswith("/api/v2")


@pytest.mark.parametrize(("trouble", "code"), [(row[1], row[3]) for row in REFUSED if row[1]])
def test_an_identity_typed_in_chooses_its_trouble(trouble: str, code: str) -> None:
    """By the end of a given name, as at the published mocks, or by the list of the form."""
    with federator() as fc:
        assert error_code(fc.browser().typed(given_name=f"Ada_{trouble}")) == code
        assert error_code(fc.browser().typed(ennui=trouble)) == code


def test_every_trouble_has_a_persona() -> None:
    """A tester finds each in the list, by the trait that says so."""
    assert {row[1] for row in REFUSED} - {""} == set(TROUBLES)
    assert all("connexion refusée" in PEOPLE[row[0]].traits for row in REFUSED)


def test_people_who_are_refused_are_found_by_trait() -> None:
    """On the provider's page."""
    with federator() as fc:
        browser = fc.browser()
        page = location(browser.choose(location(browser.authorize())))
        found = browser.get(page, params={**parse(page), "trait": "RNIPP"}).text
        shown = set(re.findall(r'name="login" value="(\d{13})"', found))
        assert shown == {one.login for one in PEOPLE.values() if "RNIPP" in one.traits}


def parse(address: str) -> dict[str, str]:
    """The query of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_the_first_names_of_a_trouble_do_not_count() -> None:
    """`Ada_E010015 Rose` and `E010015` are only names."""
    with federator() as fc:
        for given_name in ("Ada_E010015 Rose", "E010015", "Ada_E019999"):
            assert fc.browser().typed(given_name=given_name).is_redirect


def test_a_refused_citizen_is_not_logged_in() -> None:
    """No single sign-on afterwards, and no step forward: the téléservice never gets a code."""
    with federator() as fc:
        browser = fc.browser()
        address = location(browser.authorize())
        page = location(browser.choose(address))
        refused = browser.come_back(browser.identify(page, PEOPLE["rnipp-inconnu"].login))
        assert error_code(refused) == "Y010008"
        assert error_code(browser.get(f"{address}/consent")) == "Y190004"
        assert not location(browser.authorize()).endswith("/verify")


def test_a_refused_citizen_may_choose_again() -> None:
    """Back on the mire, somebody else logs in."""
    with federator() as fc:
        browser = fc.browser()
        address = location(browser.authorize())
        page = location(browser.choose(address))
        refused = browser.come_back(browser.identify(page, PEOPLE["rnipp-inconnu"].login))
        assert refused.status_code == 403
        page = location(browser.choose(address))
        assert browser.finish(browser.come_back(browser.identify(page)))["sub"]


# ------------------------------------------------------------------ deaths
def moved(fc: Federator, today: date) -> None:
    """The bench's calendar at that day."""
    fc.bench.spaces.set_calendar("default", Calendar(today=today))


def test_a_stated_death_counts_from_its_day() -> None:
    """The day before, the person logs in; on the day, the register knows."""
    with federator() as fc:
        moved(fc, date(2023, 3, 3))
        assert login(fc.browser(), PEOPLE["personne-decedee"].login).is_redirect
        moved(fc, date(2023, 3, 4))
        assert error_code(login(fc.browser(), PEOPLE["personne-decedee"].login)) == "Y010015"


def test_the_population_dies_too() -> None:
    """Somebody of the world logs in until their death, and is then refused, by number or by an identity typed in."""
    with federator() as fc:
        world = fc.bench.worlds.of(fc.bench.place("default").space)
        population = world._population
        numero = next(number for number in range(200) if population.individu(number))
        who = world.by_login(population.spi(numero))
        assert who
        assert who.deces
        moved(fc, date(who.deces.year - 1, 1, 1))
        assert login(fc.browser(), who.login).is_redirect
        moved(fc, date(who.deces.year + 1, 1, 1))
        assert error_code(login(fc.browser(), who.login)) == "Y010015"
        typed = {
            name: getattr(who.identity, name)
            for name in ("given_name", "family_name", "birthdate", "gender", "birthplace", "birthcountry")
        }
        assert error_code(fc.browser().typed(**typed)) == "Y010015"


def test_nobody_asks_the_rnipp_again_under_single_sign_on() -> None:
    """Who dies meanwhile is still logged in: the answer of the first login is kept."""
    with federator() as fc:
        moved(fc, date(2023, 3, 3))
        browser = fc.browser()
        browser.log_in(PEOPLE["personne-decedee"].login)
        moved(fc, date(2023, 3, 5))
        verified = browser.get(location(browser.authorize()))
        assert location(verified).endswith("/consent")


# ------------------------------------------------------------------ words
@pytest.mark.parametrize(
    ("trouble", "fr", "en"),
    [
        ("E010008", "ne retrouve pas cette identité", "does not find this identity"),
        ("E010011", "registre des identités n’a pas répondu", "register of identities did not answer"),
        ("E010015", "cette personne est décédée", "this person is deceased"),
        ("E020009", "fournisseur d’identité n’a pas répondu", "identity provider did not answer"),
        ("Y180001", "a désactivé son accès", "disabled their access"),
    ],
)
def test_each_page_says_what_happened_in_both_languages(trouble: str, fr: str, en: str) -> None:
    """And asks to report it, with a code and an occurrence that is never the same."""
    with federator() as fc:
        page, again = (fc.browser().typed(ennui=trouble) for _ in range(2))
        assert fr in page.text
        assert "signalez le code et l’occurrence" in page.text
        occurrences = [re.findall(r'id="occurrence">([0-9a-f-]{36})<', one.text) for one in (page, again)]
        assert occurrences[0] != occurrences[1]
        browser = fc.browser()
        browser.authorize(ui_locales="en")
        assert en in browser.typed(ennui=trouble).text


def test_a_lost_session_says_to_reconnect() -> None:
    """The other family of messages."""
    with federator() as fc:
        browser = fc.browser()
        address = location(browser.authorize())
        assert "reconnectez-vous depuis le service" in fc.browser().get(address).text
        assert "reconnectez-vous depuis le service" in browser.get(f"{address}/consent").text


def test_the_broken_claim_is_named() -> None:
    """Y600006 says which one; the page holds nothing of what was typed in."""
    with federator() as fc:
        page = fc.browser().typed(birthdate="1977-00-03", family_name="TRES-SECRET")
        assert "<code>birthdate</code>" in page.text
        assert "TRES-SECRET" not in page.text


def test_the_same_refusals_on_franceconnect_plus() -> None:
    """The RNIPP is asked there too."""
    with federator(platform=HIGH) as fc:
        assert error_code(login(fc.browser(), PEOPLE["rnipp-inconnu"].login)) == "Y010008"
        assert error_code(login(fc.browser(), PEOPLE["fi-niveau-interdit"].login, "fip2-high")) == "Y100018"
        assert login(fc.browser(), PERSON.login).is_redirect
