"""Bare requests to a protocol application, byte for byte as a server would hand them over, and what every answer must be.

`UNEFOIS_CAMPAIGN=200` makes each search two hundred times longer, and no longer the same each time: for runs by hand.
"""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote, urlsplit

from franceconnect_bench import Federator
from hostile_page import Page
from hypothesis import HealthCheck, settings

from rulebook.formats.exchange import Exchange
from rulebook.redaction import Redactor
from rulebook.refusals import REFUSALS
from simulator.journal import UNASSIGNED

Pairs = tuple[tuple[bytes, bytes], ...]
App = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]

LONGER = int(os.environ.get("UNEFOIS_CAMPAIGN", "1"))
_PORTS = {"low": b"8701", "high": b"8702"}

# What helmet sends, and what the pages are made of: written here by hand, so that nobody loses one unseen.
SECURITY = {
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"referrer-policy": b"no-referrer",
    b"strict-transport-security": b"max-age=31536000; includeSubDomains",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"SAMEORIGIN",
}
COOKIES = {"fc_session_id", "_interaction", "_interaction_resume", "_session", "langue"}


def searched(examples: int, **more: Any) -> settings:
    """The same few examples each time in the suite, more and others in a campaign."""
    return settings(
        max_examples=examples * LONGER,
        derandomize=LONGER == 1,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        **more,
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and what the journal says of it."""

    status: int
    headers: Pairs
    body: bytes
    exchange: Exchange | None = None
    stream: str = UNASSIGNED

    def all(self, name: bytes) -> list[bytes]:
        """Every value of a header."""
        return [value for key, value in self.headers if key.lower() == name]

    def get(self, name: bytes) -> str:
        """The first value of a header, empty when absent."""
        return next(iter(self.all(name)), b"").decode("latin-1")


async def asked(app: App, method: str, target: bytes, headers: Pairs = (), body: bytes = b"") -> Answer:
    """One exchange; the scope is made as uvicorn makes it."""
    raw_path, _, query = target.partition(b"?")
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "scheme": "http",
        "method": method,
        "path": unquote(raw_path.decode("ascii")),
        "raw_path": raw_path,
        "root_path": "",
        "query_string": query,
        "headers": [(name.lower(), value) for name, value in headers],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 1),
    }
    pieces = iter([body[: len(body) // 2], body[len(body) // 2 :]])
    status, answered, got = 0, [], bytearray()

    async def receive() -> dict[str, Any]:
        piece = next(pieces, None)
        return {"type": "http.disconnect"} if piece is None else _piece(piece, pieces)

    async def send(message: dict[str, Any]) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
            answered.extend(message.get("headers", []))
        else:
            got.extend(message.get("body", b""))

    await app(scope, receive, send)
    bound = scope["unefois"].bound if "unefois" in scope else None
    lease = bound.lease if bound else None
    return Answer(status, tuple(answered), bytes(got), stream=lease.id if lease else UNASSIGNED)


def _piece(piece: bytes, rest: Any) -> dict[str, Any]:
    return {"type": "http.request", "body": piece, "more_body": rest.__length_hint__() > 0}


@dataclass
class Hostile:
    """Somebody who sends anything to one bench; each answer is held against everything that must be true of it."""

    federator: Federator = field(repr=False)
    redirect_uris: frozenset[str]
    read: dict[str, int] = field(default_factory=dict)

    @property
    def host(self) -> bytes:
        """Where its platform listens."""
        return b"localhost:" + _PORTS[self.federator.bench.platform.key]

    def ask(self, method: str, target: bytes, headers: Pairs = (), body: bytes = b"") -> Answer:
        """One request, whose answer is right in every way, whatever was asked."""
        sent = (*(() if any(name.lower() == b"host" for name, _ in headers) else ((b"host", self.host),)), *headers)
        run = self.federator.runner.run
        answer = run(asked(self.federator.edge, method, target, sent, body))
        after = self.read.get(answer.stream, 0)
        seen = run(self.federator.journal.read("default", answer.stream, Redactor(b"\0" * 32), after=after))
        exchange = seen[-1] if seen else None
        self.read[answer.stream] = exchange.n if exchange else after
        told = replace(answer, exchange=exchange)
        wrong = [name for name, holds in INVARIANTS.items() if not holds(self, told)]
        assert not wrong, (
            wrong,
            method,
            target[:300],
            headers,
            body[:300],
            told.status,
            told.headers,
            told.body[:3000],
        )
        return told


def planned(_: Hostile, answer: Answer) -> bool:
    """A refusal has a record, which says this status: no 5xx is unplanned, and no 4xx either, unless a fault was ordered."""
    if answer.status in {200, 301} or (answer.exchange and answer.exchange.fault):
        return True
    refused_by = answer.exchange.refused_by if answer.exchange else None
    if refused_by is None:
        return answer.status in {302, 303} or (answer.exchange is None and answer.status == 404)
    return REFUSALS[refused_by].status == answer.status


def told(_: Hostile, answer: Answer) -> bool:
    """The journal can say it again, and read it again."""
    return answer.exchange is None or Exchange.model_validate_json(answer.exchange.model_dump_json()) is not None


def silent(_: Hostile, answer: Answer) -> bool:
    """Nothing of our own code shows."""
    return not any(word in answer.body for word in (b"Traceback", b'File "', b"site-packages", b"object at 0x"))


def headers_clean(_: Hostile, answer: Answer) -> bool:
    """No header holds a line break or any other control character, and each is declared once but Set-Cookie."""
    names = [name for name, _ in answer.headers if name != b"set-cookie"]
    return len(names) == len(set(names)) and all(
        byte >= 0x20 and byte != 0x7F for pair in answer.headers for part in pair for byte in part
    )


def protected(_: Hostile, answer: Answer) -> bool:
    """Security headers; what the edge says by itself is plain text that no browser may take for a page."""
    by_edge = answer.exchange is None or (answer.exchange.refused_by or "").startswith("EDGE-")
    wanted = {b"x-content-type-options": b"nosniff"} if by_edge else SECURITY
    policy = answer.get(b"content-security-policy")
    return all(answer.all(name) == [value] for name, value in wanted.items()) and (
        by_edge or ("default-src 'self'" in policy and "unsafe" not in policy)
    )


def typed(_: Hostile, answer: Answer) -> bool:
    """A media type, and a length that is the body's."""
    length = answer.get(b"content-length")
    return answer.get(b"content-type") != "" and length in {"", str(len(answer.body))}


def led(hostile: Hostile, answer: Answer) -> bool:
    """A redirect leads to the space itself or to an address that somebody registered; the front door to its public site."""
    location = answer.get(b"location")
    if not location:
        return not 300 <= answer.status < 400
    parts = urlsplit(location)
    bare = parts._replace(query="", fragment="").geturl()
    own = location.startswith(("/api/v2/", "/fi/")) and "\\" not in location
    return own or _known(bare) in hostile.redirect_uris or (answer.status == 301 and location == FRONT_DOOR)


FRONT_DOOR = "https://franceconnect.gouv.fr"


def _known(address: str) -> str:
    """The host in lower case, without the default port, as a browser sees it."""
    parts = urlsplit(address)
    port = "" if parts.port in {None, {"https": 443, "http": 80}.get(parts.scheme)} else f":{parts.port}"
    return parts._replace(netloc=f"{parts.hostname}{port}", path=parts.path or "/").geturl()


def cookies_right(_: Hostile, answer: Answer) -> bool:
    """A known name, an opaque value, HttpOnly and Lax, for this host only; not Secure on plain http."""
    return all(_cookie_right(value.decode()) for value in answer.all(b"set-cookie"))


def _cookie_right(cookie: str) -> bool:
    (name, _, value), *attributes = [part.partition("=") for part in cookie.split("; ")]
    said = {key: told for key, _, told in attributes}
    return (
        name.removesuffix("_high_default") in COOKIES
        and value.replace("-", "").replace("_", "").isalnum() | (value == "")
        and value.isascii()
        and said.keys() - {"Max-Age"} == {"Path", "HttpOnly", "SameSite"}
        and (said["Path"], said["SameSite"]) == ("/", "Lax")
        and (value != "" or said["Max-Age"] == "0")
    )


def structured(_: Hostile, answer: Answer) -> bool:
    """A page is made of known elements and attributes only, and its addresses are its own: nothing that was sent is read as HTML."""
    if "html" not in answer.get(b"content-type") and not answer.body.startswith(b"<!doctype"):
        return True
    page = Page()
    page.feed(answer.body.decode())
    page.close()
    return not page.foreign


def origin_told(_: Hostile, answer: Answer) -> bool:
    """No credentials for another origin, ever."""
    return not answer.all(b"access-control-allow-credentials")


INVARIANTS: dict[str, Callable[[Hostile, Answer], bool]] = {
    check.__name__: check
    for check in (planned, told, silent, headers_clean, protected, typed, led, cookies_right, structured, origin_told)
}


def hostile(federator: Federator) -> Hostile:
    """Somebody with bad intentions, who knows what is registered."""
    world = federator.bench.worlds.of(federator.bench.place("default").space)
    registered = [application.habilitation.franceconnect for application in world.applications()]
    known = (uri for one in registered if one for uri in (*one.redirect_uris, *one.post_logout_redirect_uris))
    return Hostile(federator, frozenset(map(_known, known)))
