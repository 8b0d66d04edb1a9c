"""The judge's four times, each over a real slow client: what runs out has a name of its own in every report, and never a PASS."""

import asyncio
import io
import re
from collections.abc import Callable, MutableMapping
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from command_line import typed
from judged_client import ASGI, QUICK, canteen, turns
from judged_report import report

from conformance.events import ModuleFinished
from conformance.judging import Judged
from conformance.limits import KEPT, LIMITS, Limits
from conformance.reports import console, html, junit
from conformance.reports.labels import LIMITS as WORDS
from rulebook.formats.observation import Observation
from rulebook.formats.report import Limit, ModuleReport, Result

MODULE, LATER = "fs-nonce-etranger", "api-panne"
CALLBACK = "/franceconnect/retour"


async def _waits(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
    del scope, receive, send
    await asyncio.sleep(40)


def _at(path: str, dying: ASGI) -> Callable[[ASGI], ASGI]:
    """The same client, but `dying` answers at `path`."""

    def wrapper(alive: ASGI) -> ASGI:
        async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
            await (dying if scope.get("path") == path else alive)(scope, receive, send)

        return answer

    return wrapper


def _told(port: int, name: str, path: str, dying: ASGI, limits: Limits) -> tuple[ModuleReport, ModuleReport, Judged]:
    """The module that was begun when the client slowed down, the one after it, and the whole run."""
    with canteen(port, name) as client:
        heard = turns(client, MODULE, _at(path, dying))
        judged = client.judged(MODULE, LATER, limits=limits, on_event=heard)
    modules = {module.id: module for module in judged.report.modules}
    assert modules["fs-parcours"].result == "PASS", modules["fs-parcours"].reason
    assert modules["fs-parcours"].limit is None
    assert not judged.report.summary.demonstrated
    return modules[MODULE], modules[LATER], judged


def test_a_first_page_that_does_not_come_is_arm(bench_port: int) -> None:
    """INCONCLUSIVE; the client is taken for dead, and nothing more is asked of it."""
    seen, after, judged = _told(bench_port, "li-arm", "/", _waits, replace(QUICK, arm=3))
    assert (seen.result, seen.limit) == ("INCONCLUSIVE", "arm")
    assert (after.result, after.limit) == ("INCONCLUSIVE", None)
    assert judged.exit_code == 4


def test_a_next_page_that_does_not_come_is_step(bench_port: int) -> None:
    """INCONCLUSIVE; a client that still gives its first page is asked again."""
    seen, after, judged = _told(bench_port, "li-step", CALLBACK, _waits, replace(QUICK, step=3))
    assert (seen.result, seen.limit) == ("INCONCLUSIVE", "step")
    assert (after.result, after.limit) == ("INCONCLUSIVE", "step")
    assert judged.exit_code == 4


def test_silence_after_the_anomaly_is_quiet(bench_port: int) -> None:
    """Nothing followed, and the page says nothing that the oracle knows: REVIEW, not a PASS, whatever the time waited."""
    with canteen(bench_port, "li-quiet") as client:
        judged = client.judged(MODULE, on_event=turns(client, MODULE, _mute_refusals))
    module = judged.report.modules[-1]
    assert (module.result, module.limit) == ("REVIEW", "quiet")
    assert judged.exit_code == 1


def _mute_refusals(app: ASGI) -> ASGI:
    """The client, whose refusals are a page that says nothing."""

    async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        async def tell(message: MutableMapping[str, Any]) -> None:
            body = message.get("body", b"")
            for state in (b"erreur", b"refus"):  # as long as before, for the length that was announced
                body = body.replace(b'data-etat="%s"' % state, b'data-etat="%s"' % (b"-" * len(state)))
            await send({**message, "body": body} if "body" in message else message)

        await app(scope, receive, tell)

    return answer


def test_the_time_of_the_whole_run_is_run(bench_port: int) -> None:
    """It cuts a walk in the middle, and what comes after: both INCONCLUSIVE, by the same name, and no error of ours."""
    seen, after, judged = _told(bench_port, "li-run", CALLBACK, _waits, replace(QUICK, run=12, step=60))
    assert (seen.result, seen.limit) == ("INCONCLUSIVE", "run")
    assert (after.result, after.limit) == ("INCONCLUSIVE", "run")
    assert judged.exit_code == 4


@pytest.mark.parametrize("limit", Limit)
def test_every_report_names_the_time_that_ran_out(limit: Limit) -> None:
    """Console, HTML and JUnit, beside the module's result; JSON in its own key."""
    made = report()
    module = made.modules[3].model_copy(update={"limit": limit})
    made = made.model_copy(update={"modules": (module,)})
    stream = io.StringIO()
    console.Console(stream)(ModuleFinished(module))
    said = WORDS[limit]
    assert f"({limit})" in said
    assert said in stream.getvalue()
    assert said.replace("'", "&#39;") in html.render(made, (), ())
    (told,) = ET.fromstring(junit.render(made)).iter("property")  # noqa: S314  (our own report)
    assert (told.get("name"), told.get("value")) == ("limit", limit)
    assert f'"limit":"{limit}"' in made.model_dump_json()


# ------------------------------------------------------------------ as people set them
def test_help_says_how_long_each_limit_is() -> None:
    """The judge's own figures: nobody writes them again."""
    said = " ".join(typed("check", "--help").stdout.split())
    seconds = [f"({LIMITS.seconds(limit):g})" for limit in (Limit.ARM, Limit.STEP, Limit.QUIET, Limit.RUN)]
    assert re.search(".*".join(map(re.escape, seconds)), said)


def test_limits_are_changed_by_their_names() -> None:
    """Each name changes one time, and no other."""
    for limit in Limit:
        changed = LIMITS.changed({limit: 77.0})
        assert changed.seconds(limit) == 77
        assert [one for one in Limit if changed.seconds(one) != LIMITS.seconds(one)] == [limit]


@pytest.mark.parametrize(
    "said", ["run", "run=", "run=soon", "run=0", "run=-1", "run=nan", "run=inf", "run=86401", "now=3", "=3"]
)
def test_a_limit_that_means_nothing_is_refused(said: str) -> None:
    """Exit 2, with what was expected."""
    done = typed("check", "--app", "x.toml", "--limit", said)
    assert done.exit_code == 2
    assert "arm, step, quiet, run" in done.output


def test_a_limit_reaches_the_run(bench_port: int) -> None:
    """A thousandth of a second for everything: nothing is judged, in every report."""
    with canteen(bench_port, "li-rien") as client:
        judged = client.judged(MODULE, limits=QUICK.changed({Limit.RUN: 0.001}))
    assert {(module.result, module.limit) for module in judged.report.modules} == {(Result.INCONCLUSIVE, Limit.RUN)}


def test_what_is_kept_of_a_page_fits_its_record() -> None:
    """The format has the same bound: a page cut there is written, and no longer one is."""
    said = {"n": 1, "at": 0.0, "driver": "http", "step": "start", "url": "http://localhost:8704/", "status": 200}
    assert len(Observation.model_validate({**said, "text": "x" * KEPT}).text) == KEPT
    with pytest.raises(ValueError, match="text"):
        Observation.model_validate({**said, "text": "x" * (KEPT + 1)})
