"""What a citizen does on the canteen's pages, for tests."""

import html
import re

import httpx2


def etat(page: httpx2.Response) -> str:
    """What the page says it is, for an oracle."""
    found = re.search(r'<main[^>]* data-etat="([a-z]+)"', page.text)
    assert found, page.text[:500]
    return found[1]


def text_of(page: httpx2.Response) -> str:
    """The words of a page, with plain spaces."""
    words = html.unescape(re.sub(r"<[^>]+>", " ", page.text))
    return " ".join(words.split())


def form_token(page: httpx2.Response) -> str:
    """The hidden token of the forms of a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert found, "no form on this page"
    return found[1]


def log_in(citizen: httpx2.Client) -> httpx2.Response:
    """Press the FranceConnect button."""
    return citizen.get("/franceconnect/connexion")


def open_account(citizen: httpx2.Client, password: str = "demo") -> httpx2.Response:
    """Log in with the town account."""
    form = {"csrf": form_token(citizen.get("/compte")), "identifiant": "demo", "mot_de_passe": password}
    return citizen.post("/compte", data=form)


# The form behind each page where one agrees.
FORMS = {"/information": "/franceconnect/donnees", "/compte": "/compte/donnees", "/etat-civil": "/etat-civil"}


def accept(citizen: httpx2.Client, page: str = "/information", **fields: str) -> httpx2.Response:
    """Agree that the tax data are asked."""
    form = {"csrf": form_token(citizen.get(page)), "consentement": "oui", **fields}
    return citizen.post(FORMS[page], data=form)
