"""Observation of real clients: what passed is judged, nothing is disturbed, what was not seen is no failure, and nothing is demonstrated."""

import io
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import httpx2
import pytest
from chromium import in_a_browser
from judged_client import QUICK, Canteen, canteen
from observed import follow, subject, told, watched
from playwright.sync_api import Browser

from conformance.bench import BenchError
from conformance.events import Passed, YourTurn
from conformance.judging import Judged
from conformance.observing import live
from conformance.observing.judging import Choices, observe
from conformance.observing.sources import Driven, Earlier, Live
from conformance.observing.subject import Subject
from conformance.preflight import Preflight
from conformance.reports import html
from conformance.reports.console import Console
from gallery import MEMBERS
from reference_client.practice import CAREFUL
from rulebook.duty import Capability
from rulebook.formats.control import LeaseRequest
from rulebook.formats.har import Har
from rulebook.formats.reading import read_json

LAST_WORD = "ne démontre rien"


def _is_modest(judged: Judged) -> None:
    """Whatever was seen, nothing is called demonstrated."""
    said = judged.report.summary
    assert judged.report.mode == "observation"
    assert (said.demonstrated, said.duties_demonstrated) == (False, 0)
    assert {str(module.result) for module in judged.report.modules} <= {"PASS", "WARNING", "FAIL", "SKIPPED"}
    page = html.render(judged.report, judged.exchanges, judged.observations)
    assert LAST_WORD in page
    assert "démontré sur" not in page
    assert ">non démontré<" not in page


# ------------------------------------------------------------------ a person, live
def test_a_careful_client_is_seen_to_keep_its_duties(bench_port: int, tmp_path: Path) -> None:
    """What the bench saw is judged; pages were not seen, and are not; exit 0; the reports name the mode."""
    said = io.StringIO()
    with canteen(bench_port, "obs-sage") as client:
        judged = watched(client, lambda turn: _reaches(client, turn), out=tmp_path, on_event=Console(said))
    results = told(judged)
    assert {results[duty] for duty in ("FS-NONCE-01", "FS-TOKEN-01", "API-JETON-FC-01", "API-CORRELATION-01")} == {
        "PASS"
    }
    assert {results[duty] for duty in ("FS-COOKIE-01", "FS-SECRET-01", "FS-SIGNATURE-01", "API-ERREUR-01")} == {
        "SKIPPED"
    }
    assert "FAIL" not in results.values()
    assert judged.exit_code == 0
    assert judged.report.summary.seen == sum(result in {"PASS", "WARNING"} for result in results.values())
    _is_modest(judged)
    for words in ("À vous", client.application.base_url, "celibataire", "token", LAST_WORD):
        assert words in said.getvalue()
    suite = ET.parse(tmp_path / "junit.xml").getroot()[0]  # noqa: S314  (our own report)
    assert [(one.get("name"), one.get("value")) for one in suite.iter("property")] == [("mode", "observation")]
    assert '"mode": "observation"' in (tmp_path / "report.json").read_text(encoding="utf-8")
    assert "<dt>Mode</dt><dd>observation" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_journals_settle_for_as_long_as_the_judge_was_told(bench_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the person has finished: what the bench is still writing is heard too."""
    waited: list[float] = []
    monkeypatch.setattr(live, "time", SimpleNamespace(time=time.time, sleep=waited.append))
    with canteen(bench_port, "obs-attente") as client:
        patient = Choices(limits=replace(QUICK, settle=0.7))
        observe(subject(client), client.bench, [Live(lambda _: None, 0.0)], patient)
    assert waited == [0.7]


def _reaches(client: Canteen, turn: YourTurn) -> None:
    assert follow(client, turn) == "result"


@pytest.mark.parametrize("name", ["code-rejoue", "correlation-sans-tirets", "annee-hors-contrat"])
def test_a_wrong_client_is_seen_to_break_its_duty(bench_port: int, name: str) -> None:
    """That duty, and no other; exit 1."""
    member = MEMBERS[name]
    with canteen(bench_port, f"obs-{name}", member.practice) as client:
        judged = watched(client, lambda turn: follow(client, turn))
    assert [duty for duty, result in told(judged).items() if result == "FAIL"] == [member.duty]
    assert judged.exit_code == 1
    assert judged.report.summary.missed == 1
    _is_modest(judged)


def test_a_refused_request_is_told_and_judged_and_the_observation_goes_on(bench_port: int) -> None:
    """A nonce too short: told at once with what was expected; then the person goes on, and the rest is judged too."""
    nonces = iter(("court",))
    heard: list[Passed] = []

    def hears(event: object) -> None:
        if isinstance(event, Passed):
            heard.append(event)

    def work(turn: YourTurn) -> None:
        follow(client, turn)
        follow(client, turn)

    short_once = replace(CAREFUL, new_nonce=lambda: next(nonces, None) or CAREFUL.new_nonce())
    with canteen(bench_port, "obs-refus", short_once) as client:
        judged = watched(client, work, on_event=hears)
    (refused,) = [one for one in heard if one.advice]
    assert refused.advice is not None
    assert "FC-AUTHORIZE-NONCE" in refused.advice.fr
    assert "22 caractères" in refused.advice.fr
    results = told(judged)
    assert [duty for duty, result in results.items() if result == "FAIL"] == ["FS-NONCE-01"]
    assert results["API-CORRELATION-01"] == "PASS"
    assert judged.exit_code == 1


def test_a_client_that_nobody_knows_is_told_what_to_mend(bench_port: int) -> None:
    """A wrong client_id is nobody's exchange: the person hears of it, and it is not held against the application."""
    heard: list[Passed] = []

    def work(turn: YourTurn) -> None:
        asked = {
            "client_id": "inconnu",
            "response_type": "code",
            "scope": "openid",
            "state": "s" * 32,
            "nonce": "n" * 32,
        }
        address = {"redirect_uri": f"{turn.client}/franceconnect/retour", "acr_values": "eidas1"}
        httpx2.get(f"{turn.issuer}/authorize", params={**asked, **address})

    with canteen(bench_port, "obs-inconnu") as client:
        judged = watched(client, work, on_event=lambda e: heard.append(e) if isinstance(e, Passed) else None)
    assert any("client_id" in one.advice.fr and "Y04EA6EF" in one.advice.fr for one in heard if one.advice)
    assert judged.exchanges == ()
    assert judged.report.modules[0].result == "SKIPPED"
    assert judged.report.modules[0].reason is not None
    assert "rien n'est passé" in judged.report.modules[0].reason.fr
    assert judged.exit_code == 0


def test_a_page_that_is_reloaded_is_no_repeated_nonce(bench_port: int) -> None:
    """The browser asks again what it was sent to; the client did nothing wrong."""

    def work(turn: YourTurn) -> None:
        with httpx2.Client(base_url=turn.client) as browser:
            sent = browser.get("/franceconnect/connexion").headers["location"]
            for _ in range(2):
                httpx2.get(sent)

    with canteen(bench_port, "obs-recharge") as client:
        judged = watched(client, work)
    assert len([e for e in judged.exchanges if e.endpoint == "authorize"]) == 2
    assert told(judged)["FS-NONCE-01"] == "PASS"
    assert told(judged)["FS-NONCE-02"] == "SKIPPED"


def test_an_application_that_somebody_holds_cannot_be_observed(bench_port: int) -> None:
    """And the sentence says who."""
    with canteen(bench_port, "obs-pris") as client:
        client.bench.register("default", client.habilitation)
        request = LeaseRequest(application="obs-pris", module="un-autre", wait=0, key="0" * 64)
        with client.bench.lease("default", request), pytest.raises(Preflight, match="un-autre"):
            observe(subject(client), client.bench, [Live(lambda _: None, 1.0)], Choices(limits=QUICK))


def test_a_bench_that_goes_away_is_our_trouble(bench_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was seen before stays; SUITE_ERROR, exit 3."""
    with canteen(bench_port, "obs-perdu") as client:

        def work(turn: YourTurn) -> None:
            follow(client, turn)
            monkeypatch.setattr("conformance.bench.Lease.exchanges", _gone)

        judged = watched(client, work)
    assert judged.report.modules[0].result == "SUITE_ERROR"
    assert judged.exit_code == 3


def test_no_recipe_is_needed(bench_port: int) -> None:
    """The contract alone says who it is, where its citizens come back to, and what it may do."""
    with canteen(bench_port, "obs-contrat") as client:
        alone = Subject(client.habilitation)
        assert alone.client == client.application.base_url
        assert {Capability.FRANCECONNECT, Capability.API_FRANCECONNECT, Capability.API_SPI} <= {*alone.capabilities}
        judged = watched(client, lambda turn: follow(client, turn), who=alone)
    assert judged.report.application == "obs-contrat"
    assert told(judged)["FS-NONCE-01"] == "PASS"


def _gone(*_: object, **__: object) -> None:
    raise BenchError("rien ne répond", "nothing answers")


# ------------------------------------------------------------------ with the person's browser
@in_a_browser
def test_what_a_browser_recorded_meanwhile_shows_the_pages(bench_port: int, tmp_path: Path, chromium: Browser) -> None:
    """Chromium's own recording beside the bench's: cookies, caches and secrets are judged too, and no secret is kept."""
    file = tmp_path / "visite.har"
    with canteen(bench_port, "obs-har") as client:
        judged = watched(
            client, lambda turn: _visit(chromium, turn, file), lambda: read_json(Har, file.read_text(encoding="utf-8"))
        )
        known = client.bench.register("default", client.habilitation)
    results = told(judged)
    seen = (
        "FS-SECRET-01",
        "FS-SESSION-01",
        "FS-COOKIE-01",
        "FS-COOKIE-02",
        "API-TRACE-01",
        "API-CACHE-01",
        "FS-PAGE-01",
    )
    assert {duty: results[duty] for duty in seen} == dict.fromkeys(seen, "PASS")
    assert "FAIL" not in results.values()
    assert judged.report.modules[0].seen == "result"
    _is_modest(judged)
    written = "".join(one.model_dump_json() for one in (*judged.exchanges, *judged.observations))
    plain = file.read_text(encoding="utf-8")
    cookies = {pair.partition("=")[2].partition(";")[0] for pair in _cookies(plain)} - {""}
    assert cookies
    for secret in (known.client_secret, known.apim_secret, *cookies):
        assert secret not in written


def _visit(chromium: Browser, turn: YourTurn, file: Path) -> None:
    context = chromium.new_context(record_har_path=str(file), record_har_content="embed")
    page = context.new_page()
    page.goto(turn.client)
    page.click("#franceconnect")
    page.click("#mire button")
    page.fill("#champ-login", turn.personas[0].login)
    page.click("#identifiant button")
    page.click("#continuer")
    page.click("#continuer")
    page.check("#consentement")
    page.click("#accord button")
    page.click("#continuer")  # FranceConnect says again which data are given
    assert page.get_attribute("main", "data-etat") == "resultat"
    context.close()


def _cookies(plain: str) -> list[str]:
    found = read_json(Har, plain)
    return [
        pair.value
        for entry in found.log.entries
        for pair in entry.response.headers
        if pair.name.lower() == "set-cookie" and len(pair.value) > 20
    ]


# ------------------------------------------------------------------ the recipe, and an earlier run
def test_the_recipe_is_followed_once_and_nothing_is_disturbed(bench_port: int) -> None:
    """Both parcours, one lap each; pages are seen, so that what wants a whole journey is judged."""
    with canteen(bench_port, "obs-recette") as client:
        judged = observe(subject(client), client.bench, [Driven("franceconnect"), Driven("spi")], Choices())
    assert [module.id for module in judged.report.modules] == ["observation-franceconnect", "observation-spi"]
    assert {str(module.result) for module in judged.report.modules} == {"PASS"}
    assert sum(seen.step == "start" for seen in judged.observations) == 2
    assert not any(e.fault for e in judged.exchanges)
    assert told(judged)["API-MENTIONS-01"] == told(judged)["API-SPI-01"] == "PASS"
    _is_modest(judged)


def test_an_earlier_run_is_judged_again_without_its_disturbed_stories(bench_port: int) -> None:
    """Offline: only what nobody disturbed counts, and a client that reacts badly is not blamed for it here."""
    member = MEMBERS["nonce-ignore"]
    with canteen(bench_port, "obs-avant", member.practice) as client:
        strict = client.judged(member.module)
        again = observe(subject(client), None, [Earlier(strict.exchanges, strict.observations)], Choices())
    assert strict.exit_code == 1
    assert again.exit_code == 0
    assert {e.module for e in again.exchanges} == {"fs-parcours"}
    control = strict.report.modules[0]
    assert again.report.modules[0].result == "PASS"
    before = {check.id: str(check.result) for check in control.checks}
    assert {check.id: str(check.result) for check in again.report.modules[0].checks if check.id in before} == before
    _is_modest(again)
