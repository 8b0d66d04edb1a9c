"""A client that costs less than any server it measures: one kept connection, bytes in, bytes out, no library in between."""

import asyncio
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, cast
from urllib.parse import urlencode

# Bytes are searched, not patterns, and in lower case: both servers write one space behind the colon.
_LENGTH, _LOCATION, _COOKIE = b"\r\ncontent-length: ", b"\r\nlocation: ", b"\r\nset-cookie: "


class Failed(Exception):
    """An answer that a login cannot go on from."""


class Answer(NamedTuple):
    """One answer."""

    status: int
    head: bytes
    low: bytes
    body: bytes

    @property
    def location(self) -> str:
        """Where it leads, without the host."""
        at = self.low.find(_LOCATION)
        if at < 0:
            raise Failed(f"{self.status} {self.body[:500]!r}")
        address = self.head[at + len(_LOCATION) :].partition(b"\r")[0].decode()
        return address if address.startswith("/") else "/" + address.split("/", 3)[3]

    def cookies(self) -> Iterator[tuple[bytes, bytes]]:
        """Those that it gives or, when they are empty, takes back."""
        at = self.low.find(_COOKIE)
        while at >= 0:
            name, _, value = self.head[at + len(_COOKIE) :].partition(b"\r")[0].partition(b";")[0].partition(b"=")
            yield name, value
            at = self.low.find(_COOKIE, at + 1)

    def hidden(self, pattern: "re.Pattern[bytes]") -> str:
        """What the page holds there."""
        found = pattern.search(self.body)
        if found is None:
            raise Failed(f"{self.status} {self.body[:500]!r}")
        return found[1].decode()


class _Channel(asyncio.Protocol):
    """One connection: gives each answer to whoever waits for it."""

    def __init__(self) -> None:
        self.transport: asyncio.WriteTransport
        self.answer: asyncio.Future[Answer]
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ready."""
        self.transport = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        """Some bytes; perhaps an answer, whole."""
        self._received = received = self._received + data if self._received else data
        end = received.find(b"\r\n\r\n")
        if end < 0:
            return
        head = received[:end]
        low = head.lower()
        at = low.find(_LENGTH)
        whole = end + 4 + (int(low[at + len(_LENGTH) :].partition(b"\r")[0]) if at >= 0 else 0)
        if len(received) >= whole:
            self._received = b""
            if not self.answer.done():
                self.answer.set_result(Answer(int(head[9:12]), head, low, received[end + 4 : whole]))

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody answers any more."""
        if not self.answer.done():
            self.answer.set_exception(exc or Failed("connection closed"))


class Browser:
    """One user: a connection, and cookies that `forget` throws away between two logins."""

    def __init__(self, channel: _Channel, host: str) -> None:
        self._channel = channel
        self._host = host
        self._cookies: dict[str, str] = {}
        self._sent = ""  # the line of the cookies, written again when one changes
        self.allowed: frozenset[int] = frozenset()  # refusals that are answers too

    @classmethod
    async def open(cls, port: int) -> "Browser":
        """Connect to that port of this machine."""
        _, channel = await asyncio.get_running_loop().create_connection(_Channel, "127.0.0.1", port)
        return cls(channel, f"localhost:{port}")

    def close(self) -> None:
        """Leave."""
        self._channel.answer = asyncio.get_running_loop().create_future()
        self._channel.answer.cancel()
        self._channel.transport.close()

    def forget(self) -> None:
        """Be somebody else."""
        self._cookies.clear()
        self._sent = ""

    async def get(self, path: str, extra: str = "") -> Answer:
        """GET; `extra` is header lines."""
        return await self._ask(f"GET {path} HTTP/1.1\r\nhost: {self._host}\r\n{extra}", b"")

    async def post(self, path: str, form: Mapping[str, str]) -> Answer:
        """POST of a form."""
        body = urlencode(form).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nhost: {self._host}\r\n"
            f"content-type: application/x-www-form-urlencoded\r\ncontent-length: {len(body)}\r\n"
        )
        return await self._ask(head, body)

    async def _ask(self, head: str, body: bytes) -> Answer:
        self._channel.answer = asyncio.get_running_loop().create_future()
        self._channel.transport.write(f"{head}{self._sent}\r\n".encode() + body)
        answer = await self._channel.answer
        if answer.status >= 400 and answer.status not in self.allowed:
            raise Failed(f"{head.splitlines()[0]}: {answer.status} {answer.body[:1500].decode()}")
        if _COOKIE in answer.low:
            self._keep(answer)
        return answer

    def _keep(self, answer: Answer) -> None:
        for name, value in answer.cookies():
            if value:
                self._cookies[name.decode()] = value.decode()
            else:
                self._cookies.pop(name.decode(), None)
        cookies = "; ".join([f"{name}={value}" for name, value in self._cookies.items()])
        self._sent = f"cookie: {cookies}\r\n" if cookies else ""
