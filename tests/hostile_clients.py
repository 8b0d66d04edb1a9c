"""Everything that a dead, broken or malicious client may answer: one row a way, for whoever must survive it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

Answer = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]
MARKUP = "</title><script>window.obeyed=1</script><img src=x onerror=window.obeyed=1>\x1b[31m\x00\u202e]]>&\"'"
_LONG = 30.0
_HTML = (b"content-type", b"text/html; charset=utf-8")


def page(body: bytes, *headers: tuple[bytes, bytes], status: int = 200) -> Answer:
    """One answer, whole."""

    async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        del scope, receive
        await send({"type": "http.response.start", "status": status, "headers": [*(headers or (_HTML,))]})
        await send({"type": "http.response.body", "body": body})

    return answer


def to(location: str) -> Answer:
    """A redirect."""
    return page(b"", (b"location", location.encode("latin-1")), status=303)


def slowly(*pieces: bytes, every: float = _LONG, head: bool = True) -> Answer:
    """Headers (or not even these), then a piece now and then, and no end."""

    async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        del scope, receive
        if not head:
            await asyncio.sleep(_LONG)
        await send({"type": "http.response.start", "status": 200, "headers": [_HTML]})
        for piece in pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            await asyncio.sleep(every)

    return answer


async def _deep(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
    """Another address each time, without end."""
    depth = int(dict(pair.split(b"=") for pair in scope["query_string"].split(b"&") if b"=" in pair).get(b"n", 0))
    await to(f"{scope['path']}?n={depth + 1}")(scope, receive, send)


async def _huge(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
    """A hundred megabytes, as fast as they are taken."""
    del scope, receive
    await send({"type": "http.response.start", "status": 200, "headers": [_HTML]})
    for _ in range(100):
        await send({"type": "http.response.body", "body": b"x" * 1_000_000, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _cut(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
    """More is announced than comes: the connection is cut."""
    del scope, receive
    await send({"type": "http.response.start", "status": 200, "headers": [_HTML, (b"content-length", b"5000")]})
    await send({"type": "http.response.body", "body": b"<p>"})


_SAID = MARKUP.replace("\x00", "").replace("\x1b", "").encode("latin-1", "replace")
WAYS: Mapping[str, Answer] = {
    "hangs before headers": slowly(head=False),
    "hangs in the body": slowly(b"<html><p>"),
    "drips": slowly(*[b"x"] * 300, every=0.1),
    "loops": to("/encore"),
    "redirects deeper and deeper": _deep,
    "a hundred megabytes": _huge,
    "cuts": _cut,
    "malformed": page(b"<title><<<</title<p a='\"></table></main></html><!-- " + b"<div>" * 20_000),
    "links that are never closed": page(b"<a href=x><div>" * 60_000),  # a parser spends minutes on it
    "not utf-8": page(b"\xff\xfe\x80 \xc3( \xed\xa0\x80 caf\xe9", (b"content-type", b"text/html; charset=rot13")),
    "hostile words": page(f"<title>{MARKUP}</title>{MARKUP}".encode(), _HTML, (b"x-said", _SAID)),
    "hostile error": page(f"<title>{MARKUP}</title>{MARKUP}".encode(), _HTML, status=500),
    "a bomb": page(b"\x1f\x8b" + b"\x00" * 5000, _HTML, (b"content-encoding", b"gzip")),
    "nothing": page(b"", status=204),
    "a status that is none": page(b"", status=599),
    "to a file": to("file:///etc/passwd"),
    "to somebody else": to("http://169.254.169.254/latest/meta-data/"),
    "to no address": to("http://[::1"),
    "by its page to no address": page(b"<meta http-equiv=refresh content='0;url=//['><p>Un instant"),
    "by its form to no address": page(
        b"<body onload='document.forms[0].submit()'><form method=post action='http://[x'></form>"
    ),
    "by its links to no address": page(b"<base href='//['><a id=franceconnect href='http://[x/?code=1'>ici</a>"),
    "to what commands a terminal": page(b"<meta http-equiv=refresh content='0;url=http://evil\x1bc\xc2\x9b2Jx/'>"),
    "to itself by its page": page(b"<meta http-equiv=refresh content='0;url=?'>"),
    "many headers": page(b"", *[(b"x-%d" % n, b"y" * 500) for n in range(400)]),
    "many cookies": page(b"", *[(b"set-cookie", b"c%d=%s; Path=/" % (n, b"z" * 200)) for n in range(300)]),
}
