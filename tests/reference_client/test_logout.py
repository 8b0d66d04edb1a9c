"""Leaving: the canteen forgets, then FranceConnect does, and the browser comes back from the logout that it left for."""

import httpx2
import pytest
from canteen_steps import accept, etat, form_token, log_in, open_account
from honest_bench import Bench


def leave(citizen: httpx2.Client, page: str = "/identite", *, follow: bool = True) -> httpx2.Response:
    """Press the button of a page."""
    return citizen.post("/deconnexion", data={"csrf": form_token(citizen.get(page))}, follow_redirects=follow)


def test_the_logout_request_is_exact(bench: Bench, citizen: httpx2.Client) -> None:
    """Hint, registered address and a fresh state: nothing else, since FranceConnect refuses what it does not know."""
    log_in(citizen)
    leave(citizen)
    (asked,) = bench.calls("session_end")
    assert set(asked) == {"id_token_hint", "post_logout_redirect_uri", "state"}
    assert asked["post_logout_redirect_uri"] == str(citizen.base_url.join("/franceconnect/deconnexion"))
    assert asked["id_token_hint"].count(".") == 2
    assert len(asked["state"]) >= 32


def test_the_hint_is_that_of_the_last_login(bench: Bench, citizen: httpx2.Client) -> None:
    """The second authorization opened another engine session: its id_token is the one that closes it."""
    log_in(citizen)
    accept(citizen)
    accept_hint = leave(citizen, "/resultat", follow=False).headers["location"]
    log_in(citizen)
    assert leave(citizen, follow=False).headers["location"] != accept_hint
    assert len(bench.calls("token")) == 3


def test_everything_is_forgotten_before_franceconnect_is_asked(citizen: httpx2.Client) -> None:
    """A citizen who closes the browser on the way out has left the canteen all the same."""
    log_in(citizen)
    leave(citizen, follow=False)
    assert etat(citizen.get("/identite")) == "accueil"


@pytest.mark.parametrize("state", ["", "?state=", "?state=" + "x" * 43])
def test_somebody_elses_logout_is_refused(citizen: httpx2.Client, state: str) -> None:
    """A state that is not the one we sent is not an answer; nor is any state when nobody is leaving."""
    assert etat(citizen.get(f"/franceconnect/deconnexion{state}")) == "refus"
    log_in(citizen)
    leave(citizen, follow=False)
    refused = citizen.get(f"/franceconnect/deconnexion{state}")
    assert (etat(refused), refused.status_code) == ("refus", 400)
    assert "logout.state_is_ours" in refused.text


def test_a_town_account_leaves_without_franceconnect(bench: Bench, citizen: httpx2.Client) -> None:
    """No id_token, nobody to tell: even when FranceConnect was used before in this browser."""
    log_in(citizen)
    open_account(citizen)
    assert etat(leave(citizen, "/compte")) == "accueil"
    assert bench.calls("session_end") == []


def test_the_citizen_hears_that_franceconnect_may_still_be_open(
    bench: Bench, citizen: httpx2.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its addresses cannot be found any more: the session here is closed, and the page says what to do."""
    log_in(citizen)
    monkeypatch.setattr("reference_client.discovery.FRESH", -1.0)
    monkeypatch.setattr(bench, "discovery", lambda _: {})
    page = leave(citizen)
    assert (etat(page), page.status_code) == ("erreur", 502)
    assert "fermez le navigateur" in page.text
    assert etat(citizen.get("/identite")) == "accueil"
