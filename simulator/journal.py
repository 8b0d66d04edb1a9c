"""Every exchange is journaled raw where it happened, and becomes an `Exchange` only when it leaves.

The hot path appends bytes; decoding, token inspection and redaction are paid by the reader.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl

import orjson
from msgspec import Struct, field
from msgspec.msgpack import Decoder, Encoder

from rulebook.formats.exchange import By, Exchange, Jwt
from rulebook.formats.exchange import Request as RequestRecord
from rulebook.formats.exchange import Response as ResponseRecord
from rulebook.redaction import Redactor
from simulator.connection import Headers
from simulator.leases import JOURNAL, Bound
from simulator.response import Response
from simulator.store import Store

KEPT_BODY = 64 * 1024
UNASSIGNED = "unassigned"

# Given a space's name and a compact token: what it says, and whether this server signed it.
Inspect = Callable[[str, str], Jwt | None]


class Note(Struct):
    """What the endpoint tells the edge about the exchange under way, so that the journal can say it."""

    space: str
    endpoint: str = ""
    bound: Bound | None = None
    refused_by: str | None = None
    fault: str | None = None
    jwts: list[tuple[str, str]] = field(default_factory=list)


class Raw(Struct, frozen=True, array_like=True, gc=False):
    """What went by, nothing decoded. Stays inside the process."""

    at: float
    by: By
    method: str
    scheme: str
    path: str
    query: bytes
    request_headers: Headers
    request_body: bytes
    status: int
    response_head: bytes
    response_body: bytes
    duration_ms: float

    @property
    def url(self) -> str:
        """Where the client went, by the name that it used."""
        host = next((value.decode("latin-1") for name, value in self.request_headers if name == b"host"), "")
        query = f"?{self.query.decode('latin-1')}" if self.query else ""
        return f"{self.scheme}://{host}{self.path}{query}"

    @property
    def response_headers(self) -> Headers:
        """The head of the answer, line by line."""
        return Response(self.status, self.response_head, self.response_body).headers


class Recorded(Struct, frozen=True, array_like=True, gc=False):
    """One exchange as it is kept: what went by, and what the endpoint said of it."""

    raw: Raw
    space: str
    endpoint: str
    application: str | None
    lease: str | None
    module: str | None
    refused_by: str | None
    fault: str | None
    jwts: list[tuple[str, str]]


# Kept as bytes: sixty small objects an exchange would be what the process spends its time making and forgetting.
_PACK = Encoder().encode
_UNPACK = Decoder(Recorded).decode


class Journal:
    """Streams of exchanges: one a lease, and one a space for those that no lease explains."""

    def __init__(self, store: Store, inspectors: Mapping[By, Inspect]) -> None:
        self._store = store
        self._inspectors = inspectors

    async def record(self, raw: Raw, note: Note) -> None:
        """Keep one exchange in the stream of its lease."""
        bound = note.bound
        lease = bound.lease if bound else None
        recorded = Recorded(
            raw,
            note.space,
            note.endpoint,
            bound.application if bound else None,
            lease.id if lease else None,
            lease.module if lease else None,
            note.refused_by,
            note.fault,
            note.jwts,
        )
        await self._store.append(JOURNAL.key(note.space, lease.id if lease else UNASSIGNED), _PACK(recorded))

    async def read(
        self, space: str, stream: str, redactor: Redactor, after: int = 0, wait: float = 0
    ) -> list[Exchange]:
        """Exchanges numbered above `after`, redacted, waiting up to `wait` seconds for the first."""
        found = await self._store.read(JOURNAL.key(space, stream), after, wait)
        return [redactor.exchange(self._exchange(n, _UNPACK(packed))) for n, packed in found]

    async def unassigned(
        self, space: str, redactor_of: Callable[[str | None], Redactor], after: int = 0, since: float = 0
    ) -> list[Exchange]:
        """Exchanges that no lease explains, each redacted as its application (None: nobody's) wants.

        Those numbered above `after`, from `since` (epoch seconds) on: a bench that has served for days keeps thousands of them.
        """
        found = await self._store.read(JOURNAL.key(space, UNASSIGNED), after, 0)
        kept = ((n, _UNPACK(packed)) for n, packed in found)
        seen = (self._exchange(n, recorded) for n, recorded in kept if recorded.raw.at >= since)
        return [redactor_of(one.application).exchange(one) for one in seen]

    async def latest_unassigned(self, space: str, count: int) -> list[Recorded]:
        """The last `count` of those, newest first, as they are kept: for who shows no more than where they went."""
        found = await self._store.read(JOURNAL.key(space, UNASSIGNED), 0, 0)
        return [_UNPACK(packed) for _, packed in reversed(found[-count:])]

    def _exchange(self, n: int, recorded: Recorded) -> Exchange:
        raw = recorded.raw
        inspect = self._inspectors.get(raw.by)
        jwts = [
            seen.model_copy(update={"where": where})
            for where, compact in recorded.jwts
            if inspect and (seen := inspect(recorded.space, compact))
        ]
        return Exchange(
            n=n,
            at=raw.at,
            space=recorded.space,
            lease=recorded.lease,
            module=recorded.module,
            by=raw.by,
            endpoint=recorded.endpoint,
            application=recorded.application,
            request=RequestRecord(
                method=raw.method,
                url=raw.url,
                headers=_text_headers(raw.request_headers),
                **_body(raw.request_headers, raw.request_body, form=True),
            ),
            response=ResponseRecord(
                status=raw.status,
                headers=_text_headers(raw.response_headers),
                **_body(raw.response_headers, raw.response_body, form=False),
            ),
            jwts=tuple(jwts),
            refused_by=recorded.refused_by,
            fault=recorded.fault,
            duration_ms=raw.duration_ms,
        )


def _text_headers(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)


def _media_type(headers: Headers) -> str:
    for name, value in headers:
        if name.lower() == b"content-type":
            return value.decode("latin-1").partition(";")[0].strip().lower()
    return ""


def _body(headers: Headers, body: bytes, *, form: bool) -> dict[str, Any]:
    """The body as form, json or text: what its media type says, if it holds; length and hash when it is long."""
    if not body:
        return {}
    if len(body) > KEPT_BODY:
        return {"text": f"[{len(body)} octets, sha256 {sha256(body).hexdigest()}]"}
    media = _media_type(headers)
    text = body.decode("utf-8", "replace")
    if form and media == "application/x-www-form-urlencoded":
        return {"form": tuple(parse_qsl(text, keep_blank_values=True))}
    if media == "application/json" or media.endswith("+json"):
        try:
            return {"json": orjson.loads(body)}
        except orjson.JSONDecodeError:  # also lone surrogates and endless nesting, which could not leave again
            return {"text": text}
    return {"text": text}
