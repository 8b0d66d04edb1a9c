"""Whole runs on a real bench: a careful client demonstrates, a wrong one fails on its own duty, a dying one is never judged well."""

import asyncio
import itertools
import json
import re
from collections.abc import MutableMapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx2
import pytest
from judged_client import ASGI, HURRIED, QUICK, Canteen, canteen, text_page

from conformance.bench import BenchError, Lease
from conformance.events import (
    CheckJudged,
    Event,
    ModuleFinished,
    ModuleStarted,
    Overturned,
    RunFinished,
    RunStarted,
    StepDone,
)
from conformance.plans import PLANS
from conformance.preflight import Preflight
from gallery import MEMBERS
from reference_client import id_token
from reference_client.practice import CAREFUL
from rulebook.formats.control import LeaseRequest


def _results(here: Any) -> dict[str, str]:
    return {module.id: module.result for module in here.report.modules}


def test_a_run_is_told_in_order(bench_port: int) -> None:
    """From its beginning to its end, each story begun is finished, each step and each verdict said; a careful client overturns nothing."""
    heard: list[Event] = []
    with canteen(bench_port, "racontee", HURRIED) as client:
        judged = client.judged(plan=PLANS["smoke"], on_event=heard.append)
    assert judged.exit_code == 0
    assert isinstance(heard[0], RunStarted)
    assert isinstance(heard[-1], RunFinished)
    kinds = [type(event) for event in heard]
    assert kinds.count(ModuleStarted) == kinds.count(ModuleFinished) == len(PLANS["smoke"].modules)
    assert {StepDone, CheckJudged} <= set(kinds)
    assert Overturned not in kinds


def test_evidence_points_to_records_without_secrets(bench_port: int, tmp_path: Path) -> None:
    """Numbers in the report are numbers in the files, unique in the run; no client secret is in any file."""
    with canteen(bench_port, "preuves") as client:
        judged = client.judged("fs-nonce-etranger", out=tmp_path / "r")
        known = client.bench._call("GET", "/control/spaces/default/habilitations/preuves")
    numbers = [json.loads(line)["n"] for line in (tmp_path / "r/exchanges.jsonl").read_text().splitlines()]
    assert numbers == sorted(set(numbers))
    cited = {n for module in judged.report.modules for check in module.checks for n in check.exchanges}
    assert cited
    assert cited <= set(numbers)
    written = "".join(file.read_text() for file in (tmp_path / "r").iterdir())
    assert known["credentials"]["client_secret"] not in written
    assert known["credentials"]["apim_secret"] not in written


@pytest.mark.parametrize("before", [0, 70_000])
def test_client_that_prints_its_secrets_leaves_none_in_the_records(
    bench_port: int, tmp_path: Path, before: int
) -> None:
    """Access token, client secret and APIM secret, in its addresses and in its pages, however long: told, and hidden in every file."""
    held: list[str] = []

    async def keeps(http: Any, provider: Any, settings: Any, code: str) -> Any:
        tokens = await CAREFUL.redeem(http, provider, settings, code)
        held.append(tokens.access_token)
        return tokens

    with canteen(bench_port, f"bavard-{before}", replace(CAREFUL, redeem=keeps)) as client:
        known = client.bench.register("default", client.habilitation)
        planted = (known.client_secret, known.apim_secret)
        client.wrapper = lambda app: _prints(app, held, planted, before)
        judged = client.judged("fs-nonce-etranger", out=tmp_path / "r")
    assert _results(judged) == {"fs-parcours": "FAIL", "fs-nonce-etranger": "PASS"}
    told = {duty.id for duty in judged.report.duties if duty.result == "FAIL"}
    assert {"FS-SECRET-01", "API-TRACE-01", "API-TRACE-02"} <= told
    written = "".join(file.read_text() for file in (tmp_path / "r").iterdir())
    assert "jeton : h:" in written or before
    assert max(len(one.response.text or "") for one in judged.exchanges) < 66_000
    for secret in (*planted, *held):
        assert secret not in written


def _prints(app: ASGI, held: list[str], planted: tuple[str, ...], before: int) -> ASGI:
    """Every page of the client ends with what it should keep; its home page moves to an address that says the token."""

    async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        said = f"<p>{' ' * before}jeton : {held[-1] if held else ''} {' '.join(planted)}</p>"

        async def adds(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = [(name, value) for name, value in message["headers"] if name != b"content-length"]
                message = {**message, "headers": headers}
            elif not message.get("more_body"):
                message = {**message, "body": message.get("body", b"") + said.encode()}
            await send(message)

        if scope.get("path") == "/" and held and not scope["query_string"]:
            location = f"/?jeton={held[-1]}".encode()
            await send({"type": "http.response.start", "status": 303, "headers": [(b"location", location)]})
            await send({"type": "http.response.body", "body": b""})
        else:
            await app(scope, receive, adds)

    return answer


def test_wrong_client_fails_on_its_duty_only(bench_port: int) -> None:
    """A client that forgets the nonce: FS-NONCE-03 fails, nothing else, exit 1."""
    kept = tuple(check for check in id_token.CHECKS if check is not id_token.nonce_is_ours)
    forgets = replace(CAREFUL, id_token_checks=kept)
    with canteen(bench_port, "sans-nonce", forgets) as client:
        judged = client.judged("fs-nonce-etranger")
    assert _results(judged) == {"fs-parcours": "PASS", "fs-nonce-etranger": "FAIL"}
    assert {duty.id for duty in judged.report.duties if duty.result == "FAIL"} == {"FS-NONCE-03"}
    assert judged.exit_code == 1


def test_control_that_breaks_a_duty_skips_what_rests_on_it(bench_port: int) -> None:
    """A nonce too short: FranceConnect refuses; FAIL on FS-NONCE-01, the disturbed module is SKIPPED, and it is not configuration."""
    with canteen(bench_port, "nonce-court", replace(CAREFUL, new_nonce=lambda: "court")) as client:
        judged = client.judged("fs-nonce-etranger")
    assert _results(judged) == {"fs-parcours": "FAIL", "fs-nonce-etranger": "SKIPPED"}
    assert {duty.id for duty in judged.report.duties if duty.result == "FAIL"} == {"FS-NONCE-01"}
    assert judged.exit_code == 1


def test_result_without_a_call_to_the_bench_is_no_control(bench_port: int) -> None:
    """A client that shows a result of its own making, or another bench's: its control fails, and the reason says so."""
    with canteen(bench_port, "sur-parole") as client:
        client.wrapper = _answers_alone
        judged = client.judged("api-spi", "api-panne")
    assert _results(judged)["api-spi"] == "FAIL"
    control = next(module for module in judged.report.modules if module.id == "api-spi")
    assert control.reason is not None
    assert "sans appel à ce banc" in control.reason.fr


def test_a_notice_kept_for_everybody_is_no_control(bench_port: int) -> None:
    """The first citizen's, shown to the second one without asking: the control fails, and the reason says so."""
    kept: list[Any] = []

    async def first_answer(person: Any, question: Any, seconds: float) -> Any:
        if not kept:
            kept.append(await CAREFUL.consult(person, question, seconds))
        return kept[0]

    with canteen(bench_port, "avis-d-autrui", replace(CAREFUL, consult=first_answer)) as client:
        judged = client.judged("fs-parcours")
    (control,) = judged.report.modules
    assert (control.result, control.reached) == ("FAIL", False)
    assert control.reason is not None
    assert "montre à l'un ce qu'un autre a reçu" in control.reason.fr


def test_a_token_kept_for_everybody_is_nobodys_consent(bench_port: int) -> None:
    """The second citizen's notice is asked with the first one's token: FAIL on API-JETON-FC-01, and no control."""
    come: list[Any] = []

    async def for_the_first(person: Any, question: Any, seconds: float) -> Any:
        come.append(person)
        return await CAREFUL.consult(come[0], question, seconds)

    with canteen(bench_port, "jeton-d-autrui", replace(CAREFUL, consult=for_the_first)) as client:
        judged = client.judged("fs-parcours")
    assert {duty.id for duty in judged.report.duties if duty.result == "FAIL"} == {"API-JETON-FC-01"}
    assert judged.report.modules[0].reached is False


def _answers_alone(app: ASGI) -> ASGI:
    """The typed SPI gets a result at once, whatever it is."""
    result = text_page("<main data-etat=resultat>12 €</main>")

    async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        by_spi = scope.get("path", "").startswith("/compte/") and scope.get("method") == "POST"
        await (result if by_spi else app)(scope, receive, send)

    return answer


def test_control_says_on_which_page_it_ended(bench_port: int) -> None:
    """An undisturbed journey that ends on an error page: FAIL, with the page's address."""
    with canteen(bench_port, "tombe") as client:
        _dies_when(client, "/franceconnect/retour", 2, text_page("<main data-etat=erreur>Panne</main>", 500))
        judged = client.judged("fs-parcours")
    (control,) = judged.report.modules
    assert control.result == "FAIL"
    assert control.reason is not None
    assert f"{client.application.base_url}/franceconnect/retour" in control.reason.fr
    assert "« erreur »" in control.reason.fr
    assert control.reached is False
    assert any(check.result == "PASS" for check in control.checks)
    assert judged.report.summary.duties_demonstrated == 0


def test_module_that_judged_nothing_says_which_duty(bench_port: int) -> None:
    """A client that forgets the second call never meets the fault: SKIPPED, and the line says what was not judged."""
    with canteen(bench_port, "sans-appel") as client:
        _dies_when(client, "/franceconnect/retour", 6, text_page("<main data-etat=refus>Non</main>"))
        judged = client.judged("fs-nonce-etranger")
    module = judged.report.modules[-1]
    assert module.result == "SKIPPED"
    assert module.reason is not None
    assert module.reason.fr.startswith("FS-NONCE-03 : ")


def test_client_of_another_day_is_judged_on_that_day(bench_port: int) -> None:
    """On 1 March 2026 the income of 2025 is not taxed: the bench, the client and the judge agree, and the client falls back."""
    day = date(2026, 3, 1)
    with canteen(bench_port, "en-mars", UNEFOIS_TODAY=day.isoformat()) as client:
        judged = client.judged("fs-parcours", today=day)
    years = [found[1] for seen in judged.exchanges if (found := re.search(r"/annrev/(\d+)", seen.request.url))]
    assert _results(judged) == {"fs-parcours": "PASS"}
    assert years == ["2025", "2024"] * 2


def _dies_when(client: Canteen, path: str, visits: int, dying: ASGI) -> None:
    """From the `visits`-th request of `path` on, `dying` answers everything."""
    seen = {"visits": 0, "dead": 0}

    def wrapper(alive: ASGI) -> ASGI:
        async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
            if scope.get("path") == path:
                seen["visits"] += 1
            if scope["type"] == "http" and seen["visits"] >= visits:
                await dying(scope, receive, send)
            else:
                await alive(scope, receive, send)

        return answer

    client.wrapper = wrapper


async def _hangs(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
    del scope, receive, send
    await asyncio.sleep(3)


async def _loops(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
    del scope, receive
    await send({"type": "http.response.start", "status": 303, "headers": [(b"location", b"/ailleurs")]})
    await send({"type": "http.response.body", "body": b""})


@pytest.mark.parametrize("dying", [_hangs, _loops], ids=["hangs", "loops"])
def test_client_that_dies_mid_run_is_inconclusive(bench_port: int, dying: ASGI) -> None:
    """Alive for its control, then silent at its callback: INCONCLUSIVE, never PASS, and exit 4."""
    with canteen(bench_port, f"meurt-{dying.__name__.strip('_')}") as client:
        # Visits of the callback: giving up once, then two a lap in the control's two laps.
        _dies_when(client, "/franceconnect/retour", 6, dying)
        judged = client.judged("fs-nonce-etranger", "api-panne", limits=replace(QUICK, arm=1, step=1))
    assert _results(judged)["fs-parcours"] == "PASS"
    assert _results(judged)["fs-nonce-etranger"] == "INCONCLUSIVE"
    assert _results(judged)["api-panne"] == "INCONCLUSIVE"
    assert judged.exit_code == 4


def test_run_limit_leaves_the_rest_inconclusive(bench_port: int) -> None:
    """When the time of the whole run is over, no module passes for lack of time."""
    with canteen(bench_port, "sans-temps") as client:
        judged = client.judged("fs-nonce-etranger", limits=replace(QUICK, run=0.0))
    assert set(_results(judged).values()) == {"INCONCLUSIVE"}
    assert judged.exit_code == 4


def test_late_use_of_a_refused_token_overturns_the_module(bench_port: int) -> None:
    """The citizen is shown a refusal, and the token is used behind their back while a later module runs: FAIL after all."""
    held: list[tuple[str, str]] = []
    heard: list[Event] = []

    async def keeps(http: Any, provider: Any, settings: Any, code: str) -> Any:
        tokens = await CAREFUL.redeem(http, provider, settings, code)
        held.append((provider.userinfo_endpoint, tokens.access_token))
        return tokens

    with canteen(bench_port, "tardif", replace(CAREFUL, redeem=keeps)) as client:
        client.wrapper = lambda app: _uses_what_it_held(app, held)
        judged = client.judged("fs-nonce-etranger", "api-panne", on_event=heard.append)
    assert _results(judged) == {"fs-parcours": "PASS", "fs-nonce-etranger": "FAIL", "api-panne": "PASS"}
    assert [event.outcome.id for event in heard if isinstance(event, Overturned)] == ["fs-nonce-etranger"]
    assert judged.exit_code == 1


def test_late_use_between_two_leases_overturns_the_module(bench_port: int) -> None:
    """The refused token is used once the last module is over, when nobody holds the application: FAIL, with the exchange kept."""
    held: list[tuple[str, str]] = []

    async def keeps(http: Any, provider: Any, settings: Any, code: str) -> Any:
        tokens = await CAREFUL.redeem(http, provider, settings, code)
        held.append((provider.userinfo_endpoint, tokens.access_token))
        return tokens

    def waits_for_the_end(event: Event) -> None:
        if isinstance(event, ModuleFinished) and event.outcome.id == "fs-nonce-etranger":
            url, token = held[-1]
            httpx2.get(url, headers={"Authorization": f"Bearer {token}"})

    with canteen(bench_port, "patient", replace(CAREFUL, redeem=keeps)) as client:
        judged = client.judged("fs-nonce-etranger", on_event=waits_for_the_end)
    assert _results(judged) == {"fs-parcours": "PASS", "fs-nonce-etranger": "FAIL"}
    (check,) = judged.report.modules[-1].checks
    late = next(e for e in judged.exchanges if e.n == check.exchanges[-1])
    assert (late.endpoint, late.lease) == ("userinfo", None)


def test_bench_that_is_gone_at_the_end_proves_nothing_of_the_last_module(
    bench_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether a late request came, nobody can tell: SUITE_ERROR, exit 3."""
    with canteen(bench_port, "sans-fin") as client:
        monkeypatch.setattr("conformance.run.Run.elsewhere", _gone)
        judged = client.judged("fs-nonce-etranger")
    assert _results(judged) == {"fs-parcours": "PASS", "fs-nonce-etranger": "SUITE_ERROR"}
    assert judged.exit_code == 3


def _uses_what_it_held(app: ASGI, held: list[tuple[str, str]]) -> ASGI:
    """On each new citizen at the home page, use the last token once more."""

    async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        if scope.get("path") == "/" and held and not any(name == b"cookie" for name, _ in scope["headers"]):
            url, token = held.pop()
            async with httpx2.AsyncClient() as http:
                await http.get(url, headers={"Authorization": f"Bearer {token}"})
        await app(scope, receive, send)

    return answer


def test_applications_of_one_space_do_not_wait_for_each_other(bench_port: int) -> None:
    """Another application's lease is no obstacle; one's own is, and the run says who holds it (configuration, exit 2)."""
    with canteen(bench_port, "premiere") as first, canteen(bench_port, "seconde") as second:
        request = LeaseRequest(application="premiere", module="ailleurs", key="0" * 64)
        with first.bench.lease("default", request):
            assert second.judged("fs-refus-usager").exit_code == 0
            with pytest.raises(Preflight, match="ailleurs"):
                first.judged("fs-refus-usager")


def test_bench_that_disappears_is_a_suite_error(bench_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own fault is never the client's: SUITE_ERROR, exit 3."""
    with canteen(bench_port, "sans-banc") as client:
        monkeypatch.setattr("conformance.bench.Lease.order", _gone)
        judged = client.judged("fs-nonce-etranger")
    assert _results(judged) == {"fs-parcours": "PASS", "fs-nonce-etranger": "SUITE_ERROR"}
    assert judged.exit_code == 3


def test_a_bench_that_breaks_in_the_second_telling_leaves_what_the_first_one_proved(
    bench_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FAIL and exit 1, and the second telling is said to have had no verdict."""
    member = MEMBERS["nonce-ignore"]
    tellings = iter((Lease.order, _gone))

    def orders(*order: Any) -> None:
        next(tellings)(*order)

    with canteen(bench_port, "sans-rejeu", member.practice) as client:
        monkeypatch.setattr("conformance.bench.Lease.order", orders)
        judged = client.judged(member.module, rerun=True)
    told = judged.report.modules[-1]
    assert (told.result, told.rerun) == ("FAIL", "SUITE_ERROR")
    assert [check.result for check in told.checks] == ["FAIL"]
    assert judged.exit_code == 1


def test_the_first_telling_of_a_control_is_the_control(bench_port: int) -> None:
    """It reached its goal, a duty broken; told again it did not: what rests on it is judged all the same."""
    with canteen(bench_port, "temoin-rejoue", MEMBERS["correlation-constante"].practice) as client:
        client.wrapper = _fails_once
        judged = client.judged("fs-nonce-etranger", rerun=True)
    control, disturbed = judged.report.modules
    assert (control.result, control.rerun, control.reached) == ("FAIL", "FAIL", True)
    assert disturbed.result == "PASS"


_callbacks = itertools.count(1)


def _fails_once(app: ASGI) -> ASGI:
    """At the sixth callback only: one is that of who gave up, then each lap of the control has two."""
    failing = text_page("<main data-etat=erreur>Panne</main>", 500)

    async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        fails = scope.get("path") == "/franceconnect/retour" and next(_callbacks) == 6
        await (failing if fails else app)(scope, receive, send)

    return answer


def _gone(*_: Any) -> None:
    raise BenchError("le banc ne répond pas")
