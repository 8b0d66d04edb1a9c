"""A page that says no is one thing, a session opened all the same another: whoever refused is asked again for what only a citizen sees."""

from collections.abc import MutableMapping
from dataclasses import replace
from typing import Any

import pytest
from judge_journeys import at_client, journey, page, resume, token, userinfo
from judged_client import ASGI, canteen, turns
from pairs_franceconnect import BACK

from conformance.checks import CHECKS
from conformance.journey import AGAIN, header
from conformance.plans import PLANS
from conformance.preflight import MODULE as PREFLIGHT
from gallery.signature_ignoree import decode
from reference_client.practice import CAREFUL
from rulebook.duty import Capability
from rulebook.formats.application import Driver, HttpDriver, Recipe, Step
from rulebook.formats.report import Evidence, Result
from rulebook.source import Text

FORGED, CALLBACK = "fs-userinfo-signature-fausse", "/franceconnect/retour"
SORRY = b"<html><main data-etat='erreur'><p>La connexion a \xc3\xa9chou\xc3\xa9.</p></main></html>"


def _page_with(message: MutableMapping[str, Any]) -> list[tuple[bytes, bytes]]:
    """The headers of a page that sets the cookies of that answer."""
    kept = [(name, value) for name, value in message["headers"] if name == b"set-cookie"]
    return [*kept, (b"content-type", b"text/html; charset=utf-8")]


def _says_no_and_lets_in(app: ASGI) -> ASGI:
    """The callback answers an error page, with the cookie of the session that it opened."""

    async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        async def says_no(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                await send({**message, "status": 400, "headers": _page_with(message)})
            else:
                await send({**message, "body": SORRY})

        await app(scope, receive, says_no if scope.get("path") == CALLBACK else send)

    return answer


def test_an_error_page_beside_an_open_session_is_no_refusal(bench_port: int) -> None:
    """The citizen reads that it failed, and the next page shows the forged identity."""
    believes = replace(CAREFUL, verify_userinfo=decode)
    with canteen(bench_port, "session-quand-meme", believes) as client:
        judged = client.judged(FORGED, on_event=turns(client, FORGED, _says_no_and_lets_in))
    control, forged = judged.report.modules
    assert (control.result, forged.result) == ("PASS", "FAIL")
    assert forged.checks[0].received.fr == "page « connecté », redemandée ensuite"
    assert forged.seen == "error"


def test_whoever_refused_is_asked_again(bench_port: int) -> None:
    """For the pages that showed somebody logged in, in the same browser; the story ends where it ended."""
    with canteen(bench_port, "redemande") as client:
        judged = client.judged("fs-nonce-etranger")
    asked = [o for o in judged.observations if o.step.startswith(AGAIN) and o.module != PREFLIGHT]
    control = {o.url for o in judged.observations if o.module == "fs-parcours" and o.oracle == "connected"}
    assert asked
    assert {o.module for o in asked} == {"fs-nonce-etranger"}
    refused = [e for e in judged.exchanges if e.module == "fs-nonce-etranger" and e.request.url in control]
    assert refused
    assert all(header("cookie")(e) for e in refused)
    assert judged.report.modules[1].seen in {"refused", "error"}


def _front_page_only(app: ASGI) -> ASGI:
    """The callback itself is the page of who has logged in; afterwards only the front page is, for who has a session."""

    async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        heard: list[MutableMapping[str, Any]] = []

        async def hear(message: MutableMapping[str, Any]) -> None:
            heard.append(message)

        path = scope.get("path")
        await app({**scope, "path": "/identite"} if path == "/" else scope, receive, hear)
        if path == "/" and heard[0]["status"] != 200:
            await app(scope, receive, send)
        elif path == CALLBACK and (b"location", b"/identite") in heard[0]["headers"]:
            await send({**heard[0], "status": 200, "headers": _page_with(heard[0])})
            await send({**heard[1], "body": b"<main data-etat='connecte'></main>"})
        else:
            for message in heard:
                await send(message)

    return answer


def test_whoever_showed_nothing_to_ask_again_is_asked_for_the_first_page(bench_port: int) -> None:
    """An address that carries a code serves once: who shows a citizen nowhere else may still know them where the recipe begins."""
    believes = replace(CAREFUL, verify_userinfo=decode)
    with canteen(bench_port, "page-d-accueil", believes) as client:
        recipe = Recipe(start="/", steps=(Step(click="#franceconnect"),))
        client.application = client.application.model_copy(
            update={
                "capabilities": (Capability.FRANCECONNECT,),
                "driver": Driver(http=HttpDriver(franceconnect=recipe)),
            }
        )
        hears = turns(client, FORGED, _says_no_and_lets_in)
        says_no = client.wrapper
        client.wrapper = lambda app: says_no(_front_page_only(app))
        judged = client.judged(FORGED, plan=PLANS["fc-identite"], on_event=hears)
    control, forged = judged.report.modules
    assert (control.result, forged.result) == ("PASS", "FAIL")
    asked = [o.url for o in judged.observations if o.module == FORGED and o.step.startswith(AGAIN)]
    assert asked == [f"{client.application.base_url}/"]
    assert forged.checks[0].received.fr == "page « connecté », redemandée ensuite"


def _same_for_everybody(app: ASGI) -> ASGI:
    """One shell for all visitors of the citizen's page: whoever is sent away from it sees it all the same."""

    async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        async def shows(message: MutableMapping[str, Any]) -> None:
            if message.get("status") == 303:
                await send({**message, "status": 200, "headers": [(b"content-type", b"text/html")]})
            elif message["type"] == "http.response.body" and not message.get("body"):
                await send({**message, "body": b"<html><main data-etat='connecte'></main></html>"})
            else:
                await send(message)

        await app(scope, receive, shows if scope.get("path") == "/identite" else send)

    return answer


def test_a_page_that_strangers_see_too_condemns_nobody(bench_port: int) -> None:
    """It shows « connecté » to a browser that never logged in: it is not asked again, of who refused nor of who logged out."""
    with canteen(bench_port, "coquille") as client:
        client.wrapper = _same_for_everybody
        judged = client.judged("fs-nonce-etranger", "fs-state-contrefait", "fs-deconnexion")
    results = {module.id: module.result for module in judged.report.modules}
    assert (results["fs-nonce-etranger"], results["fs-state-contrefait"]) == ("PASS", "PASS")
    strangers = [o for o in judged.observations if o.module == PREFLIGHT and o.step.startswith(AGAIN)]
    assert "connected" in {o.oracle for o in strangers}
    assert len({o.url for o in strangers}) == len(strangers)
    leaving = next(module for module in judged.report.modules if module.id == "fs-deconnexion")
    assert "FAIL" not in {str(check.result) for check in leaving.checks}


def test_a_callback_opened_elsewhere_has_no_cookie(bench_port: int) -> None:
    """The careful client refuses it: in that browser nothing was begun."""
    with canteen(bench_port, "ailleurs") as client:
        judged = client.judged("fs-retour-d-ailleurs")
    module = judged.report.modules[1]
    assert module.result == "PASS"
    brought = [e for e in judged.exchanges if e.module == module.id and "code=" in e.request.url and e.by == "driver"]
    assert [header("cookie")(e) for e in brought if e.endpoint == "client"] == [None]
    assert not [e for e in judged.exchanges if e.module == module.id and e.endpoint == "token"]


def test_a_callback_with_a_cookie_was_not_opened_elsewhere() -> None:
    """Nothing was tried then."""
    own = at_client(2, BACK, headers={"cookie": "session=h:0000000000000009"})
    assert CHECKS["FS-STATE-03g"].judge(journey(resume(1), own, page(3, "refused"))).result is Result.SKIPPED


def test_a_client_that_falls_silent_elsewhere_has_refused_nothing() -> None:
    """Before its page, or once it has shown one: the story is not decided."""
    silent = Text("pas de réponse", "no answer")
    brought = (resume(1), at_client(2, BACK))
    for seen in ((), (page(3, "refused"),)):
        verdict = CHECKS["FS-STATE-03g"].judge(journey(*brought, *seen, trouble=silent))
        assert verdict.result is Result.INCONCLUSIVE


@pytest.mark.parametrize(("oracle", "result"), [("connected", Result.FAIL), ("none", Result.PASS)])
def test_what_is_asked_again_decides_after_the_page_that_refused(oracle: Any, result: Result) -> None:
    """The page of somebody logged in shows a session; any other shows nothing."""
    fault = "userinfo.signature.broken"
    seen = (page(4, "error"), page(5, oracle, step=f"{AGAIN} start"))
    verdict = CHECKS["FS-USERINFO-01a"].judge(journey(token(1), userinfo(2, fault=fault), *seen, fault=fault))
    assert (verdict.result, verdict.evidence) == (result, Evidence.OBSERVED)


def test_what_is_asked_again_makes_no_refusal() -> None:
    """A page that says no to every stranger does not speak for the one that said nothing."""
    fault = "userinfo.signature.broken"
    seen = (page(4, "none"), page(5, "error", step=f"{AGAIN} start"))
    verdict = CHECKS["FS-USERINFO-01a"].judge(journey(token(1), userinfo(2, fault=fault), *seen, fault=fault))
    assert (verdict.result, verdict.observations) == (Result.REVIEW, (4,))


# ------------------------------------------------------------------ a wait that ends with the answer
@pytest.mark.parametrize(
    ("held", "seen", "result"),
    [
        (18_100, 19, Result.WARNING),  # it waited for the answer, then said that it was slow
        (18_100, 9, Result.PASS),  # it told the citizen, and went on waiting by itself
        (10_000, 10, Result.PASS),  # it hung up
    ],
)
def test_a_page_after_the_answer_is_no_bound(held: float, seen: int, result: Result) -> None:
    """Whatever the page says."""
    slow = token(1, fault="token.transport.delay").model_copy(update={"duration_ms": held})
    verdict = CHECKS["FS-ERREUR-03a"].judge(journey(slow, page(seen, "error"), fault="token.transport.delay"))
    assert verdict.result is result
