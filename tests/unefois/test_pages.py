"""Both paths by hand, in Chromium, on the bench and the client that `unefois up` starts; every page of the bench is looked at."""

from collections.abc import Iterator

import pytest
from chromium import in_a_browser, looks_well, telephone
from playwright.sync_api import Browser, Page
from ports import free_base_port
from raw_client import Control

from unefois import processes

pytestmark = in_a_browser


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """What `unefois up` starts: the bench and its client."""
    base = free_base_port()
    with processes.module("unefois", ["up", "--port", str(base)], {}) as started:
        processes.wait_until_answers(f"http://127.0.0.1:{base + 4}/", started)
        yield base


@pytest.fixture
def page(chromium: Browser, port: int) -> Iterator[Page]:
    """A small telephone on the client's home page."""
    opened = telephone(chromium, f"http://localhost:{port + 4}")
    yield opened
    opened.context.close()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_citizen_goes_from_the_franceconnect_button_to_the_receipt(page: Page, language: str) -> None:
    """Choice of provider, login by persona, information, identity, consent, single sign-on, tax data, price."""
    page.goto(f"/?lang={language}")
    page.click("#franceconnect")
    page.click(f".langues a[lang={language}]")
    looks_well(page)
    page.click("form#mire button")
    looks_well(page)
    page.get_by_role("button", name="Bastien TALVERNE").click()
    page.click("#donnees summary")
    looks_well(page)
    page.click("#continuer")
    assert page.get_attribute("main", "data-etat") == "connecte"
    page.click("#continuer")
    page.check("#consentement")
    page.click("#accord button")
    page.click("#donnees summary")
    assert "Revenu fiscal de référence" in page.inner_text("#donnees")
    looks_well(page)
    page.click("#continuer")
    assert page.get_attribute("main", "data-etat") == "resultat"
    # 59 400 € / 3 parts / 12 months, from the persona's notice of 2025 or of a later year.
    assert "".join(filter(str.isdigit, page.inner_text("#quotient"))) == "1650"


def test_a_citizen_types_a_tax_number(page: Page) -> None:
    """The town's account, an SPI, consent, price; the number is in no address."""
    page.goto("/compte")
    page.fill("#identifiant", "demo")
    page.fill("#mot_de_passe", "demo")
    page.click("#ouverture button")
    page.fill("#spi", "1900000002793")
    page.check("#consentement")
    page.click("#accord button")
    assert page.get_attribute("main", "data-etat") == "resultat"
    assert "1900000002793" not in page.url
    assert "1900000002793" not in page.content()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_citizen_types_an_identity_in(page: Page, language: str) -> None:
    """The mire with a closed provider, the form of a custom identity, an error page with its way back, then a login that succeeds."""
    page.goto(f"/?lang={language}")
    page.click("#franceconnect")
    page.click(f".langues a[lang={language}]")
    assert page.locator("form#mire button:disabled").count() == 1
    page.click("form#mire button")
    page.click("#sur-mesure summary")
    looks_well(page)
    page.fill("#champ-birthdate", "1977-00-00")
    page.select_option("#champ-ennui", "E010008")
    page.click("#personnalisee")
    assert page.inner_text("#code") == "Y010008"
    looks_well(page)
    page.click("#retour-fs")
    assert page.get_attribute("main", "data-etat") == "refus"
    page.goto("/")
    page.click("#franceconnect")
    page.click("form#mire button")
    page.click("#sur-mesure summary")
    page.fill("#champ-family_name", "SURPLACE")
    page.click("#personnalisee")
    assert "SURPLACE" in page.inner_text("main")
    page.click("#continuer")
    assert page.get_attribute("main", "data-etat") == "connecte"


def test_a_citizen_gives_up(page: Page) -> None:
    """Back from the choice of provider, the client says so kindly."""
    page.goto("/")
    page.click("#franceconnect")
    page.click("#retour-fs")
    assert page.get_attribute("main", "data-etat") == "refus"


def test_a_citizen_logs_out_of_franceconnect(page: Page, chromium: Browser, port: int) -> None:
    """The pages send themselves under the site's own policy; without script, a button does; then single sign-on is over."""
    control = Control.of(port)
    hint = control.register("sortie").tokens(control.login("soixante-cinq-ans"))["id_token"]
    way_out = f"http://localhost:{port + 1}/api/v2/session/end?id_token_hint={hint}"
    context = chromium.new_context()
    scripted = context.new_page()
    scripted.goto(way_out)
    scripted.wait_for_selector("#deconnecte")
    context.close()
    page.route("**/suite.js", lambda route: route.abort())
    page.goto("/")
    page.click("#franceconnect")
    page.click("form#mire button")
    page.get_by_role("button", name="Bastien TALVERNE").click()
    page.click("#continuer")
    page.goto(way_out)
    for _ in range(2):
        looks_well(page)
        page.click("#continuer")
    looks_well(page)
    assert "Vous êtes bien déconnecté" in page.inner_text("main")
    page.goto("/")
    page.click("#franceconnect")
    assert page.is_visible("form#mire")


def test_refusals_of_the_platform_are_pages_that_look_well(page: Page, port: int) -> None:
    """An unknown address, and a request with a parameter too many."""
    for path, code in (("nowhere", "Y000404"), ("authorize?x=1", "Y030007")):
        page.goto(f"http://localhost:{port + 1}/api/v2/{path}")
        assert code in page.inner_text("main")
        looks_well(page)


@pytest.mark.parametrize(
    ("language", "word", "where"),
    [("fr", "Console du banc", "Espace : default"), ("en", "Bench console", "Space: default")],
)
def test_the_console_says_where_everything_is(page: Page, port: int, language: str, word: str, where: str) -> None:
    """Addresses, applications without their secrets, people, unassigned exchanges; in both languages."""
    page.goto(f"http://localhost:{port}/?lang={language}")
    assert page.inner_text("h1") == word
    assert where in page.inner_text("main")
    assert f"http://localhost:{port + 1}/api/v2" in page.content()
    assert "cantine-villefictive" in page.content()
    assert "client_secret" not in page.content()
    looks_well(page)
