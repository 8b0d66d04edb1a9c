"""A call to a resource, parsed: what the caller sent, and what the gateway knows of the caller."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from rulebook.formats.habilitation import ApiImpot
from rulebook.resources import Mode, Resource

_READ = frozenset({b"authorization", b"x-correlation-id", b"x-franceconnect-oauth", b"id_teleservice"})


class Headers(Struct, frozen=True, gc=False):
    """The four headers that the API reads; names in any case, a repeated header joined as HTTP says."""

    authorization: str | None = None
    correlation_id: str | None = None
    franceconnect: str | None = None
    teleservice: str | None = None

    def __repr__(self) -> str:
        """Two of them are secrets."""
        return f"Headers(correlation_id={self.correlation_id!r}, teleservice={self.teleservice!r})"


def read_headers(raw: Iterable[tuple[bytes, bytes]]) -> Headers:
    """The headers of a request as ASGI gives them."""
    found: dict[bytes, str] = {}
    for name, value in raw:
        lower = name.lower()
        if lower in _READ:
            text = value.decode("latin-1").strip()
            found[lower] = f"{found[lower]}, {text}" if lower in found else text
    return Headers(
        found.get(b"authorization"),
        found.get(b"x-correlation-id"),
        found.get(b"x-franceconnect-oauth"),
        found.get(b"id_teleservice"),
    )


class ApimToken(Struct, frozen=True):
    """A token that this gateway signed: whose it is, what it opens, until when, and which one it is."""

    key: str
    scopes: frozenset[str]
    expires_at: float
    jti: str = ""


class Caller(Struct, frozen=True):
    """The application behind a token: its contract, and its name at FranceConnect."""

    contract: ApiImpot
    client_id: str


class Call(Struct, frozen=True):
    """One call that the gateway has let in. `path` holds what stood in the braces of the resource's path."""

    resource: Resource
    mode: Mode
    headers: Headers
    path: Mapping[str, str]
    now: float
    caller: Caller
    teleservices: frozenset[str] = frozenset()

    @property
    def contract(self) -> ApiImpot:
        """The caller's contract with the DGFiP."""
        return self.caller.contract
