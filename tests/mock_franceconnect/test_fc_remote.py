"""The one way out: who is on the list, and what a server at the other end may do. Real sockets where a socket matters."""

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_franceconnect.ports import remote
from mock_franceconnect.ports.allowed import Allowed, NotAllowed, is_host
from mock_franceconnect.ports.remote import LARGEST, Remote, TooLong, Unreachable
from simulator.spaces import Address, Addresses

ADDRESSES = Addresses(*(Address(f"http://banc.example.org:{port}", f"http://banc:{port}") for port in (1, 2, 3, 4)))
ALLOWED = Allowed.of(ADDRESSES, ("Cles.Example.org", "partenaire", "10.1.2.0/24", "192.168.7.7", "[fd00::1]"))

LISTED = (
    "http://localhost:9999/jwks",
    "https://LOCALHOST/jwks",
    "http://127.0.0.1:1/jwks",
    "http://127.1.2.3/jwks",
    "http://[::1]:8080/jwks",
    "http://[::ffff:127.0.0.1]/jwks",
    "http://banc:8703/franceconnect/jwks",
    "http://banc.example.org/jwks",
    "https://cles.example.org:8443/jwks?a=b%20c",
    "https://cles.example.org./jwks",
    "http://partenaire/jwks",
    "http://10.1.2.3/jwks",
    "http://192.168.7.7/jwks",
    "http://[fd00::1]/jwks",
)
NOT_LISTED = (
    "http://169.254.169.254/latest/meta-data/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[::ffff:169.254.169.254]/",
    "http://[::169.254.169.254]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[2002:7f00:1::]/",
    "http://10.0.0.1/",
    "http://10.1.3.1/",
    "http://192.168.7.8/",
    "http://172.16.0.1/",
    "http://100.64.0.1/",
    "http://0.0.0.0/",
    "http://[::]/",
    "http://255.255.255.255/",
    "http://224.0.0.1/",
    "http://8.8.8.8/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://127.1/",
    "http://0177.0.0.1/",
    "http://127.0.0.1.example.org/",
    "http://localhost.example.org/",
    "http://cles.example.org.mechant.org/",
    "http://mechant-cles.example.org/",
    "http://cles.example.org@169.254.169.254/",
    "http://localhost:80@mechant.org/",
    "http://mechant.org#@localhost/",
    "http://mechant.org\\@localhost/",
    "http://mechant.org%2f@localhost/",
    "http://localhost%00.mechant.org/",
    "http://ⓛocalhost/",
    "http://127。0。0。1/",
    "http://localhost:0/",
    "http://localhost:65536/",
    "http://localhost:http/",
    "http:///jwks",
    "http://",
    "//localhost/jwks",
    "localhost/jwks",
    "ftp://localhost/jwks",
    "file:///etc/passwd",
    "gopher://localhost:6379/_FLUSHALL",
    "http://local host/",
    "http://localhost/\r\nX: y",
    "http://[::1/",
    "",
)


@pytest.mark.parametrize("address", LISTED)
def test_who_is_on_the_list(address: str) -> None:
    """Loopback, the bench's own hosts, what its owner added."""
    assert ALLOWED.target(address).port > 0


@pytest.mark.parametrize("address", NOT_LISTED)
def test_who_is_not(address: str) -> None:
    """Metadata, private networks, other spellings of an address, credentials, look-alikes."""
    with pytest.raises(NotAllowed):
        ALLOWED.target(address)


@pytest.mark.parametrize("address", ["http://cles.example.org/", "http://banc:1/", "http://10.1.2.3/"])
def test_a_bench_without_an_owners_word_knows_loopback_only(address: str) -> None:
    """The default list."""
    assert Allowed().target("http://localhost:1/").host == "localhost"
    with pytest.raises(NotAllowed):
        Allowed().target(address)


@given(st.text(max_size=40) | st.from_regex(r"https?://[ -~]{0,30}", fullmatch=True))
def test_no_address_breaks_the_guard(address: str) -> None:
    """A target, or `NotAllowed`; and a target is one of the hosts of the list."""
    with contextlib.suppress(NotAllowed):
        target = ALLOWED.target(address)
        known = {"localhost", "banc", "banc.example.org", "cles.example.org", "partenaire"}
        assert target.host in known or ALLOWED.accepts(target, target.host)


@given(st.ip_addresses())
def test_an_address_is_accepted_for_a_reason(ip: object) -> None:
    """A name of the list may lead to loopback, to a stated network, or to a public address; localhost to loopback alone."""
    name, local = ALLOWED.target("https://cles.example.org/"), ALLOWED.target("http://localhost/")
    target = f"http://[{ip}]/" if ":" in str(ip) else f"http://{ip}/"
    if not ALLOWED.accepts(name, str(ip)):
        with pytest.raises(NotAllowed):
            ALLOWED.target(target)
    assert Allowed().accepts(local, str(ip)) <= str(ip).startswith(("127.", "::1"))


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("client", True),
        ("Cles.example.org", True),
        ("10.0.0.0/8", True),
        ("[::1]", True),
        ("http://client", False),
        ("client:8080", False),
        ("2130706433", False),
        ("a b", False),
        ("", False),
        ("*", False),
    ],
)
def test_what_an_owner_can_mean(text: str, good: bool) -> None:
    """A name, an address, a network; no URL, no port, no pattern."""
    assert is_host(text) is good


# ------------------------------------------------------------------ names, and where they lead
def leading_to(*found: str) -> Callable[[str, int], Awaitable[Sequence[str]]]:
    """A resolver."""

    async def resolve(_host: str, _port: int) -> Sequence[str]:
        return found

    return resolve


@pytest.mark.parametrize(
    ("found", "asked"),
    [
        (("8.8.8.8",), ["https://8.8.8.8:8443/jwks"]),
        (("10.0.0.1", "8.8.8.8"), ["https://8.8.8.8:8443/jwks"]),
        (("10.1.2.9",), ["https://10.1.2.9:8443/jwks"]),
        (("127.0.0.1",), ["https://127.0.0.1:8443/jwks"]),
        (("2606:4700::1",), ["https://[2606:4700::1]:8443/jwks"]),
        (("10.0.0.1",), []),
        (("169.254.169.254",), []),
        (("::ffff:10.0.0.1",), []),
        (("fe80::1%eth0",), []),
        (("0.0.0.0",), []),
        ((), []),
    ],
)
async def test_the_connection_goes_to_the_address_that_was_checked(found: tuple[str, ...], asked: list[str]) -> None:
    """A public name must not lead into a private network; what was resolved is not resolved again, and the host keeps its name."""
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200, json=[])

    fetching = Remote(ALLOWED, httpx2.MockTransport(answer), leading_to(*found))
    if asked:
        assert (await fetching.fetch("https://cles.example.org:8443/jwks")).status == 200
        assert seen[0].headers["host"] == "cles.example.org:8443"
        assert seen[0].extensions["sni_hostname"] == "cles.example.org"
        assert "authorization" not in seen[0].headers
    else:
        with pytest.raises(Unreachable):
            await fetching.fetch("https://cles.example.org:8443/jwks")
    assert [str(request.url) for request in seen] == asked
    await fetching.close()


async def test_a_refused_host_is_told_once() -> None:
    """The owner reads which one, and is not flooded."""
    told: list[str] = []
    fetching = Remote(
        ALLOWED, httpx2.MockTransport(lambda _: httpx2.Response(200)), leading_to("10.9.9.9"), told.append
    )
    for address in ("http://mechant.org/", "http://mechant.org/autre", "http://cles.example.org/", "file:///x"):
        with pytest.raises(Unreachable):
            await fetching.fetch(address)
    assert told == ["mechant.org", "10.9.9.9"]
    assert list(fetching.refused) == told


async def test_the_second_address_is_tried_when_nobody_is_at_the_first() -> None:
    """Localhost is often one family only."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "127.0.0.1":
            raise httpx2.ConnectError("refused")
        return httpx2.Response(200, json={"from": request.url.host})

    fetching = Remote(transport=httpx2.MockTransport(answer))
    assert (await fetching.fetch("http://localhost:9/")).body == b'{"from":"::1"}'
    await fetching.close()


# ------------------------------------------------------------------ real sockets
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@contextlib.asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    """A server that does what `handler` does; its address."""

    async def handled(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            await reader.readuntil(b"\r\n\r\n")
            await handler(reader, writer)
        writer.close()

    server = await asyncio.start_server(handled, "127.0.0.1", 0)
    try:
        yield f"http://localhost:{server.sockets[0].getsockname()[1]}/jwks"
    finally:
        server.close()


def says(head: bytes, body: bytes) -> Handler:
    """One answer, whole."""

    async def handler(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 " + head + b"\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()

    return handler


async def drips(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A byte now and then, for ever."""
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n")
    while not writer.is_closing():
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.02)


async def floods(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Ten megabytes, as fast as they are read."""
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 10000000\r\n\r\n")
    for _again in range(100):
        writer.write(b" " * 100_000)
        await writer.drain()


async def hangs_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Half an answer."""
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{")
    await writer.drain()


async def test_a_document_comes_as_it_is() -> None:
    """Status, headers and body, up to the limit; twice over the same connection or not."""
    async with serving(says(b"203 Yes\r\ncache-control: max-age=9", b"x" * LARGEST)) as address:
        fetching = Remote()
        for _ in range(2):
            found = await fetching.fetch(address)
            assert (found.status, found.headers["cache-control"], len(found.body)) == (203, "max-age=9", LARGEST)
        await fetching.close()


async def test_a_redirect_is_not_followed() -> None:
    """It is a document like another, of status 302: nobody goes where it points."""
    visited = []

    async def handler(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visited.append(1)
        writer.write(b"HTTP/1.1 302 Found\r\nlocation: /ailleurs\r\ncontent-length: 0\r\n\r\n")
        await writer.drain()

    async with serving(handler) as address:
        fetching = Remote()
        assert (await fetching.fetch(address)).status == 302
        await fetching.close()
    assert visited == [1]


@pytest.mark.parametrize("handler", [says(b"200 OK", b" " * (LARGEST + 1)), floods], ids=["one byte more", "10 MB"])
async def test_a_document_is_not_read_beyond_the_limit(handler: Handler) -> None:
    """64 KB."""
    async with serving(handler) as address:
        fetching = Remote()
        with pytest.raises(TooLong):
            await fetching.fetch(address)
        await fetching.close()


@pytest.mark.parametrize(
    "handler",
    [drips, hangs_up, says(b"200 OK\r\ncontent-encoding: gzip", b"\x1f\x8b"), says(b"nothing", b"")],
    ids=["slow drip", "cut", "compressed", "no HTTP"],
)
async def test_a_bad_server_is_as_good_as_none(handler: Handler, monkeypatch: pytest.MonkeyPatch) -> None:
    """In time, whatever it does: the limit counts from the first byte asked to the last one read."""
    monkeypatch.setattr(remote, "LONGEST_WAIT", 0.3)
    async with serving(handler) as address:
        fetching, start = Remote(), time.perf_counter()
        with pytest.raises(Unreachable):
            await fetching.fetch(address)
        assert time.perf_counter() - start < 2
        await fetching.close()


def test_the_limits_are_the_real_ones() -> None:
    """Six seconds, as FranceConnect's REQUEST_TIMEOUT; 64 KB is ours."""
    assert (remote.LONGEST_WAIT, LARGEST) == (6.0, 65536)


async def test_nobody_there() -> None:
    """A port that nobody listens on."""
    async with serving(drips) as address:
        pass
    with pytest.raises(Unreachable):
        await Remote().fetch(address)


async def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """The document comes from where it is, whatever the machine says."""
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    async with serving(says(b"200 OK", b"[]")) as address:
        fetching = Remote()
        assert (await fetching.fetch(address)).body == b"[]"
        await fetching.close()


async def test_names_are_asked_of_the_machine() -> None:
    """Each address once; a name that leads nowhere is as good as a server that is down."""
    assert set(await remote.resolved("localhost", 80)) <= {"127.0.0.1", "::1"}

    async def unknown(_host: str, _port: int) -> Sequence[str]:
        raise socket.gaierror

    with pytest.raises(Unreachable):
        await Remote(ALLOWED, resolve=unknown).fetch("http://partenaire/")
