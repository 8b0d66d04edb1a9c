"""The one way out: fetches a document from an allowed host, in time and in size, without redirects, and from the very address it checked."""

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

import httpx2

from mock_franceconnect.ports.allowed import Allowed, NotAllowed, Target

LONGEST_WAIT = 6.0  # the real one's REQUEST_TIMEOUT
LARGEST = 64 * 1024
_MOST_REMEMBERED = 100

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
Tell = Callable[[str], None]

_log = logging.getLogger(__name__)


class Unreachable(Exception):
    """No document came."""


class TooLong(Exception):
    """The document passes the limit."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a server answered, whatever its status."""

    status: int
    headers: Mapping[str, str]
    body: bytes


async def resolved(host: str, port: int) -> Sequence[str]:
    """The addresses of a name."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def _warned(host: str) -> None:
    _log.warning("hôte hors de la liste permise, non consulté : %s", host)


class Remote:
    """Fetches documents. `transport` and `resolve` replace the network in tests; `tell` hears of each refused host, once."""

    def __init__(
        self,
        allowed: Allowed | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
        resolve: Resolve = resolved,
        tell: Tell = _warned,
    ) -> None:
        self.allowed = allowed or Allowed()
        self.refused: dict[str, None] = {}
        self._transport = transport
        self._resolve = resolve
        self._tell = tell
        self._client: httpx2.AsyncClient | None = None

    async def fetch(self, address: str) -> Document:
        """The document at `address`, which the caller took from a registration and nowhere else."""
        try:
            target = self.allowed.target(address)
            async with asyncio.timeout(LONGEST_WAIT):
                return await self._from_any(target, await self._addresses(target))
        except NotAllowed as refused:
            self._remember(refused.host)
            raise Unreachable from refused
        except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError, OSError, UnicodeError) as error:
            raise Unreachable from error

    async def close(self) -> None:
        """Let the connections go."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _addresses(self, target: Target) -> Sequence[str]:
        if target.ip is not None:
            return (str(target.ip),)
        if target.host == "localhost":
            return ("127.0.0.1", "::1")
        found = await self._resolve(target.host, target.port)
        accepted = tuple(ip for ip in found if self.allowed.accepts(target, ip))
        if not accepted:
            raise NotAllowed(", ".join(found) or target.host)
        return accepted

    async def _from_any(self, target: Target, addresses: Sequence[str]) -> Document:
        """From the first address that takes the connection: a name often has one of each family."""
        for ip in addresses[:-1]:
            try:
                return await self._from(target, ip)
            except httpx2.ConnectError:
                continue
        return await self._from(target, addresses[-1])

    async def _from(self, target: Target, ip: str) -> Document:
        """The connection goes to `ip`, the certificate is asked of the name: it is not resolved again in between."""
        if self._client is None:
            self._client = httpx2.AsyncClient(
                transport=self._transport, timeout=LONGEST_WAIT, trust_env=False, follow_redirects=False
            )
        headers = {"Host": target.authority, "Accept": "application/json", "Accept-Encoding": "identity"}
        if target.scheme == "https":
            headers["Connection"] = "close"  # kept, it would serve another name of the same address unproved
        where = f"{target.scheme}://{f'[{ip}]' if ':' in ip else ip}:{target.port}{target.path}"
        tls = {"sni_hostname": target.host} if target.ip is None else {}
        async with self._client.stream("GET", where, headers=headers, extensions=tls) as response:
            if response.headers.get("content-encoding", "identity") != "identity":
                raise Unreachable
            body = bytearray()
            async for chunk in response.aiter_bytes():  # nothing to decode, as just checked
                body += chunk
                if len(body) > LARGEST:
                    raise TooLong
            return Document(response.status_code, response.headers, bytes(body))

    def _remember(self, host: str) -> None:
        if host and host not in self.refused and len(self.refused) < _MOST_REMEMBERED:
            self.refused[host] = None
            self._tell(host)
