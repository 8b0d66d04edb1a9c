"""Pages in a real browser: no accessibility fault that axe can see, and nothing wider than a small telephone."""

from collections.abc import Iterator

import pytest
from canteen_fixtures import settings_for
from chromium import in_a_browser, looks_well, telephone
from honest_bench import SPI, Bench, Stage
from playwright.sync_api import Browser, Page

from reference_client.app import create_app

pytestmark = in_a_browser


@pytest.fixture
def page(chromium: Browser, bench: Bench, canteen_stage: Stage) -> Iterator[Page]:
    """A small telephone on the canteen."""
    with canteen_stage.playing(create_app(settings_for(bench, canteen_stage.address))):
        opened = telephone(chromium, canteen_stage.address)
        yield opened
        opened.context.close()


def is_at(page: Page, etat: str) -> None:
    """The page is the one expected, and it looks well."""
    assert page.get_attribute("main", "data-etat") == etat
    looks_well(page)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_demarche_with_franceconnect(page: Page, language: str) -> None:
    """Every page on the way to the price, by clicks alone."""
    page.goto(f"/?lang={language}")
    is_at(page, "accueil")
    page.click("#franceconnect")
    is_at(page, "connecte")
    page.click("#continuer")
    is_at(page, "information")
    page.check("#consentement")
    page.click("#accord button")
    is_at(page, "resultat")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_demarche_with_a_town_account(page: Page, language: str) -> None:
    """Forms, right and wrong, then the price."""
    page.goto(f"/compte?lang={language}")
    for password in ("wrong", "demo"):
        is_at(page, "formulaire")
        page.fill("#identifiant", "demo")
        page.fill("#mot_de_passe", password)
        page.click("#ouverture button")
    for number in ("12", SPI):
        is_at(page, "formulaire")
        page.fill("#spi", number)
        page.check("#consentement")
        page.click("#accord button")
    is_at(page, "resultat")


@pytest.mark.parametrize(
    ("path", "etat"),
    [("/mentions", "information"), ("/refus", "refus"), ("/franceconnect/retour?code=x", "refus"), ("/x", "erreur")],
)
def test_the_pages_on_the_side(page: Page, path: str, etat: str) -> None:
    """The legal notice, a choice, a refusal, an error."""
    page.goto(path)
    is_at(page, etat)


def test_the_keyboard_finds_the_content_first(page: Page) -> None:
    """The first stop of the Tab key leads over the header."""
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#contenu")
