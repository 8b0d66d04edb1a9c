"""Pages in a real browser: no accessibility fault that axe can see, and nothing wider than a small telephone."""

import os
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from canteen_fixtures import settings_for
from honest_bench import SPI, Bench, Stage
from playwright.sync_api import Browser, Page, sync_playwright

from reference_client.app import create_app

CHROMIUM = os.environ.get("UNEFOIS_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
NARROW = 360

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here"),
    pytest.mark.xdist_group("chromium"),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the module."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", *QUIET])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, bench: Bench, canteen_stage: Stage) -> Iterator[Page]:
    """A small telephone on the canteen; axe is a script, which our policy forbids, hence the bypass."""
    app = create_app(settings_for(bench, canteen_stage.address))
    telephone = chromium.new_context(
        base_url=canteen_stage.address, viewport={"width": NARROW, "height": 640}, bypass_csp=True
    )
    with canteen_stage.playing(app), telephone:
        yield telephone.new_page()


def looks_well(page: Page, etat: str) -> None:
    """The page is the one expected, axe sees no fault in it, and it does not overflow."""
    assert page.get_attribute("main", "data-etat") == etat
    violations = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_demarche_with_franceconnect(page: Page, language: str) -> None:
    """Every page on the way to the price, by clicks alone."""
    page.goto(f"/?lang={language}")
    looks_well(page, "accueil")
    page.click("#franceconnect")
    looks_well(page, "connecte")
    page.click("#continuer")
    looks_well(page, "information")
    page.check("#consentement")
    page.click("#accord button")
    looks_well(page, "resultat")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_demarche_with_a_town_account(page: Page, language: str) -> None:
    """Forms, right and wrong, then the price."""
    page.goto(f"/compte?lang={language}")
    for password in ("wrong", "demo"):
        looks_well(page, "formulaire")
        page.fill("#identifiant", "demo")
        page.fill("#mot_de_passe", password)
        page.click("#ouverture button")
    for number in ("12", SPI):
        looks_well(page, "formulaire")
        page.fill("#spi", number)
        page.check("#consentement")
        page.click("#accord button")
    looks_well(page, "resultat")


@pytest.mark.parametrize(
    ("path", "etat"),
    [("/mentions", "information"), ("/refus", "refus"), ("/franceconnect/retour?code=x", "refus"), ("/x", "erreur")],
)
def test_the_pages_on_the_side(page: Page, path: str, etat: str) -> None:
    """The legal notice, a choice, a refusal, an error."""
    page.goto(path)
    looks_well(page, etat)


def test_the_keyboard_finds_the_content_first(page: Page) -> None:
    """The first stop of the Tab key leads over the header."""
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#contenu")
