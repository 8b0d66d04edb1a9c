"""Clients written by others, configured as FranceConnect demands, over real HTTP: login, refused consent, logout, and false objects."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from urllib.parse import parse_qs, urlsplit

import pytest
from judged_client import QUICK
from others.citizens import Citizen, etat, said
from others.sites import COMMANDS, Site, running
from ports import free_base_port

from conformance.judging import judge
from conformance.plans import PLANS
from rulebook.formats.control import FaultOrder
from rulebook.formats.exchange import Exchange

AUTHORIZE = {"client_id", "response_type", "scope", "redirect_uri", "acr_values", "nonce", "state"}
WHOLE = ["mire", "provider", "information"]
FALSE_OBJECTS = [
    "callback.state.forged",
    "callback.state.extended",
    "callback.iss.foreign",
    "callback.iss.slash",
    "id_token.nonce.foreign",
    "id_token.iss.foreign",
    "id_token.aud.foreign",
    "id_token.aud.truncated",
    "id_token.exp.past",
    "id_token.alg.none",
    "id_token.alg.none_disguised",
    "id_token.signature.broken",
    "userinfo.sub.foreign",
    "userinfo.signature.broken",
]
# Of each kind that the plan `fc-identite` has. Not `fs-cle-tournee`: two of the libraries read the keys anew only after 30 or 60 s.
SLICE = (
    "fs-refus-usager",
    "fs-deconnexion",
    "fs-deconnexion-state-contrefait",
    "fs-deconnexion-state-absent",
    "fs-retour-server-error",
    "fs-retour-erreur-et-code",
    "fs-aud-liste-etrangere",
    "fs-acr-inferieur",
    "fs-echange-jeton-etrange",
    "fs-echange-liste",
    "fs-echange-sans-id-token",
    "fs-userinfo-nu",
    "fs-userinfo-503",
    "fs-prenom-balises",
)


@pytest.fixture(scope="session")
def sites(bench_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Site]]:
    """Clients, each started when it is first asked for, in whatever order tests come: one process a client."""
    with ExitStack() as started:

        @cache
        def site(folder: str) -> Site:
            kept = tmp_path_factory.mktemp(folder)
            return started.enter_context(running(folder, bench_port, free_base_port(), kept))

        yield site


@pytest.fixture(params=list(COMMANDS))
def site(request: pytest.FixtureRequest, sites: Callable[[str], Site]) -> Site:
    """One client, running."""
    return sites(request.param)


@pytest.fixture
def citizen(site: Site) -> Iterator[Citizen]:
    """Somebody at a new browser."""
    with Citizen(site) as somebody:
        yield somebody


def at(exchanges: Sequence[Exchange], endpoint: str) -> Exchange:
    """The only exchange at that endpoint."""
    (found,) = [one for one in exchanges if one.endpoint == endpoint]
    return found


def test_login_shows_who_the_signed_userinfo_says(site: Site, citizen: Citizen) -> None:
    """Through the three pages of FranceConnect; the site knows the citizen by `sub`, and greets them by their given names."""
    with site.lease() as lease:
        page = citizen.log_in()
        exchanges = lease.exchanges()
    assert (citizen.seen, etat(page)) == (WHOLE, "connecte")
    (signed,) = at(exchanges, "userinfo").jwts
    assert re.fullmatch(r"[0-9a-f]{64}v1", signed.claims["sub"])
    assert said(page, "#sub") == signed.claims["sub"]
    assert said(page, "#prenom") == site.citizen.identity.given_name == signed.claims["given_name"]
    assert etat(citizen.open("/")) == "connecte"


def test_requests_are_those_that_franceconnect_demands(site: Site, citizen: Citizen) -> None:
    """No parameter but the seven, a nonce of 22 characters at least, the secret in the form, and nothing refused."""
    with site.lease() as lease:
        citizen.log_in()
        exchanges = lease.exchanges()
    assert [one.refused_by for one in exchanges if one.refused_by] == []
    asked = parse_qs(urlsplit(at(exchanges, "authorize").request.url).query, keep_blank_values=True)
    assert set(asked) == AUTHORIZE
    assert (len(asked["nonce"][0]) >= 22, len(asked["state"][0]) >= 22) == (True, True)
    assert asked["acr_values"] == ["eidas1"]
    token = at(exchanges, "token").request
    assert set(dict(token.form or ())) == {"grant_type", "code", "redirect_uri", "client_id", "client_secret"}
    assert "authorization" not in dict(token.headers)
    assert dict(at(exchanges, "userinfo").response.headers)["content-type"] == "application/jwt; charset=utf-8"


@pytest.mark.parametrize("page", ["mire", "information"])
def test_giving_up_is_said_and_logs_nobody_in(site: Site, citizen: Citizen, page: str) -> None:
    """`access_denied` comes back from either page: no code to exchange, nobody connected, and one may begin again."""
    with site.lease() as lease:
        back = citizen.log_in(gives_up_at=page)
        exchanges = lease.exchanges()
    assert (citizen.seen[-1], etat(back)) == (page, "refus")
    assert [one.endpoint for one in exchanges if one.endpoint in {"token", "userinfo"}] == []
    assert etat(citizen.open("/")) == "accueil"
    assert etat(citizen.log_in()) == "connecte"


def test_logout_ends_both_sessions(site: Site, citizen: Citizen) -> None:
    """Until then FranceConnect does not ask who it is; after it, it does, and the site has forgotten."""
    with site.lease() as lease:
        citizen.log_in()
        citizen.log_in()
        assert citizen.seen == ["information"]
        citizen.seen.clear()
        page = citizen.onward(citizen.press(citizen.open("/"), "#deconnexion"))
        exchanges = lease.exchanges()
    asked = parse_qs(urlsplit(at(exchanges, "session_end").request.url).query)
    assert asked["post_logout_redirect_uri"] == list(_registered(site))
    assert (set(citizen.seen), etat(page), etat(citizen.open("/"))) == ({"logout"}, "deconnecte", "accueil")
    assert dict(parse_qs(urlsplit(page.url).query)) == {"state": asked["state"]}
    assert etat(citizen.log_in()) == "connecte"
    assert citizen.seen == WHOLE


def test_logout_comes_back_with_its_own_state(citizen: Citizen) -> None:
    """An address that somebody else made is not taken for the end of a logout; nor is the right one a second time."""
    citizen.log_in()
    leaving = citizen.press(citizen.open("/"), "#deconnexion")
    back = citizen.onward(leaving).url
    assert etat(citizen.open(urlsplit(back).path + "?" + urlsplit(back).query)) == "erreur"
    citizen.log_in()
    citizen.press(citizen.open("/"), "#deconnexion")
    assert etat(citizen.open(urlsplit(back).path + "?state=forged")) == "erreur"


@pytest.mark.parametrize("fault", FALSE_OBJECTS)
def test_a_false_object_logs_nobody_in(site: Site, citizen: Citizen, fault: str) -> None:
    """What the library leaves unverified, the committed configuration verifies; the citizen is told."""
    with site.lease() as lease:
        lease.order(FaultOrder(fault=fault))
        page = citizen.log_in()
        served = {one.fault for one in lease.exchanges()}
    assert (fault in served, etat(page), etat(citizen.open("/"))) == (True, "erreur", "accueil")


def test_an_error_that_nobody_asked_for_changes_nothing(site: Site, citizen: Citizen) -> None:
    """`access_denied` under an unknown `state` is no refusal of the citizen's, and ends no session."""
    citizen.log_in()
    callback = urlsplit(
        site.habilitation.franceconnect.redirect_uris[0] if site.habilitation.franceconnect else ""
    ).path
    page = citizen.open(f"{callback}?error=access_denied&state=unknown&iss={site.space.issuer}")
    assert (etat(page), etat(citizen.open("/"))) == ("erreur", "connecte")


def test_a_judge_drives_it_as_its_files_say(site: Site) -> None:
    """`application.toml` leads through login, refusal and logout, and tells the pages apart: nothing is left unjudged, nothing is wrong."""
    judged = judge(site.application, site.habilitation, site.bench, plan=PLANS["fc-identite"], only=SLICE, limits=QUICK)
    assert {one.id: one.result for one in judged.report.modules} == dict.fromkeys(("fs-parcours", *SLICE), "PASS")
    assert judged.exit_code == 0


def _registered(site: Site) -> tuple[str, ...]:
    assert site.habilitation.franceconnect is not None
    return site.habilitation.franceconnect.post_logout_redirect_uris
