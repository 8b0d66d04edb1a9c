"""A citizen at their browser: pages of the client, then those of FranceConnect, gesture after gesture."""

from typing import Self

from others.sites import Site

from conformance.drivers.fetch import Fetcher, Where
from conformance.drivers.page import Gesture, Page
from conformance.limits import LIMITS
from rulebook.redaction import Redactor

# What FranceConnect shows → how one goes on from there.
ONWARD = {
    "mire": "form#mire button",
    "provider": "form#identifiant",
    "information": "form#information #continuer",
    "logout": "form#deconnexion #continuer",
}
BACK = "a#retour-fs"


class Citizen:
    """One browser, its cookies, and the login of one person. `seen` is what FranceConnect showed since it was last emptied."""

    def __init__(self, site: Site) -> None:
        self.seen: list[str] = []
        self._site = site
        self._login = site.citizen.login
        where = Where(site.application.base_url, site.space.issuer, "default", None, "others", site.habilitation.id)
        self._browser = Fetcher(where, LIMITS, Redactor(b""))
        found = self.open("/").click("#franceconnect", {})
        assert found is not None
        self._franceconnect = found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._browser.close()

    def open(self, path: str) -> Page:
        """A page of the client."""
        return self._go(Gesture(self._site.application.address(path)))

    def press(self, page: Page, selector: str) -> Page:
        """A button of the page, and the page that follows."""
        gesture = page.submit(selector, {"login": self._login})
        assert gesture is not None, page.text
        return self._go(gesture)

    def log_in(self, gives_up_at: str = "") -> Page:
        """Press the client's button, then go on to the client's next page; go back from the page `gives_up_at` instead."""
        self.seen.clear()
        page = self._go(self._franceconnect)
        return self.onward(page, gives_up_at)

    def onward(self, page: Page, gives_up_at: str = "") -> Page:
        """Through FranceConnect's pages, to the client's."""
        while not page.url.startswith(self._site.application.base_url):
            shown = next((name for name, selector in ONWARD.items() if page.find(selector)), "")
            assert shown, page.text
            self.seen.append(shown)
            if shown != gives_up_at:
                page = self.press(page, ONWARD[shown])
                continue
            back = page.click(BACK, {})
            assert back is not None, page.text
            page = self._go(back)
        return page

    def _go(self, gesture: Gesture) -> Page:
        answer = self._browser.go(gesture)
        return Page(answer.url, answer.status, answer.text)


def said(page: Page, selector: str) -> str:
    """The words of one element."""
    found = page.find(selector)
    assert found is not None, page.text
    return found.text()


def etat(page: Page) -> str:
    """What the page says that it is."""
    found = page.find("main[data-etat]")
    return (found.attributes["data-etat"] or "") if found else page.text
