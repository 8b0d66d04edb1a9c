"""A call to a resource, parsed: what the caller sent, and what the gateway knows of the caller."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from mock_api_impot.protocol.resources import Mode, Resource
from rulebook.formats.habilitation import ApiImpot


@dataclass(frozen=True, slots=True)
class Headers:
    """The four headers that the API reads; names in any case, a repeated header joined as HTTP says."""

    authorization: str | None = field(default=None, repr=False)
    correlation_id: str | None = None
    franceconnect: str | None = field(default=None, repr=False)
    teleservice: str | None = None


def read_headers(raw: Iterable[tuple[bytes, bytes]]) -> Headers:
    """The headers of a request as ASGI gives them."""
    found: dict[str, list[str]] = {}
    for name, value in raw:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1").strip())
    joined = {name: ", ".join(values) for name, values in found.items()}
    return Headers(
        joined.get("authorization"),
        joined.get("x-correlation-id"),
        joined.get("x-franceconnect-oauth"),
        joined.get("id_teleservice"),
    )


@dataclass(frozen=True, slots=True)
class ApimToken:
    """A token that this gateway signed: whose it is, what it opens, until when."""

    key: str
    scopes: frozenset[str]
    expires_at: float


@dataclass(frozen=True, slots=True)
class Caller:
    """The application behind a token: its contract, and its name at FranceConnect."""

    contract: ApiImpot | None
    client_id: str


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `elapsed` ages tokens, and nothing else; `used` counts the calls of the running minute, this one included."""

    resource: Resource
    mode: Mode
    headers: Headers
    annrev: str
    spi: str | None
    now: float
    token: ApimToken | None = None
    caller: Caller | None = None
    teleservices: frozenset[str] = frozenset()
    elapsed: float = 0.0
    used: int = 0

    @property
    def contract(self) -> ApiImpot | None:
        """The caller's contract with the DGFiP."""
        return self.caller.contract if self.caller else None
