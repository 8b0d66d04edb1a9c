"""One citizen of the crowd: from the home page to the receipt, reading each page before the next gesture, as a browser would.

Knows the reference client's pages and the bench's stable hooks (`#mire`, `form#identifiant`, `form#information`); any client that shows the same
`data-etat` marks can be crowded.
"""

import os
from urllib.parse import urljoin

from locust import FastHttpUser, between, task
from locust.contrib.fasthttp import FastResponse
from selectolax.lexbor import LexborHTMLParser, LexborNode

_LONGEST_JOURNEY = 20  # gestures; a loop is a failure, not a wait
LOGINS = tuple(filter(None, os.environ.get("UNEFOIS_LOGINS", "").split(",")))


class Stuck(Exception):
    """The page is not one that a citizen can go on from."""


class Citizen(FastHttpUser):
    """Does the démarche again and again, each time as another persona and another browser."""

    wait_time = between(0.2, 1.0)
    _turn = 0

    @task
    def demarche(self) -> None:
        """Home → FranceConnect → identity → consent → receipt; anything else is a failure of the journey."""
        Citizen._turn += 1
        login = LOGINS[Citizen._turn % len(LOGINS)]
        self.client.cookiejar.clear()
        page = self._get("/", "1 accueil")
        for _ in range(_LONGEST_JOURNEY):
            html = LexborHTMLParser(page.text or "")
            state = _state(html)
            if state == "resultat":
                return
            if state in {"erreur", "refus"}:
                break
            page = self._gesture(page, html, login)
        self.environment.events.request.fire(
            request_type="JOURNEY",
            name="démarche",
            response_time=0,
            response_length=0,
            exception=Stuck(f"{login}: {page.url}"),
            context={},
        )

    def _gesture(self, page: FastResponse, html: LexborHTMLParser, login: str) -> FastResponse:
        """What a citizen does next: the first gesture whose mark is on the page."""
        for mark, name, values in (
            ("form#mire", "3 mire", {}),
            ("form#identifiant", "4 fournisseur d'identité", {"login": login}),
            ("form#information", "5 information", {}),
            ("form#accord", "7 accord et données", {"consentement": "oui"}),
        ):
            if form := html.css_first(mark):
                return self._submit(page, form, values, name)
        for mark, name in (("a#franceconnect", "2 bouton FranceConnect"), ("a#continuer", "6 information")):
            if link := html.css_first(mark):
                return self._get(urljoin(page.url or "", link.attributes.get("href") or ""), name)
        raise Stuck(page.url)

    def _get(self, address: str, name: str) -> FastResponse:
        answer: FastResponse = self.client.get(address, name=name)
        return answer

    def _submit(self, page: FastResponse, form: LexborNode, values: dict[str, str], name: str) -> FastResponse:
        fields = {
            field.attributes.get("name") or "": field.attributes.get("value") or ""
            for field in form.css("input[name]")
            if field.attributes.get("type") != "checkbox"
        }
        if button := form.css_first("button[name]"):
            fields[button.attributes.get("name") or ""] = button.attributes.get("value") or ""
        address = urljoin(page.url or "", form.attributes.get("action") or page.url or "")
        answer: FastResponse = self.client.post(address, data={**fields, **values}, name=name)
        return answer


def _state(html: LexborHTMLParser) -> str:
    main = html.css_first("main[data-etat]")
    return (main.attributes.get("data-etat") or "") if main else ""
