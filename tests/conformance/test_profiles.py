"""Plans made for a purpose: what each holds, for whom, what it owes beside; and a client that does otherwise the second time."""

import io
import itertools
import json
import re
import time
from collections.abc import MutableMapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from judge_journeys import application
from judged_client import ASGI, HURRIED, Canteen, canteen

from conformance.limits import LIMITS
from conformance.modules import MODULES
from conformance.plans import PLANS, choose, unexercised
from conformance.preflight import Preflight
from conformance.reports.console import Console
from conformance.reports.labels import second_time
from gallery import MEMBERS
from rulebook.duty import Capability
from rulebook.formats.application import Application

_ENOUGH = 8  # modules: the whole of each is told elsewhere

LOGIN, CONSENT, TYPED = Capability.FRANCECONNECT, Capability.API_FRANCECONNECT, Capability.API_SPI
LEAVES, CIVIL = Capability.LOGOUT, Capability.API_ETAT_CIVIL


def _chosen(plan: str, *capabilities: Capability) -> dict[str, str | None]:
    return {one.module.id: one.parcours for one in choose(PLANS[plan], application(*capabilities))}


def test_login_alone() -> None:
    """Every story of FranceConnect and none of the API's own, for whoever logs in."""
    chosen = _chosen("fc-identite", LOGIN, CONSENT, TYPED, LEAVES)
    assert set(chosen.values()) == {"franceconnect", "logout"}
    assert set(chosen) == {name for name in MODULES if name.startswith("fs-")}
    assert PLANS["fc-identite"].claims == {LOGIN, LEAVES}


def test_typed_number_alone() -> None:
    """Every story of the API on the typed number, even when the client could tell them otherwise."""
    chosen = _chosen("spi", LOGIN, CONSENT, TYPED)
    assert set(chosen.values()) == {"spi"}
    assert list(chosen) == [name for name in MODULES if name.startswith("api-") and "etat-civil" not in name]


@pytest.mark.parametrize("name", ["production", "editeur"])
def test_acceptance_is_everything_and_what_people_state(name: str) -> None:
    """At the stage of DataPass of the same name."""
    plan = PLANS[name]
    assert plan.modules == PLANS["fc-impot"].modules
    assert (plan.attested, plan.stage) == (True, name)


@pytest.mark.parametrize("name", list(PLANS))
def test_no_plan_claims_what_its_modules_leave_out(name: str) -> None:
    """For a client that declares all that modules are about today."""
    client = application(LOGIN, CONSENT, TYPED, CIVIL, LEAVES)
    assert not PLANS[name].claims & {*unexercised(client, choose(PLANS[name], client))}


@pytest.mark.parametrize("name", ["fc-impot", "production", "editeur", "smoke", "minimisation"])
def test_plans_of_everything_exercise_all_that_is_declared(name: str) -> None:
    """On the parcours of each capability: a story that could be told on another one exercises nothing there."""
    client = application(LOGIN, CONSENT, TYPED, CIVIL, LEAVES)
    assert unexercised(client, choose(PLANS[name], client)) == ()
    assert unexercised(client, choose(PLANS["spi"], client)) == (LOGIN, CONSENT, CIVIL, LEAVES)


def test_acceptance_wants_its_own_stage(bench_port: int) -> None:
    """The habilitation of a sandbox is not that of production: both are told, with what to write; then the plan runs."""
    with canteen(bench_port, "pl-recette") as client:
        with pytest.raises(Preflight, match=r"« production » de DataPass, .* à l'étape « bac_a_sable »"):
            client.judged(plan=PLANS["production"])
        _at(client, "production")
        judged = client.judged("fs-nonce-etranger", plan=PLANS["production"])
    assert judged.report.plan == "production"


def _at(client: Canteen, stage: str) -> None:
    datapass = client.habilitation.datapass.model_copy(update={"stage": stage})
    client.habilitation = client.habilitation.model_copy(update={"datapass": datapass})


def _declaring(client: Canteen, *capabilities: Capability) -> Application:
    return client.application.model_copy(update={"capabilities": capabilities})


def test_plan_with_nothing_for_the_client(bench_port: int) -> None:
    """Not an empty run that exits 0: configuration."""
    with canteen(bench_port, "pl-rien") as client:
        client.application = _declaring(client, TYPED)
        with pytest.raises(Preflight, match="n'a rien pour ce que déclare"):
            client.judged(plan=PLANS["fc-identite"])


def test_a_declared_capability_that_nothing_exercised_is_not_demonstrated(bench_port: int) -> None:
    """A plan that claims the typed number and has no module for it: SKIPPED, told as such, and exit 1; asked for by name, no claim."""
    without = replace(PLANS["fc-impot"], id="sans-spi", modules=(MODULES["fs-parcours"], MODULES["fs-refus-usager"]))
    with canteen(bench_port, "pl-declare") as client:
        client.application = _declaring(client, LOGIN, CONSENT, TYPED)
        judged = client.judged(plan=without)
        partial = client.judged("fs-refus-usager", plan=without)
        client.application = _declaring(client, LOGIN, CONSENT)
        honest = client.judged(plan=without)
    last = judged.report.modules[-1]
    assert (last.id, last.result) == ("capacite-api-spi", "SKIPPED")
    assert last.reason is not None
    assert "api_spi est déclarée" in last.reason.fr
    assert (judged.exit_code, judged.report.summary.demonstrated) == (1, False)
    assert (partial.exit_code, honest.exit_code) == (0, 0)


def test_smoke_takes_ten_seconds_at_most(bench_port: int) -> None:
    """With the limits of everybody, preflight included; the best of three, since a busy machine is slow."""
    took: list[float] = []
    with canteen(bench_port, "pl-fumee") as client:
        while len(took) < 3 and not any(seconds < 10 for seconds in took):
            start = time.monotonic()
            judged = client.judged(plan=PLANS["smoke"], limits=LIMITS)
            took.append(time.monotonic() - start)
    assert judged.exit_code == 0
    assert min(took) < 10


@pytest.mark.parametrize("plan", ["fc-identite", "spi"])
def test_the_careful_client_begins_each_well(bench_port: int, plan: str) -> None:
    """Real runs, of the first modules when there are many: everything that the contract allows passes, on that perimeter."""
    only = [module.id for module in PLANS[plan].modules][:_ENOUGH]
    with canteen(bench_port, f"pl-{plan}", HURRIED) as client:
        judged = client.judged(*only, plan=PLANS[plan])
    assert {module.id for module in judged.report.modules} >= {*only}
    assert {module.result for module in judged.report.modules} == {"PASS"}
    assert (judged.exit_code, judged.report.summary.perimeter.fr.partition(" ")[0]) == (0, plan)


# ------------------------------------------------------------------ told a second time
def test_a_wrong_client_fails_again_and_a_flaky_one_does_not(bench_port: int, tmp_path: Path) -> None:
    """Both results are kept, and shown with their word; the first telling stays the verdict; nothing is told again unless asked."""
    member = MEMBERS["nonce-ignore"]
    with canteen(bench_port, "pl-fautif", member.practice) as client:
        once = client.judged(member.module)
        wrong = client.judged(member.module, rerun=True)
    assert once.report.modules[-1].rerun is None
    assert (wrong.report.modules[-1].result, wrong.report.modules[-1].rerun) == ("FAIL", "FAIL")
    assert "comme la première fois" in second_time(wrong.report.modules[-1], str)
    with canteen(bench_port, "pl-instable") as client:
        client.wrapper = _fails_one_time_in_two
        flaky = client.judged("api-panne", rerun=True, out=tmp_path, on_event=Console(said := io.StringIO()))
    module = flaky.report.modules[-1]
    assert (module.id, module.result, module.rerun) == ("api-panne", "FAIL", "PASS")
    assert "instable" in second_time(module, str)
    assert flaky.exit_code == 1
    written = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["modules"][-1]
    assert (written["result"], written["rerun"]) == ("FAIL", "PASS")
    shown = "instable : rejoué, conforme"
    assert shown in said.getvalue()
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert re.search(
        rf"non conforme</span> <span class=\"badge inconclusive\">instable</span><br><span class=\"note\">{shown}", page
    )
    suite = ET.parse(tmp_path / "junit.xml").getroot()[-1]  # noqa: S314  (our own report)
    assert [(one.get("name"), one.get("value")) for one in suite.iter("property")] == [("rerun", shown)]
    assert suite.get("failures") == "1"


_errors = itertools.count(1)


def _fails_one_time_in_two(app: ASGI) -> ASGI:
    """Of the error pages that the citizen sees once the API is down, the first is a blank one, and the third."""

    async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        blank = False

        async def swallows(message: MutableMapping[str, Any]) -> None:
            nonlocal blank
            if message["type"] == "http.response.start" and message["status"] >= 500:
                blank = next(_errors) % 2 == 1
                if blank:
                    message = {**message, "headers": [(b"content-type", b"text/html")]}
            elif blank:
                message = {**message, "body": b""}
            await send(message)

        await app(scope, receive, swallows)

    return answer
