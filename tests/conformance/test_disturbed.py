"""What the checks of the tables see and do not see, at their edges; and the two gestures that they want of the driver and of the runner."""

from dataclasses import replace
from typing import Any

import pytest
from judge_journeys import CLIENT, at_client, call, journey, page, resume, token, userinfo
from judged_client import canteen
from pairs_franceconnect import BACK, MARKUP, served

from conformance.checks import CHECKS
from conformance.checks.page import _injected
from conformance.drivers.page import Gesture, Page
from conformance.events import Event, SecondTry
from gallery import MEMBERS
from reference_client import signed
from reference_client.outcome import Refused
from reference_client.practice import CAREFUL
from rulebook.formats.report import Result
from rulebook.source import Text

TWICE, FOREIGN, GIVEN_NAME = "callback.delivered.twice", "id_token.sub.foreign", "userinfo.given_name.markup"
JSON = r"\u003cscript\u003ealert('unefois')\u003c/script\u003e\u003cimg src=x onerror=alert(1)\u003e\"'\u0026"


# ------------------------------------------------------------------ a false sub that nobody can see
def _blind(*happened: Any) -> Result:
    return CHECKS["FS-SUB-01b"].judge(journey(*served(FOREIGN), *happened, fault=FOREIGN)).result


def test_a_client_that_asks_no_userinfo_is_not_judged_on_comparing() -> None:
    """It has one `sub`, and believes it: nothing to see; one that refuses all the same is right."""
    assert _blind(page(6, "connected")) is Result.SKIPPED
    assert _blind(page(6, "refused")) is Result.PASS
    assert _blind(userinfo(4), page(6, "connected")) is Result.FAIL
    assert _blind(userinfo(4), call(5), page(6, "refused")) is Result.FAIL


def test_the_level_may_be_looked_at_after_the_userinfo() -> None:
    """No text says which comes first: what counts is that nobody is connected, and that nothing is asked about them."""
    lower = "id_token.acr.lower"
    asked = (*served(lower), userinfo(4))
    check = CHECKS["FS-ACR-03a"]
    assert check.judge(journey(*asked, page(6, "error"), fault=lower)).result is Result.PASS
    assert check.judge(journey(*asked, page(6, "connected"), fault=lower)).result is Result.FAIL
    assert check.judge(journey(*asked, call(5), page(6, "error"), fault=lower)).result is Result.FAIL


# ------------------------------------------------------------------ the same callback twice
def _twice(*happened: Any, **more: Any) -> Result:
    return CHECKS["FS-STATE-04a"].judge(journey(resume(0, TWICE), *happened, fault=TWICE, **more)).result


def test_a_callback_that_came_once_proves_nothing() -> None:
    """Neither does a client that fell silent the second time."""
    silent = Text("pas de réponse", "no answer")
    assert _twice(at_client(1, BACK), token(2), page(3, "connected")) is Result.SKIPPED
    assert _twice(at_client(1, BACK), token(2), at_client(3, BACK), trouble=silent) is Result.INCONCLUSIVE


def test_a_page_that_came_twice_by_itself_proves_nothing() -> None:
    """The bench sent the citizen back once, undisturbed: the client's own page was read again."""
    again = (resume(1), at_client(2, BACK), token(3), at_client(4, BACK), page(5, "refused"))
    assert CHECKS["FS-STATE-04a"].judge(journey(*again, fault=TWICE)).result is Result.SKIPPED


def test_two_exchanges_of_one_code_before_it_came_again_are_another_duty() -> None:
    """Redeeming twice on the spot is FS-TOKEN-01's; showing somebody connected the second time breaks nothing."""
    assert _twice(at_client(1, BACK), token(2), token(3), at_client(4, BACK), page(5, "connected")) is Result.PASS


def test_another_login_is_not_the_same_callback() -> None:
    """Two codes are two callbacks."""
    other = BACK.replace("0001", "0009")
    assert _twice(at_client(1, BACK), token(2), at_client(3, other), token(4), page(5, "result")) is Result.SKIPPED


def test_a_page_knows_its_frames() -> None:
    """Addresses of what a browser would show inside, made whole."""
    told = Page("http://localhost/a/", 200, '<iframe src="b?c=1"></iframe><iframe></iframe>')
    assert told.frames() == (Gesture("http://localhost/a/b?c=1"),)


# ------------------------------------------------------------------ markup
@pytest.mark.parametrize(
    ("html", "read"),
    [
        (f"<p>{MARKUP}</p>", True),
        (f'<input value="{MARKUP}">', True),
        (f"<input value='{MARKUP}'>", True),
        (f'<script>var a = "{MARKUP}"</script>', True),
        ("<p>&lt;script&gt;alert('unefois')&lt;/script&gt;</p>", False),
        (f"<textarea>{MARKUP}</textarea>", False),
        (f"<title>{MARKUP}</title>", False),
        (f'<script>var a = "{JSON}"</script>', False),
        ("<script>alert('bonjour')</script><img src=logo.png onerror=\"this.remove()\">", False),
    ],
    ids=["text", "double quotes", "single quotes", "script", "escaped", "textarea", "title", "JSON", "its own"],
)
def test_what_a_browser_would_take_for_html(html: str, *, read: bool) -> None:
    """Wherever it lands, unless it is escaped or lies where nothing is parsed."""
    assert bool(list(_injected(html))) is read


def test_a_value_that_no_page_shows_is_said_to_be_unjudged() -> None:
    """It passes, since nothing was read as HTML, and the verdict tells what it did not see."""
    plain = at_client(5, f"{CLIENT}/page", text="<html><body>Bonjour</body></html>")
    verdict = CHECKS["FS-PAGE-03b"].judge(journey(*served(GIVEN_NAME), plain, page(6, "connected"), fault=GIVEN_NAME))
    assert verdict.result is Result.PASS
    assert "n'est pas jugée" in verdict.received.fr
    unseen = CHECKS["FS-PAGE-03b"].judge(journey(*served(GIVEN_NAME), page(6, "connected"), fault=GIVEN_NAME))
    assert unseen.result is Result.SKIPPED


# ------------------------------------------------------------------ people
def _people(*happened: Any, **more: Any) -> Any:
    return CHECKS["FS-IDENTITE-01a"].judge(journey(*happened, people=("a", "b"), **more))


def test_who_does_not_reach_the_goal_is_named() -> None:
    """The second one, on an error page; a client that falls silent there is not judged."""
    walked = (page(1, "none", step="start"), token(2), page(3, "result"), page(4, "none", step="start"))
    assert _people(*walked, page(5, "error")).received.fr == "b : page « erreur »"
    assert _people(*walked, trouble=Text("muet", "mute")).result is Result.INCONCLUSIVE
    assert _people(*walked[:3]).result is Result.FAIL


def test_an_error_after_the_api_was_asked_is_for_a_person_to_read() -> None:
    """The identity was taken, and something else may have gone wrong; a refusal, or a call for somebody else, changes nothing."""
    first = (page(1, "none", step="start"), token(2), call(3), page(4, "result"), page(5, "none", step="start"))
    asked = _people(*first, token(6, given="h:00000000000000bb"), call(7), page(8, "error"))
    assert asked.result is Result.REVIEW
    assert asked.received.fr.startswith("b : page « erreur », alors que la connexion a abouti")
    assert _people(*first, token(6, given="h:00000000000000bb"), page(8, "error")).result is Result.FAIL
    assert _people(*first, token(6, given="h:00000000000000bb"), call(7), page(8, "refused")).result is Result.FAIL
    assert _people(*first, token(6, given="h:00000000000000bb"), call(7), page(8, "none")).result is Result.FAIL


# ------------------------------------------------------------------ a second chance
def test_a_client_that_bounds_its_readings_has_a_second_chance(bench_port: int) -> None:
    """It refuses the new key once, since it has just read the keys, and reads them the next time."""
    refusals: list[Refused] = []

    def bounded(message: str, keys: Any) -> Any:
        try:
            return signed.verify(message, keys)
        except signed.UnknownKey as unknown:
            if refusals:
                raise
            refusals.append(unknown)
            raise Refused(unknown.rule) from None

    heard: list[Event] = []
    with canteen(bench_port, "borne", replace(CAREFUL, verify_id_token=bounded)) as client:
        judged = client.judged("fs-cle-tournee", on_event=heard.append)
    assert judged.report.modules[-1].result == "PASS"
    assert [event.seconds for event in heard if isinstance(event, SecondTry)] == [0.1]


def test_a_second_chance_does_not_save_who_never_reads_them(bench_port: int) -> None:
    """Its second telling fails too."""
    with canteen(bench_port, "jamais", MEMBERS["cles-gardees"].practice) as client:
        judged = client.judged("fs-cle-tournee")
    assert judged.report.modules[-1].result == "FAIL"


def test_people_that_the_bench_does_not_know_are_not_judged() -> None:
    """Nobody unusual walked: SKIPPED."""
    assert CHECKS["FS-IDENTITE-01a"].judge(journey(resume(1), token(2), page(3, "result"))).result is Result.SKIPPED
