"""The way out on real ports: from the canteen's button through FranceConnect's pages and back; then somebody else may log in."""

import re
from collections.abc import Iterator

import httpx2
import pytest
from canteen_steps import etat, form_token
from honest_bench import browser
from judged_client import canteen
from raw_client import Control


@pytest.fixture
def citizen(bench_port: int) -> Iterator[httpx2.Client]:
    """In front of the reference client."""
    with canteen(bench_port, "sortie") as here, browser(here.application.base_url) as opened:
        yield opened


def forward(citizen: httpx2.Client, page: httpx2.Response, **fields: str) -> httpx2.Response:
    """Send the one form of a page, as a person or the page's script does."""
    form = re.search(
        r'<form id="(mire|personas|information|deconnexion)" method="(\w+)"(?: action="([^"]*)")?', page.text
    )
    assert form, page.text[:2000]
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    target = page.url.join(form[3] or str(page.url))
    if form[2] == "get":
        return citizen.get(target)
    return citizen.post(target, data={**hidden, **fields})


def test_after_a_logout_franceconnect_asks_again(bench_port: int, citizen: httpx2.Client) -> None:
    """The second button press shows the choice of a provider, where single sign-on would have skipped it."""
    login = Control.of(bench_port).login("celibataire")
    mire = citizen.get("/franceconnect/connexion")
    who = forward(citizen, mire, providerUid="fip1-low")
    identity = forward(citizen, forward(citizen, who, login=login))
    assert etat(identity) == "connecte"
    signed_on = citizen.get("/franceconnect/connexion")
    assert 'id="information"' in signed_on.text
    assert etat(forward(citizen, signed_on)) == "connecte"

    page = citizen.post("/deconnexion", data={"csrf": form_token(citizen.get("/identite"))})
    while 'id="deconnexion"' in page.text:
        page = forward(citizen, page)
    assert etat(page) == "deconnecte"
    assert page.url.path == "/deconnecte"
    assert 'id="mire"' in citizen.get("/franceconnect/connexion").text
