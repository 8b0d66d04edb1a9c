"""Exchanges that somebody else wrote down, a browser or an earlier run, as a journey wants them. Nobody vouches for such a file."""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from conformance.drivers import legible
from conformance.drivers.oracle import recognise
from conformance.drivers.page import Page
from conformance.drivers.trouble import Stuck, Trouble
from conformance.journey import location, origin, query
from conformance.keeping import cut
from conformance.limits import KEPT, LIMITS, TITLE
from conformance.modules import MODULES
from conformance.preflight import MODULE as PREFLIGHT
from conformance.reading import joined
from rulebook.formats.application import Oracle
from rulebook.formats.exchange import Exchange, Request, Response
from rulebook.formats.har import Content, Entry, Har, Pair, Sent
from rulebook.formats.observation import Observation
from rulebook.redaction import Redactor

DRIVER = "har"
_HTML = ("text/html", "application/xhtml+xml")
# The same for everybody, whoever is logged in: no citizen's data is in them.
_STATIC = re.compile(r"image/|font/|audio/|video/|text/css|.*javascript|application/(?:font|wasm|x-font)")
_READ = re.compile(r"text/|.*json|.*xml")
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Recording:
    """What is kept of a file: exchanges in order, and the pages that a person read."""

    exchanges: tuple[Exchange, ...]
    observations: tuple[Observation, ...] = ()


def issuer_of(har: Har, client: str) -> str:
    """The issuer that the browser was sent to, when no bench says it: an authorization request is known by its parameters.

    One that comes back to `client` before any other: a browser may have logged in elsewhere on the way.
    """
    found: dict[str, str] = {}  # where it comes back → issuer
    for entry in har.log.entries:
        url, _, _query = entry.request.url.partition("?")
        said = dict(query(entry.request.url))
        if url.endswith("/authorize") and {"client_id", "redirect_uri", "response_type"} <= said.keys():
            back = joined("", said["redirect_uri"]) or ""  # anything may stand there
            found.setdefault(origin(back), url.removesuffix("/authorize"))
    return found.get(origin(client)) or next(iter(found.values()), "")


def of_browser(har: Har, client: str, issuer: str, oracle: Oracle | None, redactor: Redactor) -> Recording:
    """What passed between that browser and the client or FranceConnect, redacted as a driver's exchanges are; the rest is nobody's business."""
    places = {origin(url): name for name, url in (("franceconnect", issuer), ("client", client)) if url}
    entries = sorted(har.log.entries, key=lambda entry: entry.startedDateTime)
    kept = [(entry, place) for entry in entries if (place := _place(entry, places))]
    raw = [_exchange(n, entry, place) for n, (entry, place) in enumerate(kept, 1)]
    exchanges = tuple(map(redactor.exchange, raw))
    pages = [
        _observation(n, seen, _text(entry.response.content), oracle, redactor)
        for n, ((entry, place), seen) in enumerate(zip(kept, exchanges, strict=True), 1)
        if place == "client" and _is_page(entry, seen)
    ]
    # A secret may be named after the place where it shows first: what was learnt since is hidden there too.
    return Recording(tuple(cut(redactor.exchange(one)) for one in exchanges), tuple(map(redactor.observation, pages)))


def undisturbed(exchanges: Sequence[Exchange], observations: Sequence[Observation]) -> Recording:
    """What an earlier run saw when nothing was disturbed: passive checks say nothing of a client in trouble."""
    troubled = {e.module for e in exchanges if e.fault}
    troubled |= {name for name, module in MODULES.items() if not module.is_control} | {PREFLIGHT}
    named = any(e.module for e in exchanges)

    def calm(records: Iterable[Exchange | Observation]) -> Iterator[int]:
        return (n for n, one in enumerate(records) if one.module not in troubled and (one.module or not named))

    return Recording(tuple(exchanges[n] for n in calm(exchanges)), tuple(observations[n] for n in calm(observations)))


def _place(entry: Entry, places: Mapping[str, str]) -> str | None:
    return None if _STATIC.match(_kind(entry.response.content)) else places.get(origin(entry.request.url))


def _kind(content: Content) -> str:
    return content.mimeType.partition(";")[0].strip().lower()


def _is_page(entry: Entry, seen: Exchange) -> bool:
    return _kind(entry.response.content) in _HTML and location(seen) is None


def _exchange(n: int, entry: Entry, place: str) -> Exchange:
    sent, got = entry.request, entry.response
    return Exchange(
        n=n,
        at=entry.startedDateTime.timestamp(),
        space="",
        by="driver",
        endpoint=place,
        request=Request(method=sent.method, url=sent.url, headers=tuple(_headers(sent.headers)), **_body(sent)),
        response=Response(status=got.status, headers=tuple(_headers(got.headers)), text=_text(got.content) or None),
        duration_ms=max(entry.time, 0.0),
    )


def _headers(pairs: Iterable[Pair]) -> Iterator[tuple[str, str]]:
    """Without HTTP/2's own; some browsers put every cookie of an answer in one header, a line each."""
    for pair in pairs:
        if not pair.name.startswith(":"):
            for line in pair.value.split("\n"):
                yield pair.name.lower(), line


def _body(sent: Sent) -> dict[str, Any]:
    """A form, or a text, as the request says; nothing when it has none."""
    if sent.postData is None:
        return {}
    if sent.postData.params:
        return {"form": tuple((pair.name, pair.value) for pair in sent.postData.params)}
    text = sent.postData.text or ""
    if sent.postData.mimeType.startswith(_FORM):
        return {"form": tuple(parse_qsl(text, keep_blank_values=True))}
    return {"text": text[:KEPT] or None}


def _text(content: Content) -> str:
    text = (content.text or "") if _READ.match(_kind(content)) else ""
    if content.encoding != "base64":
        return text[: LIMITS.page]
    try:
        return base64.b64decode(text, validate=True)[: LIMITS.page].decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _legible(text: str) -> str:
    """The page, or nothing of one that a parser would not come to the end of."""
    try:
        legible.prove(text, LIMITS.reading, "")
    except Trouble:
        return ""
    return text


def _observation(n: int, seen: Exchange, text: str, oracle: Oracle | None, redactor: Redactor) -> Observation:
    page = Page(seen.request.url, seen.response.status, _legible(text))
    try:
        oracles = recognise(page, oracle) if oracle else "none"
    except Stuck:  # a selector that cannot be read recognises nothing
        oracles = "none"
    return Observation(
        n=n,
        at=seen.at,
        driver=DRIVER,
        step=urlsplit(seen.request.url).path,
        url=seen.request.url,
        status=seen.response.status,
        title=redactor.text(page.title)[:TITLE],
        oracle=oracles,
        text=redactor.text(page.text)[:KEPT],
    )
