"""Pages in a real browser: no accessibility fault that axe can see, and nothing wider than a small telephone."""

from collections.abc import Iterator

import pytest
from canteen_fixtures import settings_for
from chromium import in_a_browser, looks_well, telephone
from honest_bench import SPI, Bench, Stage
from playwright.sync_api import Browser, Page

from reference_client.app import create_app
from reference_client.demarches import DEMARCHES

pytestmark = in_a_browser
TYPED = {"nom": "DUBOIS", "prenoms": "Angela Claire", "naissance": "24/08/1962", "departement": "37", "commune": "261"}


@pytest.fixture(params=DEMARCHES)
def page(request: pytest.FixtureRequest, chromium: Browser, bench: Bench, canteen_stage: Stage) -> Iterator[Page]:
    """A small telephone on one démarche, then on the other."""
    settings = settings_for(bench, canteen_stage.address)
    with canteen_stage.playing(create_app(settings, demarche=DEMARCHES[request.param])):
        opened = telephone(chromium, canteen_stage.address)
        yield opened
        opened.context.close()


def is_at(page: Page, etat: str) -> None:
    """The page is the one expected, and it looks well."""
    assert page.get_attribute("main", "data-etat") == etat
    looks_well(page)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_demarche_with_franceconnect(page: Page, language: str) -> None:
    """Every page on the way to the result, by clicks alone."""
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
    """Forms, right and wrong, then the result."""
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


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_demarche_by_civil_status(page: Page, language: str) -> None:
    """The form empty, with everything to correct, then filled; in the end the result, of no named year."""
    page.goto(f"/compte?lang={language}")
    page.fill("#identifiant", "demo")
    page.fill("#mot_de_passe", "demo")
    page.click("#ouverture button")
    page.click("#etat-civil")
    is_at(page, "formulaire")
    page.eval_on_selector("#accord", "form => form.noValidate = true")
    page.click("#accord button")
    is_at(page, "formulaire")
    assert page.locator(".problem").count() > len(TYPED)
    for name, value in TYPED.items():
        page.fill(f"#{name}", value)
    page.check("#sexe-2")
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
