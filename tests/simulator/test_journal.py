"""The journal: kept raw where it happened, decoded and redacted when it leaves."""

import asyncio
import json
from typing import Any

import pytest

from rulebook.formats.exchange import Exchange, Jwt
from rulebook.redaction import Redactor
from simulator.calendar import Calendar
from simulator.connection import Headers
from simulator.journal import UNASSIGNED, Journal, Note, Raw
from simulator.leases import Bound, Lease
from simulator.response import lines
from simulator.store import MemoryStore

REDACTOR = Redactor(b"k" * 32)
LEASE = Lease("lease-1", "default", "cantine", "fs-nonce-etranger", exclusive=False, key="00", renewed_at=0.0)
FORM: Headers = [(b"content-type", b"application/x-www-form-urlencoded; charset=utf-8")]
JSON: Headers = [(b"Content-Type", b"application/json")]


def recorded(note: Note | None = None, **changes: Any) -> tuple[Raw, Note]:
    """One exchange at the gateway, changed where the test wants."""
    plain: dict[str, Any] = {
        "at": 12.5,
        "by": "dgfip",
        "method": "POST",
        "scheme": "http",
        "path": "/token",
        "query": b"",
        "request_headers": [(b"host", b"localhost:8703")],
        "request_body": b"",
        "status": 200,
        "response_head": b"",
        "response_body": b"",
        "duration_ms": 1.5,
    }
    return Raw(**(plain | changes)), note or Note("default", "token")


@pytest.fixture
def journal() -> Journal:
    """A journal whose gateway recognises tokens that start with `eyJ`."""

    def inspect(space: str, token: str) -> Jwt | None:
        if not token.startswith("eyJ"):
            return None
        return Jwt(where="", header={"alg": "ES256"}, claims={"space": space}, signature="valid", kid_known=True)

    return Journal(MemoryStore(), {"dgfip": inspect})


async def only(journal: Journal, one: tuple[Raw, Note], stream: str = UNASSIGNED) -> Exchange:
    """Record one exchange and read it back as the first of its stream."""
    await journal.record(*one)
    (seen,) = await journal.read("default", stream, REDACTOR)
    return seen


async def test_an_exchange_leaves_with_all_that_the_endpoint_said(journal: Journal) -> None:
    """Lease, module, application, refusal, fault and duration are in the record."""
    note = Note("default", "token", Bound("cantine", Calendar(), LEASE), "DGFIP-TOKEN-01", "assiettes.response.500")
    seen = await only(journal, recorded(note, status=500), "lease-1")
    assert (seen.n, seen.at, seen.space, seen.by, seen.endpoint) == (1, 12.5, "default", "dgfip", "token")
    assert (seen.lease, seen.module, seen.application) == ("lease-1", "fs-nonce-etranger", "cantine")
    assert (seen.refused_by, seen.fault, seen.duration_ms) == ("DGFIP-TOKEN-01", "assiettes.response.500", 1.5)
    assert (seen.request.method, seen.request.url, seen.response.status) == (
        "POST",
        "http://localhost:8703/token",
        500,
    )


async def test_unbound_exchanges_are_kept_apart(journal: Journal) -> None:
    """A call to the wrong place is answered and shown to whoever asks, in no lease's journal."""
    await journal.record(*recorded(Note("default", "token", Bound("cantine", Calendar()))))
    await journal.record(*recorded())
    await journal.record(*recorded(Note("default", "token", Bound("cantine", Calendar(), LEASE))))
    await journal.record(*recorded(Note("bis", "token")))
    unassigned = await journal.read("default", UNASSIGNED, REDACTOR)
    assert [(seen.n, seen.application, seen.lease) for seen in unassigned] == [(1, "cantine", None), (2, None, None)]
    assert len(await journal.read("default", "lease-1", REDACTOR)) == 1
    assert len(await journal.read("bis", UNASSIGNED, REDACTOR)) == 1


async def test_each_unassigned_exchange_is_hidden_as_its_application_wants(journal: Journal) -> None:
    """The redactor is chosen by the application that called, None for nobody's."""
    body = b"client_secret=Zk3bQm9xVt0123456789"
    note = Note("default", "token", Bound("cantine", Calendar()))
    await journal.record(*recorded(note, request_headers=FORM, request_body=body))
    await journal.record(*recorded(request_headers=FORM, request_body=body))
    of = {"cantine": Redactor(b"a"), None: Redactor(b"b")}
    first, second = await journal.unassigned("default", lambda application: of[application])
    for one, redactor in ((first, of["cantine"]), (second, of[None])):
        assert one.request.form == (("client_secret", redactor.mark("Zk3bQm9xVt0123456789")),)
    assert await journal.unassigned("default", lambda application: of[application], after=2) == []
    assert await journal.unassigned("default", lambda application: of[application], since=12.6) == []
    assert len(await journal.unassigned("default", lambda application: of[application], after=1, since=12.5)) == 1


async def test_a_form_is_read_and_its_secrets_are_marked(journal: Journal) -> None:
    """Pairs in their order, blanks kept, the secret never."""
    body = b"grant_type=client_credentials&scope=&client_secret=Zk3bQm9xVt0123456789"
    seen = await only(journal, recorded(request_headers=FORM, request_body=body))
    mark = REDACTOR.mark("Zk3bQm9xVt0123456789")
    assert seen.request.form == (("grant_type", "client_credentials"), ("scope", ""), ("client_secret", mark))
    assert seen.request.text is None


@pytest.mark.parametrize("media", ["application/json", "application/problem+json", "APPLICATION/JSON;charset=utf-8"])
async def test_json_is_read(journal: Journal, media: str) -> None:
    """Whatever JSON media type says so."""
    headers = [(b"content-type", media.encode())]
    seen = await only(journal, recorded(response_head=lines(headers), response_body=b'{"rfr": 21600}'))
    assert seen.response.json_body == {"rfr": 21600}
    assert seen.response.text is None


@pytest.mark.parametrize(
    "body", [b"{", b'{"a": "\\ud800"}', b"[" * 30_000, b"\xff"], ids=["cut", "lone", "deep", "bytes"]
)
async def test_what_is_not_json_stays_text(journal: Journal, body: bytes) -> None:
    """A wrong media type loses nothing and breaks nothing."""
    seen = await only(journal, recorded(request_headers=JSON, request_body=body))
    assert seen.request.json_body is None
    assert seen.request.text == body.decode("utf-8", "replace")
    assert json.loads(seen.model_dump_json())["n"] == 1


async def test_a_long_body_is_kept_as_its_length_and_hash(journal: Journal) -> None:
    """Over 64 KB nobody reads it; two equal ones still look equal."""
    exact = await only(journal, recorded(response_body=b"x" * 65_536))
    assert exact.response.text == "x" * 65_536
    await journal.record(*recorded(response_head=lines(JSON), response_body=b"x" * 65_537))
    longer = (await journal.read("default", UNASSIGNED, REDACTOR, after=1))[0]
    assert longer.response.json_body is None
    assert longer.response.text is not None
    assert longer.response.text.startswith("[65537 octets, sha256 ")


async def test_tokens_are_shown_decoded_by_the_server_that_made_them(journal: Journal) -> None:
    """What the inspector does not recognise is no token; a server without inspector shows none."""
    note = Note("default", "token", jwts=[("response.access_token", "eyJx.y.z"), ("query.code", "opaque")])
    seen = await only(journal, recorded(note))
    assert [(jwt.where, jwt.claims) for jwt in seen.jwts] == [("response.access_token", {"space": "default"})]
    await journal.record(*recorded(note, by="franceconnect"))
    assert (await journal.read("default", UNASSIGNED, REDACTOR, after=1))[0].jwts == ()


async def test_a_reader_follows_and_waits(journal: Journal) -> None:
    """`after` skips what was seen, `wait` is woken by the next exchange."""
    await journal.record(*recorded())
    reader = asyncio.create_task(journal.read("default", UNASSIGNED, REDACTOR, after=1, wait=30))
    await asyncio.sleep(0)
    await journal.record(*recorded(status=404))
    assert [(seen.n, seen.response.status) for seen in await asyncio.wait_for(reader, 1)] == [(2, 404)]


async def test_header_bytes_are_shown_as_they_came(journal: Journal) -> None:
    """Latin-1, as HTTP has it; cookies and authorizations are marked."""
    headers = [(b"x-nom", "Goëlan".encode("latin-1")), (b"authorization", b"Basic Y2xpZW50OnNlY3JldA==")]
    seen = await only(journal, recorded(request_headers=headers))
    assert seen.request.headers == (
        ("x-nom", "Goëlan"),
        ("authorization", f"Basic {REDACTOR.mark('Y2xpZW50OnNlY3JldA==')}"),
    )
