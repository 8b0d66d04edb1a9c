"""What the browser brings back, judged with plain values."""

import pytest

from reference_client import callback
from reference_client.authorization import Pending, Purpose
from reference_client.callback import Callback
from reference_client.discovery import Provider
from reference_client.outcome import BadCallback, Declined, Kind, Trouble

ISSUER = "http://localhost:8701/api/v2"
PROVIDER = Provider(ISSUER, "a", "t", "u", "j", "e", names_itself=True)
PENDING = Pending(Purpose.IDENTITY, "our-state", "our-nonce", expires_at=1000.0)


def test_a_good_answer_is_read() -> None:
    """State, issuer and code are taken; unknown parameters are ignored."""
    back = callback.read([("code", "c"), ("state", "s"), ("iss", ISSUER), ("utm", "x")])
    assert back == Callback(state="s", iss=ISSUER, code="c", error=None)


def test_an_empty_parameter_is_absent() -> None:
    """An empty value says nothing."""
    assert callback.read([("state", ""), ("code", "")]) == Callback()


@pytest.mark.parametrize("name", ["code", "state", "iss", "error"])
def test_a_parameter_said_twice_is_refused(name: str) -> None:
    """Nobody can say which of the two is the true one."""
    with pytest.raises(BadCallback, match="said_twice"):
        callback.read([(name, "a"), (name, "b")])


@pytest.mark.parametrize("state", [None, "undefined", "foreign", "our-state "])
def test_a_state_that_this_browser_did_not_send_is_refused(state: str | None) -> None:
    """Absent, foreign, or nearly ours."""
    with pytest.raises(BadCallback, match="state_is_ours"):
        callback.pending_of(Callback(state=state), {"our-state": PENDING}, now=0)


def test_a_state_has_its_time() -> None:
    """It is ours until its last instant, then it is refused."""
    pendings = {"our-state": PENDING}
    assert callback.pending_of(Callback(state="our-state"), pendings, now=999.9) is PENDING
    with pytest.raises(BadCallback, match="state_is_fresh"):
        callback.pending_of(Callback(state="our-state"), pendings, now=1000.0)


@pytest.mark.parametrize("iss", [None, "https://mallory.example/api/v2", ISSUER + "/"])
def test_another_issuer_is_refused(iss: str | None) -> None:
    """Missing when it was promised, foreign, or almost ours."""
    with pytest.raises(BadCallback, match="issuer"):
        callback.check_issuer(Callback(iss=iss), PROVIDER)


def test_a_provider_that_does_not_promise_iss_may_leave_it_out_but_not_lie() -> None:
    """Without the promise, no `iss` is fine; a false one never is."""
    modest = Provider(ISSUER, "a", "t", "u", "j", "e", names_itself=False)
    callback.check_issuer(Callback(iss=None), modest)
    callback.check_issuer(Callback(iss=ISSUER), modest)
    with pytest.raises(BadCallback):
        callback.check_issuer(Callback(iss="https://mallory.example"), modest)


def test_access_denied_is_a_choice_and_other_errors_are_faults() -> None:
    """The citizen's no is not a failure; the platform's trouble is, and each kind keeps its name."""
    with pytest.raises(Declined):
        callback.code_of(Callback(error="access_denied", code="c"))
    for error, kind in {
        "temporarily_unavailable": Kind.FC_BUSY,
        "server_error": Kind.FC_STOPPED,
        "invalid_scope": Kind.FC_ERROR,
        "<script>": Kind.FC_ERROR,
    }.items():
        with pytest.raises(Trouble) as caught:
            callback.code_of(Callback(error=error))
        assert caught.value.kind is kind


def test_no_error_and_no_code_is_refused() -> None:
    """An answer that says nothing is not an answer."""
    assert callback.code_of(Callback(code="c")) == "c"
    with pytest.raises(BadCallback, match="code"):
        callback.code_of(Callback())
