"""A real browser for the page tests: Debian's Chromium, the system's, or the one named by UNEFOIS_CHROMIUM."""

import os
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = os.environ.get("UNEFOIS_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
NARROW = 360
_QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")

in_a_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser a module: its event loop runs until it is closed, and other tests start their own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", *_QUIET])
        yield browser
        browser.close()


def telephone(browser: Browser, address: str) -> Page:
    """A small telephone at `address`; axe is a script, which our policy forbids, hence the bypass."""
    context = browser.new_context(base_url=address, viewport={"width": NARROW, "height": 640}, bypass_csp=True)
    return context.new_page()


def looks_well(page: Page) -> None:
    """Axe sees no fault in the page, and it does not overflow; a click returns before the page it leads to is read."""
    page.wait_for_load_state("load")
    violations = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
