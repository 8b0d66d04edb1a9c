"""A SHOULD that is broken is a WARNING: told, with its duty and how to mend it, and it does not block."""

from dataclasses import replace

from judged_client import canteen

from reference_client.practice import CAREFUL


def test_a_client_that_never_renews_its_gateway_token_is_warned(bench_port: int) -> None:
    """Revoked early, the token is shown as a failure instead of being asked again: API-JETON-01, and nothing else."""
    stubborn = replace(CAREFUL, token_is_stale=lambda _status, _content: False)
    with canteen(bench_port, "jeton-eternel", stubborn) as client:
        judged = client.judged("api-jeton-revoque")
    told = {duty.id: duty.result for duty in judged.report.duties if duty.result not in {"PASS", "NOT_APPLICABLE"}}
    assert told["API-JETON-01"] == "WARNING"
    assert set(told.values()) <= {"WARNING", "SKIPPED", "REVIEW"}
    assert {module.id: module.result for module in judged.report.modules}["api-jeton-revoque"] == "WARNING"
    assert judged.exit_code == 0
