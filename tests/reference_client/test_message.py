"""Why a form went no further is told on a page of its own: reloading sends nothing again, and addresses hold no code."""

import httpx2
import pytest
from canteen_fixtures import Open
from canteen_steps import accept, etat, log_in, open_account, text_of
from honest_bench import SPI, Bench, envelope


def lands(page: httpx2.Response, etat_: str, status: int) -> None:
    """On the message, by a 303, under an address without query."""
    assert page.history[-1].status_code == 303
    assert (page.url.path, page.url.query) == ("/message", b"")
    assert (etat(page), page.status_code) == (etat_, status)


@pytest.mark.parametrize("answer", [(410, envelope(4102)), (400, envelope(4001)), (403, envelope(4031)), (500, {})])
def test_a_form_that_goes_no_further_is_not_sent_again_by_a_reload(
    bench: Bench, citizen: httpx2.Client, answer: tuple[int, object]
) -> None:
    """Nor by a change of language: the page is the same, with its status, in both."""
    bench.api = {2025: answer}
    open_account(citizen)
    page = accept(citizen, "/compte", spi=SPI)
    lands(page, "erreur", page.status_code)
    again = citizen.get(page.url)
    assert (again.text, again.status_code) == (page.text, page.status_code)
    assert 'href="/message?lang=en"' in page.text
    assert citizen.get("/message?lang=en").status_code == page.status_code
    assert len(bench.calls("assiettes")) == 1


def test_a_code_does_not_stay_in_the_address(bench: Bench, citizen: httpx2.Client) -> None:
    """After a fault, a refusal or a choice; code and state are in no address that stays."""
    bench.api = {2025: (503, {})}
    log_in(citizen)
    lands(accept(citizen), "erreur", 502)
    bench.callback = lambda said: said | {"iss": "https://mallory.example"}
    lands(log_in(citizen), "refus", 400)
    bench.callback = lambda said: {"error": "access_denied", "state": said["state"], "iss": said["iss"]}
    lands(log_in(citizen), "refus", 200)
    lands(citizen.get("/franceconnect/deconnexion?state=x"), "refus", 400)


def test_the_answer_of_another_browser_is_told_without_its_code(citizen: httpx2.Client) -> None:
    """A browser without a session is given one, for the notice alone."""
    page = citizen.get("/franceconnect/retour?code=planted&state=planted")
    lands(page, "refus", 400)
    assert "callback.state_is_ours" in page.text
    assert etat(citizen.get("/identite")) == "accueil"


def test_a_form_of_another_site_takes_nobodys_place(citizen: httpx2.Client) -> None:
    """It carries no cookie (SameSite), so it is given none: the citizen's own session stays in the browser."""
    answer = httpx2.post(str(citizen.base_url.join("/compte/donnees")), data={"spi": SPI}, trust_env=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/message")
    assert "set-cookie" not in answer.headers
    page = citizen.get("/message")
    assert (etat(page), page.status_code) == ("erreur", 403)
    assert "ne garde pas nos témoins de connexion" in text_of(page)


def test_a_session_that_ended_is_told_too(citizen: httpx2.Client) -> None:
    """The cookie is known no more: the form has expired, and says so on its own page."""
    ended = {"cookie": f"villefictive_{citizen.base_url.port}={'x' * 43}"}
    answer = citizen.post("/compte/donnees", data={"spi": SPI}, headers=ended, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/message")
    assert "set-cookie" in answer.headers
    page = citizen.get("/message")
    assert (etat(page), page.status_code) == ("erreur", 403)


def test_what_was_only_read_is_told_in_place(open_canteen: Open) -> None:
    """An unknown address, a choice, a button that found nobody: reloading them is what one wants."""
    citizen = open_canteen()
    for path in ("/nowhere", "/refus"):
        page = citizen.get(path)
        assert (page.url.path, page.history) == (path, [])
