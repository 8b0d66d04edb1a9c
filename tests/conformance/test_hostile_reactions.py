"""A client that works until it is disturbed, then answers anything: being dead, endless or malicious is no refusal, and never passes."""

from collections.abc import Callable, MutableMapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hostile_clients import WAYS, Answer
from judged_client import ASGI, QUICK, canteen, turns

MODULE, CALLBACK = "fs-nonce-etranger", "/franceconnect/retour"
LIMITS = replace(QUICK, arm=4, step=4, run=40)  # long enough for a busy machine to pass its control
# What the oracle cannot take for a refusal, and what a site may not do: neither is a PASS.
NEVER = {"PASS", "WARNING", "NOT_APPLICABLE", "SUITE_ERROR"}


# Of the ways that lead to an address that cannot be read, one is enough here: the driver stops at each alike.
@pytest.mark.parametrize("way", [way for way in WAYS if "to no address" not in way or way == "to no address"])
def test_no_hostile_answer_is_taken_for_a_refusal(way: str, bench_port: int, tmp_path: Path) -> None:
    """The control passed, the false id_token was served and read; what came then shows nothing."""
    with canteen(bench_port, f"hr-{list(WAYS).index(way)}") as client:
        judged = client.judged(
            MODULE, limits=LIMITS, out=tmp_path, on_event=turns(client, MODULE, _answering(WAYS[way]))
        )
    control, disturbed = judged.report.modules
    assert (control.result, control.reached) == ("PASS", True), control.reason
    assert str(disturbed.result) not in NEVER
    assert any(e.fault for e in judged.exchanges)
    assert judged.exit_code in {1, 4}
    assert "<script" not in (tmp_path / "report.html").read_text(encoding="utf-8")


def _answering(answer: Answer) -> Callable[[ASGI], ASGI]:
    """The client does its work at its callback, and answers otherwise."""

    async def nothing(message: MutableMapping[str, Any]) -> None:
        del message

    def wrapper(app: ASGI) -> ASGI:
        async def wrapped(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
            path = scope.get("path")
            if path == CALLBACK:
                await app(scope, receive, nothing)
            await (answer if path in {CALLBACK, "/encore"} else app)(scope, receive, send)

        return wrapped

    return wrapper
