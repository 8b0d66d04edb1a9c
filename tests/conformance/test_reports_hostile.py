"""A live client that writes to the report through its pages: the run ends, the files are whole, and nothing in them obeys it."""

import json
import re
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from chromium import in_a_browser
from judged_client import ASGI, canteen
from playwright.sync_api import Browser

from gallery import MEMBERS
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Report

# Each is put in the title and at the head of every page of the client.
TITLES = {
    "script": b"</title><script>window.obeyed = 1</script><img src=x onerror='window.obeyed=1'>]]>",
    "not utf-8": b"\xff\xfe\x80 \xc3( \xed\xa0\x80 caf\xe9",
    "controls": "\x00\x1b]0;prise\x07\x0b\u202etxt.exe\u2066".encode(),
    "megabyte": b"<b>" * 300_000,
    "malformed": b"<title><<<</title<p a='\"></table></main></html><!-- ",
}


def speaking(app: ASGI, said: bytes) -> ASGI:
    """The client, every page of which says that too, in its title and in a header."""

    async def wrapped(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        async def tell(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                kept = [(name, value) for name, value in message["headers"] if name != b"content-length"]
                shown = re.sub(rb"[\x00-\x1f\x7f]", b"?", said[:200])
                message = {**message, "headers": [*kept, (b"x-said", shown)]}
            elif message.get("body"):
                body = re.sub(rb"<title>", lambda _: b"<title>" + said, message["body"], count=1)
                message = {**message, "body": body}
            await send(message)

        await app(scope, receive, tell)

    return wrapped


@in_a_browser
@pytest.mark.parametrize("said", TITLES.values(), ids=TITLES)
def test_a_hostile_client_is_judged_and_reported(
    said: bytes, bench_port: int, tmp_path: Path, chromium: Browser
) -> None:
    """It fails its duty as it should, whatever its pages say, and every file of the report reads back."""
    member = MEMBERS["panne-en-zero"]
    with canteen(bench_port, f"hostile-{len(said)}", member.practice) as client:
        client.wrapper = lambda app: speaking(app, said)
        judged = client.judged(member.module, out=tmp_path)
    assert [duty.id for duty in judged.report.duties if duty.result == "FAIL"] == [member.duty]

    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert len(text) < 1_000_000
    assert all(char.isprintable() or char in "\n\t\u00a0\u202f" for char in set(text))
    sheet = chromium.new_context(bypass_csp=True).new_page()
    sheet.goto((tmp_path / "report.html").as_uri())
    assert sheet.evaluate("[window.obeyed, document.scripts.length, document.images.length]") == [None, 0, 0]
    sheet.context.close()

    failures = ET.parse(tmp_path / "junit.xml").getroot().iter("failure")  # noqa: S314  (our own report)
    assert [one.get("type") for one in failures if one.get("type") != "SKIPPED"] == ["FAIL"]
    Report.model_validate_json((tmp_path / "report.json").read_text(encoding="utf-8"))
    lines = (tmp_path / "exchanges.jsonl").read_text(encoding="utf-8").splitlines()
    assert [Exchange.model_validate_json(line).n for line in lines] == [exchange.n for exchange in judged.exchanges]
    assert json.loads((tmp_path / "observations.jsonl").read_text(encoding="utf-8").splitlines()[0])["format"] == 1
