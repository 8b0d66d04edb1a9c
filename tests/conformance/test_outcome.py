"""How results add up: exit codes, the weight of each result, late requests, the last word."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judge_journeys import HABILITATION, application, call, journey, page, token, userinfo
from pairs_franceconnect import served

from conformance.checks import CHECKS
from conformance.modules import MODULES
from conformance.outcome import check_report, duty_reports, exit_code, module_report, overturned, summary
from conformance.plans import Chosen
from conformance.verdict import of_duty, worst
from rulebook.duties import DUTIES
from rulebook.duty import Capability
from rulebook.faults import FAULTS
from rulebook.formats.datapass import DataPass
from rulebook.formats.habilitation import Sfip
from rulebook.formats.observation import Seen
from rulebook.formats.report import ModuleReport, Result
from rulebook.source import Text

R = Result


@pytest.mark.parametrize(
    ("results", "code"),
    [
        ((R.PASS,), 0),
        ((R.PASS, R.WARNING, R.NOT_APPLICABLE), 0),
        ((R.PASS, R.REVIEW), 1),
        ((R.PASS, R.SKIPPED), 1),
        ((R.SKIPPED, R.INCONCLUSIVE), 4),
        ((R.FAIL, R.INCONCLUSIVE), 1),
        ((R.FAIL, R.SUITE_ERROR), 3),
        ((R.INCONCLUSIVE, R.SUITE_ERROR, R.REVIEW), 3),
    ],
    ids=str,
)
def test_exit_codes(results: tuple[Result, ...], code: int) -> None:
    """3 SUITE_ERROR, else 1 FAIL, else 4 INCONCLUSIVE, else 1 REVIEW or SKIPPED, else 0, in any order."""
    assert {exit_code(order) for order in permutations(results)} == {code}


@given(st.lists(st.sampled_from(Result)))
def test_worst_is_heavier_than_any(results: list[Result]) -> None:
    """Adding a result never makes the whole lighter."""
    whole = worst(results)
    for result in Result:
        assert worst((*results, result)) is worst((whole, result))


def test_worst_of_nothing_is_not_a_pass() -> None:
    """A module that judged nothing has nothing to say."""
    assert worst(()) is R.NOT_APPLICABLE


def test_a_duty_shown_once_is_not_undone_by_a_place_with_nothing_to_see() -> None:
    """PASS beside SKIPPED is PASS; FAIL beside PASS is FAIL; SKIPPED alone stays SKIPPED."""
    assert of_duty((R.PASS, R.SKIPPED)) is R.PASS
    assert of_duty((R.PASS, R.FAIL)) is R.FAIL
    assert of_duty((R.SKIPPED,)) is R.SKIPPED
    assert of_duty((R.WARNING, R.PASS)) is R.WARNING


def _module(id_: str, result: Result) -> ModuleReport:
    return module_report(Chosen(MODULES[id_], "franceconnect"), result)


def test_late_request_turns_a_module_to_fail() -> None:
    """A module that passed fails when its token is used in a later one; its evidence grows."""
    check = CHECKS["FS-NONCE-03a"]
    fault = "id_token.nonce.foreign"
    verdict = check.judge(journey(token(1, fault=fault), page(2, "refused"), fault=fault))
    assert verdict.watch is not None
    module = _module("fs-nonce-etranger", R.PASS).model_copy(update={"checks": (check_report(check, verdict),)})
    turned = overturned(module, {check.id: verdict.watch}, (userinfo(77),))
    assert turned is not None
    assert turned.result == turned.checks[0].result == "FAIL"
    assert turned.checks[0].exchanges == (1, 77)
    assert "userinfo" in turned.checks[0].received.fr
    assert overturned(module, {check.id: verdict.watch}, (userinfo(77, mark="h:00000000000000ee"),)) is None


@pytest.mark.parametrize("shown", ["refused", "none"])
@pytest.mark.parametrize("id_", ["FS-NONCE-03a", "FS-ISS-03a", "FS-ALG-03a", "FS-ALG-03b", "FS-EXP-02a"])
def test_a_late_request_weighs_what_it_weighs_within_the_story(id_: str, shown: Seen) -> None:
    """A broken SHOULD is a WARNING, whenever the request comes."""
    check = CHECKS[id_]
    fault = check.under or ""
    used = token(77) if FAULTS[fault].endpoint == "authorize_resume" else call(77)
    within = check.judge(journey(*served(fault), used, page(78, "refused"), fault=fault))
    verdict = check.judge(journey(*served(fault), page(6, shown), fault=fault))
    assert verdict.watch is not None
    module = _module("fs-nonce-etranger", verdict.result)
    told = module.model_copy(update={"checks": (check_report(check, verdict),)})
    turned = overturned(told, {check.id: verdict.watch}, (used,))
    assert turned is not None
    assert turned.result == turned.checks[0].result == within.result
    assert within.result is (R.FAIL if check.duty.strength == "MUST" else R.WARNING)


def test_duties_about_something_else_do_not_apply() -> None:
    """A client that only logs in is told that the API's duties do not apply, with its own declaration as the reason."""
    duties = {duty.id: duty for duty in duty_reports((), application(Capability.FRANCECONNECT))}
    assert duties["API-SPI-01"].result == "NOT_APPLICABLE"
    assert duties["API-SPI-01"].reason is not None
    assert "franceconnect" in duties["API-SPI-01"].reason.fr
    assert duties["FS-NONCE-01"].result == "SKIPPED"


def test_a_duty_that_no_machine_judges_says_what_is_missing() -> None:
    """A question for a person is to be reviewed; a duty that nothing judges yet is not demonstrated, and says why."""
    told = {duty.id: duty for duty in duty_reports((), application(*Capability))}
    assert (told["API-SILO-01"].result, told["FS-CLES-02"].result) == (R.REVIEW, R.SKIPPED)
    assert told["API-SILO-01"].reason == DUTIES["API-SILO-01"].attestation
    assert told["FS-CLES-02"].reason == DUTIES["FS-CLES-02"].untested_because


@pytest.mark.parametrize(
    ("duty", "changed", "applies"),
    [
        ("API-RECETTE-01", {}, False),  # asked for production; the canteen is in the sandbox
        ("API-RECETTE-01", {"datapass": DataPass(stage="production")}, True),
        ("FS-DONNEES-01", {}, True),
        ("FS-CLES-03", {}, False),  # FranceConnect+ only
        ("API-SPI-04", {}, False),  # banks only
        ("API-SPI-04", {"sfip": Sfip(id_teleservice="L", services=("02GA",), scopes=())}, True),
    ],
)
def test_stage_and_contract_exclude_duties(duty: str, changed: dict[str, Any], applies: bool) -> None:
    """What the habilitation is not about does not apply, and the report says why."""
    told = {one.id: one for one in duty_reports((), application(*Capability), HABILITATION.model_copy(update=changed))}[
        duty
    ]
    assert (told.result is not R.NOT_APPLICABLE) is applies
    assert told.reason is not None


def test_last_word_counts_what_was_shown() -> None:
    """K out of N: only applicable duties, only those that passed or warn."""
    check = CHECKS["FS-NONCE-01a"]
    shown = check_report(check, check.judge(journey(token(1))))
    passed = shown.model_copy(update={"result": R.PASS})
    module = _module("fs-parcours", R.PASS).model_copy(update={"checks": (passed,)})
    duties = duty_reports((module,), application(Capability.FRANCECONNECT))
    said = summary((module,), duties, Text("p", "p"))
    optional = "FS-MINIMISATION-02"  # the plan that compares judges it, and no other owes it
    about_login = [duty for duty in DUTIES.values() if Capability.FRANCECONNECT in duty.applies and duty.id != optional]
    assert (said.demonstrated, said.duties_demonstrated, said.duties_applicable) == (True, 1, len(about_login))


@pytest.mark.parametrize("said", [R.PASS, R.WARNING])
def test_what_held_in_a_control_that_went_astray_demonstrates_nothing(said: Result) -> None:
    """The check stays as it was judged; its duty is not shown, unless another control shows it."""
    check = CHECKS["FS-NONCE-01a"]
    held = check_report(check, check.judge(journey(token(1)))).model_copy(update={"result": said})
    astray = _module("fs-parcours", R.FAIL).model_copy(update={"checks": (held,), "reached": False})
    (duty,) = [one for one in duty_reports((astray,), application(Capability.FRANCECONNECT)) if one.id == check.duty.id]
    assert duty.result is R.SKIPPED
    assert duty.reason is not None
    assert "fs-parcours" in duty.reason.fr
    assert summary((astray,), (duty,), Text("p", "p")).duties_demonstrated == 0
    there = astray.model_copy(update={"reached": True})
    both = duty_reports((astray, there), application(Capability.FRANCECONNECT))
    assert [one.result for one in both if one.id == check.duty.id] == [said]


def test_what_broke_in_a_control_that_went_astray_is_broken() -> None:
    """A failure needs no happy end."""
    check = CHECKS["FS-NONCE-01a"]
    broken = check_report(check, check.judge(journey(token(1)))).model_copy(update={"result": R.FAIL})
    astray = _module("fs-parcours", R.FAIL).model_copy(update={"checks": (broken,), "reached": False})
    told = duty_reports((astray,), application(Capability.FRANCECONNECT))
    assert [one.result for one in told if one.id == check.duty.id] == [R.FAIL]


def test_nothing_run_is_nothing_demonstrated() -> None:
    """A run in which all is not applicable exits 0 but demonstrates nothing."""
    said = summary((_module("api-spi", R.NOT_APPLICABLE),), (), Text("p", "p"))
    assert said.demonstrated is False


def test_warnings_alone_are_demonstrated() -> None:
    """Every module concluded and none failed: the exit code is 0, and the last word does not say otherwise."""
    warned = _module("fs-parcours", R.WARNING)
    said = summary((warned,), (), Text("p", "p"))
    assert (said.exit_code, said.demonstrated) == (0, True)
