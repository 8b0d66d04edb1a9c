"""Exchange: the only record of HTTP (JSON Lines). Redacted once, when it leaves the process that saw it."""

from typing import Any, Literal

from pydantic import Field

from rulebook.formats.record import Part, Record

By = Literal["franceconnect", "franceconnect-plus", "dgfip", "driver"]


class Request(Part):
    """What was asked. At most one of `form`, `json`, `text` is set."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    form: tuple[tuple[str, str], ...] | None = None
    json_body: Any = Field(default=None, alias="json")
    text: str | None = None


class Response(Part):
    """What was answered; `status` 0 means that the connection was cut before any."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    json_body: Any = Field(default=None, alias="json")
    text: str | None = None


class Jwt(Part):
    """A token seen in the exchange, decoded: `where` names the member or parameter that held it."""

    where: str
    header: dict[str, Any]
    claims: dict[str, Any]
    signature: Literal["valid", "invalid", "none"]
    kid_known: bool


class Exchange(Record):
    """One request and its answer, as `by` saw them."""

    n: int
    at: float
    space: str
    lease: str | None = None
    module: str | None = None
    by: By
    endpoint: str
    application: str | None = None
    request: Request
    response: Response
    jwts: tuple[Jwt, ...] = ()
    refused_by: str | None = None
    fault: str | None = None
    duration_ms: float = 0.0
