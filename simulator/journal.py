"""Every exchange is journaled raw where it happened, and becomes an `Exchange` only when it leaves.

The hot path appends bytes; decoding, token inspection and redaction are paid by the reader.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl

import orjson

from rulebook.formats.exchange import By, Exchange, Jwt, Request, Response
from rulebook.redaction import Redactor
from simulator.leases import JOURNAL, Bound
from simulator.store import Store

Headers = list[tuple[bytes, bytes]]
KEPT_BODY = 64 * 1024
UNASSIGNED = "unassigned"

# Given a space's name and a compact token: what it says, and whether this server signed it.
Inspect = Callable[[str, str], Jwt | None]


@dataclass(slots=True)
class Note:
    """What the endpoint tells the edge about the exchange under way, so that the journal can say it."""

    space: str
    endpoint: str = ""
    bound: Bound | None = None
    refused_by: str | None = None
    fault: str | None = None
    jwts: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One exchange as it went by, nothing decoded. Stays inside the process."""

    at: float
    note: Note
    by: By
    method: str
    url: str
    request_headers: Headers
    request_body: bytes
    status: int
    response_headers: Headers
    response_body: bytes
    duration_ms: float


class Journal:
    """Streams of exchanges: one a lease, and one a space for those that no lease explains."""

    def __init__(self, store: Store, inspectors: Mapping[By, Inspect]) -> None:
        self._store = store
        self._inspectors = inspectors

    async def record(self, recorded: Recorded) -> None:
        """Keep one exchange in the stream of its lease."""
        lease = recorded.note.bound.lease if recorded.note.bound else None
        stream = JOURNAL.key(recorded.note.space, lease.id if lease else UNASSIGNED)
        await self._store.append(stream, recorded, len(recorded.request_body) + len(recorded.response_body) + 1024)

    async def read(
        self, space: str, stream: str, redactor: Redactor, after: int = 0, wait: float = 0
    ) -> list[Exchange]:
        """Exchanges numbered above `after`, redacted, waiting up to `wait` seconds for the first."""
        found = await self._store.read(JOURNAL.key(space, stream), after, wait)
        return [redactor.exchange(self._exchange(n, recorded)) for n, recorded in found]

    async def unassigned(
        self, space: str, redactor_of: Callable[[str | None], Redactor], after: int = 0, since: float = 0
    ) -> list[Exchange]:
        """Exchanges that no lease explains, each redacted as its application (None: nobody's) wants.

        Those numbered above `after`, from `since` (epoch seconds) on: a bench that has served for days keeps thousands of them.
        """
        found = await self._store.read(JOURNAL.key(space, UNASSIGNED), after, 0)
        seen = (self._exchange(n, recorded) for n, recorded in found if recorded.at >= since)
        return [redactor_of(one.application).exchange(one) for one in seen]

    def _exchange(self, n: int, recorded: Recorded) -> Exchange:
        note = recorded.note
        lease = note.bound.lease if note.bound else None
        inspect = self._inspectors.get(recorded.by)
        jwts = [
            seen.model_copy(update={"where": where})
            for where, compact in note.jwts
            if inspect and (seen := inspect(note.space, compact))
        ]
        return Exchange(
            n=n,
            at=recorded.at,
            space=note.space,
            lease=lease.id if lease else None,
            module=lease.module if lease else None,
            by=recorded.by,
            endpoint=note.endpoint,
            application=note.bound.application if note.bound else None,
            request=Request(
                method=recorded.method,
                url=recorded.url,
                headers=_text_headers(recorded.request_headers),
                **_body(recorded.request_headers, recorded.request_body, form=True),
            ),
            response=Response(
                status=recorded.status,
                headers=_text_headers(recorded.response_headers),
                **_body(recorded.response_headers, recorded.response_body, form=False),
            ),
            jwts=tuple(jwts),
            refused_by=note.refused_by,
            fault=note.fault,
            duration_ms=recorded.duration_ms,
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
