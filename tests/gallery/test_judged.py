"""The judge against the gallery: each wrong client fails its own duty, and no other."""

import pytest
from judged_client import canteen

from gallery import MEMBERS


@pytest.mark.parametrize("name", list(MEMBERS))
def test_a_wrong_client_fails_its_own_duty_and_no_other(name: str, bench_port: int) -> None:
    """Its control and its own module, exit code 1. On a thread of ours: `unefois gallery` starts it in a process of its own."""
    member = MEMBERS[name]
    with canteen(bench_port, f"galerie-{name}", member.practice) as client:
        judged = client.judged(member.module)
    failed = [duty.id for duty in judged.report.duties if duty.result in {"FAIL", "WARNING"}]
    assert (failed, judged.exit_code) == ([member.duty], 1)
