"""A client that costs less than any server it measures: one kept connection, bytes in, bytes out, no library in between."""

import asyncio
import re
from collections.abc import Mapping
from typing import NamedTuple, cast
from urllib.parse import urlencode

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: *([^\r]+)", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: *([^=;\r]+)=([^;\r]*)", re.IGNORECASE)


class Failed(Exception):
    """An answer that a login cannot go on from."""


class Answer(NamedTuple):
    """One answer."""

    status: int
    head: bytes
    body: bytes

    @property
    def location(self) -> str:
        """Where it leads, without the host."""
        found = _LOCATION.search(self.head)
        if found is None:
            raise Failed(f"{self.status} {self.body[:500]!r}")
        address = found[1].decode()
        return address if address.startswith("/") else "/" + address.split("/", 3)[3]

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
        length = _LENGTH.search(head)
        whole = end + 4 + (int(length[1]) if length else 0)
        if len(received) >= whole:
            self._received = b""
            if not self.answer.done():
                self.answer.set_result(Answer(int(head[9:12]), head, received[end + 4 : whole]))

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
        if answer.status >= 400:
            raise Failed(f"{head.splitlines()[0]}: {answer.status} {answer.body[:1500].decode()}")
        if changed := _COOKIE.findall(answer.head):
            self._keep(changed)
        return answer

    def _keep(self, changed: list[tuple[bytes, bytes]]) -> None:
        for name, value in changed:
            if value:
                self._cookies[name.decode()] = value.decode()
            else:
                self._cookies.pop(name.decode(), None)
        cookies = "; ".join([f"{name}={value}" for name, value in self._cookies.items()])
        self._sent = f"cookie: {cookies}\r\n" if cookies else ""
