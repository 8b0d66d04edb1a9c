"""Which addresses the bench may fetch by itself: those of hosts that its owner named, resolved to addresses that are theirs to have."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from mock_franceconnect.protocol.addresses import DEFAULT_PORTS
from rulebook.fetchable import FETCHABLE
from simulator.spaces import Addresses

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
# A last label that is a number would be read as an IPv4 address by some resolvers: 2130706433, 0x7f.1, 127.1.
_NAME = re.compile(rf"(?:{_LABEL}\.)*(?!\d+$|0x[0-9a-f]*$){_LABEL}")
# IPv6 ways to say an IPv4 address: compatible, 6to4, Teredo, NAT64.
_DISGUISES = tuple(map(ipaddress.ip_network, ("::/96", "2002::/16", "2001::/32", "64:ff9b::/96")))


class NotAllowed(Exception):
    """The bench does not go there; `host` is what its owner would have to allow, empty when nothing would help."""

    def __init__(self, host: str) -> None:
        super().__init__(host)
        self.host = host


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: `host` in lower case, `ip` when it is one, `path` with its query."""

    scheme: str
    host: str
    ip: Ip | None
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Allowed:
    """The list: loopback always; the bench's `own` hosts; `names`, which must not lead to a private network; `networks`, stated as such."""

    own: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, addresses: Addresses, more: Iterable[str] = ()) -> "Allowed":
        """The bench's own hosts, and those that its owner adds: names, addresses or networks."""
        servers = (addresses.control, addresses.franceconnect, addresses.franceconnect_plus, addresses.dgfip)
        own = {urlsplit(address).hostname or "" for server in servers for address in (server.front, server.inside)}
        stated = [host.strip("[]").lower().rstrip(".") for host in more]
        networks = tuple(found for host in (*stated, *own) if (found := _network(host)))
        return cls(frozenset(own), frozenset(stated), networks)

    def target(self, address: str) -> Target:
        """`address`, when its host is on the list."""
        target = _parsed(address)
        if target.ip is None:
            listed = target.host == "localhost" or target.host in self.own | self.names
        else:
            listed = self.accepts(target, str(target.ip))
        if not listed:
            raise NotAllowed(target.host)
        return target

    def accepts(self, target: Target, ip: str) -> bool:
        """Whether `ip` is an address that this host may have."""
        try:
            found = _plain(ipaddress.ip_address(ip))
        except ValueError:
            return False
        if any(found in network for network in self.networks):
            return True
        if found.is_loopback:
            return True
        if target.ip is not None or target.host == "localhost" or _never(found):
            return False
        return target.host in self.own or found.is_global


def is_host(text: str) -> bool:
    """Whether an owner can mean something by it: a name, an address, a network."""
    plain = text.strip("[]").lower().rstrip(".")
    return _network(plain) is not None or _NAME.fullmatch(plain) is not None


def is_one_host(text: str) -> bool:
    """Whether an address may have it between `//` and the port: a name, an IPv4 address, an IPv6 address in brackets."""
    inside = text.removeprefix("[").removesuffix("]")
    try:
        ip = ipaddress.ip_address(inside)
    except ValueError:
        return _NAME.fullmatch(text.lower()) is not None
    return "%" not in text and text == (inside if ip.version == 4 else f"[{inside}]")


def _parsed(address: str) -> Target:
    if not FETCHABLE.accepts(address):
        raise NotAllowed("")
    parts = urlsplit(address)
    host = (parts.hostname or "").rstrip(".")
    try:
        ip = _plain(ipaddress.ip_address(host))
    except ValueError:
        ip = None
        if not _NAME.fullmatch(host):
            raise NotAllowed("") from None
    path = parts.path or "/"
    return Target(
        parts.scheme,
        str(ip) if ip else host,
        ip,
        parts.port or DEFAULT_PORTS[parts.scheme],
        f"{path}?{parts.query}" if parts.query else path,
    )


def _plain(ip: Ip) -> Ip:
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return mapped or ip


def _never(ip: Ip) -> bool:
    """Metadata services, broadcast, nowhere: no host that somebody named has these."""
    disguised = any(ip in network for network in _DISGUISES)
    return disguised or ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip.is_reserved


def _network(text: str) -> Network | None:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None
