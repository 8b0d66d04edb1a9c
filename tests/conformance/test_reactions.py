"""The three proofs: no PASS without delivery and a reaction that was seen; what comes late still counts."""

from typing import Any

import pytest
from judge_journeys import (
    CLIENT,
    HABILITATION,
    TOKEN,
    apim_token,
    at_client,
    call,
    journey,
    page,
    resume,
    token,
    userinfo,
)

from conformance.apis import DATA
from conformance.checks import CHECKS
from conformance.checks.reactions import accepts, delivered, forbidden
from conformance.verdict import Verdict
from rulebook.formats.exchange import Exchange
from rulebook.formats.observation import Observation
from rulebook.formats.report import Evidence, Result
from rulebook.source import Text

NONCE = "id_token.nonce.foreign"
STATE = "callback.state.forged"
DOWN = "assiettes.response.500"
REVOKED = "assiettes.token.revoked"
SILENT = Text("pas de réponse", "no answer")


def _under_nonce(*happened: Exchange | Observation, **context: Any) -> Verdict:
    return CHECKS["FS-NONCE-03a"].judge(journey(*happened, fault=NONCE, **context))


def test_refusal_that_the_citizen_sees_is_observed() -> None:
    """False token served, nothing follows, page says refused: PASS, observed."""
    verdict = _under_nonce(token(1, fault=NONCE), page(2, "refused"))
    assert (verdict.result, verdict.evidence) == (Result.PASS, Evidence.OBSERVED)
    assert verdict.observations == (2,)


def test_error_page_is_a_refusal_too() -> None:
    """A technical error page also stops the citizen."""
    assert _under_nonce(token(1, fault=NONCE), page(2, "error")).result is Result.PASS


def test_silence_without_delivery_never_passes() -> None:
    """A client that never asks for the token is not tested: SKIPPED, whatever its page says."""
    assert _under_nonce(token(1), page(2, "refused")).result is Result.SKIPPED


def test_dead_client_never_passes() -> None:
    """Token served, then the client falls silent: INCONCLUSIVE, not a refusal."""
    verdict = CHECKS["FS-NONCE-03a"].judge(journey(token(1, fault=NONCE), fault=NONCE, trouble=SILENT))
    assert verdict.result is Result.INCONCLUSIVE


def test_forbidden_request_fails_even_a_client_that_then_dies() -> None:
    """Using the token is the proof; what happens next changes nothing."""
    seen = journey(token(1, fault=NONCE), userinfo(2), fault=NONCE, trouble=SILENT)
    assert CHECKS["FS-NONCE-03a"].judge(seen).result is Result.FAIL


def test_connected_page_fails_without_any_request() -> None:
    """A client that believes a false id_token needs no further request to let the citizen in."""
    assert _under_nonce(token(1, fault=NONCE), page(2, "connected")).result is Result.FAIL


def test_page_seen_before_the_fault_proves_nothing() -> None:
    """The pages that count are those after the false object."""
    assert _under_nonce(page(1, "refused"), token(2, fault=NONCE), page(3, "none")).result is Result.REVIEW


def test_unknown_page_after_a_refusal_is_for_a_person_to_read() -> None:
    """Nothing followed, but the oracle is mute: REVIEW, which blocks until somebody looks."""
    assert _under_nonce(token(1, fault=NONCE), page(2, "none")).result is Result.REVIEW


def test_another_tokens_use_is_not_forbidden() -> None:
    """Only the token that came with the false id_token is watched."""
    other = userinfo(2, mark="h:00000000000000bb")
    assert _under_nonce(token(1, fault=NONCE), other, page(3, "refused")).result is Result.PASS


def test_token_in_the_query_is_use_as_well() -> None:
    """`?access_token=` is a way to use a token, and so is the API's header."""
    asked = userinfo(2)
    url = f"{asked.request.url}?access_token={TOKEN}"
    by_query = asked.model_copy(update={"request": asked.request.model_copy(update={"url": url, "headers": ()})})
    assert _under_nonce(token(1, fault=NONCE), by_query, page(3, "refused")).result is Result.FAIL
    assert _under_nonce(token(1, fault=NONCE), call(2), page(3, "refused")).result is Result.FAIL


def test_forged_callback_counts_only_once_the_driver_went_there() -> None:
    """For redirect parameters, delivery needs the driver's own request of the altered address."""
    sent = resume(1, fault=STATE, state="forge")
    there = dict(sent.response.headers)["location"]
    check = CHECKS["FS-STATE-03a"]
    elsewhere = at_client(2, f"{CLIENT}/retour?code=h:00&state=autre")
    assert check.judge(journey(sent, page(3, "refused"), fault=STATE)).result is Result.SKIPPED
    assert check.judge(journey(sent, elsewhere, page(3, "refused"), fault=STATE)).result is Result.SKIPPED
    assert check.judge(journey(sent, at_client(2, there), page(3, "refused"), fault=STATE)).result is Result.PASS


def test_altered_address_is_the_same_however_it_is_encoded() -> None:
    """`%3A` and `:` in a query are one address."""
    sent = resume(1, fault=STATE, state="a%3Ab")
    there = at_client(2, dict(sent.response.headers)["location"].replace("%3A", ":"))
    assert delivered(journey(sent, there, fault=STATE)) == (sent,)


def test_late_use_is_recognised_by_its_mark() -> None:
    """A refusal's verdict says what to watch; the same token in a later journey is found, another is not."""
    verdict = _under_nonce(token(1, fault=NONCE), page(2, "refused"))
    assert verdict.watch is not None
    assert forbidden((userinfo(90),), verdict.watch) == (userinfo(90),)
    assert forbidden((userinfo(90, mark="h:00000000000000bb"),), verdict.watch) == ()
    assert forbidden((token(90, code="h:00000000000000dd"),), verdict.watch) == ()


@pytest.mark.parametrize("endpoint", DATA)
@pytest.mark.parametrize(
    ("id_", "altered"),
    [("FS-USERINFO-01a", userinfo), ("FS-NONCE-03a", token), ("FS-ACR-03a", token), ("FS-TOKEN-06a", token)],
)
def test_going_on_is_going_on_whatever_the_resource(id_: str, altered: Any, endpoint: str) -> None:
    """The tax API is asked with what should have been refused, then an error is shown; or it is asked later."""
    check = CHECKS[id_]
    served, asked = altered(2, fault=check.under), call(3).model_copy(update={"endpoint": endpoint})
    assert check.judge(journey(token(1), served, asked, page(4, "error"), fault=check.under)).result is Result.FAIL
    held = check.judge(journey(token(1), served, page(4, "error"), fault=check.under))
    assert held.watch is not None
    assert forbidden((asked,), held.watch) == (asked,)


# ------------------------------------------------------------------ explain
def _under_down(*happened: Exchange | Observation) -> Result:
    return CHECKS["API-ERREUR-01a"].judge(journey(*happened, fault=DOWN)).result


def test_a_failure_shown_as_a_result_fails() -> None:
    """The one thing that must never happen: no answer taken for no income."""
    assert _under_down(call(1, status=500, fault=DOWN), page(2, "error"), page(3, "result")) is Result.FAIL


@pytest.mark.parametrize("seen", ["none", "connected", "refused"])
def test_a_failure_that_is_not_explained_fails(seen: Any) -> None:
    """Any page but one that says error leaves the citizen without an explanation."""
    assert _under_down(call(1, status=500, fault=DOWN), page(2, seen)) is Result.FAIL


def test_citizen_may_stay_connected_while_the_failure_is_told() -> None:
    """Logged in, then "the tax office does not answer": an explanation; a client that calls the API at its callback does just that."""
    assert _under_down(call(1, status=500, fault=DOWN), page(2, "connected"), page(3, "error")) is Result.PASS


def test_explaining_a_failure_that_was_not_served_proves_nothing() -> None:
    """No disturbed call: SKIPPED."""
    assert _under_down(call(1), page(2, "error")) is Result.SKIPPED


def test_giving_up_connects_nobody() -> None:
    """Whoever gave up and is let in was not understood, whatever is said next."""
    back = at_client(1, f"{CLIENT}/retour?error=access_denied&state=s")
    told = CHECKS["FS-REFUS-01a"].judge(journey(back, page(2, "connected"), page(3, "refused")))
    assert told.result is Result.FAIL


def test_giving_up_must_not_be_followed_by_an_exchange() -> None:
    """After access_denied there is no code to exchange."""
    back = at_client(1, f"{CLIENT}/retour?error=access_denied&state=s")
    assert CHECKS["FS-REFUS-01a"].judge(journey(back, token(2), page(3, "refused"))).result is Result.FAIL


# ------------------------------------------------------------------ fall back
def _late(*happened: Exchange | Observation, **context: Any) -> Result:
    return CHECKS["API-ANNEE-02a"].judge(journey(*happened, **{"late": 2025, **context})).result


def test_falling_back_is_the_year_before_then_success() -> None:
    """Second call for the previous year, then the result."""
    assert _late(call(1, status=410), call(2, 2024), page(3, "result")) is Result.PASS


@pytest.mark.parametrize("second", [2023, 2026])
def test_falling_back_elsewhere_fails(second: int) -> None:
    """Another year than the previous one is not the fall back that the contract names."""
    assert _late(call(1, status=410), call(2, second), page(3, "result")) is Result.FAIL


def test_falling_back_must_be_answered() -> None:
    """A result shown although the previous year was refused too is of the client's own making."""
    assert _late(call(1, status=410), call(2, 2024, 403), page(3, "result")) is Result.FAIL
    assert _late(call(1, status=410), call(2, 2024, 401), call(3, 2024), page(4, "result")) is Result.PASS


def test_falling_back_to_an_error_page_fails() -> None:
    """The citizen must get the result of the previous year."""
    assert _late(call(1, status=410), call(2, 2024), page(3, "error")) is Result.FAIL


def test_year_that_was_served_all_the_same_proves_nothing() -> None:
    """The late year was not refused: not delivered."""
    assert _late(call(1), page(2, "result")) is Result.SKIPPED


def test_a_contract_of_one_year_asks_for_an_explanation_instead() -> None:
    """Who may ask for no earlier year must say so, not ask."""
    one = frozenset({2025})
    assert _late(call(1, status=410), page(2, "error"), years=one) is Result.PASS
    assert _late(call(1, status=410), page(2, "result"), years=one) is Result.FAIL


# ------------------------------------------------------------------ retry
def _revoked(*happened: Exchange | Observation) -> Result:
    first = call(1, status=401, fault=REVOKED)
    return CHECKS["API-JETON-01a"].judge(journey(first, *happened, fault=REVOKED)).result


def _again(n: int) -> Exchange:
    return call(n, authorization=f"Bearer h:00000000000009{n:02d}")


def test_retrying_with_a_new_token_passes() -> None:
    """New token, same call, result."""
    assert _revoked(apim_token(2), _again(3), page(4, "result")) is Result.PASS


def test_retrying_must_be_answered() -> None:
    """A result shown although the call made again was refused proves no renewal."""
    refused = call(3, status=401, authorization="Bearer h:0000000000000903")
    assert _revoked(apim_token(2), refused, page(4, "result")) is Result.WARNING


def test_retrying_a_year_that_is_not_there_then_falling_back_passes() -> None:
    """The new token was taken: which year answers is another duty's business."""
    absent = call(3, status=410, authorization="Bearer h:0000000000000903")
    fallen_back = call(4, annee=2024, authorization="Bearer h:0000000000000903")
    assert _revoked(apim_token(2), absent, fallen_back, page(5, "result")) is Result.PASS


def test_retrying_with_the_same_token_warns() -> None:
    """The revoked token again is no renewal (a SHOULD: WARNING)."""
    assert _revoked(call(2), page(3, "result")) is Result.WARNING


def test_retrying_without_end_warns() -> None:
    """Three more calls are more than the two allowed."""
    assert _revoked(_again(2), _again(3), _again(4), page(5, "result")) is Result.WARNING


def test_the_habilitation_of_these_journeys_is_a_plain_one() -> None:
    """Guards the literals: these journeys mean what they say."""
    assert HABILITATION.api_impot is not None
    assert HABILITATION.api_impot.resources == ("RessourceIR",)


ROTATED = "id_token.kid.rotated"


@pytest.mark.parametrize(
    ("happened", "result"),
    [
        ((token(1, fault=ROTATED), page(2, "connected"), page(3, "result")), Result.PASS),
        ((token(1, fault=ROTATED), page(2, "connected")), Result.FAIL),
        ((token(1, fault=ROTATED), page(2, "connected"), page(3, "error")), Result.FAIL),
        ((token(1, fault=ROTATED), page(2, "none")), Result.FAIL),
        ((token(1), page(2, "result")), Result.SKIPPED),
        ((page(1, "result"), token(2, fault=ROTATED)), Result.FAIL),
    ],
    ids=["the goal", "half way", "an error after", "an unknown page", "not delivered", "a result from before"],
)
def test_accepting_is_reaching_the_goal_afterwards(
    happened: tuple[Exchange | Observation, ...], result: Result
) -> None:
    """An object that is unusual and right leads to the goal, seen after it was served; anything less is no acceptance."""
    assert accepts(journey(*happened, fault=ROTATED)).result is result
