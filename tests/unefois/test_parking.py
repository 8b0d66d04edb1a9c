"""The second démarche on real ports: personas of the catalogue and their zone, the judge's whole plan, and `unefois up` with both."""

import json
import time
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from canteen_steps import accept, etat, open_account, text_of
from honest_bench import browser
from judged_client import HURRIED, canteen
from ports import free_base_port
from raw_client import Control, put

from conformance.modules import MODULES
from unefois import processes, reference

TODAY = date(2025, 9, 15)

# Persona, zone and commune on 1 January 2025, as its file says.
ZONES = [
    ("celibataire", "44000", "NANTES"),
    ("couple-enfants", "38000", "GRENOBLE"),
    ("nee-a-l-etranger", "97400", "SAINT-DENIS"),
    ("corse", "20000", "AJACCIO"),
    ("guyane", "97300", "CAYENNE"),
    ("mayotte", "97600", "MAMOUDZOU"),
    ("concubin-pere", "35000", "RENNES"),
]


@pytest.fixture(scope="module")
def control(bench_port: int) -> Control:
    """The default space, where the catalogue lives."""
    return Control.of(bench_port)


@pytest.fixture(scope="module")
def citizen(bench_port: int, control: Control) -> Iterator[httpx2.Client]:
    """In front of a parking service that believes it is that day, as its lease does."""
    with canteen(bench_port, "zones", demarche=reference.STATIONNEMENT, UNEFOIS_TODAY=TODAY.isoformat()) as here:
        put(f"{control.lease('zones')}/calendar", json={"today": TODAY.isoformat()}).raise_for_status()
        with browser(here.application.base_url) as opened:
            open_account(opened)
            yield opened


@pytest.mark.parametrize(("persona", "zone", "commune"), ZONES)
def test_the_card_of_a_persona(citizen: httpx2.Client, control: Control, persona: str, zone: str, commune: str) -> None:
    """Town account, tax number, consent, card."""
    card = accept(citizen, "/compte", spi=control.login(persona))
    assert etat(card) == "resultat"
    assert f"Zone {zone} valable jusqu’au 14 septembre 2026" in text_of(card)
    assert f"{zone} {commune}" in text_of(card)


def test_nobodys_notice_gives_no_card(citizen: httpx2.Client, control: Control) -> None:
    """Who declares to nobody here has no tax address either."""
    page = accept(citizen, "/compte", spi=control.login("polynesie"))
    assert (etat(page), page.status_code) == ("erreur", 404)
    assert "Zone" not in text_of(page)


# Day of the démarche, persona, the last income year, and the one that an answer is about: a year after a death, and a year with two notices.
DEATHS = [(date(2026, 9, 15), "decede-en-mai", 2025, 2024), (TODAY, "veuvage", 2024, 2023)]


@pytest.mark.parametrize(("today", "persona", "last", "used"), DEATHS)
@pytest.mark.parametrize("demarche", [reference.CANTINE, reference.STATIONNEMENT])
def test_a_death_is_not_a_notice_to_come(  # noqa: PLR0917  (a row of a table)
    bench_port: int, control: Control, demarche: str, today: date, persona: str, last: int, used: int
) -> None:
    """The page says that no notice could be obtained, which is all that the answer means, and whom to see if something changed."""
    name = f"deces-{demarche}-{persona}"
    with canteen(bench_port, name, demarche=demarche, UNEFOIS_TODAY=today.isoformat()) as here:
        put(f"{control.lease(name)}/calendar", json={"today": today.isoformat()}).raise_for_status()
        with browser(here.application.base_url) as citizen:
            open_account(citizen)
            page = accept(citizen, "/compte", spi=control.login(persona))
    assert etat(page) == "resultat"
    shown = text_of(page)
    assert f"n’a pu être obtenu pour les revenus de {last} : " in shown
    assert f"sur ceux de {used}." in shown
    assert "(décès, séparation, déménagement)" in shown
    assert "pas encore" not in shown


# Its contract opens the address and no other datum of the notice: what alters the others is nothing to it.
CLOSED = [
    "api-avis-demesure",
    "api-avis-en-texte",
    "api-codes-inconnus",
    "api-montants-negatifs",
    "api-parts-nulles",
    "api-quarts-de-part",
    "api-revenu-absent",
    "api-revenu-nul",
]


def test_the_judge_demonstrates_the_parking_too(bench_port: int) -> None:
    """Each story that ends in a result or asks for notices; what FranceConnect disturbs is refused by the same code as the canteen's."""
    own = [
        one.id
        for one in MODULES.values()
        if not one.takes_out and ("spi" in one.parcours or one.reaction in {None, "accept"})
    ]
    with canteen(bench_port, "stationnement-juge", HURRIED, reference.STATIONNEMENT) as client:
        judged = client.judged(*own)
    results = {module.id: module.result for module in judged.report.modules}
    assert set(results.values()) == {"PASS", "NOT_APPLICABLE"}
    assert sorted(name for name, found in results.items() if found == "NOT_APPLICABLE") == CLOSED
    assert judged.exit_code == 0


def _announced(up: processes.Started) -> dict[str, Any]:
    """The line that `up --json` prints once everything answers."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        up.output.seek(0)
        if (line := up.output.readline()).endswith("\n"):
            said: dict[str, Any] = json.loads(line)
            return said
        time.sleep(0.02)
    raise AssertionError(up.last_words())


def test_up_waits_for_its_client_where_it_listens() -> None:
    """At another address of this machine, where 127.0.0.1 is not."""
    with processes.module(
        "unefois", ["up", "--json", "--port", str(free_base_port()), "--host", "127.0.0.2"], {}
    ) as up:
        assert set(_announced(up)["clients"]) == {"cantine", "stationnement"}


def test_up_starts_both_demarches_under_their_own_registrations() -> None:
    """On the fourth and the fifth port after the base; both answer as soon as the bench says so."""
    port = free_base_port()
    with processes.module("unefois", ["up", "--json", "--port", str(port)], {}) as up:
        said = _announced(up)
        assert said["clients"] == {
            "cantine": f"http://localhost:{port + 4}",
            "stationnement": f"http://localhost:{port + 5}",
        }
        for name, title in (("cantine", "Cantine de Villefictive"), ("stationnement", "Stationnement de Villefictive")):
            address = said["clients"][name]
            assert f"· {title}</title>" in httpx2.get(address, trust_env=False).text
            button = httpx2.get(f"{address}/franceconnect/connexion", trust_env=False)
            asked = parse_qs(urlsplit(button.headers["location"]).query)
            credentials = said["applications"][f"{name}-villefictive"]["credentials"]
            assert asked["client_id"] == [credentials["client_id"]]
            assert asked["redirect_uri"] == [f"{address}/franceconnect/retour"]
            assert httpx2.get(button.headers["location"], trust_env=False).status_code < 400
